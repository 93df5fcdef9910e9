# Assessors' own functions. s (n) are scores, t (n) opinions, both more is better.

# Bilinear with antialiasing, as torchvision's resize(antialias=True); x (B, C, H, W), size (height, width).
def resized(self, x: Tensor, size: Tensor) -> Tensor:
    return torch._upsample_bilinear2d_aa(x, [int(size[0]), int(size[1])], False, None, None)

# The window of x (B, C, H, W) at how = (top, left, height, width, mirrored), copied.
def looked_at(self, x: Tensor, how: Tensor) -> Tensor:
    top, left, height, width = int(how[0]), int(how[1]), int(how[2]), int(how[3])
    y = torch.narrow(torch.narrow(x, 2, top, height), 3, left, width)
    if bool(how[4]):
        y = torch.flip(y, [3])
    return torch.clone(y, memory_format=0)

# (1 - r) / 2 with Pearson's r: 0 for a perfect line upwards, 1 downwards.
def plcc_loss(self, s: Tensor, t: Tensor) -> Tensor:
    s = s - torch.mean(s)
    t = t - torch.mean(t)
    r = torch.sum(s * t) / torch.sqrt(torch.sum(s * s) * torch.sum(t * t) + 1e-12)
    return (1. - r) / 2.

def mse_loss(self, s: Tensor, t: Tensor) -> Tensor:
    return torch.mean((s - t) ** 2.)

def l1_loss(self, s: Tensor, t: Tensor) -> Tensor:
    return torch.mean(torch.abs(s - t))

# Fidelity (Tsai et al. 2007) of all pairs: g says whose opinion is higher (ties 1/2), p = Phi(difference
# of scores), Thurstone's model with differences of unit variance; the terms' 1e-8 are A-FINE's.
def fidelity_loss(self, s: Tensor, t: Tensor) -> Tensor:
    n = s.size(0)
    p = 0.5 * (1. + torch.erf((torch.unsqueeze(s, 1) - torch.unsqueeze(s, 0)) / 1.4142135623730951))
    g = 0.5 * (1. + torch.sign(torch.unsqueeze(t, 1) - torch.unsqueeze(t, 0)))
    each = 1. - torch.sqrt(p * g + 1e-8) - torch.sqrt((1. - p) * (1. - g) + 1e-8)
    return torch.sum(each) / (n * (n - 1))

def less_than_one(self, d: Tensor) -> Tensor:
    return 1. - d

def joined(self, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, 0)
