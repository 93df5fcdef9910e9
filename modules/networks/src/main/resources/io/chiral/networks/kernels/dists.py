# DISTS, always in float32. x and y (B, C, H, W) are features of output and reference at one stage.

# Texture similarity S1 and structure similarity S2 of each channel, stacked (2, B, C).
def dists_similarities(self, x: Tensor, y: Tensor) -> Tensor:
    c = 1e-6
    mx, my = torch.mean(x, [2, 3], True), torch.mean(y, [2, 3], True)  # (B, C, 1, 1)
    vx, vy = torch.mean((x - mx) ** 2., [2, 3], True), torch.mean((y - my) ** 2., [2, 3], True)
    cov = torch.mean(x * y, [2, 3], True) - mx * my
    s1 = (2. * mx * my + c) / (mx * mx + my * my + c)
    s2 = (2. * cov + c) / (vx + vy + c)
    return torch.stack([s1, s2]).flatten(2)

# 1 - sum(alpha S1 + beta S2) / (sum(alpha) + sum(beta)) of similarities (2, B, C), an image each: (B).
def dists_distance(self, s: Tensor, alpha: Tensor, beta: Tensor) -> Tensor:
    weighted = torch.mv(s[0], alpha.view(-1)) + torch.mv(s[1], beta.view(-1))
    return 1. - weighted / (torch.sum(alpha) + torch.sum(beta))

# What S1 and S2 of one stage take off the mean distance: of its similarities (2, B, C), alpha and beta of
# all K channels, and the number of the stage's first channel (1).
def dists_parts(self, s: Tensor, alpha: Tensor, beta: Tensor, first: Tensor) -> List[Tensor]:
    a = torch.narrow(alpha.view(-1), 0, int(first[0]), s.size(2))
    b = torch.narrow(beta.view(-1), 0, int(first[0]), s.size(2))
    total = torch.sum(alpha) + torch.sum(beta)
    return [-torch.mean(torch.mv(s[0], a)) / total, -torch.mean(torch.mv(s[1], b)) / total]

def concatenated(self, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, 2)
