# Vision transformers: CLIP's image tower by OpenAI's names, DINOv2 by its official ones. B images of h x w
# patches, T = 1 + h*w tokens with the class token first, D channels.

# (B, 3, H, W) with sides brought up to the next multiple: bicubic (a = -3/4), half-pixel centres, no
# antialiasing; as it is where both sides are multiples already.
def brought_up(self, x: Tensor, multiple: int) -> Tensor:
    H, W = x.size(2), x.size(3)
    height, width = H + (multiple - H % multiple) % multiple, W + (multiple - W % multiple) % multiple
    if height + width > H + W:
        x = torch.upsample_bicubic2d(x, [height, width], False, None, None)
    return x

# CLIP's channel means and deviations, which OpenAI's weights expect removed; x (B, 3, H, W).
def clip_normalised(self, x: Tensor) -> Tensor:
    mean = torch.tensor([0.48145466, 0.4578275, 0.40821073], dtype=x.dtype, device=x.device)
    deviation = torch.tensor([0.26862954, 0.26130258, 0.27577711], dtype=x.dtype, device=x.device)
    return (x - mean.view(1, 3, 1, 1)) / deviation.view(1, 3, 1, 1)

# Position embeddings (1 + g*g, D) of a g x g grid on one of h x w: the class token's stays, the others are
# interpolated bicubically by the factors (h + offset) / g and (w + offset) / g without antialiasing.
def positions(self, table: Tensor, h: int, w: int, offset: float) -> Tensor:
    D = table.size(1)
    g = int((table.size(0) - 1) ** 0.5 + 0.5)
    if h != g or w != g:
        grid = table[1:].view(1, g, g, D).permute(0, 3, 1, 2)
        grid = torch.upsample_bicubic2d(grid, [h, w], False, (h + offset) / g, (w + offset) / g)
        table = torch.cat([table[:1], grid.permute(0, 2, 3, 1).reshape(h * w, D)], 0)
    return table

# Patches of a normalised image as tokens behind the class token (D), positions added: (B, T, D).
def patch_tokens(self, x: Tensor, weight: Tensor, bias: Optional[Tensor], first: Tensor, table: Tensor, offset: float, precision: int) -> Tensor:
    patch = weight.size(2)
    y = torch.conv2d(torch.to(x, precision), torch.to(weight, precision), None, [patch, patch])
    h, w = y.size(2), y.size(3)
    y = torch.to(y, 6).flatten(2).transpose(1, 2)
    if bias is not None:
        y = y + bias
    y = torch.cat([first.view(1, 1, -1).expand([y.size(0), 1, y.size(2)]), y], 1)
    return y + self.positions(table, h, w, offset)

# Self-attention on tokens (B, T, D). Recorded, it is written out, since the gradient of the fused form
# cannot be derived again (R1 asks for that); unrecorded, the fused form needs no T x T array.
def self_attention(self, x: Tensor, in_weight: Tensor, in_bias: Tensor, weight: Tensor, bias: Tensor, heads: int, precision: int) -> Tensor:
    B, T, D = x.size(0), x.size(1), x.size(2)
    qkv = self.linear(x, in_weight, in_bias, precision).view(B, T, 3, heads, D // heads).permute(2, 0, 3, 1, 4)
    if qkv.requires_grad:
        attention = torch.matmul(qkv[0] * (D // heads) ** -0.5, qkv[1].transpose(-2, -1))
        attention = torch.softmax(torch.to(attention, 6), -1)
        y = torch.matmul(torch.to(attention, precision), qkv[2])
    else:
        y = torch.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2])
    return self.linear(y.transpose(1, 2).reshape(B, T, D), weight, bias, precision)

def clip_start(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    x = self.clip_normalised(self.brought_up(x, int(how[0])))
    y = self.patch_tokens(x, p["conv1.weight"], None, p["class_embedding"], p["positional_embedding"], 0., int(how[1]))
    return self.norm(y, p["ln_pre.weight"], p["ln_pre.bias"])

def clip_block(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    heads, precision = int(how[0]), int(how[1])
    y = self.norm(x, p["ln_1.weight"], p["ln_1.bias"])
    x = x + self.self_attention(y, p["attn.in_proj_weight"], p["attn.in_proj_bias"], p["attn.out_proj.weight"], p["attn.out_proj.bias"], heads, precision)
    y = self.norm(x, p["ln_2.weight"], p["ln_2.bias"])
    y = self.linear(y, p["mlp.c_fc.weight"], p["mlp.c_fc.bias"], precision)
    y = y * torch.sigmoid(1.702 * y)  # QuickGELU
    return x + self.linear(y, p["mlp.c_proj.weight"], p["mlp.c_proj.bias"], precision)

def clip_end(self, x: Tensor, p: Dict[str, Tensor]) -> Tensor:
    return self.norm(x, p["ln_post.weight"], p["ln_post.bias"])

# DINOv2's norms have another epsilon.
def dinov2_norm(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], weight, bias, 1e-6)

def dinov2_start(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    x = self.imagenet_normalised(self.brought_up(x, int(how[0])))
    return self.patch_tokens(x, p["patch_embed.proj.weight"], p["patch_embed.proj.bias"], p["cls_token"], p["pos_embed"][0], 0.1, int(how[1]))

def dinov2_block(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    heads, precision = int(how[0]), int(how[1])
    y = self.dinov2_norm(x, p["norm1.weight"], p["norm1.bias"])
    y = self.self_attention(y, p["attn.qkv.weight"], p["attn.qkv.bias"], p["attn.proj.weight"], p["attn.proj.bias"], heads, precision)
    x = x + y * p["ls1.gamma"]
    y = self.dinov2_norm(x, p["norm2.weight"], p["norm2.bias"])
    y = torch.gelu(self.linear(y, p["mlp.fc1.weight"], p["mlp.fc1.bias"], precision))
    return x + self.linear(y, p["mlp.fc2.weight"], p["mlp.fc2.bias"], precision) * p["ls2.gamma"]

def dinov2_end(self, x: Tensor, p: Dict[str, Tensor]) -> Tensor:
    return self.dinov2_norm(x, p["norm.weight"], p["norm.bias"])

# Patch tokens of (B, T, D) as a map (B, D, h, w), without the class token.
def token_map(self, x: Tensor, how: Tensor) -> Tensor:
    return x[:, 1:].transpose(1, 2).reshape(x.size(0), x.size(2), int(how[0]), int(how[1]))

# The class token (B, D).
def class_token(self, x: Tensor) -> Tensor:
    return x[:, 0].contiguous()
