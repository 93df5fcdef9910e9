# ResNet-50 by torchvision's names. B images, H x W pixels, C channels.

# mode 0: by running statistics; 1: by the batch's, and the running ones move in place; 2: by the batch's.
def batch_norm(self, x: Tensor, p: Dict[str, Tensor], name: str, mode: int) -> Tensor:
    weight, bias = p[name + ".weight"], p[name + ".bias"]
    if mode == 2:
        return torch.batch_norm(x, weight, bias, None, None, True, 0.1, 1e-5, False)
    mean, var = p[name + ".running_mean"], p[name + ".running_var"]
    if mode == 1:
        p[name + ".num_batches_tracked"].add_(1)
    return torch.batch_norm(x, weight, bias, mean, var, mode == 1, 0.1, 1e-5, False)

def resnet_stem(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    x = self.unbiased(x, p["conv1.weight"], 2, int(how[1]))
    return torch.relu(self.batch_norm(x, p, "bn1", int(how[0])))

# layer{number} of `count` bottlenecks, the first with `stride`, the first layer after maximum pooling.
def resnet_layer(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    mode, precision, number, count, stride = int(how[0]), int(how[1]), int(how[2]), int(how[3]), int(how[4])
    if number == 1:
        x = torch.max_pool2d(x, [3, 3], [2, 2], [1, 1])
    for k in range(count):
        x = self.bottleneck(x, p, "layer" + str(number) + "." + str(k) + ".", stride if k == 0 else 1, mode, precision)
    return x

# The stride is the 3x3 convolution's ("ResNet 1.5").
def bottleneck(self, x: Tensor, p: Dict[str, Tensor], name: str, stride: int, mode: int, precision: int) -> Tensor:
    y = self.unbiased(x, p[name + "conv1.weight"], 1, precision)
    y = torch.relu(self.batch_norm(y, p, name + "bn1", mode))
    y = self.unbiased(y, p[name + "conv2.weight"], stride, precision)
    y = torch.relu(self.batch_norm(y, p, name + "bn2", mode))
    y = self.unbiased(y, p[name + "conv3.weight"], 1, precision)
    y = self.batch_norm(y, p, name + "bn3", mode)
    if name + "downsample.0.weight" in p:
        x = self.unbiased(x, p[name + "downsample.0.weight"], stride, precision)
        x = self.batch_norm(x, p, name + "downsample.1", mode)
    return torch.relu(y + x)

# Convolution without bias, padded by (kernel - 1) / 2.
def unbiased(self, x: Tensor, weight: Tensor, stride: int, precision: int) -> Tensor:
    pad = weight.size(2) // 2
    y = torch.conv2d(torch.to(x, precision), torch.to(weight, precision), None, [stride, stride], [pad, pad])
    return torch.to(y, 6)
