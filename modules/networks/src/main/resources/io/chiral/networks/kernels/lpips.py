# LPIPS, always in float32. x and y (B, C, H, W) are features of output and reference at one tap.

# Every position's channels as a vector of length one. Below the floor the length stands still, which no sum
# notices, while the root of a zero (a position without any feature) would make the gradient NaN.
def unit_length(self, x: Tensor) -> Tensor:
    return x / (torch.sqrt(torch.clamp_min(torch.sum(x * x, [1], True), 1e-30)) + 1e-10)

# The head (1, C, 1, 1) on squared differences of unit vectors, mean over places: (B).
def lpips_tap(self, x: Tensor, y: Tensor, head: Tensor) -> Tensor:
    d = self.unit_length(x) - self.unit_length(y)
    return torch.mean(torch.conv2d(d * d, head), [1, 2, 3])

def summed(self, parts: List[Tensor]) -> Tensor:
    return torch.sum(torch.stack(parts), [0])
