# Convolutional backbones by torchvision's names. A stage takes its input x (B, C, H, W), its tensors p by
# published name, and `how`: the mode (0 evaluation, 1 training, 2 following), the precision, then its own.

def strided(self, x: Tensor, weight: Tensor, bias: Tensor, stride: int, pad: int, groups: int, precision: int) -> Tensor:
    y = torch.conv2d(torch.to(x, precision), torch.to(weight, precision), torch.to(bias, precision), [stride, stride], [pad, pad], [1, 1], groups)
    return torch.to(y, 6)

# AlexNet: maximum pooling or none, then a convolution `name` with ReLU.
def alexnet_stage(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    index, pooled, stride, pad = int(how[2]), int(how[3]), int(how[4]), int(how[5])
    if pooled == 1:
        x = torch.max_pool2d(x, [3, 3], [2, 2])
    name = "features." + str(index)
    return torch.relu(self.strided(x, p[name + ".weight"], p[name + ".bias"], stride, pad, 1, int(how[1])))

# SqueezeNet's first convolution.
def squeezenet_stem(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    return torch.relu(self.strided(x, p["features.0.weight"], p["features.0.bias"], 2, 0, 1, int(how[1])))

# SqueezeNet: maximum pooling or none (a last incomplete window counts), then `count` fire modules.
def squeezenet_stage(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    precision, first, count, pooled = int(how[1]), int(how[2]), int(how[3]), int(how[4])
    if pooled == 1:
        x = torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], True)
    for k in range(count):
        name = "features." + str(first + k)
        s = torch.relu(self.convolve(x, p[name + ".squeeze.weight"], p[name + ".squeeze.bias"], precision))
        one = self.convolve(s, p[name + ".expand1x1.weight"], p[name + ".expand1x1.bias"], precision)
        three = self.convolve(s, p[name + ".expand3x3.weight"], p[name + ".expand3x3.bias"], precision)
        x = torch.relu(torch.cat([one, three], 1))
    return x
