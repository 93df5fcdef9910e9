# Differentiable augmentation of images x (B, 3, H, W) in [0, 1], by numbers drawn before.

# Brightness added, then distances from the grey of each pixel and from the image's mean scaled.
# how (B, 3, float64): brightness, saturation, contrast.
def augmented_colour(self, x: Tensor, how: Tensor) -> Tensor:
    images: List[Tensor] = []
    for i in range(x.size(0)):
        y = x[i] + float(how[i][0])
        grey = torch.mean(y, [0], True)
        y = (y - grey) * float(how[i][1]) + grey
        mean = torch.mean(y)
        images.append((y - mean) * float(how[i][2]) + mean)
    return torch.stack(images)

# Shifted down and right by so many pixels, what comes into sight being grey. how (B, 2, float64).
def augmented_translation(self, x: Tensor, how: Tensor) -> Tensor:
    images: List[Tensor] = []
    for i in range(x.size(0)):
        down, right = int(how[i][0]), int(how[i][1])
        images.append(torch.constant_pad_nd(x[i], [right, -right, down, -down], 0.5))
    return torch.stack(images)

# A rectangle made grey. how (B, 4, float64): top, bottom, left and right edge, the second of each outside.
def augmented_cutout(self, x: Tensor, how: Tensor) -> Tensor:
    H, W = x.size(2), x.size(3)
    rows = torch.arange(H, device=x.device).view(H, 1)
    columns = torch.arange(W, device=x.device).view(1, W)
    images: List[Tensor] = []
    for i in range(x.size(0)):
        top, bottom, left, right = int(how[i][0]), int(how[i][1]), int(how[i][2]), int(how[i][3])
        inside = (rows >= top) & (rows < bottom) & (columns >= left) & (columns < right)
        images.append(torch.masked_fill(x[i], inside, 0.5))
    return torch.stack(images)
