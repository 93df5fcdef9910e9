"""Reference vision transformers with the published names: CLIP's image tower (openai/CLIP at 0845fc4, with
torch's own attention) and DINOv2 (facebookresearch/dinov2 at 027a9ac, with timm's blocks)."""

from functools import partial

import torch
from timm.layers import Mlp
from timm.models.vision_transformer import Block
from torch import nn
from torch.nn import functional as F


def brought_up(x, multiple):
    size = [-(-side // multiple) * multiple for side in x.shape[2:]]
    return x if size == list(x.shape[2:]) else F.interpolate(x, size, mode="bicubic", align_corners=False)


def normalised(x, mean, std):
    return (x - torch.tensor(mean).view(1, 3, 1, 1)) / torch.tensor(std).view(1, 3, 1, 1)


def token_map(tokens, h, w):
    return tokens[:, 1:].transpose(1, 2).unflatten(2, (h, w))


class QuickGelu(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class ClipBlock(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.attn = nn.MultiheadAttention(d, heads, batch_first=True)
        self.ln_1 = nn.LayerNorm(d)
        self.mlp = nn.Sequential()
        self.mlp.add_module("c_fc", nn.Linear(d, 4 * d))
        self.mlp.add_module("gelu", QuickGelu())
        self.mlp.add_module("c_proj", nn.Linear(4 * d, d))
        self.ln_2 = nn.LayerNorm(d)

    def forward(self, x):
        y = self.ln_1(x)
        x = x + self.attn(y, y, y, need_weights=False)[0]
        return x + self.mlp(self.ln_2(x))


class Clip(nn.Module):
    def __init__(self, patch, d=768, depth=12, heads=12, grid=None, outputs=512):
        super().__init__()
        self.patch, self.grid = patch, grid or 224 // patch
        self.class_embedding = nn.Parameter(torch.zeros(d))
        self.positional_embedding = nn.Parameter(torch.zeros(1 + self.grid**2, d))
        self.proj = nn.Parameter(torch.zeros(d, outputs))
        self.conv1 = nn.Conv2d(3, d, patch, patch, bias=False)
        self.ln_pre = nn.LayerNorm(d)
        self.transformer = nn.Module()
        self.transformer.resblocks = nn.Sequential(*[ClipBlock(d, heads) for _ in range(depth)])
        self.ln_post = nn.LayerNorm(d)

    def positions(self, h, w):
        table = self.positional_embedding
        if (h, w) == (self.grid, self.grid):
            return table
        square = table[1:].T.unflatten(1, (self.grid, self.grid))[None]
        square = F.interpolate(square, (h, w), mode="bicubic", align_corners=False)
        return torch.cat([table[:1], square[0].flatten(1).T])

    def forward(self, x):
        x = normalised(brought_up(x, self.patch), (0.48145466, 0.4578275, 0.40821073),
                       (0.26862954, 0.26130258, 0.27577711))
        y = self.conv1(x)
        h, w = y.shape[2:]
        y = torch.cat([self.class_embedding.expand(len(y), 1, -1), y.flatten(2).transpose(1, 2)], 1)
        y = self.ln_pre(y + self.positions(h, w))
        taps = []
        for block in self.transformer.resblocks:
            y = block(y)
            taps.append(token_map(y, h, w))
        y = self.ln_post(y)
        return taps, token_map(y, h, w), y[:, 0]


class DinoV2(nn.Module):
    def __init__(self, d, heads, depth=12, patch=14, grid=37, taps=(3, 6, 9, 12)):
        super().__init__()
        norm = partial(nn.LayerNorm, eps=1e-6)
        self.patch, self.grid, self.taps = patch, grid, taps
        self.cls_token = nn.Parameter(torch.zeros(1, 1, d))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + grid**2, d))
        self.mask_token = nn.Parameter(torch.zeros(1, d))
        self.patch_embed = nn.Module()
        self.patch_embed.proj = nn.Conv2d(3, d, patch, patch)
        self.blocks = nn.ModuleList(
            Block(d, heads, qkv_bias=True, init_values=1.0, norm_layer=norm, mlp_layer=Mlp) for _ in range(depth))
        self.norm = norm(d)

    def positions(self, h, w):
        if (h, w) == (self.grid, self.grid):
            return self.pos_embed
        square = self.pos_embed[:, 1:].transpose(1, 2).unflatten(2, (self.grid, self.grid))
        factors = ((h + 0.1) / self.grid, (w + 0.1) / self.grid)
        square = F.interpolate(square, scale_factor=factors, mode="bicubic")
        assert square.shape[2:] == (h, w)
        return torch.cat([self.pos_embed[:, :1], square.flatten(2).transpose(1, 2)], 1)

    def forward(self, x):
        x = normalised(brought_up(x, self.patch), (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
        y = self.patch_embed.proj(x)
        h, w = y.shape[2:]
        y = torch.cat([self.cls_token.expand(len(y), -1, -1), y.flatten(2).transpose(1, 2)], 1)
        y = y + self.positions(h, w)
        taps = []
        for number, block in enumerate(self.blocks, 1):
            y = block(y)
            if number in self.taps:
                taps.append(token_map(y, h, w))
        y = self.norm(y)
        return taps, token_map(y, h, w), y[:, 0]
