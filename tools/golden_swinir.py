"""Goldens of SwinIR: key lists of all configurations, and outputs and gradients of tiny ones."""

from golden_fill import fill, image, save, save_keys
from swinir import CONFIGS, SwinIR

for name, config in CONFIGS.items():
    network = config(4)
    print(name, sum(p.numel() for p in network.parameters()), len(network.state_dict()))
    save_keys(f"swinir-{name}-x4", network)

CASES = {
    "direct-x3": (SwinIR(3, 8, 8, [2, 1], [2, 4], w=4), image(2, 9, 14)),
    "shuffle-x4": (SwinIR(4, 8, 8, [2], [2], w=4, upsampler="pixelshuffle"), image(1, 8, 12)),
    "nearest-x4": (SwinIR(4, 8, 8, [2], [2], w=4, upsampler="nearest+conv", three=True), image(1, 7, 8)),
}
for name, (network, x) in CASES.items():
    fill(network)
    network.eval()
    x.requires_grad_(True)
    y = network(x)
    loss = (y * y).mean()
    loss.backward()
    table = "layers.0.residual_group.blocks.1.attn.relative_position_bias_table"
    save(f"swinir-{name}", {
        "output": y,
        "gradient.input": x.grad,
        "gradient.conv_first.weight": network.conv_first.weight.grad,
        "gradient." + table: dict(network.named_parameters())[table].grad,
    })
