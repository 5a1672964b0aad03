"""Bits of the synthesis' elementary functions, from the same formulas in Python's IEEE doubles.

    python exact_math.py > ../../../libs/gtzan/golden/exact-math.json
"""
import json
import math
import platform
import struct

TAU = 6.283185307179586
LN2 = 0.6931471805599453


def sin_turns(turns):
    reduced = turns - math.floor(turns + 0.5)
    if reduced > 0.25:
        reduced = 0.5 - reduced
    elif reduced < -0.25:
        reduced = -0.5 - reduced
    x = reduced * TAU
    y = x * x
    total = 1 - y / 272
    for divisor in (210, 156, 110, 72, 42, 20, 6):
        total = 1 - (y / divisor) * total
    return x * total


def exp2(x):
    whole = math.floor(x)
    t = (x - whole) * LN2
    total = 1.0
    for k in range(16, 0, -1):
        total = 1 + (t * total) / k
    for _ in range(abs(whole)):
        total *= 0.5 if whole < 0 else 2
    return total


def soft_clip(x):
    if abs(x) >= 3:
        return math.copysign(1.0, x)
    y = x * x
    return (x * (27 + y)) / (27 + 9 * y)


def bits(value):
    return struct.pack('>d', value).hex()


XS = [k * 0.37 - 9.1 for k in range(50)]
print(json.dumps({
    'made': {'by': 'tools/reference/gtzan/exact_math.py', 'python': platform.python_version()},
    'x': XS,
    'sinTurns': [bits(sin_turns(x)) for x in XS],
    'exp2': [bits(exp2(x)) for x in XS],
    'softClip': [bits(soft_clip(x)) for x in XS],
    'gain': [bits(exp2(x * 0.16609640474436813)) for x in XS],
    'midiToHz': [bits(440 * exp2((x - 69) / 12)) for x in XS],
}, indent=None, separators=(',', ':')))
