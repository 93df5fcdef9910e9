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

# Relativistic average: cross entropy of logits against the other side's mean. The discriminator's part of
# real and of generated images, each with the other side detached.
def adversarial_ragan_real(self, real: Tensor, fake: Tensor) -> Tensor:
    return 0.5 * torch.mean(torch.softplus(torch.mean(torch.detach(fake)) - real))

def adversarial_ragan_fake(self, real: Tensor, fake: Tensor) -> Tensor:
    return 0.5 * torch.mean(torch.softplus(fake - torch.mean(torch.detach(real))))

# The generator's: labels swapped, real logits detached.
def adversarial_ragan_generator(self, real: Tensor, fake: Tensor) -> Tensor:
    real = torch.detach(real)
    below = torch.mean(torch.softplus(real - torch.mean(fake)))
    above = torch.mean(torch.softplus(torch.mean(real) - fake))
    return 0.5 * (below + above)

# Share of logits on their side of the threshold, real and generated counting equally; where relative, of
# logits on their side of the others' mean.
def adversarial_accuracy(self, real: Tensor, fake: Tensor, how: Tensor) -> Tensor:
    above, below = torch.detach(real), torch.detach(fake)
    if int(how[1]) == 1:
        above, below = above - torch.mean(torch.detach(fake)), below - torch.mean(torch.detach(real))
    threshold = 0.5 * float(int(how[0]))
    right = torch.mean(torch.to(above > threshold, 6)) + torch.mean(torch.to(below < threshold, 6))
    return 0.5 * right

# What the gradient of R1 is taken of: the sum over images of each image's mean logit.
def sum_of_mean_logits(self, logits: Tensor) -> Tensor:
    return torch.sum(torch.mean(torch.flatten(logits, 1), [1]))

# weight times the mean over images of the gradient's squared norm; gradient (B, C, H, W), weight (1, float64).
def squared_gradient_norm(self, gradient: Tensor, weight: Tensor) -> Tensor:
    return float(weight[0]) * torch.mean(torch.sum(gradient * gradient, [1, 2, 3]))
