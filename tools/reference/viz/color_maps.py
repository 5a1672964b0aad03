"""matplotlib's perceptual colour maps (published under CC0 by their authors).

    python color_maps.py golden > ../../../libs/viz/golden/color-maps.json    all 256 colours, for the tests
    python color_maps.py anchors                                              every fifth, for src/image/color-maps.ts
"""
import json
import sys

import matplotlib
import numpy

NAMES = ['magma', 'inferno', 'viridis', 'cividis', 'gray']


def table(name, positions):
    color_map = matplotlib.colormaps[name]
    return [[int(numpy.floor(channel * 255 + 0.5)) for channel in color_map(int(i))[:3]] for i in positions]


if sys.argv[1] == 'golden':
    print(json.dumps({
        'made': {'by': 'tools/reference/viz/color_maps.py', 'matplotlib': matplotlib.__version__,
                 'numpy': numpy.__version__},
        **{name: table(name, range(256)) for name in NAMES},
    }, separators=(',', ':')))
else:
    for name in NAMES:
        print(name, ''.join('%02x%02x%02x' % tuple(color) for color in table(name, range(0, 256, 5))))
