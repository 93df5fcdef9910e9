# SwinIR, one function a published module. B images, H x W tokens (multiples of the window), C channels,
# w window side, M = w*w tokens a window, N = (H/w)(W/w) windows an image, D channels a head.

# (B, H, W, C) -> (B*N, M, C)
def windows(self, x: Tensor, w: int) -> Tensor:
    B, H, W, C = x.size(0), x.size(1), x.size(2), x.size(3)
    y = x.view(B, H // w, w, W // w, w, C)
    return y.permute(0, 1, 3, 2, 4, 5).reshape(-1, w * w, C)

# (B*N, M, C) -> (B, H, W, C)
def unwindows(self, x: Tensor, w: int, H: int, W: int) -> Tensor:
    C = x.size(2)
    y = x.view(-1, H // w, W // w, w, w, C)
    return y.permute(0, 1, 3, 2, 4, 5).reshape(-1, H, W, C)

# Attention mask of windows shifted by down and right, (N, M, M): 0 within a region, -100 between regions.
def region_mask(self, H: int, W: int, w: int, down: int, right: int) -> Tensor:
    rows = torch.zeros([H], dtype=6)
    columns = torch.zeros([W], dtype=6)
    if down > 0:
        rows[H - w:H - down] = 1.
        rows[H - down:] = 2.
    if right > 0:
        columns[W - w:W - right] = 1.
        columns[W - right:] = 2.
    regions = rows.view(1, H, 1, 1) * 3. + columns.view(1, 1, W, 1)
    flat = self.windows(regions, w).squeeze(2)  # (N, M)
    return torch.ne(flat.unsqueeze(1), flat.unsqueeze(2)).to(6) * -100.

def swin_mask(self, size: Tensor) -> Tensor:
    w = int(size[2])
    return self.region_mask(int(size[0]), int(size[1]), w, w // 2, w // 2)

# Attention within windows x (B*N, M, C) with relative position biases; p holds attn.… by published name.
# mask (N, M, M), empty for none, is added to the scores of each image's windows.
def window_attention(self, x: Tensor, p: Dict[str, Tensor], mask: Tensor, B: int, heads: int, precision: int) -> Tensor:
    M, C = x.size(1), x.size(2)
    D = C // heads
    masked = mask.numel() > 0
    qkv = self.linear(x, p["attn.qkv.weight"], p["attn.qkv.bias"], precision)
    qkv = qkv.view(-1, M, 3, heads, D).permute(2, 0, 3, 1, 4)  # (3, B*N, heads, M, D)
    attention = torch.matmul(qkv[0] * D ** -0.5, qkv[1].transpose(-2, -1)).to(6)  # (B*N, heads, M, M)
    index = p["attn.relative_position_index"].view(-1)
    bias = p["attn.relative_position_bias_table"].index_select(0, index)
    bias = bias.view(M, M, heads).permute(2, 0, 1).unsqueeze(0)  # (1, heads, M, M)
    if masked:
        bias = bias + mask.unsqueeze(1)  # (N, heads, M, M)
    attention = attention.view(B, -1, heads, M, M) + bias
    if masked:
        # exp(-100) is a denormal number, and products with those are many times slower. Weights below
        # exp(-50) of a row's largest are made zero; float32 sums lose them anyway.
        least = torch.amax(attention.detach(), [-1], True) - 50.
        attention = attention.masked_fill(attention < least, -float("inf"))
    attention = torch.softmax(attention, -1).view(-1, heads, M, M)
    y = torch.matmul(attention.to(precision), qkv[2]).transpose(1, 2).reshape(-1, M, C)
    return self.linear(y, p["attn.proj.weight"], p["attn.proj.bias"], precision)

# A Swin transformer layer on x (B, H, W, C). p holds the layer's tensors by published name; mask is empty
# for an unshifted layer; drop (2, B) scales both branches of each image (drop-path), empty for none.
def swin_layer(self, x: Tensor, p: Dict[str, Tensor], mask: Tensor, drop: Tensor, how: Tensor) -> Tensor:
    heads, w, precision = int(how[0]), int(how[1]), int(how[2])
    B, H, W = x.size(0), x.size(1), x.size(2)
    shifted = mask.numel() > 0

    y = self.norm(x, p["norm1.weight"], p["norm1.bias"])
    if shifted:
        y = torch.roll(y, [-(w // 2), -(w // 2)], [1, 2])
    y = self.window_attention(self.windows(y, w), p, mask, B, heads, precision)
    y = self.unwindows(y, w, H, W)
    if shifted:
        y = torch.roll(y, [w // 2, w // 2], [1, 2])
    if drop.numel() > 0:
        y = y * drop[0].view(B, 1, 1, 1)
    x = x + y

    y = self.norm(x, p["norm2.weight"], p["norm2.bias"])
    y = torch.gelu(self.linear(y, p["mlp.fc1.weight"], p["mlp.fc1.bias"], precision))
    y = self.linear(y, p["mlp.fc2.weight"], p["mlp.fc2.bias"], precision)
    if drop.numel() > 0:
        y = y * drop[1].view(B, 1, 1, 1)
    return x + y

# (B, 3, h, w) in [0, 1] -> conv_first of the padded, mean-free image, (B, C, H, W).
def shallow(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    w, precision = int(how[0]), int(how[1])
    below, right = (w - x.size(2) % w) % w, (w - x.size(3) % w) % w
    if below + right > 0:
        x = torch.reflection_pad2d(x, [0, right, 0, below])
    return self.convolve(x - self.rgb_mean(x), p["weight"], p["bias"], precision)

# Mean RGB of DIV2K, (1, 3, 1, 1); a plain attribute in the official code, not in its state dict.
def rgb_mean(self, like: Tensor) -> Tensor:
    return torch.tensor([0.4488, 0.4371, 0.4040], dtype=like.dtype, device=like.device).view(1, 3, 1, 1)

# (B, C, H, W) -> normed tokens (B, H, W, C)
def embed(self, x: Tensor, p: Dict[str, Tensor]) -> Tensor:
    return self.norm(x.permute(0, 2, 3, 1), p["weight"], p["bias"])

# One convolution, or three thin ones with leaky ReLUs between ("3conv"), on (B, C, H, W).
def residual_convolution(self, x: Tensor, p: Dict[str, Tensor], precision: int) -> Tensor:
    if "weight" in p:
        return self.convolve(x, p["weight"], p["bias"], precision)
    x = torch.leaky_relu(self.convolve(x, p["0.weight"], p["0.bias"], precision), 0.2)
    x = torch.leaky_relu(self.convolve(x, p["2.weight"], p["2.bias"], precision), 0.2)
    return self.convolve(x, p["4.weight"], p["4.bias"], precision)

# The convolution that ends a residual group, and the group's skip; tokens (B, H, W, C).
def residual_group_end(self, x: Tensor, skip: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    y = self.residual_convolution(x.permute(0, 3, 1, 2), p, int(how[0]))
    return y.permute(0, 2, 3, 1) + skip

# Tokens (B, H, W, C) and shallow features (B, C, H, W) -> deep features (B, C, H, W).
def body_end(self, x: Tensor, shallow: Tensor, norm: Dict[str, Tensor], p: Dict[str, Tensor], how: Tensor) -> Tensor:
    y = self.norm(x, norm["weight"], norm["bias"])
    return self.residual_convolution(y.permute(0, 3, 1, 2), p, int(how[0])) + shallow

# The mean comes back and the padding goes: (B, 3, sH, sW) -> (B, 3, sh, sw).
def finish(self, x: Tensor, how: Tensor) -> Tensor:
    height, width, scale = int(how[0]), int(how[1]), int(how[2])
    return (x + self.rgb_mean(x))[:, :, :height * scale, :width * scale].contiguous()

def reconstruct_pixelshuffle(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    scale, precision = int(how[2]), int(how[3])
    x = self.convolve(x, p["conv_before_upsample.0.weight"], p["conv_before_upsample.0.bias"], precision)
    x = torch.leaky_relu(x, 0.01)
    i = 0
    while "upsample." + str(i) + ".weight" in p:
        x = self.convolve(x, p["upsample." + str(i) + ".weight"], p["upsample." + str(i) + ".bias"], precision)
        x = torch.pixel_shuffle(x, 3 if scale == 3 else 2)
        i = i + 2
    x = self.convolve(x, p["conv_last.weight"], p["conv_last.bias"], precision)
    return self.finish(x, how)

def reconstruct_direct(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    x = self.convolve(x, p["upsample.0.weight"], p["upsample.0.bias"], int(how[3]))
    return self.finish(torch.pixel_shuffle(x, int(how[2])), how)

def reconstruct_nearest(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    precision = int(how[3])
    x = self.convolve(x, p["conv_before_upsample.0.weight"], p["conv_before_upsample.0.bias"], precision)
    x = torch.leaky_relu(x, 0.01)
    x = self.convolve(self.doubled(x), p["conv_up1.weight"], p["conv_up1.bias"], precision)
    x = torch.leaky_relu(x, 0.2)
    if "conv_up2.weight" in p:
        x = self.convolve(self.doubled(x), p["conv_up2.weight"], p["conv_up2.bias"], precision)
        x = torch.leaky_relu(x, 0.2)
    x = torch.leaky_relu(self.convolve(x, p["conv_hr.weight"], p["conv_hr.bias"], precision), 0.2)
    x = self.convolve(x, p["conv_last.weight"], p["conv_last.bias"], precision)
    return self.finish(x, how)

def doubled(self, x: Tensor) -> Tensor:
    return torch.upsample_nearest2d(x, [2 * x.size(2), 2 * x.size(3)])
