# Updates of weights in place, each over all tensors of a network in one call. Grad mode must be off.

# Euclidean norm over all tensors together, as torch.nn.utils.clip_grad_norm_ takes it.
def global_norm(self, gs: List[Tensor]) -> Tensor:
    norms: List[Tensor] = []
    for g in gs:
        norms.append(torch.norm(g))
    return torch.norm(torch.stack(norms))

# A step of torch.optim.Adam (AdamW where decay > 0) on weights ws with gradients gs, moments ms and vs.
# how (7, float64): step size, root of the second moment's bias correction, beta1, beta2, epsilon, learning
# rate times decay, largest norm (negative: none). Returns the norm before clipping; where that is
# not finite nothing is changed.
def adam(self, ws: List[Tensor], gs: List[Tensor], ms: List[Tensor], vs: List[Tensor], how: Tensor) -> Tensor:
    size, root, beta1, beta2 = float(how[0]), float(how[1]), float(how[2]), float(how[3])
    epsilon, decay, largest = float(how[4]), float(how[5]), float(how[6])
    norm = self.global_norm(gs)
    if bool(torch.isfinite(norm)):
        clip = largest / (float(norm) + 1e-6)
        for i in range(len(ws)):
            w, g, m, v = ws[i], gs[i], ms[i], vs[i]
            if largest >= 0. and clip < 1.:
                g = g * clip
            if decay > 0.:
                w.mul_(1. - decay)
            m.lerp_(g, 1. - beta1)
            v.mul_(beta2).addcmul_(g, g, value=1. - beta2)
            w.addcdiv_(m, (torch.sqrt(v) / root).add_(epsilon), value=-size)
    return norm

# averages = decay * averages + (1 - decay) * ws.
def moving_average(self, averages: List[Tensor], ws: List[Tensor], how: Tensor) -> Tensor:
    decay = float(how[0])
    for i in range(len(ws)):
        averages[i].mul_(decay).add_(ws[i], alpha=1. - decay)
    return how

# Projects weights onto those that are not negative.
def not_negative(self, ws: List[Tensor]) -> Tensor:
    for w in ws:
        w.clamp_min_(0.)
    return torch.zeros([1])

# Gives w the values of another tensor.
def overwrite(self, w: Tensor, values: Tensor) -> Tensor:
    w.copy_(values)
    return torch.zeros([1])

# The weighted sum of losses; weights (n, float64).
def objective(self, losses: List[Tensor], weights: Tensor) -> Tensor:
    total = losses[0] * float(weights[0])
    for i in range(1, len(losses)):
        total = total + losses[i] * float(weights[i])
    return total
