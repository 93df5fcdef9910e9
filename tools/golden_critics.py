"""Goldens of PatchGAN, the U-Net discriminator, relativistic loss, R1, augmentation, MS-SSIM and GMSD.

Run in this folder with torch, safetensors, numpy, piq and pytorch-msssim installed: python golden_critics.py
"""

import math

import piq
import pytorch_msssim
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils import spectral_norm

from golden_fill import fill, image, noise, save, save_keys


class PatchGan(nn.Module):
    """As NLayerDiscriminator of pix2pix with ndf 64, three layers and batch norm."""

    def __init__(self):
        super().__init__()
        layers = [nn.Conv2d(3, 64, 4, 2, 1), nn.LeakyReLU(0.2)]
        for k, stride in ((64, 2), (128, 2), (256, 1)):
            layers += [nn.Conv2d(k, 2 * k, 4, stride, 1, bias=False), nn.BatchNorm2d(2 * k), nn.LeakyReLU(0.2)]
        self.model = nn.Sequential(*layers, nn.Conv2d(512, 1, 4, 1, 1))

    def forward(self, x):
        return self.model(x)


class UNet(nn.Module):
    """As UNetDiscriminatorSN of BasicSR with 64 features."""

    def __init__(self, n=64):
        super().__init__()
        self.conv0 = nn.Conv2d(3, n, 3, 1, 1)
        for i, (a, b) in enumerate(((1, 2), (2, 4), (4, 8)), 1):
            setattr(self, f"conv{i}", spectral_norm(nn.Conv2d(n * a, n * b, 4, 2, 1, bias=False)))
        for i, (a, b) in enumerate(((8, 4), (4, 2), (2, 1), (1, 1), (1, 1)), 4):
            setattr(self, f"conv{i}", spectral_norm(nn.Conv2d(n * a, n * b, 3, 1, 1, bias=False)))
        self.conv9 = nn.Conv2d(n, 1, 3, 1, 1)

    def forward(self, x):
        act = lambda t: F.leaky_relu(t, 0.2)
        up = lambda t: F.interpolate(t, scale_factor=2, mode="bilinear", align_corners=False)
        skips = [act(self.conv0(x))]
        for i in (1, 2, 3):
            skips.append(act(getattr(self, f"conv{i}")(skips[-1])))
        y = skips.pop()
        for i in (4, 5, 6):
            y = act(getattr(self, f"conv{i}")(up(y))) + skips.pop()
        return self.conv9(act(self.conv8(act(self.conv7(y)))))


def refill(network):
    """Power iterations at noise, each with its own stream."""
    with torch.no_grad():
        for k, (name, value) in enumerate(network.state_dict().items()):
            if name.endswith(("weight_u", "weight_v")):
                value.copy_(F.normalize(noise(value.shape, k), dim=0))


def penalty(logits, x):
    mean = logits.flatten(1).mean(1).sum()
    g = torch.autograd.grad(mean, x, create_graph=True)[0]
    return 5.0 * g.pow(2).sum((1, 2, 3)).mean()


def discriminator(out, name, network, x, watched, weight):
    save_keys(name, network)
    fill(network, gain=math.sqrt(6))
    refill(network)
    network.train()
    out[f"{name}.first"] = network(x)
    for key in watched:
        out[f"{name}.{key}"] = network.state_dict()[key].clone()
    state = {k: v.clone() for k, v in network.state_dict().items()}
    x = x.clone().requires_grad_(True)
    loss = F.softplus(-network(x)).mean()
    out[f"{name}.gradient"] = torch.autograd.grad(loss, x)[0]
    network.load_state_dict(state)
    r1 = penalty(network(x), x)
    out[f"{name}.r1"] = r1
    out[f"{name}.r1.gradient"] = torch.autograd.grad(r1, dict(network.named_parameters())[weight])[0]
    network.load_state_dict(state)
    network.eval()
    out[f"{name}.evaluation"] = network(x)


def ragan(out):
    real, fake = noise((2, 1, 3, 4), 2, -3, 3).requires_grad_(True), noise((2, 1, 3, 4), 3, -3, 3).requires_grad_(True)
    bce = F.binary_cross_entropy_with_logits
    one, zero = torch.ones_like(real), torch.zeros_like(real)
    d_real = 0.5 * bce(real - fake.detach().mean(), one)
    d_fake = 0.5 * bce(fake - real.detach().mean(), zero)
    g = 0.5 * (bce(real.detach() - fake.mean(), zero) + bce(fake - real.detach().mean(), one))
    out["ragan"] = torch.stack([d_real, d_fake, g])
    out["ragan.gradient.real"] = torch.autograd.grad(d_real, real)[0]
    out["ragan.gradient.fake"] = torch.autograd.grad(g, fake)[0]


def augmentation(out):
    """DiffAugment's formulas at given draws; its zero of [-1, 1] is 0.5 here."""
    x = image(2, 16, 20, 1000)
    how = torch.tensor([[0.2, 0.3, 1.4], [-0.1, 1.7, 0.6]])
    y = x + how[:, 0].view(-1, 1, 1, 1)
    grey = y.mean(1, keepdim=True)
    y = (y - grey) * how[:, 1].view(-1, 1, 1, 1) + grey
    mean = y.mean((1, 2, 3), keepdim=True)
    out["augmentation.colour"] = (y - mean) * how[:, 2].view(-1, 1, 1, 1) + mean
    moved = torch.full_like(x, 0.5)
    moved[0, :, 2:, :-3] = x[0, :, :-2, 3:]
    moved[1, :, :-1, 2:] = x[1, :, 1:, :-2]
    out["augmentation.translation"] = moved
    cut = x.clone()
    cut[0, :, 0:5, 12:20] = 0.5
    cut[1, :, 4:12, 0:10] = 0.5
    out["augmentation.cutout"] = cut


def metrics(out):
    for name, (h, w), metric in (
        ("ms-ssim", (163, 170), lambda a, b: 1 - pytorch_msssim.ms_ssim(a, b, data_range=1.0, size_average=False)),
        ("gmsd", (33, 36), lambda a, b: piq.gmsd(a, b, reduction="none")),
    ):
        x, y = image(2, h, w, 1000), image(2, h, w, 1001)
        x.requires_grad_(True)
        d = metric(x, (0.7 * y + 0.3 * x.detach()).clamp(0, 1))
        out[name] = d
        out[name + ".gradient"] = torch.autograd.grad(d.mean(), x)[0][:, :, h // 2]
    # piq divides by n where the authors' MATLAB code divides by n - 1.
    n = 17 * 18
    for key in ("gmsd", "gmsd.gradient"):
        out[key] = out[key] * math.sqrt(n / (n - 1))


def main():
    torch.set_num_threads(1)
    out = {}
    watched = ["model.3.running_mean", "model.9.running_var", "model.9.num_batches_tracked"]
    discriminator(out, "patchgan", PatchGan(), image(2, 32, 41), watched, "model.0.weight")
    watched = ["conv1.weight_u", "conv5.weight_v"]
    discriminator(out, "unet", UNet(), image(2, 16, 24), watched, "conv0.weight")
    ragan(out)
    augmentation(out)
    metrics(out)
    for k, v in out.items():
        print(k, tuple(v.shape), v.flatten()[:3].tolist())
    save("critics", out)


main()
