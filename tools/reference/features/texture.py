"""Reference values of levelPatterns and levelSlopes: libs/features/golden/texture.json

    python texture.py [OUTFILE]

NumPy on whole arrays: shifted copies are compared and codes counted by bincount; slopes by slices and arctan2.
"""
import base64
import json
import os
import sys

import numpy as np
from synthetic_levels import synthetic

VERSIONS = {"numpy": np.__version__}
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../../libs/features/golden/texture.json")


def rings(code):
    bits = [(code >> k) & 1 for k in range(8)]
    return sum(bits[k] != bits[k - 1] for k in range(8))


SMOOTH = [code for code in range(256) if rings(code) <= 2]


def zones_of(inner, count):
    return [z * inner // count for z in range(count + 1)]


def patterns(levels, step):
    frames, rows = levels.shape
    inside = levels[step : frames - step, 1 : rows - 1]
    code = np.zeros(inside.shape, int)
    around = [(-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1)]
    for bit, (dt, df) in enumerate(around):
        there = levels[step + dt * step : frames - step + dt * step, 1 + df : rows - 1 + df]
        code |= (there > inside + 0.5).astype(int) << bit
    out, edges = [], zones_of(rows - 2, 6)
    for a, b in zip(edges[:-1], edges[1:]):
        counts = np.bincount(code[:, a:b].ravel(), minlength=256)
        rest = counts.sum() - counts[SMOOTH].sum()
        out.append(np.append(counts[SMOOTH], rest) / max(1, counts.sum()))
    return np.sqrt(np.concatenate(out))


def slopes(levels, step):
    frames, rows = levels.shape
    in_time = (levels[2 * step :, 1:-1] - levels[: frames - 2 * step, 1:-1]) / 2
    in_frequency = (levels[step : frames - step, 2:] - levels[step : frames - step, :-2]) / 2
    steep = np.hypot(in_time, in_frequency)
    turn = np.mod(np.arctan2(in_frequency, in_time), 2 * np.pi) / (2 * np.pi)
    direction = np.floor(turn * 12).astype(int) % 12
    out, edges = [], zones_of(rows - 2, 8)
    for a, b in zip(edges[:-1], edges[1:]):
        for d in range(12):
            values = np.where(direction[:, a:b] == d, steep[:, a:b], 0)
            out.append(np.log(0.01 + values.sum() / max(1, values.size)))
    return np.array(out)


def text(values):
    return base64.b64encode(values.astype("<f8").tobytes()).decode()


cases = []
for rows, frames, rate, step in [(128, 60, 11.2, 1), (128, 50, 22050 / 512, 4), (40, 30, 20.0, 2), (19, 9, 11.2, 1)]:
    levels = synthetic(rows, frames)
    cases.append(
        {
            "rows": rows,
            "frames": frames,
            "frameRate": rate,
            "patterns": text(patterns(levels, step)),
            "slopes": text(slopes(levels, step)),
        }
    )
with open(OUT, "w") as file:
    json.dump({"versions": VERSIONS, "cases": cases}, file, indent=1)
    file.write("\n")
