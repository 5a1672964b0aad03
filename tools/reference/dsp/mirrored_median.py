"""SciPy's median filter, kept from reading outside its memory.

`scipy.ndimage.median_filter` with `mode="reflect"` reads beyond an axis that is much shorter than the window, and gives what happens to lie
there, NaN among it. Mirroring the array explicitly first gives the values that the mode promises, for axes of any length.
"""
import librosa
import numpy as np
import scipy.ndimage

_filter = scipy.ndimage.median_filter


def median_filter(values, size, mode):
    assert mode == "reflect"
    widths = [(n, n) for n in size]
    padded = np.pad(values, widths, mode="symmetric")
    inside = tuple(slice(n, n + length) for n, length in zip(size, values.shape))
    return np.ascontiguousarray(_filter(padded, size=size, mode=mode)[inside])


def patch_librosa():
    """Makes librosa's harmonic-percussive separation use it."""
    librosa.decompose.median_filter = median_filter
