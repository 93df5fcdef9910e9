"""Goldens of CLIP, DINOv2 and Swin-T: key lists, thinned features, gradients. Needs torch 2.7.1, torchvision
0.22.1 and timm 1.0.31:  python tools/golden_backbones_vit.py"""

import timm
import torch
import torchvision
from golden_fill import FOLDER, fill, image, noise, save, save_keys
from vit import Clip, DinoV2, brought_up, normalised

torch.set_num_threads(1)


class Swin(torch.nn.Module):
    """torchvision's swin_t with its stages."""

    def __init__(self):
        super().__init__()
        whole = torchvision.models.swin_t()
        self.features, self.norm = whole.features, whole.norm

    def forward(self, x):
        y = normalised(brought_up(x, 4), (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
        taps = []
        for i, part in enumerate(self.features):
            y = part(y)
            if i % 2 == 1:
                taps.append(y.permute(0, 3, 1, 2))
        y = self.norm(y).permute(0, 3, 1, 2)
        return taps, y, y.mean((2, 3))


def thinned(x, most):
    """Every n-th element, n odd, so that at most `most` are left; Java does the same."""
    flat = x.detach().flatten()
    return flat[:: -(-flat.numel() // most) | 1]


def filled(network, positions):
    """Position tables have a fan-in that would make them vanish, and LayerScale is to be seen."""
    fill(network)
    with torch.no_grad():
        for k, (name, p) in enumerate(network.state_dict().items()):
            if name == positions:
                p.copy_(noise(p.shape, k, -0.5, 0.5))
            elif name.endswith("gamma"):
                p.copy_(noise(p.shape, k, 0.9, 1.1))
    return network.eval()


def outputs(network, x):
    with torch.no_grad():
        taps, last, vector = network(x)
    found = {f"tap{i + 1}": thinned(tap, 400) for i, tap in enumerate(taps)}
    return found | {"map": thinned(last, 2000), "vector": thinned(vector, 2000)}


def gradients(network, x, names):
    """Of noise-weighted means of map and vector, since means of squares of normed features hardly move."""
    x.requires_grad_(True)
    _, last, vector = network(x)
    loss = (last * noise(last.shape, 2000)).mean() + (vector * noise(vector.shape, 2001)).mean()
    tensors = [x] + [dict(network.named_parameters())[name] for name in names]
    found = torch.autograd.grad(loss, tensors)
    return {f"gradient.{name}": thinned(g, 2000) for name, g in zip(["input"] + names, found)}


CLIP = "positional_embedding"
DINO = "pos_embed"
CASES = {
    "clip-vit-b32": (lambda: Clip(32), CLIP, [(224, 224), (90, 64)], (64, 96),
                     [CLIP, "conv1.weight", "transformer.resblocks.0.attn.in_proj_weight"]),
    "clip-vit-b16": (lambda: Clip(16), CLIP, [(96, 80)], None, []),
    "dinov2-s14": (lambda: DinoV2(384, 6), DINO, [(224, 224), (126, 126)], (42, 56),
                   [DINO, "patch_embed.proj.weight", "blocks.0.attn.qkv.weight"]),
    "dinov2-b14": (lambda: DinoV2(768, 12), DINO, [(126, 120)], None, []),
    "swin-t": (Swin, "", [(224, 224), (126, 90)], (64, 48),
               ["features.0.0.weight", "features.1.1.attn.relative_position_bias_table",
                "features.2.reduction.weight"]),
}
for name, (make, positions, sizes, small, names) in CASES.items():
    network = filled(make(), positions)
    save_keys(name, network)
    found = {}
    for h, w in sizes:
        found |= {f"{h}x{w}.{key}": value for key, value in outputs(network, image(1, h, w)).items()}
    if small:
        found |= gradients(network, image(1, *small), names)
    save(name, found)
    print(name, sum(p.numel() for p in network.parameters()), sum(v.numel() for v in found.values()))

TIMM = {
    "clip-vit-b32": "vit_base_patch32_clip_quickgelu_224",
    "clip-vit-b16": "vit_base_patch16_clip_quickgelu_224",
    "dinov2-s14": "vit_small_patch14_dinov2",
    "dinov2-b14": "vit_base_patch14_dinov2",
    "swin-t": "swin_tiny_patch4_window7_224",
}
for name, theirs in TIMM.items():
    extra = {"num_classes": 512} if name.startswith("clip") else {}
    save_keys(f"{name}.timm", timm.create_model(theirs, pretrained=False, **extra))
