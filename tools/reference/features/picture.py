"""Reference values of pictureLevels and what is measured on it: libs/features/golden/picture.json

    python picture.py [OUTFILE]

NumPy and SciPy on whole arrays; patterns and slopes of such levels are those of texture.py.
"""
import base64
import json
import os
import sys

import numpy as np
import scipy
from scipy.fft import dct
from synthetic_levels import synthetic

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../../../libs/features/golden/picture.json")


def picture(levels, frame_rate):
    pixels_per_frame = 334.8 / 1293 * (22050 / 512) / frame_rate
    if pixels_per_frame < 1:
        # The last frame that begins at or before each pixel's left edge.
        places = np.arange(len(levels)) * pixels_per_frame
        pixels = np.arange(int(np.ceil(len(levels) * pixels_per_frame - 1e-9)))
        levels = levels[[np.flatnonzero(places <= pixel + 1e-9)[-1] for pixel in pixels]]
    # As amplitudes: 20 log10 of the power.
    shown = 2 * levels
    zero = np.sort(shown, axis=None)[int(0.99 * shown.size)]
    return np.maximum(shown - zero, -50)


def text(values):
    return base64.b64encode(np.ascontiguousarray(values).astype("<f8").tobytes()).decode()


cases = []
for rows, frames, rate in [(128, 40, 22050 / 512), (128, 9, 11.0), (40, 25, 20.0)]:
    shown = picture(synthetic(rows, frames), rate)
    cases.append(
        {
            "rows": rows,
            "frames": frames,
            "frameRate": rate,
            "levels": text(shown),
            "cepstrum": text(dct(shown, type=2, norm="ortho", axis=1)[:, :20]),
        }
    )
with open(OUT, "w") as file:
    json.dump({"versions": {"numpy": np.__version__, "scipy": scipy.__version__}, "cases": cases}, file, indent=1)
    file.write("\n")
