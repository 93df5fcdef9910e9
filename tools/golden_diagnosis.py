"""Goldens of what training is diagnosed by: DISTS's gradient by stage and by term, its angle with an adversarial one."""

import torch
import torch.nn.functional as F
from torch import nn

from golden_fidelity import l2_pool, similarities, taps, vgg
from golden_fill import image, noise, save


def main():
    x, y = image(2, 32, 36, 1000), image(2, 32, 36, 1001)
    y = (0.7 * y + 0.3 * x).clamp(0, 1)
    x.requires_grad_(True)
    network = vgg(5)
    fx, fy = taps(network.features, x, l2_pool), taps(network.features, y, l2_pool)
    s1, s2 = similarities(fx, fy)
    alpha, beta = noise((1475,), 26, 0.05, 0.15), noise((1475,), 27, 0.05, 0.15)
    total = alpha.sum() + beta.sum()
    stage = torch.cat([torch.full((c,), k) for k, c in enumerate([3, 64, 128, 256, 512, 512])])
    off1, off2 = -(s1 * alpha).mean(0) / total, -(s2 * beta).mean(0) / total  # of each channel
    parts = [off1[stage == k].sum() + off2[stage == k].sum() for k in range(6)] + [off1.sum(), off2.sum()]
    gradients = [torch.autograd.grad(part, x, retain_graph=True)[0] for part in parts]

    cut = taps(network.features, x, nn.MaxPool2d(2))[3]
    head, bias = noise((256,), 14, -1 / 16, 1 / 16), noise((1,), 15, -1.0, 1.0)
    patch = (cut * head.view(1, -1, 1, 1)).sum(1, keepdim=True) + bias
    adversarial = torch.autograd.grad(F.binary_cross_entropy_with_logits(patch, torch.ones_like(patch)), x)[0]
    whole = sum(gradients[:6])
    seen = taps(network.features, y, nn.MaxPool2d(2))[3]
    out = {
        "value": torch.stack([1 + sum(parts[:6]).detach()]),
        "norms": torch.stack([g.double().norm() for g in gradients]),
        "cosine": F.cosine_similarity(whole.double().flatten(), adversarial.double().flatten(), dim=0).view(1),
        "flips": ((cut > 0) != (seen > 0)).double().mean().view(1),
    }
    for name, value in out.items():
        print(name, value.tolist())
    save("diagnosis", out)


if __name__ == "__main__":
    main()
