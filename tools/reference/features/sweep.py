"""Compares @genre/dsp and @genre/features with librosa on random signals and random parameters.

    python tools/reference/features/sweep.py [--cases 300] [--seed 1] [--only stft,mfcc] [--audio DIR] [--longer 20] [--rates]

With --audio half of the signals are stretches of recordings (.wav in the folder or below), with --longer they are up to so many times
as long: 20 makes most of them half a minute at most. With --rates they have sample rates from 8 to 96 kHz. Wants built packages (npm run build), librosa 0.11 and node. Prints for each function how many cases were compared, the worst deviation, and
every case beyond its limit with its parameters; exit code 1 if there is one. `raised` counts cases that both sides refuse.
"""
import argparse
import collections
import glob
import json
import os
import subprocess
import sys
import tempfile
import warnings

import librosa
import numpy as np
import scipy.fft
import scipy.signal
import soundfile

assert librosa.__version__.startswith("0.11"), librosa.__version__
warnings.filterwarnings("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "dsp"))
from mirrored_median import median_filter, patch_librosa

patch_librosa()
SPELLED = {"fmin": "fMin", "fmax": "fMax", "sr": "sampleRate", "n_fft": "nFft"}


def camel(name):
    if name in SPELLED:
        return SPELLED[name]
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


class Cases:
    """Random signals and parameters."""

    recordings = ()
    longer = 1

    def __init__(self, seed):
        self.r = np.random.default_rng(seed)

    def recording(self, n):
        """A stretch of a recording, at its own level and rate."""
        file = self.pick(*self.recordings)
        with soundfile.SoundFile(file) as sound:
            start = self.int(0, max(0, sound.frames - n))
            sound.seek(start)
            y = sound.read(n, dtype="float32", always_2d=True).mean(axis=1, dtype=np.float32)
        return f"{os.path.basename(file)} from {start}", y

    def pick(self, *options):
        return options[self.r.integers(len(options))]

    def int(self, low, high):
        return int(self.r.integers(low, high + 1))

    def float(self, low, high):
        return float(np.round(self.r.uniform(low, high), 3))

    def signal(self, least=1, most=30000, without=()):
        n = self.int(least, most * self.longer)
        if self.recordings and self.r.random() < 0.5:
            return self.recording(n)
        t = np.arange(n) / 22050
        kinds = ("noise", "tones", "chirp", "clicks", "gaps", "silence", "dc", "impulse", "nyquist", "music", "music", "music")
        kind = self.pick(*(kind for kind in kinds if kind not in without))
        if kind == "noise":
            y = self.r.standard_normal(n)
        elif kind == "tones":
            y = sum(np.sin(2 * np.pi * f * t) for f in self.r.uniform(60, 8000, 4))
        elif kind == "chirp":
            y = scipy.signal.chirp(t, 50, max(t[-1], 1e-3), 9000)
        elif kind == "clicks":
            y = np.zeros(n)
            y[:: self.int(500, 6000)] = 1
        elif kind == "gaps":
            y = self.r.standard_normal(n) * (np.floor(t * 5) % 2)
        elif kind == "silence":
            y = np.zeros(n)
        elif kind == "impulse":
            y = np.zeros(n)
            y[self.int(0, n - 1)] = 1
        elif kind == "nyquist":
            y = (-1.0) ** np.arange(n)
        elif kind == "dc":
            y = np.full(n, 0.5) + 1e-3 * self.r.standard_normal(n)
        else:
            roots = self.r.uniform(110, 440, 8)
            f = roots[np.minimum(7, (t * 4).astype(int))]
            y = sum(np.sin(2 * np.pi * np.cumsum(f) / 22050 * h) / h for h in (1, 2, 3, 5))
            y = y * np.exp(-5 * (t % 0.25)) + 0.01 * self.r.standard_normal(n)
        scale = self.pick(1, 1, 1, 0.1, 1e-3, 1e-6, 1e3, 1e-15, 1e12)
        return kind, (0.3 * scale * y).astype(np.float32)

    def window(self):
        return self.pick("hann", "hann", "hamming", "blackman", "blackmanharris", "bartlett", "boxcar", ("kaiser", self.float(0, 14)),
                         ("gaussian", self.float(3, 300)), ("tukey", self.float(0, 1)))

    def stft(self, center=True):
        n_fft = self.pick(self.int(2, 3000), 2 ** self.int(3, 12), 2048, 1024, 16 * self.int(4, 150))
        options = {"n_fft": n_fft, "hop_length": self.pick(None, self.int(max(1, n_fft // 16), n_fft + 50)),
                   "win_length": self.pick(None, None, self.int(1, n_fft)), "window": self.window(),
                   "pad_mode": self.pick("constant", "constant", "reflect", "edge")}
        if center:
            options["center"] = self.pick(True, True, False)
        return {key: value for key, value in options.items() if value is not None}

    def frames(self):
        """Transforms for descriptors: nothing too coarse."""
        n_fft = self.pick(2048, 2048, 1024, 512, 4096, self.int(300, 3000), 16 * self.int(20, 150))
        options = {"n_fft": n_fft, "hop_length": self.pick(None, 512, self.int(n_fft // 8, n_fft))}
        if self.r.random() < 0.3:
            options.update(win_length=self.int(n_fft // 2, n_fft), window=self.window(), pad_mode=self.pick("constant", "reflect", "edge"))
        return {key: value for key, value in options.items() if value is not None}

    def some(self, **options):
        """Each of the options or not: half of them, on average."""
        return {key: value for key, value in options.items() if self.r.random() < 0.5}


def with_rate(rate):
    """Makes this the default sample rate of everything in librosa."""
    for module in (librosa.beat, librosa.core, librosa.decompose, librosa.effects, librosa.feature, librosa.filters, librosa.onset, librosa.util):
        for name in dir(module):
            f = getattr(module, name)
            while callable(f):
                if "sr" in (getattr(f, "__kwdefaults__", None) or {}):
                    f.__kwdefaults__["sr"] = rate
                f = getattr(f, "__wrapped__", None)


def stft(c):
    kind, y = c.signal()
    o = c.stft()
    return kind, y, o, lambda: (lambda D: [D.real, D.imag])(librosa.stft(y, **o))


def istft(c):
    kind, y = c.signal(3000)
    o = c.stft()
    if o.get("pad_mode") == "edge":
        o["pad_mode"] = "constant"
    # Where frames hardly overlap, librosa divides by next to nothing.
    o["hop_length"] = max(1, o.get("win_length", o["n_fft"]) // c.pick(2, 3, 4, 8))
    # Windows that reach zero leave next to nothing to divide by at uncentred ends.
    o["window"] = c.pick("hann", "hamming", "boxcar") if o["center"] else "hamming"
    o["length"] = len(y)
    inverse = {key: value for key, value in o.items() if key != "pad_mode"}
    forward = {key: value for key, value in o.items() if key != "length"}
    return kind, y, o, lambda: [librosa.istft(librosa.stft(y, **forward), **inverse)]


def mel(c):
    kind, y = c.signal(400)
    o = {**c.frames(), **c.some(n_mels=c.int(1, 200), fmin=c.float(0, 500), fmax=c.float(3000, 11025), htk=c.pick(True, False), power=c.pick(1, 2)),
         "norm": c.pick("slaney", None)}
    return kind, y, {"hop_length": 512, **o}, lambda: [librosa.feature.melspectrogram(y=y, **{**o, "power": float(o.get("power", 2))})]


def mfcc(c):
    kind, y = c.signal(400)
    o = {**c.frames(), **c.some(n_mels=c.int(40, 160), fmax=c.float(5000, 11025), htk=c.pick(True, False), lifter=c.pick(0, 22, 7.5)), "n_mfcc": c.int(1, 40)}
    o["norm"] = c.pick("ortho", "ortho", None)
    return kind, y, o, lambda: [librosa.feature.mfcc(y=y, **o)]


# The spectrum of a click is flat: its peaks are rounding errors.
FLAT = ("clicks", "impulse", "nyquist")
# What hardly rises anywhere: its onset envelope, or the differences of its coefficients, are rounding errors.
STEADY = ("dc", "silence", "tones", "nyquist", "impulse")


def chroma(c):
    kind, y = c.signal(2000, without=FLAT)
    o = {**c.frames(), **c.some(tuning=c.float(-0.5, 0.5), n_chroma=c.pick(12, 24, 36, 7, 13), norm=c.pick(np.inf, 1, 2, None), octwidth=c.pick(2, None, 1.5),
                                ctroct=c.pick(4.0, 5.5), base_c=c.pick(True, False))}
    mine = {**o, "norm": None if "norm" in o and o["norm"] is None else ("inf" if o.get("norm", np.inf) == np.inf else o["norm"])}
    return kind, y, mine, lambda: [librosa.feature.chroma_stft(y=y, **o)]


def tonnetz(c):
    kind, y = c.signal(2000)
    o = {"tuning": c.float(-0.5, 0.5), "n_fft": 2048, "n_chroma": c.pick(12, 24)}
    return kind, y, o, lambda: [librosa.feature.tonnetz(chroma=librosa.feature.chroma_stft(y=y, **o))]


def hpss_options(c):
    return c.some(kernel_size=c.pick(31, c.int(1, 50), [c.int(1, 40), c.int(1, 40)]), margin=c.pick(1, c.float(1, 6), [c.float(1, 4), c.float(1, 4)]),
                  power=c.pick(2, 1, 3, c.float(0.5, 4)))


def tuples(o):
    return {key: tuple(value) if isinstance(value, list) else value for key, value in o.items()}


def hpss_masks(c):
    # Where all but one bin are rounding errors, so are their masks; the parts are compared of this signal too.
    kind, y = c.signal(2048, without=("nyquist",))
    o = hpss_options(c)
    return kind, y, o, lambda: list(librosa.decompose.hpss(np.abs(librosa.stft(y)), mask=True, **tuples(o)))


def harmonic_percussive(c):
    kind, y = c.signal(2048)
    o = hpss_options(c)
    return kind, y, o, lambda: list(librosa.effects.hpss(y, **tuples(o)))


def resample(c):
    y = 0.3 * np.sin(np.cumsum(np.linspace(0.02, 0.5, c.int(3000, 30000)))).astype(np.float32)
    source, target = c.pick(8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000), c.pick(8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000)
    # soxr's filter is another one of the same kind: mostly the length is compared.
    return "chirp", y, {"from": source, "to": target}, lambda: [librosa.resample(y, orig_sr=source, target_sr=target)[:-1]]


def silence(c):
    return c.some(top_db=c.float(5, 90), frame_length=c.pick(2048, c.int(16, 4000)), hop_length=c.pick(512, c.int(8, 2000))) | {"ref": c.pick("max", 1)}


def numpy_ref(o):
    return {**o, "ref": np.max} if o.get("ref") == "max" else o


def trim(c):
    kind, y = c.signal()
    o = silence(c)
    return kind, y, o, lambda: [librosa.effects.trim(y, **numpy_ref(o))[1]]


def split(c):
    kind, y = c.signal()
    o = silence(c)
    return kind, y, o, lambda: [librosa.effects.split(y, **numpy_ref(o)).ravel()]


def delta(c):
    kind, y = c.signal(512 * 12)
    o = {"width": c.pick(3, 5, 7, 9, 11), "order": c.pick(1, 1, 2, 3), "mode": c.pick("interp", "interp", "nearest", "mirror", "constant", "wrap")}
    if o["order"] >= o["width"]:
        o["order"] = 1
    return kind, y, o, lambda: [librosa.feature.delta(librosa.feature.mfcc(y=y, n_mfcc=5), **o)]


def decibels(name, power):
    def case(c):
        kind, y = c.signal()
        o = c.some(amin=10.0 ** -c.int(3, 12), top_db=c.pick(None, c.float(10, 120)), ref=c.pick("max", 1, c.float(0.01, 5)))
        S = lambda: np.abs(librosa.stft(y))
        f = getattr(librosa, name)
        return kind, y, o, lambda: [f(S() ** 2 if power else S(), **numpy_ref(o))]
    return case


def normalize(c):
    kind, y = c.signal(1, 5000)
    norm = c.pick(np.inf, 1, 2, 0, -np.inf, c.float(0.5, 4))
    axis = c.pick(0, 1, None)
    o = {"norm": {np.inf: "inf", -np.inf: "-inf"}.get(norm, norm), "each": {0: "frames", 1: "bins", None: "all"}[axis]}
    return kind, y, o, lambda: [librosa.util.normalize(np.abs(librosa.stft(y, n_fft=64)), norm=norm, axis=axis)]


def spectral(ours, theirs, extra=lambda c: {}, without=()):
    def case(c):
        kind, y = c.signal(400, without=without)
        o = {**c.frames(), **extra(c)}
        return kind, y, o, lambda: [getattr(librosa.feature, theirs)(y=y, **o)]
    return case


def waveform(theirs, pads):
    def case(c):
        kind, y = c.signal()
        o = {"frame_length": c.pick(2048, c.int(2, 3000)), "hop_length": c.pick(512, c.int(1, 2000)), "center": c.pick(True, True, False)}
        if pads:
            o["pad_mode"] = c.pick("constant", "reflect", "edge")
        call = {**o, "y": y}
        return kind, y, o, lambda: [getattr(librosa.feature, theirs)(**call)]
    return case


def onset(c):
    kind, y = c.signal(8000, 100000)
    o = c.some(lag=c.int(1, 4), max_size=c.int(1, 5), detrend=c.pick(True, False), n_mels=c.int(40, 138), fmax=c.float(4000, 11025))
    how = c.pick("mean", "median")
    return kind, y, {**o, "aggregate": how}, lambda: [librosa.onset.onset_strength(y=y, aggregate=getattr(np, how), **o)]


def onset_detect(c):
    kind, y = c.signal(8000, 100000)
    o = c.some(backtrack=c.pick(True, False), normalize=c.pick(True, False), delta=c.float(0.01, 0.2), wait=c.int(0, 10), pre_max=c.int(1, 6), post_max=c.int(1, 6),
               pre_avg=c.int(1, 12), post_avg=c.int(1, 12))
    return kind, y, o, lambda: [librosa.onset.onset_detect(y=y, **o)]


def tempo(c):
    kind, y = c.signal(30000, 150000, without=STEADY)
    o = c.some(start_bpm=c.float(60, 180), std_bpm=c.float(0.3, 2), ac_size=c.float(3, 9), max_tempo=c.pick(None, c.float(150, 400)))
    return kind, y, o, lambda: [librosa.feature.tempo(y=y, **o)]


def beat(c):
    kind, y = c.signal(30000, 150000, without=STEADY)
    o = c.some(start_bpm=c.float(60, 180), tightness=c.float(20, 400), trim=c.pick(True, False), bpm=c.float(70, 160))
    return kind, y, o, lambda: [np.atleast_1d(v) for v in librosa.beat.beat_track(y=y, **o)]


def tempogram(c):
    # Rounding errors, of which the largest becomes 1.
    kind, y = c.signal(8000, 100000, without=STEADY)
    o = c.some(win_length=c.int(16, 500), center=True, window=c.window(), norm=c.pick(np.inf, 2, None))
    mine = {**o, "norm": None if "norm" in o and o["norm"] is None else ("inf" if o.get("norm", np.inf) == np.inf else o["norm"])}
    return kind, y, mine, lambda: [librosa.feature.tempogram(y=y, **o)]


def piptrack(c):
    kind, y = c.signal(400, without=FLAT)
    o = {**c.frames(), **c.some(fmin=c.float(20, 400), fmax=c.float(1000, 12000), threshold=c.float(0, 0.9))}
    return kind, y, o, lambda: list(librosa.piptrack(y=y, **o))


def tuning(c):
    kind, y = c.signal(3000, without=FLAT)
    o = {**c.some(resolution=c.pick(0.01, 0.02, 0.05), bins_per_octave=c.pick(12, 24, 36), fmin=c.float(100, 300), threshold=c.float(0.05, 0.3)), "n_fft": c.pick(2048, 1024, 4096)}
    return kind, y, o, lambda: [[librosa.estimate_tuning(y=y, **o)]]


def vocoder(c):
    # Zeros have a sign, and with it a phase, that depends on the transform's order of operations.
    kind, y = c.signal(6000, without=("clicks", "gaps", "silence", "impulse", "nyquist"))
    rate = c.float(0.4, 2.5)
    return kind, y, {"rate": rate, "n_fft": 1024, "hop_length": 256}, lambda: (lambda D: [D.real, D.imag])(
        librosa.phase_vocoder(librosa.stft(y, n_fft=1024, hop_length=256), rate=rate, hop_length=256, n_fft=1024))


def emphasis(c):
    kind, y = c.signal(2)
    o = {"coef": c.float(0, 1.2)}
    return kind, y, o, lambda: [librosa.effects.preemphasis(y, **o)]


def window(c):
    n = c.int(1, 3000)
    spec, periodic = c.window(), c.pick(True, False)
    return "", None, {"window": spec, "n": n, "periodic": periodic}, lambda: [scipy.signal.get_window(spec, n, fftbins=periodic)]


def mel_bank(c):
    o = {"sr": c.pick(8000, 22050, 44100, 16000.5), "n_fft": c.int(2, 5000), "n_mels": c.int(1, 256), "htk": c.pick(True, False), "norm": c.pick("slaney", None), "fmin": c.float(0, 900)}
    return "", None, o, lambda: [librosa.filters.mel(**o)]


def chroma_bank(c):
    o = {"sr": c.pick(8000, 22050, 44100), "n_fft": c.int(100, 5000), "n_chroma": c.pick(12, 12, 24, 36, 5, 19), "tuning": c.float(-0.5, 0.5), "octwidth": c.pick(2, None, 0.7),
         "ctroct": c.float(2, 8), "base_c": c.pick(True, False)}
    return "", None, o, lambda: [librosa.filters.chroma(**o)]


def mel_frequencies(c):
    o = {"n_mels": c.int(1, 300), "fmin": c.float(0, 500), "fmax": c.float(1000, 22050), "htk": c.pick(True, False)}
    return "", None, o, lambda: [librosa.mel_frequencies(**o)]


def weighting(c):
    f = [float(v) for v in c.r.uniform(0, 24000, 50)]
    o = {"min_db": c.pick(-80.0, None, -20.0)}
    return "", None, {**o, "frequencies": f}, lambda: [librosa.A_weighting(np.array(f), **o)]


def streamed(case):
    """The same in pieces of odd sizes."""
    def pieces(c):
        kind, y, o, reference = case(c)
        o["pieces"] = c.int(1, 5000)
        return kind, y, o, reference
    return pieces


def stream_stft(c):
    kind, y = c.signal()
    o = c.stft()
    return kind, y, o, lambda: (lambda D: [D.real, D.imag])(librosa.stft(y, **{k: v for k, v in o.items() if k != "pieces"}))


def stream_mfcc(c):
    kind, y = c.signal(400)
    o = {**c.frames(), "n_mels": c.int(40, 160), "n_mfcc": c.int(1, 40)}
    o.setdefault("hop_length", 512)

    def reference():
        mel = librosa.feature.melspectrogram(y=y, **{k: v for k, v in o.items() if k not in ("pieces", "n_mfcc")})
        return [scipy.fft.dct(librosa.power_to_db(mel, top_db=None), axis=0, norm="ortho")[: o["n_mfcc"]]]
    return kind, y, o, reference


def subtraction(c):
    """System A6 with the usual variations, written out."""
    kind, y = c.signal(6000, without=("silence",))
    n_fft = c.pick(1024, 512, 2048, 960)
    o = {"n_fft": n_fft, "hop_length": n_fft // c.pick(2, 4), "over_subtraction": c.float(0.5, 4), "floor": c.float(0, 0.3), "power": c.pick(1, 2), "normalize": c.pick(True, False)}
    end = c.float(0.06, 0.25)
    mine = {**o, "noise": {"start": 0, "end": end}}

    def reference():
        p, hop = o["power"], o["hop_length"]
        N = (np.abs(librosa.stft(y[: int(np.floor(end * c.rate + 0.5))], n_fft=n_fft, hop_length=hop)).astype(float) ** p).mean(axis=1, keepdims=True)
        Y = librosa.stft(y, n_fft=n_fft, hop_length=hop)
        left = np.maximum(np.abs(Y).astype(float) ** p - o["over_subtraction"] * N, o["floor"] ** p * N) ** (1 / p)
        clean = librosa.istft(np.maximum(left, 1e-10) * np.exp(1j * np.angle(Y)), n_fft=n_fft, hop_length=hop, length=len(y))
        peak = np.abs(clean).max()
        return [clean / peak if o["normalize"] and peak > 0 else clean]
    return kind, y, mine, reference


def to_mono(c):
    kind, y = c.signal(4)
    channels = c.int(1, 4)
    y = y[: len(y) // channels * channels]
    return kind, y, {"channels": channels}, lambda: [librosa.to_mono(y.reshape(channels, -1))]


def deemphasis(c):
    kind, y = c.signal(2)
    o = {"coef": c.float(-0.99, 0.99)}
    return kind, y, o, lambda: [librosa.effects.deemphasis(y, **o)]


def convolve(c):
    kind, y = c.signal(2, 5000)
    kernel = c.r.standard_normal(c.int(1, 3000)).astype(np.float32)
    mode = c.pick("full", "same")
    if mode == "same" and len(kernel) > len(y):
        kernel = kernel[: len(y)]
    return kind, y, {"kernel": [float(v) for v in kernel], "mode": mode}, lambda: [scipy.signal.convolve(y.astype(float), kernel.astype(float), mode=mode)]


def median(c):
    kind, y = c.signal(64, 3000)
    o = {"size": c.int(1, 60), "axis": c.pick("time", "frequency")}
    shape = {"time": (1, o["size"]), "frequency": (o["size"], 1)}[o["axis"]]
    return kind, y, o, lambda: [median_filter(np.abs(librosa.stft(y, n_fft=64)), size=shape, mode="reflect")]


def griffin(c):
    # From steady tones librosa itself goes 3e-2 astray in single precision.
    kind, y = c.signal(3000, 9000, without=("clicks", "gaps", *STEADY))
    o = {"n_fft": c.pick(256, 512), "n_iter": c.int(0, 3), "momentum": c.float(0, 0.99)}
    S = np.abs(librosa.stft(y, n_fft=o["n_fft"]))
    return kind, y, o, lambda: [librosa.griffinlim(S, init=None, **o)]


def magphase(c):
    kind, y = c.signal()
    return kind, y, {"n_fft": 512}, lambda: (lambda m, p: [m, np.abs(p)])(*librosa.magphase(librosa.stft(y, n_fft=512)))


def stretch(c):
    # Far from full scale at the least, whose phases are rounding errors.
    kind, y = c.signal(6000, 16000, without=("clicks", "gaps", "silence", "impulse", "nyquist", "dc"))
    o = {"rate": c.pick(0.5, 0.75, 1.25, 2.0), "n_fft": 1024}
    return kind, y, o, lambda: [librosa.effects.time_stretch(y, **o)]


def pitch(c):
    kind, y = c.signal(6000, 16000, without=("clicks", "gaps", "silence", "impulse", "nyquist", "dc"))
    o = {"steps": c.pick(c.int(-12, 12), c.float(-12, 12)), **c.some(bins_per_octave=c.pick(24, 19))}
    y = y * np.minimum(1, np.minimum(np.arange(len(y)), np.arange(len(y))[::-1]) / 1000).astype(np.float32)
    theirs = {("n_steps" if key == "steps" else key): value for key, value in o.items()}
    # soxr's filter falls off otherwise.
    return kind, y, o, lambda: [librosa.effects.pitch_shift(y, sr=22050, **theirs)]


def local_tempo(c):
    kind, y = c.signal(30000, 90000, without=STEADY)
    return kind, y, {}, lambda: [librosa.feature.tempo(y=y, aggregate=None)]


def chroma_cqt(c):
    kind, y = c.signal(30000, 60000, without=FLAT + ("dc", "silence", "noise", "gaps"))
    o = {"tuning": c.float(-0.5, 0.5)}
    return kind, y, o, lambda: [librosa.feature.chroma_cqt(y=y, **o)]


# Ours, a maker of cases, the limit: relative to the largest value of librosa's result.
SWEEP = {
    "stft": (stft, 2e-7), "istft": (istft, 1e-5), "melSpectrogram": (mel, 2e-6), "mfcc": (mfcc, 1e-5), "chromaStft": (chroma, 1e-4), "tonnetz": (tonnetz, 1e-4),
    "hpssMasks": (hpss_masks, 1e-5), "harmonicPercussive": (harmonic_percussive, 1e-5), "resample": (resample, 0.1), "trim": (trim, 0), "split": (split, 0),
    "delta": (delta, 1e-3), "powerToDb": (decibels("power_to_db", True), 1e-5), "amplitudeToDb": (decibels("amplitude_to_db", False), 1e-5), "normalize": (normalize, 2e-6),
    "spectralCentroid": (spectral("spectralCentroid", "spectral_centroid"), 1e-6),
    "spectralBandwidth": (spectral("spectralBandwidth", "spectral_bandwidth", lambda c: c.some(p=c.float(1, 4), norm=c.pick(True, False))), 1e-5),
    "spectralContrast": (spectral("spectralContrast", "spectral_contrast", lambda c: c.some(n_bands=c.int(2, 6), fmin=c.float(100, 170), quantile=c.float(0.01, 0.4), linear=c.pick(True, False))), 2e-5),
    "spectralFlatness": (spectral("spectralFlatness", "spectral_flatness", lambda c: c.some(amin=10.0 ** -c.int(5, 12), power=c.pick(1, 2, 1.5))), 2e-5),
    "spectralRolloff": (spectral("spectralRolloff", "spectral_rolloff", lambda c: c.some(roll_percent=c.float(0.01, 0.99)), FLAT), 0),
    "polyFeatures": (spectral("polyFeatures", "poly_features", lambda c: c.some(order=c.int(0, 4))), 1e-5),
    "rms": (waveform("rms", True), 1e-6), "zeroCrossingRate": (waveform("zero_crossing_rate", False), 0),
    "onsetStrength": (onset, 1e-4), "onsetDetect": (onset_detect, 0), "tempo": (tempo, 0), "beatTrack": (beat, 0), "tempogram": (tempogram, 1e-5),
    "piptrack": (piptrack, 1e-5), "estimateTuning": (tuning, 0), "phaseVocoder": (vocoder, 2e-2), "preemphasis": (emphasis, 1e-6), "getWindow": (window, 1e-13),
    "streamingStft": (streamed(stream_stft), 2e-7), "streamingMfcc": (streamed(stream_mfcc), 1e-5), "spectralSubtraction": (subtraction, 2e-5),
    "streamingSubtraction": (streamed(subtraction), 2e-5), "toMono": (to_mono, 2.5e-7), "deemphasis": (deemphasis, 1e-5), "convolve": (convolve, 1e-6),
    "medianFilter": (median, 2e-7), "griffinLim": (griffin, 1e-3), "magphase": (magphase, 1e-6), "timeStretch": (stretch, 2e-2), "pitchShift": (pitch, 5e-2), "localTempo": (local_tempo, 0),
    "chromaCqt": (chroma_cqt, 1e-3),
    "melFilterBank": (mel_bank, 1e-6), "chromaFilterBank": (chroma_bank, 1e-5), "melFrequencies": (mel_frequencies, 1e-12), "aWeighting": (weighting, 1e-12),
}


FLOORS = {"delta": 1.0, "mfcc": 1e-2, "spectralContrast": 1e-2, "onsetStrength": 1.0}


def spelled(options):
    """Parameters as ours take them."""
    out = {}
    for key, value in options.items():
        out[camel(key)] = value
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--audio")
    parser.add_argument("--rates", action="store_true")
    parser.add_argument("--longer", type=int, default=1)
    arguments = parser.parse_args()
    Cases.longer = arguments.longer
    if arguments.audio:
        Cases.recordings = sorted(glob.glob(os.path.join(arguments.audio, "**", "*.wav"), recursive=True))
    folder = tempfile.mkdtemp()
    child = subprocess.Popen(["node", os.path.join(HERE, "sweep.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    failed = 0
    for name, (make, limit) in SWEEP.items():
        if arguments.only and name not in arguments.only.split(","):
            continue
        counts, worst, lines = collections.Counter(), 0.0, []
        c = Cases([arguments.seed, sum(map(ord, name))])
        for case in range(arguments.cases):
            rate = c.rate = c.pick(8000, 11025, 16000, 22050, 32000, 44100, 48000, 96000, 12345, 22050.5) if arguments.rates else 22050
            with_rate(rate)
            kind, y, options, reference = make(c)
            mine = spelled(options)
            file, out = "", os.path.join(folder, "out")
            if y is not None:
                file = os.path.join(folder, "y")
                y.tofile(file)
            child.stdin.write(json.dumps({"name": name, "file": file, "sampleRate": rate, "options": mine, "out": out}) + "\n")
            child.stdin.flush()
            try:
                theirs = [np.asarray(part, dtype=np.float64) for part in reference()]
                error = None
            except Exception as raised:
                theirs, error = [], f"{type(raised).__name__}: {str(raised)[:100]}"
            answer = json.loads(child.stdout.readline())
            what = f"    case {case}: {kind} {0 if y is None else len(y)} at {rate} {json.dumps(mine)[:300]}"
            if error or "error" in answer:
                if error and ("error" in answer or "empty event list" in error):
                    # Backtracking from no onset at all gives none here.
                    counts["raised"] += 1
                else:
                    counts["only librosa raises" if error else "only we raise"] += 1
                    lines.append(f"{what}\n        {'librosa: ' + error if error else 'we: ' + answer['error'][:200]}")
                continue
            ours = np.fromfile(out)
            flat = np.concatenate([part.ravel() for part in theirs]) if theirs else np.zeros(0)
            counts["compared"] += 1
            if len(ours) != len(flat):
                counts["wrong"] += 1
                lines.append(f"{what}\n        shapes {answer['shapes']}, librosa's {[part.shape for part in theirs]}")
                continue
            both = np.isnan(ours) & np.isnan(flat)
            difference = np.where(both | (ours == flat), 0, np.abs(ours - flat))
            size = np.max(np.abs(flat[np.isfinite(flat)]), initial=0)
            # Of next to nothing, such as differences of equal values, the rounding is no deviation.
            far = np.max(difference, initial=0) / (size if size > FLOORS.get(name, 0) else 1)
            if not far <= limit:
                counts["wrong"] += 1
                at = int(np.argmax(np.where(np.isnan(difference), np.inf, difference)))
                lines.append(f"{what}\n        {far:.1e} at {at} of {answer['shapes']}: {ours[at]!r}, librosa {flat[at]!r}; {int(np.sum(difference > limit * size))} differ")
            else:
                worst = max(worst, far)
        failed += counts["wrong"] + counts["only we raise"] + counts["only librosa raises"]
        print(f"{name}: {dict(counts)}, worst {worst:.1e} (limit {limit:.0e})", flush=True)
        for line in lines[:6]:
            print(line, flush=True)
    child.stdin.close()
    sys.exit(1 if failed else 0)


main()
