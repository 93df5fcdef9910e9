"""Goldens of VGG-16, DISTS, SSIM, discriminators and adversarial losses, from torchvision and formulas."""

import json
import math

import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models import vgg16

from golden_fill import FOLDER, fill, image, noise, save

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
# Index of the last layer of each stage in torchvision's features: relu1_2 … relu5_3.
LAST = [3, 8, 15, 22, 29]


def l2_pool(x):
    hann = torch.hann_window(5, periodic=False)[1:-1]
    kernel = hann[:, None] * hann[None, :]
    kernel = (kernel / kernel.sum()).expand(x.shape[1], 1, 3, 3)
    return (F.conv2d(x**2, kernel, stride=2, padding=1, groups=x.shape[1]) + 1e-12).sqrt()


def taps(features, x, pool):
    """The image, then the maps after each stage."""
    found = [x]
    y = (x - MEAN) / STD
    for i, layer in enumerate(features):
        y = pool(y) if isinstance(layer, nn.MaxPool2d) else layer(y)
        if i in LAST:
            found.append(y)
    return found


def similarities(fx, fy):
    s1, s2 = [], []
    for x, y in zip(fx, fy):
        mx, my = x.mean((2, 3)), y.mean((2, 3))
        vx, vy = x.var((2, 3), unbiased=False), y.var((2, 3), unbiased=False)
        cov = (x * y).mean((2, 3)) - mx * my
        s1.append((2 * mx * my + 1e-6) / (mx**2 + my**2 + 1e-6))
        s2.append((2 * cov + 1e-6) / (vx + vy + 1e-6))
    return torch.cat(s1, 1), torch.cat(s2, 1)


def distance(s1, s2, alpha, beta):
    return 1 - (s1 @ alpha + s2 @ beta) / (alpha.sum() + beta.sum())


def one_minus_ssim(x, y):
    g = torch.exp(-((torch.arange(11.0) - 5) ** 2) / (2 * 1.5**2))
    g = (g / g.sum())[:, None] * (g / g.sum())[None]
    blur = lambda t: F.conv2d(t, g.expand(3, 1, 11, 11), groups=3)
    mx, my = blur(x), blur(y)
    vx, vy, cov = blur(x * x) - mx**2, blur(y * y) - my**2, blur(x * y) - mx * my
    c1, c2 = 0.01**2, 0.03**2
    s = (2 * mx * my + c1) * (2 * cov + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    return 1 - s.mean((1, 2, 3))


def vgg(stages):
    features = vgg16().features[: LAST[stages - 1] + 1]
    holder = nn.Module()
    holder.features = features.requires_grad_(False)
    fill(holder, gain=math.sqrt(6))  # keeps features of a common size through the stages
    for layer in features:
        if isinstance(layer, nn.ReLU):
            layer.inplace = False
    return holder


def main():
    keys = [f"{k} {json.dumps(list(v.shape))}" for k, v in vgg16().state_dict().items() if k.startswith("features")]
    (FOLDER / "vgg16.keys").write_text("\n".join(keys) + "\n")

    x, y = image(2, 32, 36, 1000), image(2, 32, 36, 1001)
    y = (0.7 * y + 0.3 * x).clamp(0, 1)
    x.requires_grad_(True)
    out = {}
    network = vgg(5)
    fx, fy = taps(network.features, x, l2_pool), taps(network.features, y, l2_pool)
    s1, s2 = similarities(fx, fy)
    alpha, beta = noise((1475,), 26, 0.05, 0.15), noise((1475,), 27, 0.05, 0.15)
    d = distance(s1, s2, alpha, beta)
    out["dists"], out["dists.s1"], out["dists.s2"] = d, s1, s2
    out["dists.gradient"] = torch.autograd.grad(d.mean(), x, retain_graph=True)[0]
    pick = torch.cat([torch.full((c,), k) for k, c in enumerate([3, 64, 128, 256, 512, 512])])
    some = (pick == 1) | (pick == 3)
    out["dists.stages13"] = distance(s1[:, some], s2[:, some], noise((320,), 14, 0.05, 0.15), noise((320,), 15, 0.05, 0.15))
    out["vgg.maximum"] = taps(network.features, x, nn.MaxPool2d(2))[5]
    out["ssim"] = one_minus_ssim(x, y)
    out["ssim.gradient"] = torch.autograd.grad(out["ssim"].mean(), x)[0]

    cut = taps(network.features, x, nn.MaxPool2d(2))[3]
    head, bias = noise((256,), 14, -1 / 16, 1 / 16), noise((1,), 15, -1.0, 1.0)
    logits = cut.mean((2, 3)) @ head[:, None] + bias
    patch = (cut * head.view(1, -1, 1, 1)).sum(1, keepdim=True) + bias
    out["discriminator.vanilla"], out["discriminator.patch"] = logits, patch
    out["discriminator.gradient"] = torch.autograd.grad(F.binary_cross_entropy_with_logits(patch, torch.ones_like(patch)), x)[0]

    z = noise((2, 1, 3, 4), 2, -3, 3)
    one, zero = torch.ones_like(z), torch.zeros_like(z)
    out["losses"] = torch.stack([
        F.binary_cross_entropy_with_logits(z, one), F.binary_cross_entropy_with_logits(z, zero),
        F.binary_cross_entropy_with_logits(z, one), F.relu(1 - z).mean(), F.relu(1 + z).mean(), -z.mean(),
        F.mse_loss(z, one), F.mse_loss(z, zero), F.mse_loss(z, one)])
    for k, v in out.items():
        print(k, tuple(v.shape), v.flatten()[:3].tolist())
    save("fidelity", out)


if __name__ == "__main__":
    main()
