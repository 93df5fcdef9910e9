"""Values that the Java tests make too (class Fill), so that goldens need not store weights."""

import json
import math
import pathlib

import torch
from safetensors.torch import save_file

FOLDER = pathlib.Path(__file__).parents[1] / "modules/networks/src/test/resources/io/chiral/networks/golden"


def waves(shape, phase, low=-1.0, high=1.0):
    """Element i is sin(0.731 i + 1.37 phase), moved from [-1, 1] to [low, high]."""
    n = math.prod(shape)
    wave = torch.sin(0.731 * torch.arange(n, dtype=torch.float64) + 1.37 * phase)
    return (low + (wave + 1) / 2 * (high - low)).reshape(shape).float()


def fill(module):
    """Every parameter k, in the state dict's order: fan-in scaled waves; norms near one."""
    parameters = dict(module.named_parameters())
    with torch.no_grad():
        for k, name in enumerate(module.state_dict()):
            p = parameters.get(name)
            if p is None:
                continue
            if "norm" in name and name.endswith("weight"):
                p.copy_(waves(p.shape, k, 0.9, 1.1))
            else:
                bound = 1 / math.sqrt(max(1, p[0].numel()))
                p.copy_(waves(p.shape, k, -bound, bound))


def image(b, h, w, phase=0.5):
    return waves((b, 3, h, w), phase, 0.0, 1.0)


def save(name, tensors):
    FOLDER.mkdir(parents=True, exist_ok=True)
    save_file({k: v.detach().contiguous() for k, v in tensors.items()}, FOLDER / f"{name}.safetensors")


def save_keys(name, module):
    lines = [f"{k} {json.dumps(list(v.shape))}" for k, v in module.state_dict().items()]
    (FOLDER / f"{name}.keys").write_text("\n".join(lines) + "\n")
