# Heads of discriminators and adversarial losses.

# One logit an image, (B, 1), of its vector (B, D).
def vanilla_head(self, x: Tensor, p: Dict[str, Tensor]) -> Tensor:
    return torch.linear(x, p["weight"], p["bias"])

# A map of logits (B, 1, h, w) of features (B, D, h, w).
def patch_head(self, x: Tensor, p: Dict[str, Tensor]) -> Tensor:
    return self.convolve(x, p["weight"], p["bias"], 6)

# Losses of logits of any shape; means over all logits.

def adversarial_bce(self, logits: Tensor, how: Tensor) -> Tensor:
    # -log sigmoid of the logit towards its label: real 1, fake 0
    return torch.mean(torch.softplus(-logits if int(how[0]) == 1 else logits))

def adversarial_lsgan(self, logits: Tensor, how: Tensor) -> Tensor:
    return torch.mean((logits - float(int(how[0]))) ** 2.)

def adversarial_hinge_discriminator(self, logits: Tensor, how: Tensor) -> Tensor:
    return torch.mean(torch.relu(1. - logits if int(how[0]) == 1 else 1. + logits))

def adversarial_hinge_generator(self, logits: Tensor) -> Tensor:
    return -torch.mean(logits)
