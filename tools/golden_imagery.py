"""Golden values for modules/imagery, by NumPy and SciPy from the published formulas.

    python tools/golden_imagery.py > modules/imagery/src/test/resources/imagery-golden.csv

Needs numpy, scipy and pillow; run at the repository's root. Inputs are PNG photographs of the
module, so no JPEG decoder stands between. The formulas: imresize as MATLAB's (antialiased, mirrored
borders), PSNR and SSIM as BasicSR's, GMSD as GMSD.m, FSIM as FeatureSIM.m, VIF as vifp_mscale.m, NIQE
as niqe_release with Y rounded.
"""

import math
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.ndimage import convolve
from scipy.signal import convolve2d
from scipy.special import gamma

PHOTOGRAPHS = Path("modules/imagery/src/main/resources/photographs")


def read(name):
    return np.asarray(Image.open(PHOTOGRAPHS / name).convert("RGB"), float) / 255


def matrix(n, scale):
    length = math.ceil(n * scale - 1e-9)
    shrink = min(scale, 1)
    width = math.ceil(4 / shrink) + 2
    u = np.arange(1, length + 1) / scale + 0.5 * (1 - 1 / scale)
    index = np.floor(u - 2 / shrink)[:, None] + np.arange(width)
    d = np.abs(shrink * (u[:, None] - index))
    w = np.where(d <= 1, 1.5 * d**3 - 2.5 * d**2 + 1, np.where(d <= 2, -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2, 0))
    w /= w.sum(1, keepdims=True)
    within = np.mod(index - 1, 2 * n)
    within = np.where(within < n, within, 2 * n - 1 - within).astype(int)
    m = np.zeros((length, n))
    np.add.at(m, (np.arange(length)[:, None].repeat(width, 1), within), w)
    return m


def imresize(image, scale):
    rows = np.tensordot(matrix(image.shape[0], scale), image, (1, 0))
    return np.moveaxis(np.tensordot(matrix(image.shape[1], scale), rows, (1, 1)), 0, 1)


def uint8(image):
    return np.floor(np.clip(image, 0, 1) * 255 + 0.5)


def low_resolution(image, scale):
    rows = uint8(np.tensordot(matrix(image.shape[0], 1 / scale), image, (1, 0))) / 255
    return uint8(np.moveaxis(np.tensordot(matrix(image.shape[1], 1 / scale), rows, (1, 1)), 0, 1)) / 255


def studio(levels):
    return levels @ np.array([65.481, 128.553, 24.966]) / 255 + 16


def psnr(a, b):
    return 10 * math.log10(255**2 / np.mean((a - b) ** 2))


def ssim(a, b):
    k = np.exp(-((np.arange(11) - 5.0) ** 2) / (2 * 1.5**2))
    k = np.outer(k, k) / k.sum() ** 2
    f = lambda x: convolve2d(x, k, "valid")
    ma, mb = f(a), f(b)
    va, vb, cov = f(a * a) - ma**2, f(b * b) - mb**2, f(a * b) - ma * mb
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return np.mean((2 * ma * mb + c1) * (2 * cov + c2) / ((ma**2 + mb**2 + c1) * (va + vb + c2)))


def gmsd(a, b):
    half = lambda x: convolve2d(x, np.ones((2, 2)) / 4, "full")[1:, 1:][::2, ::2]
    dx = np.array([[1, 0, -1]] * 3) / 3
    magnitude = lambda x: np.hypot(convolve2d(x, dx, "same"), convolve2d(x, dx.T, "same"))
    luma = lambda x: half(x @ np.array([0.299, 0.587, 0.114]))
    p, q = magnitude(luma(a)), magnitude(luma(b))
    return ((2 * p * q + 170) / (p * p + q * q + 170)).std(ddof=1)


def axis(n):
    odd = n % 2
    return np.fft.ifftshift((np.arange(n) - n // 2) / (n - odd))


def phase_congruency(y):
    u, v = np.meshgrid(axis(y.shape[1]), axis(y.shape[0]))
    radius, theta = np.hypot(u, v), np.arctan2(-v, u)
    radius[0, 0] = 1
    low_pass = 1 / (1 + (radius / 0.45) ** 30)
    energy = amplitude = 0
    for o in range(4):
        a = o * math.pi / 4
        d = np.arctan2(np.sin(theta) * math.cos(a) - np.cos(theta) * math.sin(a), np.cos(theta - a))
        spread = np.exp(-(d**2) / (2 * (math.pi / 4 / 1.2) ** 2))
        filters = []
        for s in range(4):
            f = np.exp(-np.log(radius * 6 * 2**s) ** 2 / (2 * math.log(0.55) ** 2)) * low_pass * spread
            f[0, 0] = 0
            filters.append(f)
        eo = [np.fft.ifft2(np.fft.fft2(y) * f) for f in filters]
        total = sum(eo)
        mean = total / (np.abs(total) + 1e-4)
        e = sum(z.real * mean.real + z.imag * mean.imag - np.abs(z.real * mean.imag - z.imag * mean.real) for z in eo)
        noise = -np.median(np.abs(eo[0]) ** 2) / math.log(0.5) / np.sum(filters[0] ** 2)
        inverse = [np.fft.ifft2(f).real * math.sqrt(y.size) for f in filters]
        squares = sum((f**2).sum() for f in inverse)
        products = sum((inverse[i] * inverse[j]).sum() for i in range(4) for j in range(i + 1, 4))
        tau = math.sqrt((2 * noise * squares + 4 * noise * products) / 2)
        t = (tau * math.sqrt(math.pi / 2) + 2 * math.sqrt((2 - math.pi / 2) * tau**2)) / 1.7
        energy = energy + np.maximum(e - t, 0)
        amplitude = amplitude + sum(np.abs(z) for z in eo)
    return energy / amplitude


def fsim(a, b):
    """FSIM and FSIMc of levels."""
    f = max(1, math.floor(min(a.shape[:2]) / 256 + 0.5))
    def part(x, weights):
        full = convolve2d(x @ np.array(weights), np.ones((f, f)) / f**2, "full")
        start = math.ceil((f - 1) / 2)
        return full[start : start + x.shape[0] : f, start : start + x.shape[1] : f]
    scharr = np.array([[3, 0, -3], [10, 0, -10], [3, 0, -3]]) / 16
    magnitude = lambda x: np.hypot(convolve2d(x, scharr, "same"), convolve2d(x, scharr.T, "same"))
    similar = lambda p, q, t: (2 * p * q + t) / (p * p + q * q + t)
    ya, yb = (part(x, (0.299, 0.587, 0.114)) for x in (a, b))
    pa, pb = phase_congruency(ya), phase_congruency(yb)
    weight = np.maximum(pa, pb)
    grey = similar(pa, pb, 0.85) * similar(magnitude(ya), magnitude(yb), 160) * weight
    i = similar(*(part(x, (0.596, -0.274, -0.322)) for x in (a, b)), 200)
    q = similar(*(part(x, (0.211, -0.523, 0.312)) for x in (a, b)), 200)
    colour = (((i * q).astype(complex)) ** 0.03).real
    return grey.sum() / weight.sum(), (grey * colour).sum() / weight.sum()


def vif(a, b):
    x, y = (z @ np.array([0.299, 0.587, 0.114]) for z in (a, b))
    num = den = 0
    for scale in range(1, 5):
        n = 2 ** (5 - scale) + 1
        k = np.exp(-((np.arange(n) - n // 2.0) ** 2) / (2 * (n / 5) ** 2))
        k = np.outer(k, k) / k.sum() ** 2
        f = lambda z: convolve2d(z, k, "valid")
        if scale > 1:
            x, y = f(x)[::2, ::2], f(y)[::2, ::2]
        vx = np.maximum(f(x * x) - f(x) ** 2, 0)
        vy = np.maximum(f(y * y) - f(y) ** 2, 0)
        cov = f(x * y) - f(x) * f(y)
        g = cov / (vx + 1e-10)
        rest = vy - g * cov
        g[vx < 1e-10] = 0
        rest[vx < 1e-10] = vy[vx < 1e-10]
        vx[vx < 1e-10] = 0
        g[vy < 1e-10] = 0
        rest[vy < 1e-10] = 0
        rest[g < 0] = vy[g < 0]
        g[g < 0] = 0
        rest[rest <= 1e-10] = 1e-10
        num += np.log10(1 + g**2 * vx / (rest + 2)).sum()
        den += np.log10(1 + vx / 2).sum()
    return num / den


SHAPES = np.arange(0.2, 10.0005, 0.001)
RATIOS = gamma(2 / SHAPES) ** 2 / (gamma(1 / SHAPES) * gamma(3 / SHAPES))


def aggd(x):
    left, right = math.sqrt(np.mean(x[x < 0] ** 2)), math.sqrt(np.mean(x[x > 0] ** 2))
    g = left / right
    r = np.mean(np.abs(x)) ** 2 / np.mean(x**2) * (g**3 + 1) * (g + 1) / (g**2 + 1) ** 2
    a = SHAPES[np.argmin((RATIOS - r) ** 2)]
    beta = math.sqrt(gamma(1 / a) / gamma(3 / a))
    return a, left * beta, right * beta


def statistics(block):
    a, left, right = aggd(block)
    out = [a, (left + right) / 2]
    for shift in ((0, 1), (1, 0), (1, 1), (1, -1)):
        a, left, right = aggd(block * np.roll(block, shift, (0, 1)))
        out += [a, (right - left) * gamma(2 / a) / gamma(1 / a), left, right]
    return out


def niqe_features(levels, size):
    k = np.exp(-((np.arange(7) - 3.0) ** 2) / (2 * (7 / 6) ** 2))
    k = np.outer(k, k) / k.sum() ** 2
    y = np.rint(studio(levels))
    rows, columns = y.shape[0] // size, y.shape[1] // size
    y = y[: rows * size, : columns * size]
    both, sharp = [], []
    for s in (size, size // 2):
        mu = convolve(y, k, mode="nearest")
        sigma = np.sqrt(np.abs(convolve(y * y, k, mode="nearest") - mu**2))
        z = (y - mu) / (sigma + 1)
        cells = [(slice(r * s, r * s + s), slice(c * s, c * s + s)) for r in range(rows) for c in range(columns)]
        both.append([statistics(z[cell]) for cell in cells])
        if s == size:
            sharp = np.array([sigma[cell].mean() for cell in cells])
            y = imresize(y, 0.5)
    return np.concatenate(both, 1), sharp


def main():
    emit = lambda name, value: print(f"{name},{float(value)!r}")
    print("name,value")
    chelsea, raccoon = read("test/chelsea.png"), read("train/raccoon.png")
    for scale in (0.25, 1 / 3, 0.4, 1.7, 4):
        out = imresize(chelsea, scale)
        key = f"resize-{scale:.4f}"
        emit(key + "-height", out.shape[0])
        emit(key + "-width", out.shape[1])
        for c in range(3):
            emit(f"{key}-sum-{c}", out[..., c].sum())
            emit(f"{key}-corner-{c}", out[0, -1, c])
            emit(f"{key}-inside-{c}", out[out.shape[0] // 3, out.shape[1] // 5, c])
    for name, size in (("chelsea", None), ("raccoon", (97, 611))):
        image = Image.open(PHOTOGRAPHS / ("test/chelsea.png" if size is None else "train/raccoon.png")).convert("RGB")
        if size is None:  # torchvision's Resize(256)
            short = min(image.size)
            size = tuple(int(256 * n / short) for n in image.size)
        out = np.asarray(image.resize(size, Image.BILINEAR)).astype(np.int64)
        emit(f"pillow-{name}-width", out.shape[1])
        for c in range(3):
            samples = out[..., c].ravel()
            # Moves with every sample's place and value, and is exact in a double.
            emit(f"pillow-{name}-{c}", (samples * (np.arange(samples.size) % 251 + 1)).sum())
    hr = chelsea[:300, :448]
    up = uint8(imresize(low_resolution(hr, 4), 4))[4:-4, 4:-4]
    hr = uint8(hr)[4:-4, 4:-4]
    emit("psnr-y", psnr(studio(hr), studio(up)))
    emit("psnr-rgb", psnr(hr, up))
    emit("ssim-y", ssim(studio(hr), studio(up)))
    emit("ssim-rgb", np.mean([ssim(hr[..., c], up[..., c]) for c in range(3)]))
    emit("gmsd", gmsd(hr, up))
    for name, value in zip(("fsim", "fsimc"), fsim(hr, up)):
        emit(name, value)
    emit("vif", vif(hr, up))
    # An odd shape: the frequency axes of odd lengths are the published code's own.
    for name, value in zip(("fsim-odd", "fsimc-odd"), fsim(hr[:151, :203], up[:151, :203])):
        emit(name, value)
    pristine, sharp = niqe_features(uint8(raccoon), 32)
    pristine = pristine[sharp > 0.5 * sharp.max()]
    emit("niqe-blocks", len(pristine))
    for i, value in enumerate(pristine.mean(0)):
        emit(f"niqe-mean-{i}", value)
    for name, levels in (("hr", hr), ("bicubic", up)):
        f, _ = niqe_features(levels, 32)
        d = pristine.mean(0) - f.mean(0)
        s = (np.cov(pristine, rowvar=False) + np.cov(f, rowvar=False)) / 2
        emit("niqe-" + name, math.sqrt(d @ np.linalg.pinv(s) @ d))


main()
