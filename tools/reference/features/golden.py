#!/usr/bin/env python3
"""Reference values for @genre/features: librosa 0.11 on synthetic signals that any language can regenerate.

    python golden.py [OUTDIR]          default ../../../libs/features/golden
    python golden.py --check           only say which of the files there would change

Writes one `signal-NAME.json` per signal, `variants.json` (other parameters than the defaults) and `banks.json`.
An array is {"shape", "dtype": "f4" | "f8", "data": base64 of the little-endian elements in C order}; a matrix may carry
"frames", the column numbers it was cut down to. Versions are checked, because a golden file is only worth what made it.
"""
import base64
import hashlib
import json
import math
import os
import sys
import warnings

import librosa
import numba
import numpy as np
import scipy
import scipy.stats

warnings.filterwarnings("ignore")
PINNED = {"librosa": "0.11.0", "numpy": "2.4.6", "scipy": "1.17.1"}
VERSIONS = {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__, "numba": numba.__version__}
for package, version in PINNED.items():
    if VERSIONS[package] != version:
        sys.exit("these values are pinned to %s %s, found %s" % (package, version, VERSIONS[package]))

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "dsp"))
from mirrored_median import patch_librosa

patch_librosa()

HERE = os.path.dirname(os.path.abspath(__file__))
CHECK = "--check" in sys.argv
OUT = sys.argv[1] if len(sys.argv) > 1 and not CHECK else os.path.join(HERE, "../../../libs/features/golden")
SR = 22050
TAU = 6.283185307179586


# ------------------------------------------------------------------------------------------------------------- signals
def lcg(seed):
    """s <- (1664525 s + 1013904223) mod 2^32; s / 2^31 - 1, in [-1, 1)"""
    while True:
        seed = (1664525 * seed + 1013904223) & 0xFFFFFFFF
        yield seed / 2147483648.0 - 1.0


def pcm16(values):
    return np.array([math.floor(v * 32767.0 + 0.5) / 32768.0 for v in values], dtype=np.float32)


def noise(n, seed, amplitude):
    draw = lcg(seed)
    return np.array([amplitude * next(draw) for _ in range(n)], dtype=np.float64).astype(np.float32)


def chord(n):
    out = []
    for i in range(n):
        t = i / 22050.0
        v = 0.0
        for b in (220.0, 277.1826309768721, 329.6275569128699):
            for h in range(1, 5):
                v += (0.12 / h) * math.sin(TAU * (b * 1.0133740137434466 * h) * t)
        out.append(v)
    return pcm16(out)


def chirp(n, low, high):
    seconds = n / 22050.0
    ratio = math.log(high / low)
    return pcm16(
        0.6 * math.sin(TAU * low * seconds / ratio * (math.exp(ratio * (i / 22050.0) / seconds) - 1.0)) for i in range(n)
    )


def clicks(n, period, frequency, decay, accent):
    out = [0.0] * n
    for k in range(-(-n // period)):
        a = 0.8 if k % 4 == 0 else accent
        for j in range(min(1500, n - k * period)):
            out[k * period + j] += a * math.exp(-j / decay) * math.sin(TAU * frequency * j / 22050.0)
    return pcm16(out)


def music(n):
    steps = [0, 4, 7, 12, 9, 5, 2, 11]
    draw = lcg(777)
    out = []
    for i in range(n):
        u = next(draw)
        note = i // 13230
        j = i - note * 13230
        f0 = 196.0 * math.exp(0.6931471805599453 * steps[note % 8] / 12.0)
        envelope = math.exp(-j / 9000.0)
        v = 0.0
        for h in range(1, 7):
            v += 0.18 / h * envelope * math.sin(TAU * f0 * h * (j / 22050.0))
        v += 0.35 * math.exp(-(i % 6615) / 400.0) * u
        out.append(v)
    return pcm16(out)


def constant(n, value):
    return np.full(n, value, dtype=np.float32)


def impulse(n, at):
    y = np.zeros(n, dtype=np.float32)
    y[at] = 1
    return y


SIGNALS = {
    "noise": lambda: noise(44100, 12345, 0.5),
    "chord": lambda: chord(66150),
    "chirp": lambda: chirp(44100, 110.0, 8800.0),
    "clicks": lambda: clicks(220500, 9450, 1000.0, 120.0, 0.5),
    "music": lambda: music(66149),
    "odd": lambda: music(50001),
    "quiet": lambda: noise(22050, 99, 1e-5),
    "short": lambda: noise(1500, 4242, 0.5),
    "single-frame": lambda: noise(400, 31337, 0.5),
    "silence": lambda: constant(22050, 0),
    "dc": lambda: constant(22050, 0.25),
    "impulse": lambda: impulse(22050, 9000),
    "nyquist": lambda: (0.5 * (-1.0) ** np.arange(22050)).astype(np.float32),
}


# ------------------------------------------------------------------------------------------------------------ encoding
def array(values, frames=None):
    a = np.asarray(values)
    shape = list(a.shape)
    if frames is not None:
        a = a[..., frames]
    kind = "f4" if a.dtype == np.float32 else "f8"
    out = {"shape": shape, "dtype": kind, "data": base64.b64encode(np.ascontiguousarray(a, dtype="<" + kind).tobytes()).decode()}
    if frames is not None:
        out["frames"] = list(frames)
    return out


def guarded(compute):
    """What librosa refuses is recorded as refused."""
    try:
        return compute()
    except Exception as error:
        return {"error": type(error).__name__}


def moments(values):
    a = np.asarray(values, dtype=np.float64)
    return float(np.mean(a)), float(np.var(a))


def descriptors57(y, pad_mode="constant"):
    """The 57 columns in Kaggle's order: [mean, var] with float64 accumulation."""
    f = librosa.feature
    pad = {"pad_mode": pad_mode}
    harmonic, percussive = librosa.effects.hpss(y, **pad)
    if pad_mode == "reflect":
        rest = len(y) % 512
        if rest:
            harmonic[-rest:] = 0
            percussive[-rest:] = 0
    tracks = [
        f.chroma_stft(y=y, sr=SR, **pad), f.rms(y=y, **pad), f.spectral_centroid(y=y, sr=SR, **pad),
        f.spectral_bandwidth(y=y, sr=SR, **pad), f.spectral_rolloff(y=y, sr=SR, **pad), f.zero_crossing_rate(y),
        harmonic, percussive,
    ]
    row = [v for t in tracks for v in moments(t)]
    onset = librosa.onset.onset_strength(y=y, sr=SR, aggregate=np.median, **pad)
    row.append(float(np.atleast_1d(librosa.beat.beat_track(onset_envelope=onset, sr=SR)[0])[0]))
    for coefficient in f.mfcc(y=y, sr=SR, n_mfcc=20, **pad):
        row += moments(coefficient)
    return row


def extended207(y):
    """The 207 columns of system B2 (silence ratio by samples, as its source has it, and by frames behind it)."""
    f = librosa.feature
    mean = lambda a: np.mean(np.asarray(a, dtype=np.float64), axis=-1)
    harmonic, percussive = librosa.effects.hpss(y)
    energy = lambda a: float(np.mean(a.astype(np.float64) ** 2))
    centroid = f.spectral_centroid(y=y, sr=SR)
    level = f.rms(y=y)
    mfcc = f.mfcc(y=y, sr=SR, n_mfcc=13)
    mel = f.melspectrogram(y=y, sr=SR, n_mels=128)
    tonnetz = f.tonnetz(y=harmonic, sr=SR)
    parts = [
        mean(level), mean(f.zero_crossing_rate(y)), mean(centroid), mean(f.spectral_bandwidth(y=y, sr=SR)),
        mean(f.spectral_rolloff(y=y, sr=SR)), mean(f.spectral_contrast(y=y, sr=SR, n_bands=6)),
        mean(f.spectral_flatness(y=y)), energy(harmonic), energy(percussive),
        scipy.stats.skew(centroid.flatten()), mean(f.rms(y=harmonic)), np.sum(level < 0.01) / len(y),
        mean(mfcc), mean(f.delta(mfcc)), mean(f.delta(mfcc, order=2)), mean(f.chroma_stft(y=y, sr=SR)),
        np.atleast_1d(librosa.beat.beat_track(y=y, sr=SR)[0]), mean(tonnetz), mean(mel),
        mean(mel[:40].ravel()), mean(mel[40:80].ravel()), mean(mel[80:].ravel()),
    ]
    return {
        "values": [float(v) for p in parts for v in np.atleast_1d(p)],
        "silence_by_frames": float(np.mean(level < 0.01)),
        "tonnetz_of_chroma_stft": [float(v) for v in mean(f.tonnetz(chroma=f.chroma_stft(y=harmonic, sr=SR)))],
    }


def analyse(name, y):
    f = librosa.feature
    frames = 1 + len(y) // 512
    some = list(range(0, frames, 5)) if frames > 200 else None
    few = sorted({i for i in (0, 1, 2, 3, frames // 3, frames // 2, frames - 3, frames - 2, frames - 1) if 0 <= i < frames})
    power = np.abs(librosa.stft(y)) ** 2
    mfcc = f.mfcc(y=y, sr=SR, n_mfcc=20)
    chroma = f.chroma_stft(y=y, sr=SR)
    out = {
        "name": name,
        "sampleRate": SR,
        "length": len(y),
        "sha256": hashlib.sha256(y.astype("<f4").tobytes()).hexdigest(),
        "versions": VERSIONS,
        "mfcc": array(mfcc, some),
        "mfccDelta": guarded(lambda: array(f.delta(mfcc), some)),
        "mfccDelta2": guarded(lambda: array(f.delta(mfcc, order=2), some)),
        "tuningFromPower": float(librosa.estimate_tuning(S=power, sr=SR)),
        "tuningFromMagnitude": float(librosa.estimate_tuning(y=y, sr=SR)),
        "tuningOf36": float(librosa.estimate_tuning(y=y, sr=SR, bins_per_octave=36)),
        "chromaStft": array(chroma, some),
        "chromaStftTuning0": array(f.chroma_stft(y=y, sr=SR, tuning=0.0), some),
        "rms": array(f.rms(y=y)[0]),
        "zeroCrossingRate": array(f.zero_crossing_rate(y)[0]),
        "spectralCentroid": array(f.spectral_centroid(y=y, sr=SR)[0]),
        "spectralBandwidth": array(f.spectral_bandwidth(y=y, sr=SR)[0]),
        "spectralRolloff": array(f.spectral_rolloff(y=y, sr=SR)[0]),
        "spectralFlatness": array(f.spectral_flatness(y=y)[0]),
        "spectralContrast": array(f.spectral_contrast(y=y, sr=SR), some),
        "polyFeatures": array(f.poly_features(y=y, sr=SR, order=1), some),
        "tonnetz": array(f.tonnetz(chroma=chroma), some),
        "onsetStrength": array(librosa.onset.onset_strength(y=y, sr=SR)),
        "onsetStrengthMedian": guarded(lambda: array(librosa.onset.onset_strength(y=y, sr=SR, aggregate=np.median))),
        "onsetDetect": [int(v) for v in librosa.onset.onset_detect(y=y, sr=SR)],
        "tempogram": guarded(lambda: array(f.tempogram(y=y, sr=SR), few)),
        "tempo": guarded(lambda: float(f.tempo(y=y, sr=SR)[0])),
    }
    pitches, magnitudes = librosa.piptrack(S=power, sr=SR)
    pick = list(range(0, frames, 9))
    at = np.argwhere(pitches.T[pick] > 0)
    out["piptrack"] = {
        "count": int(np.count_nonzero(pitches)), "frames": pick,
        "frame": [int(pick[a]) for a, _ in at], "bin": [int(b) for _, b in at],
        "pitch": array(np.array([pitches[b, pick[a]] for a, b in at], dtype=np.float32)),
        "magnitude": array(np.array([magnitudes[b, pick[a]] for a, b in at], dtype=np.float32)),
    }

    def beats():
        tempo, found = librosa.beat.beat_track(y=y, sr=SR)
        return {"tempo": float(np.atleast_1d(tempo)[0]), "beats": [int(v) for v in found]}

    out["beatTrack"] = guarded(beats)
    out["chromaCqt"] = guarded(lambda: array(f.chroma_cqt(y=y, sr=SR), some))
    out["chromaCens"] = guarded(lambda: array(f.chroma_cens(y=y, sr=SR), some))
    out["tonnetzCqt"] = guarded(lambda: array(f.tonnetz(y=y, sr=SR), some))
    out["gtzan57"] = guarded(lambda: descriptors57(y))
    out["gtzan57Kaggle"] = guarded(lambda: descriptors57(y, "reflect"))
    out["extended207"] = guarded(lambda: extended207(y))
    return out


def variants(y, beat):
    """Each entry: the function's name here, its options here, which signal, and what librosa says."""
    f = librosa.feature
    o = librosa.onset
    small = {"n_fft": 1024, "hop_length": 300}
    S = np.abs(librosa.stft(y))
    cut = list(range(0, 130, 6))
    mfcc = f.mfcc(y=y, sr=SR)
    envelope = o.onset_strength(y=beat, sr=SR, aggregate=np.median)
    entries = []

    def add(function, options, value, frames=None):
        entries.append({"function": function, "options": options, "expected": array(value, frames)})

    here = {"nFft": 1024, "hopLength": 300}
    add("spectralCentroid", here, f.spectral_centroid(y=y, sr=SR, **small)[0])
    add("spectralCentroid", {"padMode": "reflect"}, f.spectral_centroid(y=y, sr=SR, pad_mode="reflect")[0])
    add("spectralCentroid", {"center": False}, f.spectral_centroid(y=y, sr=SR, center=False)[0])
    add("spectralCentroid", {"window": "hamming", "winLength": 1500}, f.spectral_centroid(y=y, sr=SR, window="hamming", win_length=1500)[0])
    add("spectralBandwidth", here, f.spectral_bandwidth(y=y, sr=SR, **small)[0])
    add("spectralBandwidth", {"p": 3}, f.spectral_bandwidth(y=y, sr=SR, p=3)[0])
    add("spectralBandwidth", {"p": 1, "norm": False}, f.spectral_bandwidth(y=y, sr=SR, p=1, norm=False)[0])
    add("spectralRolloff", {"rollPercent": 0.1}, f.spectral_rolloff(y=y, sr=SR, roll_percent=0.1)[0])
    add("spectralRolloff", dict(here, rollPercent=0.99), f.spectral_rolloff(y=y, sr=SR, roll_percent=0.99, **small)[0])
    add("spectralFlatness", {"power": 1}, f.spectral_flatness(y=y, power=1.0)[0])
    add("spectralFlatness", dict(here, amin=1e-4), f.spectral_flatness(y=y, amin=1e-4, **small)[0])
    add("spectralContrast", {"nBands": 4, "quantile": 0.1, "fMin": 100}, f.spectral_contrast(y=y, sr=SR, n_bands=4, quantile=0.1, fmin=100.0), cut)
    add("spectralContrast", {"linear": True}, f.spectral_contrast(y=y, sr=SR, linear=True), cut)
    add("polyFeatures", {"order": 0}, f.poly_features(y=y, sr=SR, order=0), cut)
    add("polyFeatures", {"order": 2}, f.poly_features(y=y, sr=SR, order=2), cut)
    add("polyFeatures", {"order": 3}, f.poly_features(y=y, sr=SR, order=3), cut)
    add("rms", {"frameLength": 1024, "hopLength": 300}, f.rms(y=y, frame_length=1024, hop_length=300)[0])
    add("rms", {"center": False}, f.rms(y=y, center=False)[0])
    add("rms", {"padMode": "reflect"}, f.rms(y=y, pad_mode="reflect")[0])
    add("rmsOfSpectrogram", {}, f.rms(S=S)[0])
    add("zeroCrossingRate", {"frameLength": 1024, "hopLength": 300}, f.zero_crossing_rate(y, frame_length=1024, hop_length=300)[0])
    add("zeroCrossingRate", {"center": False}, f.zero_crossing_rate(y, center=False)[0])
    add("zeroCrossingRate", {"threshold": 0.05}, f.zero_crossing_rate(y, threshold=0.05)[0])
    add("mfcc", {"nMfcc": 13, "lifter": 22}, f.mfcc(y=y, sr=SR, n_mfcc=13, lifter=22), cut)
    add("mfcc", {"nMfcc": 40, "nMels": 40, "fMin": 50, "fMax": 8000}, f.mfcc(y=y, sr=SR, n_mfcc=40, n_mels=40, fmin=50.0, fmax=8000.0), cut)
    add("mfcc", dict(here, htk=True, padMode="reflect"), f.mfcc(y=y, sr=SR, htk=True, pad_mode="reflect", **small), cut)
    for width, order in ((3, 1), (5, 2), (11, 1), (9, 3)):
        add("delta", {"width": width, "order": order}, f.delta(mfcc, width=width, order=order), cut)
    add("delta", {"mode": "nearest"}, f.delta(mfcc, mode="nearest"), cut)
    # An odd transform: the tuning is looked for as if it were one shorter.
    add("chromaStft", {"nFft": 1903}, f.chroma_stft(y=y, sr=SR, n_fft=1903), cut)
    add("chromaStft", {"nFft": 513}, f.chroma_stft(y=y, sr=SR, n_fft=513), cut)
    add("chromaStft", {"norm": 1}, f.chroma_stft(y=y, sr=SR, norm=1), cut)
    add("chromaStft", {"norm": 2}, f.chroma_stft(y=y, sr=SR, norm=2), cut)
    add("chromaStft", {"norm": None}, f.chroma_stft(y=y, sr=SR, norm=None), cut)
    add("chromaStft", {"nChroma": 24}, f.chroma_stft(y=y, sr=SR, n_chroma=24), cut)
    add("chromaStft", here, f.chroma_stft(y=y, sr=SR, **small), list(range(0, 221, 10)))
    add("chromaStft", {"padMode": "reflect"}, f.chroma_stft(y=y, sr=SR, pad_mode="reflect"), cut)
    add("onsetStrength", {"lag": 2, "maxSize": 3}, o.onset_strength(y=y, sr=SR, lag=2, max_size=3))
    add("onsetStrength", {"maxSize": 4}, o.onset_strength(y=y, sr=SR, max_size=4))
    add("onsetStrength", {"detrend": True}, o.onset_strength(y=y, sr=SR, detrend=True))
    add("onsetStrength", {"center": False}, o.onset_strength(y=y, sr=SR, center=False))
    add("onsetStrength", {"nMels": 40, "fMax": 8000}, o.onset_strength(y=y, sr=SR, n_mels=40, fmax=8000.0))
    add("onsetStrength", {"padMode": "reflect", "aggregate": "median"}, o.onset_strength(y=y, sr=SR, pad_mode="reflect", aggregate=np.median))
    add("tempogram", {"winLength": 100}, f.tempogram(y=y, sr=SR, win_length=100), [0, 1, 20, 60, 110, 129])
    add("tempogram", {"winLength": 65, "norm": None}, f.tempogram(y=y, sr=SR, win_length=65, norm=None), [0, 1, 20, 60, 110, 129])
    add("tempogram", {"winLength": 65, "norm": 2, "window": "boxcar"}, f.tempogram(y=y, sr=SR, win_length=65, norm=2, window="boxcar"), [0, 1, 20, 60, 129])
    add("tempogram", {"winLength": 65, "center": False}, f.tempogram(y=y, sr=SR, win_length=65, center=False), [0, 1, 20, 40, 60])
    for options, there in (
        ({"startBpm": 60}, {"start_bpm": 60.0}), ({"stdBpm": 0.25}, {"std_bpm": 0.25}), ({"acSize": 4}, {"ac_size": 4.0}),
        ({"maxTempo": 100}, {"max_tempo": 100.0}), ({"maxTempo": None}, {"max_tempo": None}),
    ):
        add("tempo", options, f.tempo(onset_envelope=envelope, sr=SR, **there))
    local = f.tempo(onset_envelope=envelope, sr=SR, aggregate=None)
    add("tempo", {"aggregate": None}, local)
    for options, there in (
        ({"startBpm": 60}, {"start_bpm": 60.0}), ({"tightness": 400}, {"tightness": 400}), ({"trim": False}, {"trim": False}),
        ({"bpm": 101.5}, {"bpm": 101.5}),
    ):
        add("beatTrack", options, np.array(librosa.beat.beat_track(onset_envelope=envelope, sr=SR, **there)[1], dtype=float))
    for options, there in (
        ({}, {}), ({"backtrack": True}, {"backtrack": True}), ({"delta": 0.3}, {"delta": 0.3}),
        ({"wait": 30}, {"wait": 30}), ({"preMax": 5, "postMax": 5, "preAvg": 10, "postAvg": 10}, {"pre_max": 5, "post_max": 5, "pre_avg": 10, "post_avg": 10}),
        ({"normalize": False, "delta": 0.5}, {"normalize": False, "delta": 0.5}),
    ):
        add("onsetDetect", options, np.array(o.onset_detect(onset_envelope=o.onset_strength(y=y, sr=SR), sr=SR, **there), dtype=float))
    for options, there in (({}, {}), ({"fMin": 50, "fMax": 8000, "threshold": 0.02}, {"fmin": 50.0, "fmax": 8000.0, "threshold": 0.02})):
        pitches, magnitudes = librosa.piptrack(y=y, sr=SR, **there)
        add("piptrackPitches", options, pitches, [5, 60, 101])
        add("piptrackMagnitudes", options, magnitudes, [5, 60, 101])
    # The hop is a quarter of the window where none is given.
    for options, there in (({"nFft": 1024}, {"n_fft": 1024}), ({"nFft": 1968, "fMax": 9000}, {"n_fft": 1968, "fmax": 9000})):
        pitches, magnitudes = librosa.piptrack(y=y, sr=SR, **there)
        add("piptrackPitches", options, pitches, [5, 60, 101])
        add("piptrackMagnitudes", options, magnitudes, [5, 60, 101])
    for n_fft in (512, 1024, 4096):
        add("estimateTuning", {"nFft": n_fft}, np.array([librosa.estimate_tuning(y=y, sr=SR, n_fft=n_fft)]))
    add("estimateTuning", {"resolution": 0.05}, np.array([librosa.estimate_tuning(y=y, sr=SR, resolution=0.05)]))
    add("estimateTuning", {"binsPerOctave": 36}, np.array([librosa.estimate_tuning(y=y, sr=SR, bins_per_octave=36)]))
    return {"versions": VERSIONS, "entries": entries}


def banks():
    c = librosa.filters.chroma
    columns = list(range(0, 128)) + list(range(128, 1025, 16))
    out = {"versions": VERSIONS, "chroma": []}
    for options, there, cut in (
        ({}, {}, None), ({"tuning": 0.23}, {"tuning": 0.23}, columns), ({"tuning": -0.37}, {"tuning": -0.37}, columns),
        ({"nFft": 512, "sampleRate": 16000}, {"n_fft": 512, "sr": 16000}, None),
        ({"nFft": 511}, {"n_fft": 511}, None),
        ({"nFft": 512, "nChroma": 24}, {"n_fft": 512, "n_chroma": 24}, list(range(0, 257, 4))),
        ({"nFft": 512, "norm": 1, "octwidth": None}, {"n_fft": 512, "norm": 1, "octwidth": None}, None),
        ({"nFft": 512, "ctroct": 4, "octwidth": 1, "baseC": False, "norm": None}, {"n_fft": 512, "ctroct": 4.0, "octwidth": 1, "base_c": False, "norm": None}, None),
    ):
        full = {"sr": SR, "n_fft": 2048}
        full.update(there)
        out["chroma"].append({"options": options, "expected": array(c(**full), cut)})
    x = np.array([0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0])
    out["delta"] = {"x": list(x), "order1": array(librosa.feature.delta(x)), "order2": array(librosa.feature.delta(x, order=2))}
    out["tempoFrequencies"] = array(librosa.tempo_frequencies(344, sr=SR)[1:])
    return out


def without_nan(value):
    """JSON has no NaN: null stands for it (the skewness of a constant)."""
    if isinstance(value, dict):
        return {key: without_nan(v) for key, v in value.items()}
    if isinstance(value, list):
        return [without_nan(v) for v in value]
    return None if isinstance(value, float) and math.isnan(value) else value


CHANGED = []


def write(name, value):
    text = json.dumps(without_nan(value), separators=(",", ":"), allow_nan=False) + "\n"
    path = os.path.join(OUT, name)
    if CHECK:
        if not os.path.exists(path) or open(path).read() != text:
            CHANGED.append(name)
    else:
        with open(path, "w") as file:
            file.write(text)


if __name__ == "__main__":
    os.makedirs(OUT, exist_ok=True)
    made = {name: make() for name, make in SIGNALS.items()}
    for name, y in made.items():
        write("signal-%s.json" % name, analyse(name, y))
    write("variants.json", variants(made["music"], made["clicks"]))
    write("banks.json", banks())
    if CHANGED:
        sys.exit("would change: " + ", ".join(CHANGED))
