# Bilinear with antialiasing, as torchvision's resize(antialias=True); x (B, C, H, W), size (height, width).
def resized(self, x: Tensor, size: Tensor) -> Tensor:
    return torch._upsample_bilinear2d_aa(x, [int(size[0]), int(size[1])], False, None, None)

# (1 - r) / 2 with Pearson's r of distances d (n) and targets t (n): 0 for a perfect line upwards, 1 downwards.
def plcc_loss(self, d: Tensor, t: Tensor) -> Tensor:
    d = d - torch.mean(d)
    t = t - torch.mean(t)
    r = torch.sum(d * t) / torch.sqrt(torch.sum(d * d) * torch.sum(t * t) + 1e-12)
    return (1. - r) / 2.

def joined(self, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, 0)
