"""Goldens of Adam, AdamW, clipping and the moving average, from torch.optim; needs torch and safetensors.

usage: python tools/golden_optimiser.py
Four updates of two tensors with stored gradients, learning rate halved after the second.
"""

from pathlib import Path

import torch
from safetensors.torch import save_file

FILE = Path(__file__).parents[1] / "modules/training/src/test/resources/io/chiral/training/optimiser/adam.safetensors"
SHAPES = {"a": (3, 4), "b": (5,)}
UPDATES = 4


def run(kind, gradients, first, clip, **options):
    weights = {name: torch.nn.Parameter(first[name].clone()) for name in SHAPES}
    optimiser = kind(weights.values(), lr=1e-2, betas=(0.9, 0.99), eps=1e-3, foreach=False, **options)
    average = {name: first[name].clone() for name in SHAPES}
    for t in range(UPDATES):
        optimiser.param_groups[0]["lr"] = 1e-2 if t < 2 else 5e-3
        for name, weight in weights.items():
            weight.grad = gradients[f"gradient{t}.{name}"].clone()
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(weights.values(), clip)
        optimiser.step()
        for name, weight in weights.items():
            average[name].mul_(0.9).add_(weight.data, alpha=0.1)
    state = {name: weight.data for name, weight in weights.items()}
    state |= {f"exp_avg.{n}": optimiser.state[w]["exp_avg"] for n, w in weights.items()}
    state |= {f"exp_avg_sq.{n}": optimiser.state[w]["exp_avg_sq"] for n, w in weights.items()}
    return state | {f"average.{name}": value for name, value in average.items()}


torch.manual_seed(0)
first = {name: torch.randn(shape) for name, shape in SHAPES.items()}
gradients = {f"gradient{t}.{n}": torch.randn(s) * 10.0**-t for t in range(UPDATES) for n, s in SHAPES.items()}
tensors = {f"first.{name}": value for name, value in first.items()} | gradients
for variant, state in {
    "adam": run(torch.optim.Adam, gradients, first, None),
    "adamw": run(torch.optim.AdamW, gradients, first, None, weight_decay=0.1),
    "clipped": run(torch.optim.Adam, gradients, first, 0.5),
}.items():
    tensors |= {f"{variant}.{name}": value.contiguous() for name, value in state.items()}
FILE.parent.mkdir(parents=True, exist_ok=True)
save_file(tensors, FILE)
