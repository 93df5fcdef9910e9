# Whole discriminators by their published names: dictionaries p hold all of a network's tensors. mode is 0
# for what was kept (running statistics), 1 for the batch's while what is kept moves, 2 for the batch's
# while nothing moves. B images of H x W pixels.

def leaky_fifth(self, x: Tensor) -> Tensor:
    return torch.leaky_relu(x, 0.2)

def critic_convolved(self, x: Tensor, weight: Tensor, bias: Optional[Tensor], stride: int, precision: int) -> Tensor:
    if bias is not None:
        bias = torch.to(bias, precision)
    y = torch.conv2d(torch.to(x, precision), torch.to(weight, precision), bias, [stride, stride], [1, 1])
    return torch.to(y, 6)

# What PatchGAN's last convolution judges: x (B, 3, H, W), features (B, 512, H/8 - 1, W/8 - 1), sides rounded
# down at each halving.
def patchgan_features(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    mode, precision = int(how[0]), int(how[1])
    x = self.leaky_fifth(self.critic_convolved(x, p["model.0.weight"], p["model.0.bias"], 2, precision))
    x = self.critic_convolved(x, p["model.2.weight"], None, 2, precision)
    x = self.leaky_fifth(self.batch_norm(x, p, "model.3", mode))
    x = self.critic_convolved(x, p["model.5.weight"], None, 2, precision)
    x = self.leaky_fifth(self.batch_norm(x, p, "model.6", mode))
    x = self.critic_convolved(x, p["model.8.weight"], None, 1, precision)
    return self.leaky_fifth(self.batch_norm(x, p, "model.9", mode))

# PatchGAN of 70 x 70 pixels: x (B, 3, H, W), logits (B, 1, H/8 - 2, W/8 - 2).
def patchgan(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    x = self.patchgan_features(x, p, how)
    return self.critic_convolved(x, p["model.11.weight"], p["model.11.bias"], 1, int(how[1]))

def unit_vector(self, x: Tensor) -> Tensor:
    return x / torch.clamp_min(torch.norm(x), 1e-12)

# Weight over its largest singular value, which u and v follow by a power iteration where they move.
def spectrally_normalised(self, p: Dict[str, Tensor], name: str, moving: bool) -> Tensor:
    weight, u, v = p[name + ".weight_orig"], p[name + ".weight_u"], p[name + ".weight_v"]
    matrix = torch.flatten(weight, 1)
    if moving:
        fixed = torch.detach(matrix)
        v.copy_(self.unit_vector(torch.mv(torch.t(fixed), u)))
        u.copy_(self.unit_vector(torch.mv(fixed, v)))
    # Copies: the next pass moves u and v while this one's graph still reads them.
    return weight / torch.dot(torch.clone(u), torch.mv(matrix, torch.clone(v)))

def unet_doubled(self, x: Tensor) -> Tensor:
    return torch.upsample_bilinear2d(x, [2 * x.size(2), 2 * x.size(3)], False)

# A layer of the U-Net: convolution by the normalised weight, leaky ReLU of slope 0.2.
def unet_layer(self, x: Tensor, p: Dict[str, Tensor], name: str, stride: int, mode: int, precision: int) -> Tensor:
    weight = self.spectrally_normalised(p, name, mode == 1)
    return self.leaky_fifth(self.critic_convolved(x, weight, None, stride, precision))

# What the U-Net's last convolution judges: x (B, 3, H, W), features (B, 64, H, W).
def unet_features(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    mode, precision = int(how[0]), int(how[1])
    x0 = self.leaky_fifth(self.critic_convolved(x, p["conv0.weight"], p["conv0.bias"], 1, precision))
    x1 = self.unet_layer(x0, p, "conv1", 2, mode, precision)
    x2 = self.unet_layer(x1, p, "conv2", 2, mode, precision)
    x3 = self.unet_layer(x2, p, "conv3", 2, mode, precision)
    x4 = self.unet_layer(self.unet_doubled(x3), p, "conv4", 1, mode, precision) + x2
    x5 = self.unet_layer(self.unet_doubled(x4), p, "conv5", 1, mode, precision) + x1
    x6 = self.unet_layer(self.unet_doubled(x5), p, "conv6", 1, mode, precision) + x0
    y = self.unet_layer(x6, p, "conv7", 1, mode, precision)
    return self.unet_layer(y, p, "conv8", 1, mode, precision)

# U-Net with spectral normalisation and additive skips: x (B, 3, H, W), a logit a pixel (B, 1, H, W).
def unet(self, x: Tensor, p: Dict[str, Tensor], how: Tensor) -> Tensor:
    y = self.unet_features(x, p, how)
    return self.critic_convolved(y, p["conv9.weight"], p["conv9.bias"], 1, int(how[1]))
