# VGG-16 by torchvision's names. B images, H x W pixels.

# Pooling of DISTS: the root of the Hann-weighted mean of squares, stride 2, each channel on its own.
def l2_pool(self, x: Tensor) -> Tensor:
    C = x.size(1)
    hann = torch.tensor([0.25, 0.5, 0.25, 0.5, 1.0, 0.5, 0.25, 0.5, 0.25], dtype=x.dtype, device=x.device) / 4.
    kernel = hann.view(1, 1, 3, 3).expand([C, 1, 3, 3]).contiguous()
    return torch.sqrt(torch.conv2d(x * x, kernel, None, [2, 2], [1, 1], [1, 1], C) + 1e-12)

# A stage: its pooling (0 none, 1 L2, 2 maximum), then `count` convolutions with ReLU from features.{first} on.
def vgg_stage(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    first, count, pooling, precision = int(how[0]), int(how[1]), int(how[2]), int(how[3])
    if pooling == 1:
        x = self.l2_pool(x)
    if pooling == 2:
        x = torch.max_pool2d(x, [2, 2])
    for k in range(count):
        i = str(first + 2 * k)
        x = torch.relu(self.convolve(x, p[i + ".weight"], p[i + ".bias"], precision))
    return x
