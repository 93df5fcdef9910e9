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

# Maps of the luminance term and of the contrast and structure term of values in [0, 1].
def ssim_terms(self, x: Tensor, y: Tensor) -> Tuple[Tensor, Tensor]:
    c1, c2 = 0.01 ** 2, 0.03 ** 2
    mx, my = self.ssim_blurred(x), self.ssim_blurred(y)
    vx = self.ssim_blurred(x * x) - mx * mx
    vy = self.ssim_blurred(y * y) - my * my
    cov = self.ssim_blurred(x * y) - mx * my
    luminance = (2. * mx * my + c1) / (mx * mx + my * my + c1)
    return luminance, (2. * cov + c2) / (vx + vy + c2)

# 1 - SSIM, mean over channels and valid positions.
def one_minus_ssim(self, x: Tensor, y: Tensor) -> Tensor:
    luminance, contrast = self.ssim_terms(x, y)
    return 1. - torch.mean(luminance * contrast, [1, 2, 3])

# x to a power below 1; 0 where x is not positive, with gradient 0 there in place of infinity.
def positive_power(self, x: Tensor, exponent: float) -> Tensor:
    positive = x > 0.
    powered = torch.where(positive, x, torch.ones_like(x)) ** exponent
    return torch.where(positive, powered, torch.zeros_like(x))

# Means of 2 x 2; an odd side is padded with a zero at both ends.
def ms_ssim_halved(self, x: Tensor) -> Tensor:
    return torch.avg_pool2d(x, [2, 2], [2, 2], [x.size(2) % 2, x.size(3) % 2])

# 1 - MS-SSIM over five scales, each channel by itself, mean over channels.
def one_minus_ms_ssim(self, x: Tensor, y: Tensor) -> Tensor:
    exponents = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
    product = torch.ones([x.size(0), x.size(1)], dtype=x.dtype, device=x.device)
    for scale in range(4):
        terms = self.ssim_terms(x, y)
        product = product * self.positive_power(torch.mean(terms[1], [2, 3]), exponents[scale])
        x, y = self.ms_ssim_halved(x), self.ms_ssim_halved(y)
    luminance, contrast = self.ssim_terms(x, y)
    product = product * self.positive_power(torch.mean(luminance * contrast, [2, 3]), exponents[4])
    return 1. - torch.mean(product, [1])

# Magnitude of Prewitt's gradient of the ms_ssim_halved luma, (B, 3, H, W) -> (B, 1, H/2, W/2), sides rounded up,
# 0 beyond the edges. The added 1e-20 keeps the root's own gradient finite where the image is flat; 1e-12
# would be felt, where only one of the images is.
def gmsd_gradient(self, x: Tensor) -> Tensor:
    luma = torch.tensor([0.299, 0.587, 0.114], dtype=x.dtype, device=x.device).view(1, 3, 1, 1)
    grey = torch.sum(x * luma, [1], True)
    grey = torch.constant_pad_nd(grey, [0, grey.size(3) % 2, 0, grey.size(2) % 2], 0.)
    grey = torch.avg_pool2d(grey, [2, 2], [2, 2])
    prewitt = torch.tensor([1., 0., -1., 1., 0., -1., 1., 0., -1.], dtype=x.dtype, device=x.device) / 3.
    across = prewitt.view(3, 3)
    both = torch.stack([across, torch.t(across)]).unsqueeze(1)  # (2, 1, 3, 3)
    gradients = torch.conv2d(grey, both, None, [1, 1], [1, 1])
    return torch.sqrt(torch.sum(gradients * gradients, [1], True) + 1e-20)

# GMSD: the deviation (n - 1) of the gradients' similarity; c = 170 for values to 255.
def gmsd(self, x: Tensor, y: Tensor) -> Tensor:
    c = 170. / (255. * 255.)
    a, b = self.gmsd_gradient(x), self.gmsd_gradient(y)
    similarity = torch.flatten((2. * a * b + c) / (a * a + b * b + c), 1)
    mean = torch.mean(similarity, [1], True)
    squares = torch.sum((similarity - mean) ** 2., [1]) / float(similarity.size(1) - 1)
    return torch.sqrt(squares + 1e-12)
