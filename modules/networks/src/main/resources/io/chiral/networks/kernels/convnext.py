# ConvNeXt by torchvision's names. B images, H x W pixels, C channels.

# Layer norm over channels of x (B, H, W, C).
def channel_norm(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [x.size(3)], weight, bias, 1e-6)

# Stage of `count` blocks in features.{number}; before them the stem (number 1) or a downsampling.
def convnext_stage(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    precision, number, count = int(how[1]), int(how[2]), int(how[3])
    before = "features." + str(number - 1) + "."
    if number == 1:
        x = self.strided(x, p[before + "0.weight"], p[before + "0.bias"], 4, 0, 1, precision)
        x = self.channel_norm(x.permute(0, 2, 3, 1), p[before + "1.weight"], p[before + "1.bias"])
        x = x.permute(0, 3, 1, 2)
    else:
        x = self.channel_norm(x.permute(0, 2, 3, 1), p[before + "0.weight"], p[before + "0.bias"])
        x = self.strided(x.permute(0, 3, 1, 2), p[before + "1.weight"], p[before + "1.bias"], 2, 0, 1, precision)
    for k in range(count):
        x = self.convnext_block(x, p, "features." + str(number) + "." + str(k) + ".", precision)
    return x.contiguous()

def convnext_block(self, x: Tensor, p: Dict[str, Tensor], name: str, precision: int) -> Tensor:
    C = x.size(1)
    y = self.strided(x, p[name + "block.0.weight"], p[name + "block.0.bias"], 1, 3, C, precision)
    y = self.channel_norm(y.permute(0, 2, 3, 1), p[name + "block.2.weight"], p[name + "block.2.bias"])
    y = self.linear(y, p[name + "block.3.weight"], p[name + "block.3.bias"], precision)  # (B, H, W, 4C)
    y = self.linear(torch.gelu(y), p[name + "block.5.weight"], p[name + "block.5.bias"], precision)
    return x + p[name + "layer_scale"] * y.permute(0, 3, 1, 2)
