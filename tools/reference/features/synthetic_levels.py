import numpy as np


def synthetic(rows, frames):
    """The levels of libs/features/test/texture.ts, shape (frames, rows), in dB of power."""
    state, values = 7, []
    for i in range(rows * frames):
        state = (state * 16807) % 2147483647
        frame, band = divmod(i, rows)
        wave = ((band * band + 3 * frame * band + 5 * frame * frame) % 97) / 8
        # JavaScript rounds halves up.
        values.append(np.floor(2 * (wave + 8 * state / 2147483647) + 0.5) / 2 - 60)
    return np.array(values).reshape(frames, rows)
