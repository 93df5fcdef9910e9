# Measures of a step's gradients and features, summed in float64.

# Euclidean norm of each gradient (n, float64).
def norms(self, gs: List[Tensor]) -> Tensor:
    found: List[Tensor] = []
    for g in gs:
        found.append(torch.sqrt(torch.sum(g * g, dtype=7)))
    return torch.stack(found)

# Cosine of the angle between two gradients of one shape, as a tensor (1, float64); NaN where one is 0.
def cosine(self, a: Tensor, b: Tensor) -> Tensor:
    lengths = torch.sqrt(torch.sum(a * a, dtype=7)) * torch.sqrt(torch.sum(b * b, dtype=7))
    return torch.view(torch.sum(a * b, dtype=7) / lengths, [1])

# Share of places at which one of two feature maps is positive and the other is not (1, float64).
def sign_flips(self, x: Tensor, y: Tensor) -> Tensor:
    flipped = torch.ne(torch.gt(x, 0.), torch.gt(y, 0.))
    return torch.view(torch.mean(torch.to(flipped, 7)), [1])
