"""Writes the stored correlations of modules/asymmetry (needs numpy and scipy).

usage: python tools/correlation-goldens.py > \
    modules/asymmetry/src/test/resources/io/chiral/asymmetry/correlation/correlations.txt
Each line: name; x; y; weights; srcc; krcc; plcc; plcc4; plcc5 (of the sample with each pair
repeated as often as its weight says; plcc4 and plcc5 of the unweighted sample; nan: undefined).
"""
import numpy as np
from scipy import optimize, stats


def four(x, a, b, c, d):
    return (a - b) / (1 + np.exp(-(x - c) / d)) + b


def five(x, a, b, c, d, e):
    return a * (0.5 - 1 / (1 + np.exp(b * (x - c)))) + d * x + e


def best(curve, starts, x, y):
    found = []
    for start in starts:
        try:
            p, _ = optimize.curve_fit(curve, x, y, start, maxfev=20000)
        except RuntimeError:
            continue
        fitted = curve(x, *p)
        found.append((np.sum((fitted - y) ** 2), abs(stats.pearsonr(fitted, y)[0])))
    return min(found)[1]


def plccs(x, y):
    x = (x - x.mean()) / x.std()
    sign = np.sign(stats.pearsonr(x, y)[0])
    fours = [(y.max(), y.min(), 0, sign / k) for k in (1, 4, 10)]
    fives = [(np.ptp(y), sign * k, 0, 0, y.mean()) for k in (1, 4, 10)]
    return best(four, fours, x, y), best(five, fives, x, y)


def line(name, x, y, w):
    rx, ry = np.repeat(x, w), np.repeat(y, w)
    values = [stats.spearmanr(rx, ry)[0], stats.kendalltau(rx, ry)[0], stats.pearsonr(rx, ry)[0]]
    values += plccs(x, y)
    fields = [" ".join(map(repr, map(float, v))) for v in (x, y, w)]
    print(";".join([name] + fields + [repr(float(v)) for v in values]))


random = np.random.default_rng(20261122)
for name, n, ties in (("smooth", 60, 0), ("tied", 60, 8), ("falling", 40, 0), ("few levels", 50, 4)):
    x = random.normal(size=n)
    y = 3 / (1 + np.exp(-3 * x * (-1 if name == "falling" else 1))) + random.normal(size=n) * 0.3
    if ties:
        x, y = np.round(x * ties / 4), np.round(y * ties / 4)
    line(name, x, y, np.ones(n, int))
    line(name + ", replicate", x, y, random.multinomial(n - 1, np.full(n, 1 / n)))
