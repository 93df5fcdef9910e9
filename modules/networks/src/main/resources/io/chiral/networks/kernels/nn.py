# Building blocks that every network uses. `precision` is the ATen type code of the kernels (6 is
# float32, 15 bfloat16); as in PyTorch's autocast, matrix products and convolutions run in it while
# norms, softmax and residual sums stay in float32.

def linear(self, x: Tensor, weight: Tensor, bias: Tensor, precision: int) -> Tensor:
    return torch.linear(torch.to(x, precision), torch.to(weight, precision), torch.to(bias, precision))

# Convolution that keeps height and width: stride 1, padding (kernel - 1) / 2.
def convolve(self, x: Tensor, weight: Tensor, bias: Tensor, precision: int) -> Tensor:
    pad = weight.size(2) // 2
    y = torch.conv2d(torch.to(x, precision), torch.to(weight, precision), torch.to(bias, precision), [1, 1], [pad, pad])
    return torch.to(y, 6)

def norm(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], weight, bias, 1e-5)

# d output / d inputs, one gradient an input; zeros where the output does not depend on it.
def gradients(self, output: Tensor, inputs: List[Tensor], create_graph: Tensor) -> List[Tensor]:
    found = torch.grad([output], inputs, None, None, bool(create_graph[0]), True)
    result: List[Tensor] = []
    for i in range(len(inputs)):
        g = found[i]
        if g is None:
            result.append(torch.zeros_like(inputs[i]))
        else:
            result.append(g)
    return result

# d scalar / d x of each scalar, which share a graph; it is freed after the last. Zeros as above.
def gradients_of_each(self, scalars: List[Tensor], x: Tensor) -> List[Tensor]:
    result: List[Tensor] = []
    for i in range(len(scalars)):
        found = torch.grad([scalars[i]], [x], None, i + 1 < len(scalars), False, True)
        g = found[0]
        if g is None:
            result.append(torch.zeros_like(x))
        else:
            result.append(g)
    return result

# ImageNet's channel means and deviations, which torchvision's weights expect removed; x (B, 3, H, W).
def imagenet_normalised(self, x: Tensor) -> Tensor:
    mean = torch.tensor([0.485, 0.456, 0.406], dtype=x.dtype, device=x.device).view(1, 3, 1, 1)
    deviation = torch.tensor([0.229, 0.224, 0.225], dtype=x.dtype, device=x.device).view(1, 3, 1, 1)
    return (x - mean) / deviation

# Mean over places: (B, D, h, w) to (B, D).
def global_average(self, x: Tensor) -> Tensor:
    return torch.mean(x, [2, 3])

# Only what is positive.
def rectified(self, x: Tensor) -> Tensor:
    return torch.relu(x)
