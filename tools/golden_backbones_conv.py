"""Goldens of AlexNet, SqueezeNet, ResNet-50, ConvNeXt-T, DISTS on them, and LPIPS, from torchvision and lpips.

Run it with PyTorch 2.7.1, torchvision 0.22.1, lpips 0.1.4 and safetensors: python tools/golden_backbones_conv.py
Of long tensors every n-th element is stored, n = elements / 500 made odd.
With the shared data's folder as an argument it prints LPIPS of real pairs with real weights instead.
"""

import json
import math
import pathlib
import sys

import torch
import torchvision.models as models
from torch import nn

from golden_fidelity import MEAN, STD, distance, similarities
from golden_fill import FOLDER, fill, image, noise, save

torch.set_num_threads(1)
SIZE = (45, 37)


def alexnet_taps(n, x):
    return through(n.features, x, [1, 4, 7, 9, 11])


def squeezenet_taps(n, x):
    return through(n.features, x, [1, 4, 7, 9, 10, 11, 12])


def convnext_taps(n, x):
    return through(n.features, x, [1, 3, 5, 7])


def resnet_taps(n, x):
    stem = torch.relu(n.bn1(n.conv1(x)))
    found, x = [stem], n.maxpool(stem)
    for layer in (n.layer1, n.layer2, n.layer3, n.layer4):
        x = layer(x)
        found.append(x)
    return found


def vgg_taps(n, x):
    return through(n.features, x, [3, 8, 15, 22, 29])


def through(layers, x, wanted):
    found = []
    for i, layer in enumerate(layers[: wanted[-1] + 1]):
        x = layer(x)
        if i in wanted:
            found.append(x)
    return found


def sampled(t):
    flat = t.detach().flatten()
    return flat[:: (flat.numel() // 500) | 1]


def save_keys(name, network):
    lines = [f"{k} {json.dumps(list(v.shape))}" for k, v in network.state_dict().items() if is_backbone(k)]
    (FOLDER / f"{name}.keys").write_text("\n".join(lines) + "\n")


def is_backbone(key):
    return not key.startswith(("classifier.", "fc."))


def made(build, gain):
    """The network with values made from its backbone's keys alone."""
    network = build()
    holder = nn.Module()
    for name, child in network.named_children():
        if is_backbone(name + "."):
            holder.add_module(name, child)
    fill(holder, gain)
    for layer in network.modules():
        if isinstance(layer, nn.ReLU):
            layer.inplace = False
    return network.eval(), len(holder.state_dict())


def pair():
    x, y = image(2, *SIZE, 1000), image(2, *SIZE, 1001)
    return x.requires_grad_(True), 0.7 * y + 0.3 * x.detach()


def dists(out, taps, network, size, x, y, signed):
    see = lambda t: [t] + [m.relu() if signed else m for m in taps(network, (t - MEAN) / STD)]
    s1, s2 = similarities(see(x), see(y))
    k = s1.shape[1]
    d = distance(s1, s2, noise((k,), size, 0.05, 0.15), noise((k,), size + 1, 0.05, 0.15))
    out["dists"] = d
    out["dists.gradient"] = sampled(torch.autograd.grad(d.mean(), x)[0])


def backbone(name, build, taps, names, gain, weight, signed=False):
    network, size = made(build, gain)
    save_keys(name, network)
    x, y = pair()
    found = taps(network, (x - MEAN) / STD)
    out = {"tap." + n: sampled(t) for n, t in zip(names, found)}
    out["vector"] = found[-1].mean((2, 3))
    loss = sum((t * t).mean() for t in found) + (out["vector"] ** 2).mean()
    parameter = dict(network.named_parameters())[weight]
    gradients = torch.autograd.grad(loss, [x, parameter])
    out["gradient.input"], out["gradient." + weight] = map(sampled, gradients)
    dists(out, taps, network, size, x, y, signed)
    if name == "resnet50":
        resnet_training(out, network, x)
    report(name, out)
    print(name, sum(p.numel() for k, p in network.named_parameters() if is_backbone(k)))


def resnet_training(out, network, x):
    network.train()
    vector = resnet_taps(network, (x - MEAN) / STD)[-1].mean((2, 3))
    out["training.vector"] = vector
    out["training.gradient.input"] = sampled(torch.autograd.grad((vector * vector).mean(), x)[0])
    state = network.state_dict()
    for key in ("bn1.running_mean", "layer3.0.downsample.1.running_var", "layer4.2.bn3.running_mean"):
        out["training." + key] = state[key]


def lpips_of(out, net, build, taps):
    import lpips

    backbone_only, size = made(build, math.sqrt(6))
    metric = lpips.LPIPS(net=net, pretrained=False, pnet_rand=True, verbose=False)
    metric.net.forward = lambda t: taps(backbone_only, t)
    with torch.no_grad():
        for k, head in enumerate(metric.lins):
            w = head.model[1].weight
            w.copy_(noise(w.shape, size + k, 0.0, 1.0))
    x, y = pair()
    d = metric(x, y, normalize=True).flatten()
    out[f"{net}"] = d
    out[f"{net}.gradient"] = sampled(torch.autograd.grad(d.mean(), x)[0])


def report(name, out):
    for k, v in out.items():
        print(name, k, tuple(v.shape), v.flatten()[:3].tolist(), float(v.abs().max()))
    save(name, out)


def main():
    root = math.sqrt(6)
    backbone("alexnet", models.alexnet, alexnet_taps, [f"relu{k}" for k in range(1, 6)], root, "features.3.weight")
    backbone("squeezenet", models.squeezenet1_1, squeezenet_taps, [f"slice{k}" for k in range(1, 8)], root,
             "features.6.squeeze.weight")
    backbone("resnet50", models.resnet50, resnet_taps, ["stem", "layer1", "layer2", "layer3", "layer4"], math.sqrt(3),
             "layer2.0.downsample.0.weight")
    backbone("convnext-t", models.convnext_tiny, convnext_taps, [f"stage{k}" for k in range(1, 5)], math.sqrt(3),
             "features.3.1.layer_scale", signed=True)
    out = {}
    lpips_of(out, "alex", models.alexnet, alexnet_taps)
    lpips_of(out, "vgg", models.vgg16, vgg_taps)
    lpips_of(out, "squeeze", models.squeezenet1_1, squeezenet_taps)
    report("lpips", out)


def real(folder):
    """LPIPS of the pairs in DATA with ImageNet's features and the published heads there."""
    import lpips
    import numpy as np
    from PIL import Image
    from safetensors.torch import load_file

    see = lambda f: torch.from_numpy(np.asarray(Image.open(folder / f).convert("RGB")) / 255.0).float().permute(2, 0, 1)[None]
    pairs = [("reference/piq/goldhill.gif", "reference/piq/goldhill_jpeg.gif"),
             ("reference/piq/I01.BMP", "reference/piq/i01_01_5.bmp"),
             ("weights/dists/r0.png", "weights/dists/r1.png")]
    for net, model, file in (("alex", models.alexnet, "alexnet_features"), ("squeeze", models.squeezenet1_1, "squeezenet1_1_features")):
        features = model()
        missing, unknown = features.load_state_dict(load_file(folder / f"weights/imagenet/{file}.safetensors"), strict=False)
        assert not unknown and all(m.startswith("classifier") for m in missing), (missing, unknown)
        metric = lpips.LPIPS(net=net, pretrained=False, pnet_rand=True, verbose=False).eval()
        heads = torch.load(folder / f"weights/lpips/{net}.pth", map_location="cpu")
        metric.load_state_dict(heads, strict=False)
        layers = list(features.features)
        for slice_ in (getattr(metric.net, f"slice{k}") for k in range(1, metric.net.N_slices + 1)):
            for name in list(slice_._modules):
                slice_._modules[name] = layers[int(name)]
        with torch.no_grad():
            for x, y in pairs:
                print(net, x, metric(see(x), see(y), normalize=True).item(), sorted(heads))


if len(sys.argv) > 1:
    real(pathlib.Path(sys.argv[1]))
else:
    main()
