# Per-image errors of output x against reference y, (B, C, H, W) -> (B).

def mean_absolute(self, x: Tensor, y: Tensor) -> Tensor:
    return torch.mean(torch.abs(x - y), [1, 2, 3])

def mean_squared(self, x: Tensor, y: Tensor) -> Tensor:
    return torch.mean((x - y) ** 2., [1, 2, 3])

# Gaussian of 11 taps and deviation 1.5 along both axes, valid area only, each channel on its own.
def ssim_blurred(self, x: Tensor) -> Tensor:
    C = x.size(1)
    at = torch.arange(11, dtype=x.dtype, device=x.device) - 5.
    g = torch.exp(at * at * (-1. / (2. * 1.5 * 1.5)))
    g = g / torch.sum(g)
    x = torch.conv2d(x, g.view(1, 1, 11, 1).expand([C, 1, 11, 1]).contiguous(), None, [1, 1], [0, 0], [1, 1], C)
    return torch.conv2d(x, g.view(1, 1, 1, 11).expand([C, 1, 1, 11]).contiguous(), None, [1, 1], [0, 0], [1, 1], C)

# 1 - SSIM of values in [0, 1], mean over channels and valid positions.
def one_minus_ssim(self, x: Tensor, y: Tensor) -> Tensor:
    c1, c2 = 0.01 ** 2, 0.03 ** 2
    mx, my = self.ssim_blurred(x), self.ssim_blurred(y)
    vx = self.ssim_blurred(x * x) - mx * mx
    vy = self.ssim_blurred(y * y) - my * my
    cov = self.ssim_blurred(x * y) - mx * my
    luminance = (2. * mx * my + c1) / (mx * mx + my * my + c1)
    contrast = (2. * cov + c2) / (vx + vy + c2)
    return 1. - torch.mean(luminance * contrast, [1, 2, 3])
