"""SwinIR in PyTorch, written from the paper's formulas with the published parameter names.

An oracle that is independent of the Java code and its kernels: used for goldens and timings.
"""

import torch
import torch.nn.functional as F
from torch import nn

MEAN = torch.tensor([0.4488, 0.4371, 0.4040]).view(1, 3, 1, 1)


def split_windows(x, w):
    b, h, wd, c = x.shape
    x = x.reshape(b, h // w, w, wd // w, w, c).transpose(2, 3)
    return x.reshape(-1, w * w, c)


def join_windows(x, w, h, wd):
    c = x.shape[-1]
    x = x.reshape(-1, h // w, wd // w, w, w, c).transpose(2, 3)
    return x.reshape(-1, h, wd, c)


def shift_mask(h, wd, w):
    region = torch.zeros(h, wd)
    cuts = lambda n: (slice(0, n - w), slice(n - w, n - w // 2), slice(n - w // 2, n))
    for i, rows in enumerate(cuts(h)):
        for j, columns in enumerate(cuts(wd)):
            region[rows, columns] = 3 * i + j
    region = split_windows(region.view(1, h, wd, 1), w).squeeze(-1)
    different = region[:, None, :] != region[:, :, None]
    return different.float() * -100.0


class Attention(nn.Module):
    def __init__(self, dim, w, heads):
        super().__init__()
        self.heads = heads
        self.relative_position_bias_table = nn.Parameter(torch.empty((2 * w - 1) ** 2, heads))
        y, x = torch.meshgrid(torch.arange(w), torch.arange(w), indexing="ij")
        y, x = y.flatten(), x.flatten()
        index = (y[:, None] - y[None] + w - 1) * (2 * w - 1) + (x[:, None] - x[None] + w - 1)
        self.register_buffer("relative_position_index", index)
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        nn.init.trunc_normal_(self.relative_position_bias_table, std=0.02)

    def forward(self, x, mask):
        n, m, c = x.shape
        q, k, v = self.qkv(x).reshape(n, m, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        a = q @ k.transpose(-2, -1) * (c // self.heads) ** -0.5
        bias = self.relative_position_bias_table[self.relative_position_index.flatten()]
        a = a + bias.reshape(m, m, self.heads).permute(2, 0, 1)
        if mask is not None:
            a = a.reshape(-1, mask.shape[0], self.heads, m, m) + mask[:, None]
            a = a.reshape(n, self.heads, m, m)
        x = (a.softmax(-1) @ v).transpose(1, 2).reshape(n, m, c)
        return self.proj(x)


class Mlp(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.fc1 = nn.Linear(dim, hidden)
        self.fc2 = nn.Linear(hidden, dim)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Layer(nn.Module):
    def __init__(self, dim, side, w, heads, ratio, shifted, rate):
        super().__init__()
        self.w, self.shift, self.rate = w, w // 2 if shifted else 0, rate
        if shifted:
            self.register_buffer("attn_mask", shift_mask(side, side, w))
        self.norm1 = nn.LayerNorm(dim)
        self.attn = Attention(dim, w, heads)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = Mlp(dim, dim * ratio)

    def drop(self, y):
        if not self.training or self.rate == 0:
            return y
        keep = torch.bernoulli(torch.full((y.shape[0], 1, 1, 1), 1 - self.rate))
        return y * keep / (1 - self.rate)

    def forward(self, x):
        h, wd = x.shape[1:3]
        y = self.norm1(x)
        if self.shift:
            y = torch.roll(y, (-self.shift, -self.shift), (1, 2))
        mask = shift_mask(h, wd, self.w) if self.shift else None
        y = join_windows(self.attn(split_windows(y, self.w), mask), self.w, h, wd)
        if self.shift:
            y = torch.roll(y, (self.shift, self.shift), (1, 2))
        x = x + self.drop(y)
        return x + self.drop(self.mlp(self.norm2(x)))


def residual(dim, three):
    if not three:
        return nn.Conv2d(dim, dim, 3, 1, 1)
    return nn.Sequential(
        nn.Conv2d(dim, dim // 4, 3, 1, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(dim // 4, dim // 4, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(dim // 4, dim, 3, 1, 1))


class Group(nn.Module):
    def __init__(self, layers, dim, three):
        super().__init__()
        self.residual_group = nn.Module()
        self.residual_group.blocks = nn.ModuleList(layers)
        self.conv = residual(dim, three)

    def forward(self, x):
        y = x
        for block in self.residual_group.blocks:
            y = block(y)
        return self.conv(y.permute(0, 3, 1, 2)).permute(0, 2, 3, 1) + x


class SwinIR(nn.Module):
    def __init__(self, scale, img_size, dim, depths, heads, w=8, ratio=2,
                 upsampler="pixelshuffledirect", three=False, rate=0.1):
        super().__init__()
        self.scale, self.w, self.upsampler = scale, w, upsampler
        rates = torch.linspace(0, rate, sum(depths)).tolist()
        self.conv_first = nn.Conv2d(3, dim, 3, 1, 1)
        self.patch_embed = nn.Module()
        self.patch_embed.norm = nn.LayerNorm(dim)
        self.layers = nn.ModuleList()
        for i, depth in enumerate(depths):
            self.layers.append(Group(
                [Layer(dim, img_size, w, heads[i], ratio, j % 2 == 1, rates[sum(depths[:i]) + j])
                 for j in range(depth)], dim, three))
        self.norm = nn.LayerNorm(dim)
        self.conv_after_body = residual(dim, three)
        if upsampler == "pixelshuffledirect":
            self.upsample = nn.Sequential(nn.Conv2d(dim, 3 * scale**2, 3, 1, 1), nn.PixelShuffle(scale))
        else:
            self.conv_before_upsample = nn.Sequential(nn.Conv2d(dim, 64, 3, 1, 1), nn.LeakyReLU())
        if upsampler == "pixelshuffle":
            steps = [(9, 3)] if scale == 3 else [(4, 2)] * (scale.bit_length() - 1)
            self.upsample = nn.Sequential(*[
                m for f, s in steps for m in (nn.Conv2d(64, 64 * f, 3, 1, 1), nn.PixelShuffle(s))])
        if upsampler == "nearest+conv":
            self.conv_up1 = nn.Conv2d(64, 64, 3, 1, 1)
            if scale == 4:
                self.conv_up2 = nn.Conv2d(64, 64, 3, 1, 1)
            self.conv_hr = nn.Conv2d(64, 64, 3, 1, 1)
        if upsampler != "pixelshuffledirect":
            self.conv_last = nn.Conv2d(64, 3, 3, 1, 1)
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.trunc_normal_(m.weight, std=0.02)
                nn.init.zeros_(m.bias)

    def forward(self, x):
        h, wd = x.shape[2:]
        x = F.pad(x, (0, -wd % self.w, 0, -h % self.w), mode="reflect") - MEAN
        first = self.conv_first(x)
        y = self.patch_embed.norm(first.permute(0, 2, 3, 1))
        for group in self.layers:
            y = group(y)
        x = self.conv_after_body(self.norm(y).permute(0, 3, 1, 2)) + first
        if self.upsampler == "pixelshuffledirect":
            x = self.upsample(x)
        elif self.upsampler == "pixelshuffle":
            x = self.conv_last(self.upsample(self.conv_before_upsample(x)))
        else:
            lrelu = lambda t: F.leaky_relu(t, 0.2)
            double = lambda t: F.interpolate(t, scale_factor=2, mode="nearest")
            x = lrelu(self.conv_up1(double(self.conv_before_upsample(x))))
            if self.scale == 4:
                x = lrelu(self.conv_up2(double(x)))
            x = self.conv_last(lrelu(self.conv_hr(x)))
        return (x + MEAN)[:, :, : h * self.scale, : wd * self.scale]


CONFIGS = {
    "classical": lambda s: SwinIR(s, 48, 180, [6] * 6, [6] * 6, upsampler="pixelshuffle"),
    "lightweight": lambda s: SwinIR(s, 64, 60, [6] * 4, [6] * 4),
    "real-m": lambda s: SwinIR(s, 64, 180, [6] * 6, [6] * 6, upsampler="nearest+conv"),
    "real-l": lambda s: SwinIR(s, 64, 240, [6] * 9, [8] * 9, upsampler="nearest+conv", three=True),
    "small": lambda s: SwinIR(s, 16, 30, [2, 2], [3, 3]),
    "tiny": lambda s: SwinIR(s, 8, 8, [2], [2], w=4),
}
