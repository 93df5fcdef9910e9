#!/usr/bin/env python3
"""Plants a false value in each part of a report, one at a time, and sees that recompute.py notices.

    python3 tools/recompute_trial.py FOLDER      as for tools/recompute.py, whose report it must recompute

A part is a path without its positions. Of each the first, a middle and the last value are falsified;
lists lose an element, objects a figure; and what the report does not know is added. Exit status 1 if
anything goes unnoticed. Not tried is what stands as told, and how many an absent figure is computed from.
"""
import copy
import sys
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import recompute

ABSENT = {"n", "units", "replicates", "proxy"}


def parts(value, path=()):
    """Every value with its path and the name of its part."""
    yield path, value
    if isinstance(value, (dict, list)):
        for key, child in value.items() if isinstance(value, dict) else enumerate(value):
            if key in recompute.AS_TOLD or path[:1] == ("runs",) and key in ("id", "step", "bytes", "status"):
                continue
            if isinstance(value, dict) and key in ABSENT and "value" not in value and "low" not in value:
                continue
            yield from parts(child, path + (key,))


def part(path):
    return "/".join("*" if isinstance(key, int) else key for key in path)


def false(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + max(1, abs(value)) / 4 if isinstance(value, float) else value + 1
    return value + "x"


@contextmanager
def planted(report, path, change):
    """The report with one value changed, for a while."""
    at = report
    for key in path[:-1]:
        at = at[key]
    kept = copy.copy(at)
    change(at, path[-1])
    try:
        yield
    finally:
        if isinstance(at, list):
            at[:] = kept
        else:
            at.clear()
            at.update(kept)


def put_false(at, key):
    at[key] = false(at[key])


def drop(at, key):
    del at[key]


def add(at, key):
    at[key] = {**at[key], "unheardOf": {"value": 1.0, "n": 1}}


def trials(report):
    """Name, path and change of each."""
    kinds = defaultdict(list)
    for path, value in parts(report):
        if path:
            kinds[part(path), type(value) in (dict, list)].append((path, value))
    for (name, inner), found in kinds.items():
        for path, value in (found[0], found[len(found) // 2], found[-1]):
            if not inner:
                yield f"{name}: false", path, put_false
            elif isinstance(value, list) and value and name != "runs":
                yield f"{name}: one less", path + (0,), drop
            elif isinstance(value, dict) and path[0] != "runs":
                yield f"{name}: one unknown more", path, add
            if inner and isinstance(value, dict) and value.get("value") is not None:
                yield f"{name}: without its value", path + ("value",), drop
                if "low" in value:
                    yield f"{name}: without its interval", path + ("low",), drop


def main(folder):
    study, report, rows = recompute.read(folder)
    mine, spec, settings = recompute.recompute(study, rows)
    noticed = lambda report, only=None: bool(recompute.compare(report, mine, spec, settings, rows, only).wrong)
    if recompute.tell(study, rows, recompute.compare(report, mine, spec, settings, rows)):
        return 1
    tried, unnoticed = 0, set()
    for name, path, change in list(trials(report)):
        with planted(report, path, change):
            tried += 1
            if not noticed(report, path[0]):
                unnoticed.add(name)
    for value in ([1], {"value": 1}, 1):
        if not noticed({**report, "unheardOf": value}):
            unnoticed.add(f"{value} that nobody knows")
    for part in report.keys() - recompute.AS_TOLD - {"runs"}:
        if report[part] and not noticed({k: v for k, v in report.items() if k != part}):
            unnoticed.add(f"{part} left out")
    print(f"{tried} falsehoods planted, {len(unnoticed)} unnoticed")
    for name in sorted(unnoticed):
        print("UNNOTICED", name)
    return 1 if unnoticed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1])))
