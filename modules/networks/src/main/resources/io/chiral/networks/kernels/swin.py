# Swin-T by torchvision's names; windows, region_mask and window_attention stand in swinir.py. B images of
# H x W tokens, C channels, w window side.

# (B, 3, H, W) in [0, 1] -> tokens (B, H/4, W/4, C); p is features.0.
def swin_start(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    multiple, precision = int(how[0]), int(how[1])
    x = self.imagenet_normalised(self.brought_up(x, multiple))
    weight = p["0.weight"]
    side = weight.size(2)
    y = torch.conv2d(torch.to(x, precision), torch.to(weight, precision), None, [side, side])
    y = torch.to(y, 6).permute(0, 2, 3, 1) + p["0.bias"]
    return self.norm(y, p["2.weight"], p["2.bias"])

# A block on x (B, H, W, C). As in torchvision, normed tokens are padded with zeros to whole windows, padding
# takes part in the attention, and a side that one window covers is not shifted.
def swin_block(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    heads, w, shift, precision = int(how[0]), int(how[1]), int(how[2]), int(how[3])
    B, H, W = x.size(0), x.size(1), x.size(2)
    below, right = (w - H % w) % w, (w - W % w) % w
    height, width = H + below, W + right
    dy = shift if height > w else 0
    dx = shift if width > w else 0

    y = self.norm(x, p["norm1.weight"], p["norm1.bias"])
    if below + right > 0:
        y = torch.constant_pad_nd(y, [0, 0, 0, right, 0, below], 0.)
    mask = torch.zeros([0], dtype=6)
    if dy + dx > 0:
        y = torch.roll(y, [-dy, -dx], [1, 2])
        mask = torch.to(self.region_mask(height, width, w, dy, dx), x)
    y = self.window_attention(self.windows(y.contiguous(), w), p, mask, B, heads, precision)
    y = self.unwindows(y, w, height, width)
    if dy + dx > 0:
        y = torch.roll(y, [dy, dx], [1, 2])
    x = x + y[:, :H, :W]

    y = self.norm(x, p["norm2.weight"], p["norm2.bias"])
    y = torch.gelu(self.linear(y, p["mlp.0.weight"], p["mlp.0.bias"], precision))
    return x + self.linear(y, p["mlp.3.weight"], p["mlp.3.bias"], precision)

# Neighbours of 2 x 2 become one token of twice the channels; odd sides are padded with zeros.
def swin_merge(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    precision = int(how[0])
    below, right = x.size(1) % 2, x.size(2) % 2
    if below + right > 0:
        x = torch.constant_pad_nd(x, [0, 0, 0, right, 0, below], 0.)
    B, H, W, C = x.size(0), x.size(1), x.size(2), x.size(3)
    x = x.reshape(B, H // 2, 2, W // 2, 2, C).permute(0, 1, 3, 4, 2, 5).reshape(B, H // 2, W // 2, 4 * C)
    y = torch.to(self.norm(x, p["norm.weight"], p["norm.bias"]), precision)
    return torch.to(torch.linear(y, torch.to(p["reduction.weight"], precision)), 6)

# Tokens (B, H, W, C) as a map (B, C, H, W).
def swin_map(self, x: Tensor) -> Tensor:
    return x.permute(0, 3, 1, 2)

def swin_end(self, x: Tensor, p: Dict[str, Tensor]) -> Tensor:
    return self.norm(x, p["weight"], p["bias"]).permute(0, 3, 1, 2)
