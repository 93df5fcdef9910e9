#!/usr/bin/env python3
"""Recomputes every figure of a report from the table of scores that it is computed from.

    python3 tools/recompute.py FOLDER      with study.json, scores.csv and report.json
                                           (chiral study files ID --out FOLDER; chiral demo --out FOLDER)

Written from the definitions, not translated call by call; needs numpy, pandas and scipy. Replicates
come from the same counter-based generator as Chiral's (SplitMix64 keyed by study, stratum, replicate),
so intervals are compared digit by digit, too. Tolerance 1e-9, relative above 1. After logistic fits it
is FIT: a curve through a few weakly correlated items wants infinite parameters, and two optimisers stop
creeping after them at different steps. Where people's preferences are compared it is LIKELY: Chiral climbs
a likelihood until rounding hides what is left of it. What no score can tell (texts, counts of parameters, what is
awaited) stands as told, and is listed. Exit status 1 if anything differs, is missing, or is not known here.
"""
import itertools
import json
import math
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import optimize, stats

EXACT, LIKELY, FIT = 1e-9, 1e-7, 2e-2
FITTED = {"plcc4", "rmse4", "plcc5", "rmse5"}
R, SIDE, MIN_SPLITS, MIN_UNITS = 1000, 200, 10, 6
FAMILIES = ["perceptual", "distortion", "reference-perceptual"]
SR_LIKE = {"pipal"}
MOST_OPINIONS, MIN_RATINGS, PRIOR = 20_000, 5, 1 / 9
TRANSFORMERS = {"clip-vit-b16", "clip-vit-b32", "dinov2-b14", "dinov2-s14", "swin-t"}
U = np.uint64
GOLDEN = U(0x9E3779B97F4A7C15)


# --- Draws and intervals

def mix(z):
    with np.errstate(over="ignore"):
        z = (z ^ (z >> U(30))) * U(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> U(27))) * U(0x94D049BB133111EB)
        return z ^ (z >> U(31))


class Draws:
    def __init__(self, study):
        self.study = study

    def _states(self, stratum):
        with np.errstate(over="ignore"):
            key = U(0)
            for byte in f"{self.study}\n{stratum}".encode():
                key = mix(key + GOLDEN + U((byte if byte < 128 else byte - 256) % 2**64))
            return mix(key + np.arange(R, dtype=U) * GOLDEN)

    def weights(self, stratum, units):
        """n - 1 of n units with replacement: replicate x unit."""
        drawn, states = np.zeros((R, units)), self._states(stratum)
        with np.errstate(over="ignore"):
            for draw in range(1, units):
                unit = ((mix(states + U(draw) * GOLDEN) >> U(33)) * U(units)) >> U(31)
                drawn[np.arange(R), unit.astype(int)] += 1
        return drawn

    def normals(self, stratum):
        states = self._states(stratum)
        with np.errstate(over="ignore"):
            u = [(mix(states + U(i) * GOLDEN) >> U(11)).astype(float) * 2.0**-53 for i in (1, 2)]
        return np.sqrt(-2 * np.log(1 - u[0])) * np.cos(2 * np.pi * u[1])


def student(units):
    return stats.t.ppf(0.975, units - 1) if units >= 2 else math.inf


def quantile(values, share):
    return np.quantile(values, share)  # linear interpolation


def figure(value, replicates, units, n):
    if math.isnan(value):
        return {"n": n}
    kept = np.asarray(replicates)[np.isfinite(replicates)] if len(replicates) else np.array([])
    if units < 2 or len(kept) == 0:
        return {"value": value, "n": n}
    wide, mean = student(units) / stats.norm.ppf(0.975), kept.mean()
    return {"value": value, "low": value + wide * min(0, quantile(kept, 0.025) - mean),
            "high": value + wide * max(0, quantile(kept, 0.975) - mean), "n": n}


def correlation(value, replicates, units, n):
    """On Fisher's scale; at 1 and -1, where it ends, by percentiles."""
    found = figure(value, replicates, units, n)
    kept = np.asarray(replicates)[np.isfinite(replicates)] if len(replicates) else np.array([])
    if "low" not in found or len(kept) < 2 or 1 - value * value <= 0:
        return within(found, -1, 1)
    reach = student(units) * kept.std(ddof=1) / (1 - value * value)
    return {**found, "low": math.tanh(math.atanh(value) - reach), "high": math.tanh(math.atanh(value) + reach)}


# --- Two lives (values, replicates and pairwise differences), compared pair by pair

class Life:
    def __init__(self, values, replicates, units, differences=None, difference_replicates=None):
        self.values, self.replicates, self.units, self.n = values, replicates, units, len(values)
        self.pairs = list(itertools.combinations(range(self.n), 2))
        if differences is None:
            differences = [values[f] - values[g] for f, g in self.pairs]
            difference_replicates = [np.subtract(*align(replicates[f], replicates[g])) for f, g in self.pairs]
        self.d, self.reps = differences, difference_replicates
        kept = [r[np.isfinite(r)] for r in map(np.asarray, self.reps)]
        self.mean = [r.mean() if len(r) else math.nan for r in kept]
        self.error = [r.std(ddof=1) if len(r) > 1 else math.nan for r in kept]
        self.sign = [0 if math.isnan(d) else int(np.sign(d)) for d in self.d]
        self.certain = [self.beyond(p, student(units)) for p in range(len(self.pairs))]
        self.count = max([len(r) for r in self.reps], default=0)

    def beyond(self, pair, errors):
        return abs(self.d[pair]) > errors * self.error[pair]

    def deviation(self, pair):
        if not len(self.reps[pair]):
            return np.zeros(R)
        with np.errstate(all="ignore"):
            deviation = np.abs(self.reps[pair] - self.mean[pair]) / self.error[pair]
        return np.where(np.isfinite(deviation), deviation, 0)

    def standing(self):
        rank, low, high = np.ones(self.n), np.ones(self.n), np.full(self.n, float(self.n))
        for (f, g), sign, certain in zip(self.pairs, self.sign, self.certain):
            rank[f] += (1 - sign) / 2
            rank[g] += (1 + sign) / 2
            if certain:
                low[g if sign > 0 else f] += 1
                high[f if sign > 0 else g] -= 1
        return rank, low, high


def align(a, b):
    n = min(len(a), len(b))
    return a[:n], b[:n]


class TwoLives:
    def __init__(self, ids, a, o, proxy):
        self.ids, self.a, self.o, self.proxy = ids, a, o, proxy
        self.P = range(len(a.pairs))
        both = [a.certain[p] and o.certain[p] for p in self.P]
        self.same = sum(both[p] and a.sign[p] == o.sign[p] for p in self.P)
        self.opposite = sum(both) - self.same
        self.open = len(self.P) - sum(both)

    def share(self):
        return sum((1 - self.a.sign[p] * self.o.sign[p]) / 2 for p in self.P) / len(self.P)

    def asymmetry(self):
        n = len(self.P)
        return {"value": self.share(), "low": self.opposite / n, "high": (self.opposite + self.open) / n,
                "n": len(self.ids), "replicates": max(self.a.count, self.o.count), "proxy": self.proxy}

    def reversals(self):
        if max(self.a.count, self.o.count) == 0:
            return []
        largest = np.max([np.maximum(self.a.deviation(p), self.o.deviation(p)) for p in self.P], axis=0)
        units = min(self.a.units, self.o.units)
        constant = quantile(largest, 0.95) * student(units) / stats.norm.ppf(0.975)
        return [self.names(p) for p in self.P if self.a.sign[p] * self.o.sign[p] < 0
                and self.a.beyond(p, constant) and self.o.beyond(p, constant)]

    def undetermined(self):
        return [self.names(p) for p in self.P if math.isnan(self.o.d[p])]

    def names(self, p):
        return [self.ids[i] for i in self.a.pairs[p]]

    def displacement(self, f):
        (ra, la, ha), (ro, lo, ho) = self.a.standing(), self.o.standing()
        return {"value": ra[f] - ro[f], "low": la[f] - ho[f], "high": ha[f] - lo[f], "n": len(self.ids)}

    def spearman(self):
        (ra, la, ha), (ro, lo, ho) = self.a.standing(), self.o.standing()
        n, rho = len(self.ids), srcc(ra, ro)(np.ones((1, len(ra))))[0]
        if math.isnan(rho):
            return {"n": n}
        gap = np.maximum(0, np.maximum(la - ho, lo - ha))
        reach = np.maximum(ho - la, ha - lo)
        scale = 6 / (n * (n * n - 1))
        found = {"value": rho, "low": min(rho, max(-1, 1 - scale * (reach**2).sum())),
                 "high": max(rho, 1 - scale * (gap**2).sum()), "n": n, "pMin": min(1, 2 / math.factorial(n))}
        if n <= 9:
            ca, co = ra - ra.mean(), ro - ro.mean()
            bound = abs(ca @ co) - 1e-12 * math.sqrt((ca @ ca) * (co @ co))
            orders = np.array(list(itertools.permutations(co)))
            found["p"] = (np.abs(orders @ ca) >= bound).sum() / math.factorial(n)
        return found

    def kendall(self):
        s, t, n = np.array(self.a.sign), np.array(self.o.sign), len(self.P)
        untied = math.sqrt(np.abs(s).sum() * np.abs(t).sum())
        if untied == 0:
            return {"n": len(self.ids)}
        tau, certain = (s * t).sum() / untied, self.same - self.opposite
        return {"value": tau, "low": min(tau, (certain - self.open) / n), "high": max(tau, (certain + self.open) / n), "n": len(self.ids)}

    def amplification(self, without):
        value = low = high = 0.0
        for p in self.P:
            value += self.a.sign[p] * (without.sign[p] - self.o.sign[p]) / 2
            signs = [[life.sign[p]] if life.certain[p] else [-1, 1] for life in (self.a, without, self.o)]
            changes = [a * (none - here) / 2 for a, none, here in itertools.product(*signs)]
            low, high = low + min(changes), high + max(changes)
        n = len(self.P)
        return {"value": value / n, "low": low / n, "high": high / n, "n": len(self.ids)}

    def regret(self):
        n, best, o = len(self.ids), int(np.argmax(self.a.values)), np.array(self.o.values, dtype=float)
        value = np.nanmax(o) - o[best]
        if math.isnan(value):
            return {"n": n}
        if not self.a.count or not self.o.count or self.o.units < 2:
            return {"value": value, "n": n}
        drawn = np.array(self.o.replicates)
        differences = {(f, g): drawn[f] - drawn[g] for f in range(n) for g in range(n) if f != g}
        errors = {pair: np.nanstd(d, ddof=1) for pair, d in differences.items()}
        with np.errstate(all="ignore"):
            away = [np.abs(d - np.nanmean(d)) / errors[pair] for pair, d in differences.items()]
        largest = np.max(np.where(np.isfinite(away), away, 0), axis=0)
        t = student(self.o.units)
        constant = quantile(largest, 0.95) * t / stats.norm.ppf(0.975)
        worse = {i for p, pair in enumerate(self.a.pairs) if best in pair and self.a.certain[p] for i in pair if i != best}
        reach = lambda c, k: max([0.0] + [o[f] - o[c] + k * errors[f, c] for f in range(n) if f != c and math.isfinite(o[f] - o[c])])
        candidates = [c for c in range(n) if c not in worse]
        return {"value": value, "low": max(0, min(reach(c, -constant) for c in candidates)),
                "high": max(reach(c, t) for c in candidates), "n": n}


# --- Correlations of one stratum, for many draws at once: weights (replicate x item) -> statistic

def ratio(products, x, y):
    with np.errstate(all="ignore"):
        return np.where((x > 0) & (y > 0), np.clip(products / np.sqrt(x * y), -1, 1), np.nan)


def srcc(x, y):
    levels = [np.unique(v, return_inverse=True)[1] for v in (x, y)]
    orders = [np.argsort(level, kind="stable") for level in levels]
    starts = [np.searchsorted(np.sort(level), np.arange(level.max() + 1)) for level in levels]

    def of(w):
        ranks, squares = [], []
        for level, order, start in zip(levels, orders, starts):
            weight = np.add.reduceat(w[:, order], start, axis=1)
            centred = np.cumsum(weight, axis=1) - weight / 2 - w.sum(axis=1, keepdims=True) / 2
            squares.append((weight * centred**2).sum(axis=1))
            ranks.append(centred[:, level])
        return ratio((w * ranks[0] * ranks[1]).sum(axis=1), *squares)
    return of


def across(x, y, content):
    """srcc, each item ranked among those of the other contents; weights are equal within a content"""
    same = content[:, None] == content[None]
    own = [(same & (v[None] < v[:, None])).sum(axis=1) + (same & (v[None] == v[:, None])).sum(axis=1) / 2 for v in (x, y)]
    below = [(v[None] < v[:, None]) + (v[None] == v[:, None]) / 2 for v in (x, y)]

    def of(w):
        total, mine = w.sum(axis=1, keepdims=True), w * same.sum(axis=1)
        with np.errstate(all="ignore"):
            shares = [(w @ b.T - w * o) / (total - mine) - 0.5 for b, o in zip(below, own)]
            squares = [(w * ((w @ b.T) / total - 0.5) ** 2).sum(axis=1) for b in below]
            return ratio(np.where(w > 0, w * shares[0] * shares[1], 0).sum(axis=1), *squares)
    return of


def krcc(x, y):
    sx, sy = (np.sign(v[:, None] - v[None]) for v in (x, y))

    def of(w):
        quadratic = lambda m: np.einsum("ri,ij,rj->r", w, m, w, optimize=True)
        return ratio(quadratic(sx * sy), quadratic(np.abs(sx)), quadratic(np.abs(sy)))
    return of


def plcc(x, y):
    def of(w):
        with np.errstate(all="ignore"):
            total = w.sum(axis=1, keepdims=True)
            mx, my = (w @ x)[:, None] / total, (w @ y)[:, None] / total
            dx, dy = x - mx, y - my
            xx, yy = (w * dx * dx).sum(axis=1), (w * dy * dy).sum(axis=1)
            constant = (xx <= 1e-28 * (total * mx * mx)[:, 0]) | (yy <= 1e-28 * (total * my * my)[:, 0])
            return np.where(constant, np.nan, ratio((w * dx * dy).sum(axis=1), xx, yy))
    return of


def rmse(x, y):
    def of(w):
        with np.errstate(all="ignore"):
            return np.sqrt((w @ (x - y) ** 2) / w.sum(axis=1))
    return of


def fitted(x, y, linear):
    """Logistic curve of 4 or 5 parameters, linear ones projected out; None without one."""
    start = plcc(x, y)(np.ones((1, len(x))))[0]
    if len(x) <= (5 if linear else 4) or math.isnan(start):
        return None
    z = (x - x.mean()) / x.std()
    basis = np.stack([np.ones_like(z), z] if linear else [np.ones_like(z)])
    rest = lambda v: v - basis.T @ ((basis @ v) / len(z))
    target = rest(y)

    def project(p, derivatives=False):
        """The fit of the target; its derivatives by slope and centre (Kaufman 1975)."""
        with np.errstate(over="ignore"):
            sigmoid = 1 / (1 + np.exp(-p[0] * (z - p[1])))
        s = rest(sigmoid)
        square = s @ s
        amplitude = s @ target / square if square > 0 else 0
        if not derivatives:
            return amplitude * s
        steep = sigmoid * (1 - sigmoid)
        both = [rest(d) for d in (steep * (z - p[1]), -steep * p[0])]
        return np.stack([amplitude * (d - (d @ s / square if square > 0 else 0) * s) for d in both], axis=1)
    best = None
    for slope in (1, 4, 10):
        # MINPACK's Levenberg-Marquardt, as Chiral's; creeping after an infinite parameter is cut off.
        found = optimize.leastsq(lambda p: project(p) - target, [math.copysign(slope, start), 0], Dfun=lambda p: project(p, True), ftol=1e-8, xtol=1e-10, gtol=1e-10, maxfev=1000, full_output=True)[0]
        curve = y - target + project(found)
        error = math.sqrt(((curve - y) ** 2).mean())
        if np.isfinite(curve).all() and curve.std() > 0 and (best is None or error < best[0]):
            best = (error, curve)
    return None if best is None else best[1]


def statistic(name, x, y):
    if name in ("srcc", "krcc", "plcc"):
        return {"srcc": srcc, "krcc": krcc, "plcc": plcc}[name](x, y)
    curve = fitted(x, y, name.endswith("5"))
    if curve is None:
        return None
    return rmse(curve, y) if name.startswith("rmse") else lambda w: np.abs(plcc(curve, y)(w))


# --- Assessors

class Benchmark:
    """All assessors on one table: medians over splits of means over seeds."""

    def __init__(self, id, rows, splits, draws):
        self.id, self.splits, self.draws, self.proxy = id, splits, draws, bool(rows.proxy.any())
        self.contents = sorted(rows.content.unique())
        self.number = {c: i for i, c in enumerate(self.contents)}
        self.items = rows.image.nunique()
        self.parts, self.seeds, self.run_seeds, self.cache = defaultdict(list), defaultdict(int), defaultdict(set), {}
        for run, of in sorted(rows.groupby("run")):
            metric = of.metric.iloc[0]
            self.parts[metric].append([self.strata(of[of.split == s]) for s in range(splits)])
            if not math.isnan(of.seed.iloc[0]):
                self.seeds[metric] += 1
                self.run_seeds[metric].add(int(of.seed.iloc[0]))
        self.drawn = draws.weights(f"contents of {id}", len(self.contents))
        self.drawn_splits = draws.weights(f"splits of {id}", splits)

    def strata(self, rows):
        rows = rows.sort_values("image").drop_duplicates("image")
        groups = [g for _, g in sorted(rows.groupby(rows.distortion.fillna("")))] if self.proxy else [rows]
        return [(g.score.to_numpy(), g.opinion.to_numpy(), g.content.map(self.number).to_numpy()) for g in groups]

    def by_split(self, seeds, name, drawn):
        """replicate x split; where items are ranked among other contents, half the way to what was drawn, doubled"""
        if not (self.proxy and name == "srcc") or (drawn == 1).all():
            return self.drawn_by_split(seeds, name, drawn)
        n = len(self.contents)
        whole = self.drawn_by_split(seeds, name, np.ones((1, n)))
        return whole + 2 * (self.drawn_by_split(seeds, name, 1 + (n / (n - 1) * drawn - 1) / 2) - whole)

    def drawn_by_split(self, seeds, name, drawn):
        """replicate x split"""
        total = 0
        for parts in seeds:
            columns = []
            for strata in parts:
                values = []
                for x, y, content in strata:
                    of = self.prepared(name, x, y, content)
                    if of is None:
                        continue
                    w = drawn[:, content]
                    value = of(w)
                    if self.proxy:
                        some = np.stack([(w[:, content == c] > 0).any(axis=1) for c in np.unique(content)]).sum(axis=0)
                        value = np.where(some >= 2, value, np.nan)
                    values.append(value)
                columns.append(nanmean(values, len(drawn)))
            total = total + np.stack(columns, axis=1)
        return total / len(seeds)

    def prepared(self, name, x, y, content):
        key = (name, id(x))
        if key not in self.cache:
            ranked = self.proxy and name == "srcc"
            self.cache[key] = across(x, y, content) if ranked else statistic(name, x, y)
        return self.cache[key]

    def full(self, seeds, name="srcc"):
        return median(self.by_split(seeds, name, np.ones((1, len(self.contents))))[0], np.ones(self.splits))

    def value(self, metric, name="srcc"):
        return self.full(self.parts[metric], name)

    def replicates(self, metric, name="srcc", count=R):
        key = (name, metric, count)
        if key not in self.cache:
            table = self.by_split(self.parts[metric], name, self.drawn[:count]) if self.splits >= MIN_SPLITS else []
            self.cache[key] = np.array([median(row, w) for row, w in zip(table, self.drawn_splits)])
        return self.cache[key]

    def seed_squares(self, metric, name="srcc"):
        each = np.array([self.full([seed], name) for seed in self.parts[metric]]) if self.seeds[metric] > 1 else np.array([])
        return ((each - each.mean()) ** 2).sum() if len(each) else 0.0, max(0, len(each) - 1)

    def report(self, metric, srcc_noise):
        found = {"metric": metric, "benchmark": self.id, "proxy": self.proxy, "splits": self.splits,
                 "contents": len(self.contents), "items": self.items, "seeds": self.seeds[metric]}
        for name in ("srcc", "krcc", "plcc", "plcc4", "rmse4", "plcc5", "rmse5"):
            value = self.value(metric, name)
            if math.isnan(value):
                found[name] = {"n": self.items}
            elif self.splits < MIN_SPLITS:
                found[name] = {"value": value, "n": self.items}
            else:
                noise = srcc_noise if name == "srcc" else seed_noise([self], self.parts, name)
                drawn = disturbed(self.replicates(metric, name, R if name == "srcc" else SIDE), noise, self.seeds[metric], 1, self.draws.normals(f"assessor {metric}"))
                interval = figure if name.startswith("rmse") else correlation
                found[name] = within(interval(value, drawn, len(self.contents), self.items), *RANGE.get(name, (-1, 1)))
        return found


RANGE = {"plcc4": (0, 1), "plcc5": (0, 1), "rmse4": (0, math.inf), "rmse5": (0, math.inf)}


def within(found, least, most):
    """The interval, cut to the values that there are."""
    return {**found, "low": max(least, found["low"]), "high": min(most, found["high"])} if "low" in found else found


def seed_noise(benchmarks, metrics, name="srcc"):
    """Variance of one seed on one benchmark, pooled; nan where no metric has two."""
    squares, freedom = np.sum([b.seed_squares(m, name) for b in benchmarks for m in metrics if m in b.parts] or [(0, 0)], axis=0)
    return squares / freedom if freedom else math.nan


def disturbed(drawn, variance, seeds, benchmarks, normals):
    return drawn + math.sqrt(variance / seeds / benchmarks) * normals[:len(drawn)] if seeds and variance > 0 and len(drawn) else drawn


def nanmean(values, count):
    if not values:
        return np.full(count, np.nan)
    table = np.stack(values)
    known = np.isfinite(table)
    with np.errstate(all="ignore"):
        return np.where(known.any(axis=0), np.where(known, table, 0).sum(axis=0) / known.sum(axis=0), np.nan)


def median(values, weights):
    kept = ~np.isnan(values) & (weights > 0)
    order = np.argsort(values[kept], kind="stable")
    v, w = values[kept][order], weights[kept][order]
    below, half = np.cumsum(w), w.sum() / 2
    for i in range(len(v)):
        if below[i] > half:
            return v[i]
        if below[i] == half:
            return (v[i] + v[i + 1]) / 2
    return math.nan


class Assessors:
    def __init__(self, metrics, rows, splits, draws):
        self.metrics, self.draws = metrics, draws
        mine = rows[rows.metric.isin(metrics)]
        self.benchmarks = [Benchmark(id, of, splits, draws) for id, of in sorted(mine.groupby("by"))]
        people = any(not b.proxy for b in self.benchmarks)
        self.headline = [b for b in self.benchmarks if b.proxy != people]
        self.variance = seed_noise(self.headline, metrics)
        self.seeded = any(b.seeds[m] > 0 for b in self.headline for m in metrics)
        self.proxy = any(b.proxy for b in self.headline)
        self.contents = min([len(b.contents) for b in self.headline], default=0)
        self.items = sum(b.items for b in self.headline)

    def value(self, metric, chosen=None):
        chosen = self.headline if chosen is None else chosen
        return float(np.mean([b.value(metric) if metric in b.parts else math.nan for b in chosen])) if chosen else math.nan

    def replicates(self, metric, chosen=None):
        chosen = self.headline if chosen is None else chosen
        if math.isnan(self.value(metric, chosen)):
            return np.array([])
        mean = np.mean([b.replicates(metric) for b in chosen], axis=0)
        seeds = min([b.seeds[metric] for b in chosen], default=0)
        return disturbed(mean, self.noise(chosen[0]), seeds, len(chosen), self.draws.normals(f"assessor {metric}"))

    def noise(self, benchmark):
        return self.variance if benchmark in self.headline else seed_noise([benchmark], self.metrics)

    def life(self, ids, benchmark=None):
        chosen = None if benchmark is None else [benchmark]
        units = self.contents if benchmark is None else len(benchmark.contents)
        return Life([self.value(m, chosen) for m in ids], [self.replicates(m, chosen) for m in ids], units)


# --- Objectives

class Objectives:
    def __init__(self, spec, settings, rows, ended, draws, answers):
        self.spec, self.draws = spec, draws
        self.metrics = [m["id"] for m in spec["metrics"]]
        judged = rows[rows.kind == "judged"]
        self.images = sorted(judged.image.unique())
        content = dict(zip(judged.image, judged.content))
        photographs = sorted(set(content.values()))
        self.unit = np.array([photographs.index(content[i]) for i in self.images])
        self.weights = draws.weights("images", len(photographs))
        grid = judged[judged.role.isin(["evaluation", "baseline"])]
        table = grid.groupby(["by", "run", "image"]).score.min().unstack("image").reindex(columns=self.images)
        self.score = {judge: of.droplevel("by") for judge, of in table.groupby(level="by")}
        self.baseline = next(iter(sorted(grid[grid.role == "baseline"].run.unique(), reverse=True)), None)
        self.runs = {}
        for key in sorted({(r.run, r.metric, r.setting, r.seed, r.step) for r in grid[grid.role == "evaluation"].drop_duplicates("run").itertuples()}):
            self.runs.setdefault(tuple(key[1:4]) + (int(key[4]),), key[0])
        self.steps = sorted({key[3] for key in self.runs})
        failed = ended[(ended.status != "completed") & ((ended.role == "objective") | ((ended.role == "evaluation") & (ended.step == spec["training"]["steps"])))]
        failed = failed[~failed.run.isin(set(self.runs.values()))]
        self.dead = {(r.metric, r.setting, r.seed) for r in failed.itertuples()}
        traits = grid.drop_duplicates("by").set_index("by")
        kin = grid[grid.kin.notna()].drop_duplicates(["by", "metric", "setting"])
        self.kin_metric = {(r.by, r.metric) for r in kin.itertuples() if r.kin in ("metric", "both")}
        self.kin_setting = {(r.by, r.setting) for r in kin.itertuples() if r.kin in ("setting", "both")}
        self.family_of, self.sign_of = dict(traits.family), {j: -1 if b == "lower" else 1 for j, b in dict(traits.better).items()}
        self.blocks = {s["id"]: self.block_aligned(s["id"]) for s in settings}
        self.blocks = {s: b for s, b in self.blocks.items() if b}
        self.people = PeopleJudge(answers, self.outputs())
        if self.people.kind:
            self.score["people"] = pd.DataFrame(self.people.scores).T.reindex(columns=self.images)
            self.family_of["people"], self.sign_of["people"] = "perceptual", 1
        self.scale_judges()
        self.aligned = {s: self.judged(b) for s, b in self.blocks.items()}
        self.variances, self.cells = {}, {}

    def alive(self, setting):
        return [m for m in self.metrics if any((m, setting, s) not in self.dead for s in self.spec["seeds"])]

    def block(self, setting, step):
        metrics = self.alive(setting)
        seeds = [s for s in self.spec["seeds"] if all((m, setting, s, step) in self.runs for m in metrics)]
        if not metrics or not seeds:
            return None
        return {"setting": setting, "step": step, "metrics": metrics, "seeds": seeds,
                "runs": [[self.runs[m, setting, s, step] for s in seeds] for m in metrics]}

    def block_aligned(self, setting):
        return next((b for b in (self.block(setting, s) for s in reversed(self.steps)) if b), None)

    def outputs(self):
        """Of each evaluated run that is compared, what it evaluates."""
        return {(s, m, b["step"], seed): run for s, b in self.blocks.items()
                for m, runs in zip(b["metrics"], b["runs"]) for seed, run in zip(b["seeds"], runs)}

    def scale_judges(self):
        self.scales = {}
        runs = [run for b in self.blocks.values() for row in b["runs"] for run in row]
        for judge in self.spec["evaluation"]["judges"]:
            if judge not in self.score or not isinstance(self.family_of.get(judge), str) or not runs:
                continue
            x = self.sign_of[judge] * self.score[judge].reindex(runs).to_numpy()
            whole = np.isfinite(x).all(axis=0)
            if not whole.any():
                continue
            centre = x[:, whole].mean(axis=0)
            deviation = math.sqrt(((x[:, whole] - centre) ** 2).mean())
            if deviation > 1e-12 * np.abs(x[:, whole]).max():
                self.scales[judge] = (whole, centre, deviation)

    def judged(self, block):
        found = dict(block, by={})
        for judge, (whole, centre, deviation) in self.scales.items():
            x = self.sign_of[judge] * np.array([self.score[judge].reindex(row).to_numpy()[:, whole] for row in block["runs"]])
            used = np.isfinite(x).all(axis=(0, 1))
            y, unit = (x[:, :, used] - centre[used]) / deviation, self.unit[whole][used]
            if not used.any():  # people see few steps but the last
                found["by"][judge] = {"images": 0, "units": 0, "means": np.full(len(x), np.nan), "seeds": np.zeros(x.shape[:2]),
                                      "reps": np.full((len(x), R), np.nan), "centre": np.nan, "centres": np.full(R, np.nan)}
                continue
            found["by"][judge] = {"images": int(used.sum()), "units": len(set(unit)), "means": y.mean(axis=(1, 2)), "seeds": y.mean(axis=2),
                                  "reps": [self.drawn_mean(v, unit) for v in y.mean(axis=1)], "centre": centre[used].mean(), "centres": self.drawn_mean(centre[used], unit)}
        return found

    def drawn_mean(self, values, unit):
        w = self.weights[:, unit]
        with np.errstate(all="ignore"):
            return w @ values / w.sum(axis=1)

    def at(self, setting, step):
        known = self.aligned.get(setting)
        if known and known["step"] == step:
            return known
        block = self.block(setting, step)
        return self.judged(block) if block else None

    def family(self, family, *settings):
        return [j for j in self.scales if self.family_of[j] == family and not any((j, s) in self.kin_setting for s in settings)]

    def freedom(self, shared=None):
        shared = self.spec.get("pretraining") is not None if shared is None else shared
        return sum((len(s["metrics"]) - shared) * (len(s["seeds"]) - 1) for s in self.aligned.values())

    def variance(self, judges, shared=None):
        shared = self.spec.get("pretraining") is not None if shared is None else shared
        key, freedom = (shared, *judges), self.freedom(shared)
        if key not in self.variances:
            squares = 0.0
            for setting in self.aligned.values():
                x = np.mean([setting["by"][j]["seeds"] for j in judges], axis=0)
                x = x - x.mean(axis=1, keepdims=True)
                if shared:
                    x = x - x.mean(axis=0, keepdims=True)
                squares += (x**2).sum()
            self.variances[key] = squares / freedom if freedom else 0.0
        return self.variances[key]

    def noise(self, setting, metric, judges, shared=None):
        """Of a difference of metrics; with shared=False of a figure by itself, which a seed's common start moves, too."""
        name = f"run of {metric} in {setting['setting']}"
        if name not in self.cells:
            self.cells[name] = self.draws.normals(name)
        return math.sqrt(self.variance(judges, shared) / len(setting["seeds"])) * self.cells[name]

    def present(self, setting, judges):
        """Those that saw the setting at its step."""
        return [j for j in judges if setting["by"][j]["images"]]

    def life(self, setting, ids, judges):
        n, d, reps, judges = len(ids), [], [], self.present(setting, judges)
        values, drawn, opponents = np.zeros(n), np.zeros((n, R)), np.zeros(n)
        at = [setting["metrics"].index(m) for m in ids]
        for f, g in itertools.combinations(range(n), 2):
            common = [j for j in judges if (j, ids[f]) not in self.kin_metric and (j, ids[g]) not in self.kin_metric]
            if not common:
                d.append(math.nan)
                reps.append(np.array([]))
                continue
            by = [setting["by"][j] for j in common]
            d.append(np.mean([b["means"][at[f]] for b in by]) - np.mean([b["means"][at[g]] for b in by]))
            reps.append(np.mean([b["reps"][at[f]] - b["reps"][at[g]] for b in by], axis=0)
                        + self.noise(setting, ids[f], common) - self.noise(setting, ids[g], common))
            for i, sign in ((f, 1), (g, -1)):
                values[i] += sign * d[-1]
                drawn[i] += sign * reps[-1]
                opponents[i] += 1
        values = [v / (k + 1) if k else math.nan for v, k in zip(values, opponents)]
        return Life(values, [r / (k + 1) for r, k in zip(drawn, opponents)], self.units(setting, judges), d, reps)

    def units(self, setting, judges):
        return min([setting["by"][j]["units"] for j in self.present(setting, judges)], default=0)

    def count(self, setting, judges):
        return min([setting["by"][j]["images"] for j in self.present(setting, judges)], default=0)

    def judge_says(self, setting, metric, judge):
        by, deviation, sign, f = setting["by"][judge], self.scales[judge][2], self.sign_of[judge], setting["metrics"].index(metric)
        centred = by["reps"][f] + self.noise(setting, metric, [judge])
        raw = sign * (deviation * (by["reps"][f] + self.noise(setting, metric, [judge], False)) + by["centres"])
        return {"id": metric, "score": figure(sign * (deviation * by["means"][f] + by["centre"]), raw, by["units"], by["images"]),
                "centred": figure(by["means"][f], centred, by["units"], by["images"])}

    def together(self, settings):
        """All at the largest step that all of them have reached; None where one is not evaluated there."""
        if any(s not in self.aligned for s in settings):
            return None
        step = min(self.aligned[s]["step"] for s in settings)
        found = [self.at(s, step) for s in settings]
        return found if all(found) else None

    def between(self, one, other, metrics, judges):
        """Mean over metrics of the means over judges that are kin to none; None, or value, replicates, units, images."""
        allowed = {m: [j for j in judges if (j, m) not in self.kin_metric] for m in metrics}
        allowed = {m: js for m, js in allowed.items() if js}
        if not allowed:
            return None
        cell = lambda s, m, key: np.mean([s["by"][j][key][s["metrics"].index(m)] for j in allowed[m]], axis=0)
        value = np.mean([cell(one, m, "means") - cell(other, m, "means") for m in allowed])
        drawn = np.mean([cell(one, m, "reps") - cell(other, m, "reps") + self.noise(one, m, js) - self.noise(other, m, js) for m, js in allowed.items()], axis=0)
        least = [min(s["by"][j][key] for js in allowed.values() for j in js for s in (one, other)) for key in ("units", "images")]
        return value, drawn, *least

    def contrast(self, subject, both, family, judge, judges):
        one, other = both
        found = self.between(one, other, [m for m in one["metrics"] if m in other["metrics"]], judges)
        if not found:
            return []
        value, drawn, units, images = found
        unit = self.scales[judge][2] if judge else math.nan
        row = {"subject": subject, "setting": one["setting"], "against": other["setting"], "family": family,
               "difference": figure(unit * value, unit * drawn, units, images), "centred": figure(value, drawn, units, images)}
        return [{**row, "judge": judge} if judge else row]

    def by_judge(self, subject, both, judges):
        return [row for j in judges for row in self.contrast(subject, both, self.family_of[j], j, [j])]

    def gain(self, subject, one, other):
        both, found = self.together([one["id"], other["id"]]), []
        for family in families(self.spec) if both else []:
            judges = self.family(family, one["id"], other["id"])
            found += self.contrast(subject, both, family, None, judges) + self.by_judge(subject, both, judges)
        return found

    def gains(self, settings):
        if self.baseline is None or "psnr-y" not in self.spec["evaluation"]["judges"]:
            return []
        found, bicubic = [], self.score["psnr-y"].loc[self.baseline].to_numpy()
        for setting, metric in ((s["id"], m) for s in settings for m in self.alive(s["id"])):
            steps = {step: [self.runs[metric, setting, s, step] for s in self.spec["seeds"] if (metric, setting, s, step) in self.runs] for step in self.steps}
            steps = {step: runs for step, runs in steps.items() if runs}
            for step, runs in steps.items():
                gain = self.score["psnr-y"].reindex(runs).to_numpy().mean(axis=0) - bicubic
                known = np.isfinite(gain)
                drawn = self.drawn_mean(gain[known], self.unit[known])
                if setting in self.aligned and "psnr-y" in self.scales:
                    drawn = drawn + self.scales["psnr-y"][2] * self.noise(self.aligned[setting], metric, ["psnr-y"], False)
                listed = step == max(steps) and known.sum() <= 32
                found.append({"metric": metric, "setting": setting, "step": step, "judge": "psnr-y",
                              "gain": figure(gain[known].mean(), drawn, len(set(self.unit[known])), int(known.sum())), "positive": int((gain[known] > 0).sum()),
                              "images": [{"image": i, "gain": g} for i, g in zip(np.array(self.images)[known], gain[known])] if listed else []})
        return found


# --- People

def kept(opinions):
    """Each opinion once; of too many those whose ids have the smallest hashes, in their order."""
    def hashed(id):
        bits = 0
        for unit in np.frombuffer(id.encode("utf-16-le"), dtype="<u2"):
            bits = (bits * 31 + int(unit)) % 2**32
        bits = (bits ^ (bits >> 16)) * 0x85EBCA6B % 2**32
        bits = (bits ^ (bits >> 13)) * 0xC2B2AE35 % 2**32
        bits ^= bits >> 16
        return bits - 2**32 if bits >= 2**31 else bits
    once = opinions.drop_duplicates("id")
    order = sorted(range(len(once)), key=lambda i: (hashed(once.id.iloc[i]), once.id.iloc[i].encode("utf-16-be")))
    return once.iloc[order[:MOST_OPINIONS]]


def photograph(image):
    return image.split("#", 1)[0]


class People:
    """What people said of the grid's outputs; an output is (setting, metric, step, seed), seed -1: any."""

    def __init__(self, rows, draws):
        self.draws = draws
        trained = rows[(rows.role == "objective") & rows.setting.notna() & rows.metric.notna() & rows.seed.notna()].drop_duplicates("run")
        cell = {r.run: (r.setting, r.metric, int(r.seed)) for r in trained.itertuples()}
        output = lambda run, step: cell[run][:2] + (int(step),) + cell[run][2:] if run in cell else None
        means = defaultdict(list)
        for o in kept(rows[rows.kind == "opinion"]).itertuples():
            one = output(o.run, o.step)
            other = None if pd.isna(o.againstRun) else output(o.againstRun, o.againstStep)
            if one and pd.isna(o.againstRun):
                means[o.rater, o.image, one, None].append(o.opinion)
            elif one and other and one != other:
                means[o.rater, o.image, min(one, other), max(one, other)].append(o.opinion if one < other else 1 - o.opinion)
        answers = [(*question, np.mean(values)) for question, values in means.items()]
        self.ratings = [(rater, image, one, value) for rater, image, one, other, value in answers if other is None]
        self.preferences = [a for a in answers if a[3] is not None]

    def report(self, declared, judge):
        if not self.ratings and not self.preferences:
            return None
        opinions, abilities = self.mean_opinions(), self.abilities()
        seen = sorted({any_seed(one) for _, _, one, _ in self.ratings} | {any_seed(o) for p in self.preferences for o in p[2:4]})
        return {"raters": len({a[0] for a in self.ratings + self.preferences}), "ratings": len(self.ratings), "preferences": len(self.preferences),
                **({"judge": judge.kind} if declared and judge.kind else {}),
                "outputs": [{"setting": o[0], "metric": o[1], "step": o[2], "meanOpinion": opinions.get(o, {"n": 0}), "ability": abilities.get(o, {"n": 0})} for o in seen]}

    def mean_opinions(self):
        freed = without_biases(self.ratings)
        clusters, found = Clusters([(rater, image) for rater, image, _, _ in freed], self.draws), {}
        values = np.array([value for *_, value in freed])
        for o in {any_seed(one) for _, _, one, _ in freed}:
            mine = np.array([any_seed(one) == o for _, _, one, _ in freed])
            mean = values[mine].mean()
            found[o] = clusters.figure(f"rating of {named(o)}", mean, np.where(mine, values - mean, 0) / mine.sum(), int(mine.sum()))
        return found

    def abilities(self):
        duels = [(any_seed(one), any_seed(other), won, rater, image) for rater, image, one, other, won in self.preferences if any_seed(one) != any_seed(other)]
        counts = defaultdict(int)
        for one, other, *_ in duels:
            counts[one], counts[other] = counts[one] + 1, counts[other] + 1
        compared = sorted(largest_part(duels))
        duels = [d for d in duels if d[0] in compared]
        clusters, fitted = Clusters([(rater, image) for *_, rater, image in duels], self.draws), BradleyTerry(compared, duels)
        return {o: {"n": n} for o, n in counts.items()} | {o: clusters.figure(f"ability of {named(o)}", fitted.beta[i], fitted.shares[i], counts[o]) for i, o in enumerate(compared)}


def any_seed(output):
    return output[:3] + (-1,)


def named(output):
    return "Output[setting={}, metric={}, step={}, seed={}]".format(*output)


def largest_part(duels):
    """Of the outputs that are compared, directly or by way of others; of equally large ones the first."""
    parts = []
    for one, other, *_ in duels:
        met = [p for p in parts if one in p or other in p]
        parts = [p for p in parts if p not in met] + [set().union({one, other}, *met)]
    return min(parts, key=lambda p: (-len(p), min(p)), default=set())


def without_biases(ratings):
    """Rater's bias: mean of his ratings less the mean freed ratings of what he rated, until it stays."""
    counts = defaultdict(int)
    for rater, *_ in ratings:
        counts[rater] += 1
    table = pd.DataFrame([r for r in ratings if counts[r[0]] >= MIN_RATINGS], columns=["rater", "image", "output", "value"])
    biases, change = defaultdict(float), 1
    for _ in range(100):
        if change <= 1e-9 or table.empty:
            break
        freed = table.value - table.rater.map(lambda r: biases[r])
        new = (table.value - freed.groupby([table.output, table.image]).transform("mean")).groupby(table.rater).mean()
        change = max(abs(bias - biases[rater]) for rater, bias in new.items())
        biases.update(new)
    return [(rater, image, one, value - biases[rater]) for rater, image, one, value in ratings]


class Clusters:
    """Photographs are drawn; what raters vary by beyond their answers' own noise is added."""

    def __init__(self, answers, draws):
        shown, raters = [photograph(image) for _, image in answers], [rater for rater, _ in answers]
        self.draws = draws
        self.photograph = pd.factorize(np.array(shown, dtype=object), sort=True)[0]
        self.rater = pd.factorize(np.array(raters, dtype=object), sort=True)[0]
        self.photographs, self.raters = len(set(shown)), len(set(raters))
        self.cell = self.photograph * max(1, self.raters) + self.rater
        self.weights = draws.weights("people's photographs", self.photographs)

    def figure(self, name, value, shares, n):
        if self.photographs < MIN_UNITS:
            return {"value": value, "n": n}
        t, by = self.photographs, np.bincount(self.photograph, shares, self.photographs)
        drawn, units = value + self.weights @ (by - by.mean()) * t / max(1, t - 1), t
        if self.raters >= MIN_UNITS:
            by = np.bincount(self.rater, shares, self.raters)
            among = ((by - by.mean()) ** 2).sum() * self.raters / (self.raters - 1) - (np.bincount(self.cell, shares) ** 2).sum()
            drawn, units = drawn + math.sqrt(max(0, among)) * self.draws.normals(f"people's taste of {name}"), min(t, self.raters)
        return figure(value, drawn, units, n)


class BradleyTerry:
    """Abilities of largest likelihood under a normal prior, and each duel's share in them, to first order."""

    def __init__(self, objects, duels):
        n = len(objects)
        self.beta, self.shares = np.zeros(n), np.zeros((n, len(duels)))
        if not duels:
            return
        one, other = (np.array([objects.index(d[i]) for d in duels]) for i in (0, 1))
        won = np.array([d[2] for d in duels], dtype=float)
        chance = lambda beta: 1 / (1 + np.exp(beta[other] - beta[one]))

        def loss(beta):
            d = beta[one] - beta[other]
            return (np.logaddexp(0, d) - won * d).sum() + PRIOR * (beta @ beta) / 2

        def slope(beta):
            surprise = won - chance(beta)
            return np.bincount(other, surprise, n) - np.bincount(one, surprise, n) + PRIOR * beta

        def curvature(beta):
            p = chance(beta)
            matrix = np.full((n, n), 1 / n) + PRIOR * np.eye(n)  # the constant fixes the mean
            for i, j, sign in ((one, one, 1), (other, other, 1), (one, other, -1), (other, one, -1)):
                np.add.at(matrix, (i, j), sign * p * (1 - p))
            return matrix
        self.beta = optimize.minimize(loss, self.beta, jac=slope, method="L-BFGS-B").x
        for _ in range(20):
            self.beta = self.beta - np.linalg.solve(curvature(self.beta), slope(self.beta))
        inverse = np.linalg.inv(curvature(self.beta))
        self.shares = (inverse[:, one] - inverse[:, other]) * (won - chance(self.beta))


class PeopleJudge:
    """A score for every image that was seen of every compared run: by preferences if they suffice, else ratings."""

    def __init__(self, answers, runs):
        self.runs, self.kind, self.scores = runs, None, defaultdict(dict)
        if runs and not self.by_preferences(answers.preferences):
            self.by_ratings(answers.ratings)

    def whole(self, seen):
        shown = defaultdict(set)
        for image, output in seen:
            shown[image].add(output)
        return sorted(image for image, outputs in shown.items() if len(outputs) == len(self.runs))

    def by_preferences(self, preferences):
        ours = [p for p in preferences if p[2] in self.runs and p[3] in self.runs]
        images = self.whole((p[1], o) for p in ours for o in p[2:4])
        duels = [(one, other, won, image) for _, image, one, other, won in ours if image in images]
        if not images or len(largest_part(duels)) < len(self.runs):
            return False
        outputs = sorted(self.runs)
        fitted, shown = BradleyTerry(outputs, duels), np.array([images.index(d[3]) for d in duels])
        for i, output in enumerate(outputs):
            shares = np.bincount(shown, fitted.shares[i], len(images))
            self.scores[self.runs[output]] = dict(zip(images, fitted.beta[i] + len(images) * (shares - shares.mean())))
        self.kind = "preferences"
        return True

    def by_ratings(self, ratings):
        ours = [r for r in without_biases(ratings) if r[2] in self.runs]
        images, given = self.whole((r[1], r[2]) for r in ours), defaultdict(list)
        for _, image, output, value in ours:
            if image in images:
                given[output, image].append(value)
        for (output, image), values in given.items():
            self.scores[self.runs[output]][image] = np.mean(values)
        self.kind = "ratings" if images else None


# --- The report

class Report:
    def __init__(self, spec, study, rows):
        self.spec, self.draws, self.rows = spec, Draws(study), rows
        self.people = People(rows, self.draws)
        self.settings = all_settings(spec)
        self.metrics = [m["id"] for m in spec["metrics"]]
        self.ended = rows[rows.kind == "ended"]
        self.splits = (spec.get("assessment") or {}).get("splits", 0)
        assessed = rows[(rows.kind == "assessed") & rows.role.isin(["assessor", "transfer"])]
        whole = assessed.groupby("run").split.nunique()
        self.assessed = assessed[assessed.run.isin(whole[whole == self.splits].index)]
        self.a = Assessors(self.metrics, self.assessed, self.splits, self.draws)
        self.o = Objectives(spec, self.settings, rows, self.ended, self.draws, self.people)

    def figures(self):
        curves, harm = self.sweeps()
        return {
            "conditionalOnRuns": self.conditional(),
            "settings": [self.setting(s["id"]) for s in self.settings],
            "assessors": [b.report(m, self.a.noise(b)) for m in self.metrics for b in self.a.benchmarks if m in b.parts],
            "gainOverBicubic": self.o.gains(self.settings),
            "patchGain": self.patch_gain(),
            "convolutionGain": self.convolution_gain(),
            "artefactSuppression": self.suppression(),
            "stability": [self.stability(s["id"], s["discriminator"]) for s in self.settings if s.get("discriminator")],
            "harmWeight": harm,
            "weightCurves": curves,
            "transfer": self.transfers(),
            "diagnosis": self.diagnosis(),
            "discriminators": [self.discriminator(s) for s in self.settings if s.get("discriminator")],
            "people": self.people.report("people" in self.spec["evaluation"]["judges"], self.o.people),
            "protocol": self.protocol(),
        }

    def alike(self):
        """Pairs of settings whose discriminators differ in level, cut or backbone alone."""
        same = lambda a, b: all(a.get(k) == b.get(k) for k in ("loss", "weight", "initialisation", "r1Gamma", "augmentation"))
        mine = [s for s in self.settings if s.get("discriminator")]
        return [(one, other) for one, other in itertools.product(mine, mine)
                if scale_of(one) == scale_of(other) and same(one["discriminator"], other["discriminator"])]

    def patch_gain(self):
        wanted = lambda p, v: p["level"] == "patch" and v["level"] == "vanilla" and p["backbone"] == v["backbone"]
        return [row for one, other in self.alike() if wanted(one["discriminator"], other["discriminator"])
                for row in self.o.gain(one["discriminator"]["backbone"], one, other)]

    def convolution_gain(self):
        wanted = lambda c, t: c["level"] == t["level"] and c["backbone"] not in TRANSFORMERS and t["backbone"] in TRANSFORMERS
        pairs = [(one, other, one["discriminator"], other["discriminator"]) for one, other in self.alike()]
        pairs = [p for p in pairs if wanted(p[2], p[3])]
        pairs.sort(key=lambda p: (p[2]["backbone"], p[3]["backbone"], p[2]["level"], p[2]["weight"], scale_of(p[0]), p[2]["initialisation"] == "random"))
        return [row for one, other, c, t in pairs for row in self.o.gain(f"{c['backbone']} over {t['backbone']}, {c['initialisation']}", one, other)]

    def unopposed(self, setting):
        return next((s["id"] for s in self.settings if not s.get("discriminator") and scale_of(s) == scale_of(setting)), None)

    def suppression(self):
        found = []
        for s in self.settings:
            none = self.unopposed(s) if s.get("discriminator") else None
            both = self.o.together([s["id"], none]) if none else None
            if both:
                found += self.o.by_judge(s["id"], both, self.o.family("artefact", s["id"], none))
        return found

    def sweeps(self):
        curves, harm = [], []
        for sweep in self.spec.get("sweeps", []):
            base = next(s for s in self.spec["settings"] if s["id"] == sweep["setting"])
            none = self.unopposed(base)
            weights = [(w, weighing(base, w)["id"]) for w in sorted(set(sweep["weights"])) if w != 0]
            known = [id for _, id in weights if id in self.o.aligned]
            judged = self.o.together([none] + known) if none in self.o.aligned and known else None
            if not judged:
                continue
            at = dict(zip(known, judged[1:]))
            metrics = [m for m in judged[0]["metrics"] if all(m in s["metrics"] for s in judged)]
            for family in families(self.spec):
                judges = self.o.family(family, base["id"])
                for metric in [None] + metrics:
                    self.curve(curves, harm, base, none, judged[0], weights, at, family, judges, metric, metrics)
        return curves, harm

    def curve(self, curves, harm, base, none, unopposed, weights, at, family, judges, metric, metrics):
        found = [self.o.between(at[id], unopposed, [metric] if metric else metrics, judges) if id in at else None for _, id in weights]
        known = [f for f in found if f]
        if not known:
            return
        units, images = min(f[2] for f in known), min(f[3] for f in known)
        kept = [f[1][np.isfinite(f[1])] for f in known]
        with np.errstate(all="ignore"):
            deviations = np.array([np.abs(f[1] - k.mean()) / k.std(ddof=1) for f, k in zip(known, kept)])
        largest = np.where(np.isfinite(deviations), deviations, 0).max(axis=0)
        constant = quantile(largest, 0.95) * student(units) / stats.norm.ppf(0.975)
        head = {"setting": base["id"], "backbone": base["discriminator"]["backbone"], "level": base["discriminator"]["level"], "family": family, **({"metric": metric} if metric else {})}
        points = [{"weight": 0, "setting": none, "overNone": {"value": 0, "low": 0, "high": 0, "n": images}}]
        for (weight, id), f in zip(weights, found):
            reach = constant * f[1][np.isfinite(f[1])].std(ddof=1) if f else math.nan
            told = {"value": f[0], "n": f[3]} if f else {"n": 0}
            if math.isfinite(reach):
                told.update(low=f[0] - reach, high=f[0] + reach)
            points.append({"weight": weight, "setting": id, "overNone": told})
        curves.append({**head, "points": points})
        if self.o.freedom() and units >= MIN_UNITS:
            harmful = [p["weight"] for p in points[1:] if p["overNone"].get("high", 0) < 0]
            evaluated = [p["weight"] for p in points[1:] if "value" in p["overNone"]]
            harm.append({**head, **({"weight": harmful[0]} if harmful else {}), "upTo": evaluated[-1] if evaluated else 0})

    def discriminator(self, setting):
        d = setting["discriminator"]
        return {"setting": setting["id"], "level": d["level"], "backbone": d["backbone"], **({"cut": d["cut"]} if d.get("cut") else {}),
                "architecture": "transformer" if d["backbone"] in TRANSFORMERS else "convolutional", "initialisation": d["initialisation"], "weight": d["weight"]}

    def protocol(self):
        spec, training, generator = self.spec, self.spec["training"], self.spec["generator"]
        found = {k: spec[k] for k in ("title", "notice", "headline", "seeds") if spec.get(k) is not None}
        if self.a.proxy:
            found["proxy"] = "distortion level, not people's opinion"
        if spec.get("assessment"):
            found["splits"] = {"count": self.splits, "testShare": spec["assessment"]["testShare"], "seed": spec["assessment"]["splitSeed"]}
        assessed = self.assessed.groupby("by")
        return {**found, "generator": "{name} {config} x{scale}, {start} start".format(**generator), "finalStep": training["steps"],
                "steps": sorted({*training["evaluateAt"], training["steps"]}), "replicates": R,
                "judges": [self.judge(id) for id in spec["evaluation"]["judges"]],
                "benchmarks": [{"id": id, "proxy": bool(of.proxy.any())} for id, of in assessed]}

    def judge(self, id):
        known = isinstance(self.o.family_of.get(id), str)
        found = {"id": id, "higherIsBetter": self.o.sign_of[id] > 0, "family": self.o.family_of[id]} if known else {"id": id}
        return {**found, "deviation": self.o.scales[id][2]} if id in self.o.scales else found

    def diagnosis(self):
        rows = self.rows[(self.rows.kind == "diagnosed") & (self.rows.role == "objective") & self.rows.score.notna()]
        told = rows.groupby(["setting", "metric", "by", "step", "run"]).score.min()
        series = [key for s in self.settings for m in self.metrics for key in
                  [(s["id"], m, by) for by in sorted(rows[(rows.setting == s["id"]) & (rows.metric == m)].by.unique())]]
        steps = sorted(self.rows[(self.rows.kind == "diagnosed") & (self.rows.role == "objective")].step.unique())
        most, last = 1500 // max(1, min(len(series), 1000)), len(steps) - 1
        if last >= most:
            steps = [steps[last - last * i // max(1, most - 1)] for i in reversed(range(most))]
        found = []
        for setting, metric, by in series[:1000]:
            of = told[setting, metric, by]
            points = [{"step": int(step), "figure": run_mean(of[step].to_numpy())} for step in steps if step in of.index.get_level_values("step")]
            if points:
                found.append({"setting": setting, "metric": metric, "name": by, "points": points})
        return found

    def conditional(self):
        return self.o.freedom() == 0 or (self.a.seeded and math.isnan(self.a.variance))

    def setting(self, id):
        headline, at = self.spec["headline"], self.o.aligned.get(id)
        others = sorted({self.o.family_of[j] for j in self.o.scales} - {headline, "artefact"})
        found = {"id": id, "family": headline, **self.comparison(id, at, headline), "families": {f: self.comparison(id, at, f) for f in others}}
        if at:
            found["alignedStep"] = at["step"]
        judges = self.o.family(headline, id)
        steps = [(step, self.o.at(id, step)) for step in self.o.steps]
        found["bySteps"] = [{"step": step, "asymmetry": self.told(self.lives(s, judges))} for step, s in steps if s]
        found["asymmetryByBenchmark"] = [{"benchmark": b.id, "superResolutionLike": b.id in SR_LIKE, "asymmetry": self.told(self.lives(at, judges, b))} for b in self.a.benchmarks]
        verdict = self.verdict(id, at, judges)
        return {**found, "verdict": verdict} if verdict else found

    def verdict(self, id, at, judges):
        lives = self.lives(at, judges)
        units = min(self.a.contents, self.o.units(at, judges)) if at else 0
        if not lives or at["step"] < self.spec["training"]["steps"] or self.conditional() or units < MIN_UNITS or self.splits < MIN_SPLITS:
            return None
        if lives.reversals():
            return "reversal certain"
        return "orders agree" if lives.same == len(lives.P) else "undetermined"

    def compared(self, at):
        return [m for m in self.metrics if at and m in at["metrics"] and not math.isnan(self.a.value(m))]

    def lives(self, at, judges, benchmark=None):
        if not at or not judges:
            return None
        ids = self.compared(at) if benchmark is None else [m for m in at["metrics"] if m in benchmark.parts and not math.isnan(benchmark.value(m))]
        if len(ids) < 2:
            return None
        return TwoLives(ids, self.a.life(ids, benchmark), self.o.life(at, ids, judges), self.a.proxy if benchmark is None else benchmark.proxy)

    def told(self, lives):
        return lives.asymmetry() if lives else {}

    def comparison(self, id, at, family):
        judges = self.o.family(family, id)
        ids, lives = self.compared(at), self.lives(at, judges)
        shares = [without.share() for without in (self.lives(at, [k for k in judges if k != j]) for j in judges) if without]
        return {
            "metrics": self.metric_lives(at, judges, ids, lives),
            "asymmetry": self.told(lives), "reversals": lives.reversals() if lives else [], "undetermined": lives.undetermined() if lives else [],
            "spearman": lives.spearman() if lives else {}, "kendall": lives.kendall() if lives else {}, "regret": lives.regret() if lives else {},
            "amplification": self.amplification(id, at, judges),
            "byJudge": [self.by_judge(at, j) for j in judges] if at else [],
            "leaveOneJudgeOut": {"low": min(shares), "high": max(shares), "n": len(shares)} if shares else {},
            "kendallW": concordance([at["by"][j]["means"] for j in judges]) if at else {},
        }

    def metric_lives(self, at, judges, ids, lives):
        a_ids = ids if lives else [m for m in self.metrics if not math.isnan(self.a.value(m))]
        o_ids = ids if lives else (at["metrics"] if at else [])
        a, o = self.a.life(a_ids), self.o.life(at, o_ids, judges) if at and judges else None
        found = []
        for m in self.metrics:
            row = {"id": m, "assessor": {"proxy": self.a.proxy}, "objective": {}, "displacement": {}}
            if m in a_ids:
                row["assessor"] = {**correlation(self.a.value(m), self.a.replicates(m), self.a.contents, self.a.items), "units": self.a.contents, "proxy": self.a.proxy, **ranks(a, a_ids.index(m))}
            if o and m in o_ids:
                f = o_ids.index(m)
                row["objective"] = {**figure(o.values[f], o.replicates[f], o.units, self.o.count(at, judges)), "units": o.units, "proxy": False, **(ranks(o, f) if not math.isnan(o.values[f]) else {})}
            if lives and m in ids:
                row["displacement"] = lives.displacement(ids.index(m))
            found.append(row)
        return found

    def amplification(self, id, at, judges):
        setting = next(s for s in self.settings if s["id"] == id)
        unopposed = self.unopposed(setting) if setting.get("discriminator") else None
        none, at = (unopposed and self.o.together([unopposed, id])) or (None, None)
        ids = [m for m in self.compared(at) if m in none["metrics"]] if none else []
        if not none or len(ids) < 2 or not judges:
            return {}
        return TwoLives(ids, self.a.life(ids), self.o.life(at, ids, judges), self.a.proxy).amplification(self.o.life(none, ids, judges))

    def by_judge(self, at, judge):
        lives = self.lives(at, [judge])
        orders = lives and len(lives.undetermined()) < len(lives.P)
        return {"judge": judge, "kin": [m for m in at["metrics"] if (judge, m) in self.o.kin_metric],
                "metrics": [self.o.judge_says(at, m, judge) for m in at["metrics"]], "asymmetry": self.told(lives) if orders else {}}

    def stability(self, setting, discriminator):
        mine = lambda rows: rows[(rows.role == "objective") & (rows.setting == setting)]
        ended = mine(self.ended)
        ended = ended[ended.status != "cancelled"]
        trained = mine(self.rows[self.rows.kind == "trained"])
        finite = trained[trained.by == "finite"].groupby("run").score.min()
        logged = trained[trained.by == "finite"].groupby("run").step.nunique()
        drifts = []
        for run, of in trained[trained.by == "margin"].groupby("run"):
            of, quarter = of.sort_values("step"), int(logged[run]) // 4
            if quarter >= 2 and len(of) == logged[run]:
                drifts.append(of.score.iloc[-quarter:].mean() - of.score.iloc[:quarter].mean())
        return {"setting": setting, "backbone": discriminator["backbone"], "failed": wilson((ended.status == "failed").sum(), len(ended)),
                "guarded": wilson((finite == 0).sum(), len(finite)),
                "unsteady": wilson(((ended.status == "failed") | ended.run.isin(finite[finite == 0].index)).sum(), len(ended)), "marginDrift": run_mean(np.array(drifts))}

    def transfers(self):
        found = []
        for t in (self.spec.get("assessment") or {}).get("transfers", []):
            name = {i: transfer_id(t, i) for i in t["initialisations"]}
            for benchmark in t["benchmarks"]:
                rows = self.assessed[(self.assessed.by == benchmark) & self.assessed.metric.isin(name.values())]
                if len(rows):
                    b = Benchmark(benchmark, rows, self.splits, self.draws)
                    found += Transfers(t, name, b, self.spec["training"]["steps"], self.draws).all()
        return found


class Transfers:
    def __init__(self, t, name, b, step, draws):
        self.t, self.name, self.b, self.step, self.draws = t, name, b, step, draws
        self.variance = seed_noise([b], name.values())

    def has(self, i):
        return i in self.name and self.name[i] in self.b.parts

    def all(self):
        if not self.has("random"):
            return []
        found = []
        for i in (i for i in self.t["initialisations"] if i != "random" and self.has(i)):
            row = {"architecture": self.t["id"], "initialisation": i, "benchmark": self.b.id, "transfer": self.figure(i, "random"), "share": self.share(i)}
            if self.has("discriminator") and i != "discriminator":
                row["overDiscriminator"] = self.figure(i, "discriminator")
            if i == "discriminator" and self.t.get("setting") and self.t.get("objective"):
                row["origin"] = {"setting": self.t["setting"], "metric": self.t["objective"], "step": self.step,
                                 "seeds": self.b.seeds[self.name[i]], "runSeeds": sorted(self.b.run_seeds[self.name[i]])}
            found.append(row)
        return found

    def value(self, one, other):
        return self.b.value(self.name[one]) - self.b.value(self.name[other])

    def bounded(self, one, other):
        seeded = self.b.seeds[self.name[one]] + self.b.seeds[self.name[other]] > 0
        few = any(i == "discriminator" and self.b.seeds[self.name[i]] < 2 for i in (one, other))
        return not few and not (seeded and math.isnan(self.variance)) and self.b.splits >= MIN_SPLITS

    def replicates(self, i):
        id = self.name[i]
        return disturbed(self.b.replicates(id), self.variance, self.b.seeds[id], 1, self.draws.normals(f"transfer {self.b.id} {id}"))

    def figure(self, one, other):
        value = self.value(one, other)
        if not math.isnan(value) and not self.bounded(one, other):
            return {"value": value, "n": self.b.items}
        return figure(value, self.replicates(one) - self.replicates(other), len(self.b.contents), self.b.items)

    def share(self, i):
        n, whole = self.b.items, self.figure("published", "random") if self.has("published") else {}
        if i == "published" or "low" not in whole or whole["low"] <= 0 <= whole["high"] or not self.bounded(i, "random"):
            return {"n": n}
        a, b = self.value(i, "random"), self.value("published", "random")
        drawn = np.stack([self.replicates(x) - self.replicates("random") for x in (i, "published")])
        (va, cov), (_, vb) = np.cov(drawn[:, np.isfinite(drawn).all(axis=0)])
        t = student(len(self.b.contents)) ** 2
        square, middle = b * b - t * vb, a * b - t * cov
        root = middle * middle - square * (a * a - t * va)
        if square <= 0 or root < 0:
            return {"value": a / b, "n": n}
        return {"value": a / b, "low": (middle - math.sqrt(root)) / square, "high": (middle + math.sqrt(root)) / square, "n": n}


def transfer_id(t, initialisation):
    return f"{t['id']}-{initialisation}"


def ranks(life, f):
    rank, low, high = life.standing()
    return {"rank": rank[f], "rankLow": low[f], "rankHigh": high[f]}


def concordance(values):
    judges = len(values)
    if judges < 2 or len(values[0]) < 2:
        return {"n": judges}
    ranked = np.array([stats.rankdata(v) for v in values])
    n = ranked.shape[1]
    ties = sum((np.unique(v, return_counts=True)[1] ** 3.0 - np.unique(v, return_counts=True)[1]).sum() for v in values)
    squares = ((ranked.sum(axis=0) - judges * (n + 1) / 2) ** 2).sum()
    below = judges**2 * (n**3 - n) - judges * ties
    return {"value": 12 * squares / below, "n": judges} if below > 0 else {"n": judges}


def run_mean(values):
    """Mean of one value a run, with Student's interval from two on."""
    n = len(values)
    if n < 2:
        return {"value": values[0], "n": 1} if n else {"n": 0}
    reach = student(n) * values.std(ddof=1) / math.sqrt(n)
    return {"value": values.mean(), "low": values.mean() - reach, "high": values.mean() + reach, "n": n}


def wilson(some, all):
    if not all:
        return {"n": 0}
    low, high = stats.binomtest(int(some), int(all)).proportion_ci(0.95, "wilson")
    return {"value": some / all, "low": low, "high": high, "n": int(all)}


def families(spec):
    return list(dict.fromkeys([spec["headline"]] + FAMILIES))


def scale_of(setting):
    return setting.get("fidelityScale", 1)


def plain(number):
    return format(Decimal(repr(float(number))).normalize(), "f")


def weighing(setting, weight):
    if weight == 0:
        return {"id": "none", "fidelityScale": scale_of(setting)}
    if setting["discriminator"]["weight"] == weight:
        return setting
    return {**setting, "id": f"{setting['id']}-w{plain(weight)}", "discriminator": {**setting["discriminator"], "weight": weight}}


def all_settings(spec):
    """Declared settings, then those of sweeps, then those of the sensitivity, each once."""
    found = {s["id"]: s for s in spec["settings"]}
    for sweep, weight in ((s, w) for s in spec.get("sweeps", []) for w in s["weights"]):
        weighed = weighing(next(s for s in spec["settings"] if s["id"] == sweep["setting"]), weight)
        found.setdefault(weighed["id"], weighed)
    for s, factor in itertools.product(spec["settings"], spec.get("sensitivity", [])):
        if factor != 1:
            found.setdefault(f"{s['id']}-f{plain(factor)}", {**s, "id": f"{s['id']}-f{plain(factor)}", "fidelityScale": scale_of(s) * factor})
    return list(found.values())


# --- The comparison

# What no score tells: texts, facts of networks, how far the study is. Keys, wherever they stand.
AS_TOLD = {"reason", "verdictReason", "judgeReason", "provisional", "awaited", "faults", "generatedAt", "version", "asOf", "specDigest", "registration",
           "studyVersion", "rules", "missing", "scores", "batchNorm", "parameters", "pretraining", "pixelNorm", "fidelityNorm"}


class Comparison:
    def __init__(self, exact):
        self.exact = exact
        self.sections, self.wrong, self.as_told = defaultdict(lambda: [0, 0.0, 0.0]), [], set()

    def differs(self, path, told, mine):
        self.wrong.append(f"{'/'.join(path)}: {told} told, {mine} recomputed")

    def walk(self, told, mine, path):
        if path and path[-1] in AS_TOLD:
            self.as_told.add(path[-1])
        elif isinstance(told, dict):
            self.object(told, mine if isinstance(mine, dict) else None, path)
        elif isinstance(told, list):
            if not isinstance(mine, list) or len(mine) != len(told):
                self.differs(path, len(told), len(mine) if isinstance(mine, list) else "nothing")
                return
            for i, (a, b) in enumerate(zip(told, mine)):
                self.walk(a, b, path + [str(a.get("id") or a.get("judge") or i) if isinstance(a, dict) else str(i)])
        elif isinstance(told, (int, float)) and not isinstance(told, bool):
            self.number(told, mine, path)
        elif told != mine and not (told is False and mine is None and path[-1] == "proxy"):  # of an absent figure
            self.differs(path, told, "nothing" if mine is None else mine)

    def object(self, told, mine, path):
        if mine is None:
            self.differs(path, "something", "nothing: not known to this script")
            return
        for key in told:
            self.walk(told[key], mine.get(key), path + [key])
        for key in mine.keys() - told.keys():
            early = key == "verdict" and told.get("provisional")
            empty = mine[key] is None or hasattr(mine[key], "__len__") and len(mine[key]) == 0
            if not empty and not early:
                self.differs(path + [key], "nothing", mine[key])

    def number(self, told, mine, path):
        if mine is None and path[-1] in ("n", "units", "replicates"):
            return  # of an absent figure
        fit = bool(FITTED & set(path)) and path[-1] != "n"
        section = self.sections[path[0] + (" after logistic fits" if fit else "")]
        section[0] += 1
        if not isinstance(mine, (int, float, np.number)) or math.isnan(mine):
            self.differs(path, told, "nothing")
            return
        difference = abs(told - mine) / max(1, abs(told))
        section[1], section[2] = max(section[1], difference), FIT if fit else self.exact
        if not difference <= section[2]:
            self.differs(path, told, mine)

    def fair_weights(self, told, spec, settings, rows):
        """Norms are measured in training and stand as told; the weight follows from them. Returns what is known of each."""
        factors, scale = {scale_of(s) for s in settings}, spec["training"]["fidelityWeight"]
        cells = [(w["metric"], w["seed"], w.get("fidelityScale")) for w in told]
        factor_of = {s["id"]: scale_of(s) for s in settings}
        trained = rows[(rows.kind == "trained") & (rows.role == "objective")].drop_duplicates("run") if told else rows[:0]
        absent = {(r.metric, int(r.seed), factor_of[r.setting]) for r in trained.itertuples()} - set(cells)
        for cell in sorted(absent):
            self.differs(["protocol", "fairWeights"], "nothing", f"that of {cell}")
        # Platforms may differ in the last digits; twice the same is told once.
        for w in (w for i, w in enumerate(told) if w in told[:i]):
            self.differs(["protocol", "fairWeights"], f"{w} twice", "once")
        for i, w in enumerate(told):
            path, factor = ["protocol", "fairWeights", str(i)], w.get("fidelityScale", 1)
            self.number(w["weight"], scale * factor * w["pixelNorm"] / w["fidelityNorm"], path + ["weight"])
            if w["metric"] not in [m["id"] for m in spec["metrics"]] or w["seed"] not in spec["seeds"] or factor not in factors:
                self.differs(path, "{metric}, seed {seed}, factor {0}".format(factor, **w), "no such cell")
        return [{k: w[k] for k in ("metric", "seed", "weight", "fidelityScale") if k in w} for w in told]

    def runs(self, told, rows):
        """Against the runs that the table has; checkpoints stand as told."""
        table = {r.run: r for r in rows[rows.role.notna()].drop_duplicates("run").itertuples()}
        ended = dict(zip(rows[rows.kind == "ended"].run, rows[rows.kind == "ended"].status))
        for run in sorted(table.keys() - {r["run"] for r in told}):
            self.differs(["runs", run], "nothing", "scores of it")
        for r in told:
            path, mine = ["runs", r["run"]], table.get(r["run"])
            for key in ("role", "metric", "setting", "seed") if mine else ():
                value = getattr(mine, key)
                self.walk(r["cell"].get(key), None if pd.isna(value) else value, path + [key])
            if mine and mine.kind == "assessed":
                self.walk(r["cell"].get("benchmark"), mine.by, path + ["benchmark"])
            if mine and mine.role == "evaluation":
                self.walk(r["cell"].get("step"), mine.step, path + ["step"])
            if r["run"] in ended:
                self.walk(r["status"], ended[r["run"]], path + ["status"])
            self.walk(r["link"], f"/api/v1/runs/{r['run']}", path + ["link"])
            for c in r["checkpoints"]:
                self.walk(c["link"], f"/api/v1/checkpoints/{c['id']}", path + ["checkpoints"])


def read(folder):
    study = json.loads((folder / "study.json").read_text())
    report = json.loads((folder / "report.json").read_text())
    text = {c: str for c in ("kind", "run", "role", "metric", "setting", "by", "family", "better", "kin", "image", "content", "distortion", "status", "rater", "againstRun", "id")}
    rows = pd.read_csv(folder / "scores.csv", dtype=text, keep_default_na=False, na_values=[""])
    rows["proxy"] = rows.proxy.astype(str).str.lower() == "true"
    return study, report, rows


def compare(report, mine, spec, settings, rows, only=None):
    """All that is in the report, or in one part of it, against all that was recomputed."""
    preferences = (report.get("people") or {}).get("preferences")
    found, weights = Comparison(LIKELY if preferences else EXACT), report.get("protocol", {}).get("fairWeights", [])
    parts = {only: report[only]} if only else report
    if "runs" in parts:
        found.runs(parts["runs"], rows)
    mine = {**mine, "protocol": {**mine["protocol"], "fairWeights": found.fair_weights(weights, spec, settings, rows)}}
    found.walk({k: v for k, v in parts.items() if k != "runs"}, {only: mine.get(only)} if only else mine, [])
    return found


def main(folder):
    study, report, rows = read(folder)
    if report["provisional"]:
        print("The report is provisional: what it awaits may differ from what the table has.")
    return tell(study, rows, compare(report, *recompute(study, rows), rows))


def recompute(study, rows):
    """The figures, and what they are of."""
    report = Report(study["spec"], study["study"], rows)
    return {"study": study["study"], **report.figures()}, study["spec"], report.settings


def tell(study, rows, found):
    print(f"{len(rows)} rows of study {study['study']}")
    print(f"{'figures':42} {'numbers':>8} {'largest difference':>20} {'allowed':>9}")
    for section, (numbers, largest, allowed) in found.sections.items():
        print(f"{section:42} {numbers:8d} {largest:20.2g} {allowed:9.0e}")
    for line in found.wrong[:40]:
        print("DIFFERS", line)
    print(f"as told, since no score tells it: {', '.join(sorted(found.as_told))}")
    print(f"{len(found.wrong)} differ" if found.wrong else "every figure is recomputed")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
