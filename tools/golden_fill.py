"""Values that the Java tests make too (class Fill), so that goldens need not store weights."""

import json
import math
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file

FOLDER = pathlib.Path(__file__).parents[1] / "modules/networks/src/test/resources/io/chiral/networks/golden"


def noise(shape, stream, low=-1.0, high=1.0):
    """Element i is a hash of (i, stream), moved from [0, 1) to [low, high)."""
    n = math.prod(shape)
    with np.errstate(over="ignore"):
        h = np.arange(n, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(stream * 0x85EBCA6B & 0xFFFFFFFF)
        for shift, factor in ((16, 0x21F0AAAD), (15, 0x735A2D97)):
            h = (h ^ (h >> np.uint32(shift))) * np.uint32(factor)
        h = h ^ (h >> np.uint32(15))
    values = low + h.astype(np.float64) / 2**32 * (high - low)
    return torch.from_numpy(values.reshape(shape).astype(np.float32))


def fill(module, gain=1.0):
    """Every tensor k in the state dict's order: matrices scaled by fan-in, norms near one; other buffers stay."""
    parameters = dict(module.named_parameters())
    with torch.no_grad():
        for k, (name, value) in enumerate(module.state_dict().items()):
            p = parameters.get(name)
            if p is None:
                if name.endswith("running_mean"):
                    value.copy_(noise(value.shape, k, -0.1, 0.1))
                if name.endswith("running_var"):
                    value.copy_(noise(value.shape, k, 0.5, 1.5))
                continue
            if p.dim() == 1 and name.endswith("weight"):
                p.copy_(noise(p.shape, k, 0.9, 1.1))
            else:
                bound = 0.1 if p.dim() == 1 else gain / math.sqrt(p[0].numel())
                p.copy_(noise(p.shape, k, -bound, bound))


def image(b, h, w, stream=1000):
    return noise((b, 3, h, w), stream, 0.0, 1.0)


def save(name, tensors):
    FOLDER.mkdir(parents=True, exist_ok=True)
    save_file({k: v.detach().contiguous() for k, v in tensors.items()}, FOLDER / f"{name}.safetensors")


def save_keys(name, module):
    lines = [f"{k} {json.dumps(list(v.shape))}" for k, v in module.state_dict().items()]
    (FOLDER / f"{name}.keys").write_text("\n".join(lines) + "\n")
