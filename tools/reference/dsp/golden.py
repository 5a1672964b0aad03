#!/usr/bin/env python3
"""Reference values for the tests of @genre/dsp, from librosa, SciPy and soxr.

    python tools/reference/dsp/golden.py [OUTDIR]   writes libs/dsp/golden/*.json, or to another folder
    python tools/reference/dsp/golden.py --check    compares a fresh run with the files instead (exit code 1 on drift)

Versions are pinned below and recorded in each file; another version is refused. Inputs are given by formulas (the same
as in libs/dsp/test/signals.ts), so that the tests need neither Python nor audio files.
"""
import hashlib, json, math, os, sys, warnings

warnings.filterwarnings("ignore")
import librosa, numpy as np, scipy, scipy.fft, scipy.signal, soxr

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from mirrored_median import median_filter, patch_librosa

patch_librosa()

PINNED = {"librosa": "0.11.0", "numpy": "2.4.6", "scipy": "1.17.1", "soxr": "1.1.0"}
VERSIONS = {"librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__, "soxr": soxr.__version__}
if VERSIONS != PINNED:
    sys.exit(f"needs {PINNED}, found {VERSIONS}")

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "..", "libs", "dsp", "golden")
if len(sys.argv) > 1 and sys.argv[1] != "--check":
    OUT = sys.argv[1]
SR = 22050
TAU = 6.283185307179586


# ---------------------------------------------------------------------------------------------------------- signals
class Lcg:
    def __init__(self, seed):
        self.s = seed

    def next(self):
        self.s = (1664525 * self.s + 1013904223) & 0xFFFFFFFF
        return self.s / 2147483648.0 - 1.0


def noise(n, seed, amp):
    r = Lcg(seed)
    return np.array([amp * r.next() for _ in range(n)], dtype=np.float32)


def pcm(v):
    return np.array([math.floor(x * 32767.0 + 0.5) / 32768.0 for x in v], dtype=np.float32)


def chord(n):
    k, out = 1.0133740137434466, []
    for i in range(n):
        t, v = i / 22050.0, 0.0
        for b in (220.0, 277.1826309768721, 329.6275569128699):
            for h in range(1, 5):
                v += (0.12 / h) * math.sin(TAU * (b * k * h) * t)
        out.append(v)
    return out


def chirp(n, f0, f1):
    T, L = n / 22050.0, math.log(f1 / f0)
    return [0.6 * math.sin(TAU * f0 * T / L * (math.exp(L * (i / 22050.0) / T) - 1.0)) for i in range(n)]


def clicks(n):
    out = [0.0] * n
    for k in range(0, (n + 9449) // 9450):
        a = 0.8 if k % 4 == 0 else 0.5
        for j in range(min(1500, n - k * 9450)):
            out[k * 9450 + j] += a * math.exp(-j / 120.0) * math.sin(TAU * 1000.0 * j / 22050.0)
    return out


def music(n):
    steps, r, out = [0, 4, 7, 12, 9, 5, 2, 11], Lcg(777), []
    for i in range(n):
        u = r.next()
        m = i // 13230
        j = i - m * 13230
        f0 = 196.0 * math.exp(0.6931471805599453 * steps[m % 8] / 12.0)
        e, v = math.exp(-j / 9000.0), 0.0
        for h in range(1, 7):
            v += 0.18 / h * e * math.sin(TAU * f0 * h * (j / 22050.0))
        out.append(v + 0.35 * math.exp(-(i % 6615) / 400.0) * u)
    return out


def impulse(n, at):
    y = np.zeros(n, dtype=np.float32)
    y[at] = 1
    return y


SIGNALS = {
    "noise": noise(44100, 12345, 0.5),
    "chord": pcm(chord(66150)),
    "chirp": pcm(chirp(44100, 110.0, 8800.0)),
    "clicks": pcm(clicks(220500)),
    "music": pcm(music(66149)),
    "odd": pcm(music(50001)),
    "quiet": noise(22050, 99, 1e-5),
    "short": noise(1500, 4242, 0.5),
    "single_frame": noise(400, 31337, 0.5),
    "silence": np.zeros(22050, dtype=np.float32),
    "dc": np.full(20000, 0.25, dtype=np.float32),
    "impulse": impulse(20000, 7777),
    "nyquist": np.array([0.5 if i % 2 == 0 else -0.5 for i in range(20000)], dtype=np.float32),
}


# --------------------------------------------------------------------------------------------------------- encoding
def num(x, digits=9):
    x = float(x)
    return float("%.*g" % (digits, x)) if math.isfinite(x) else None


def flat(a):
    a = np.asarray(a)
    digits = 9 if a.dtype in (np.float32, np.complex64) else 17
    return [num(v, digits) for v in a.ravel()]


def frames_first(a):
    """A (bins, frames) array frame by frame, as it lies in memory in TypeScript."""
    a = np.asarray(a)
    if np.iscomplexobj(a):
        return {"shape": list(a.shape), "real": flat(a.T.real), "imag": flat(a.T.imag)}
    return {"shape": list(a.shape), "values": flat(a.T)}


def pick(n, want):
    return sorted({i for i in want if 0 <= i < n})


FILES = {}


def save(name, content):
    content = {"versions": VERSIONS, **content}
    FILES[name + ".json"] = json.dumps(content, separators=(",", ":")) + "\n"


# ---------------------------------------------------------------------------------------------------------- signals
BINS = [0, 1, 2, 3, 10, 20, 41, 60, 93, 150, 300, 511, 700, 1000, 1023, 1024]
for name, y in SIGNALS.items():
    D = librosa.stft(y)
    T = D.shape[1]
    S = np.abs(D)
    frames = pick(T, [0, 1, 2, T // 3, T // 2, T - 2, T - 1])
    few = pick(T, [0, T // 2, T - 1])
    M = librosa.feature.melspectrogram(y=y, sr=SR)
    dB = librosa.power_to_db(M)
    P = (S**2).astype(np.float64)
    kh, kp = librosa.decompose.hpss(D, mask=True)
    hm = median_filter(S, size=(1, 31), mode="reflect")
    pm = median_filter(S, size=(31, 1), mode="reflect")
    h, p = librosa.effects.hpss(y)
    at = pick(len(y), list(range(0, 8)) + list(range(100, len(y), max(1, len(y) // 50))) + list(range(len(y) - 8, len(y))))
    at_bins = np.ix_(BINS, frames)
    save(
        f"signal-{name}",
        {
            "n": len(y),
            "sha256": hashlib.sha256(y.astype("<f4").tobytes()).hexdigest(),
            "shape": list(D.shape),
            "bins": BINS,
            "frames": frames,
            "stft": frames_first(D[at_bins]),
            "power_per_frame": [num(v) for v in P.sum(axis=0)],
            "power_per_bin": [num(v) for v in P.sum(axis=1)[BINS]],
            "mel_frames": few,
            "mel": frames_first(M[:, few]),
            "mel_per_band": [num(v) for v in M.astype(np.float64).sum(axis=1)],
            "mel_max": num(M.max()),
            "db": frames_first(dB[:, few]),
            "db_ref_max": frames_first(librosa.power_to_db(M, ref=np.max)[:, few]),
            "dct_frames": frames,
            "dct": frames_first(librosa.feature.mfcc(y=y, sr=SR)[:, frames]),
            "median_time": frames_first(hm[at_bins]),
            "median_frequency": frames_first(pm[at_bins]),
            "mask_harmonic": frames_first(kh[at_bins]),
            "mask_percussive": frames_first(kp[at_bins]),
            "samples": at,
            "harmonic": flat(h[at]),
            "percussive": flat(p[at]),
            "harmonic_sumsq": num(np.sum(h.astype(np.float64) ** 2), 12),
            "percussive_sumsq": num(np.sum(p.astype(np.float64) ** 2), 12),
        },
    )

# ---------------------------------------------------------------------------------------------------------- windows
specs = ["hann", "hamming", "blackman", "blackmanharris", "bartlett", "boxcar"]
specs += [("kaiser", 0.0), ("kaiser", 8.6), ("kaiser", 14.0), ("gaussian", 3.0), ("tukey", 0.0), ("tukey", 0.3), ("tukey", 1.0)]
windows = []
for spec in specs:
    for n in (1, 2, 3, 8, 33):
        for periodic in (True, False):
            w = scipy.signal.get_window(spec, n, fftbins=periodic)
            windows.append({"window": spec, "n": n, "periodic": periodic, "values": [num(v, 17) for v in w]})
save("windows", {"windows": windows})

# ---------------------------------------------------------------------------------------------------- STFT's options
cases = []
for n, options in [
    (300, dict(n_fft=64)),
    (300, dict(n_fft=64, hop_length=10, win_length=40)),
    (300, dict(n_fft=64, hop_length=10, win_length=41)),
    (301, dict(n_fft=65)),
    (300, dict(n_fft=61, hop_length=20)),
    (300, dict(n_fft=74, hop_length=30)),
    (300, dict(n_fft=60, hop_length=25, window="blackmanharris")),
    (300, dict(n_fft=96, hop_length=48, window=("kaiser", 6.0))),
    (300, dict(n_fft=64, hop_length=16, center=False)),
    (64, dict(n_fft=64, hop_length=16, center=False)),
    (300, dict(n_fft=64, hop_length=100)),
    (300, dict(n_fft=64, hop_length=16, pad_mode="reflect")),
    (300, dict(n_fft=64, hop_length=16, pad_mode="edge")),
    (300, dict(n_fft=64, hop_length=16, pad_mode="wrap")),
    (20, dict(n_fft=64, hop_length=16, pad_mode="reflect")),
    (11, dict(n_fft=64, hop_length=16, pad_mode="reflect")),
    (2, dict(n_fft=64, hop_length=16, pad_mode="reflect")),
    (1, dict(n_fft=64, hop_length=16, pad_mode="reflect")),
    (11, dict(n_fft=64, hop_length=16, pad_mode="wrap")),
    (11, dict(n_fft=64, hop_length=16, pad_mode="edge")),
    (11, dict(n_fft=64, hop_length=16)),
    (1, dict(n_fft=65, hop_length=16)),
    (40, dict(n_fft=1, hop_length=7)),
    (40, dict(n_fft=2, hop_length=1)),
    (40, dict(n_fft=3, hop_length=2)),
]:
    y = noise(n, 2024, 0.5)
    if options.get("pad_mode") == "wrap":  # librosa refuses it; NumPy's padding defines it
        o = {k: v for k, v in options.items() if k != "pad_mode"}
        D = librosa.stft(np.pad(y, o["n_fft"] // 2, mode="wrap"), center=False, **o)
    else:
        D = librosa.stft(y, **options)
    cases.append({"n": n, "options": options, "stft": frames_first(D)})
inverse = []
for n, options, lengths in [
    (300, dict(n_fft=64), [None, 300, 200, 400, 1]),
    (301, dict(n_fft=65, hop_length=16), [None, 301, 100]),
    (300, dict(n_fft=64, hop_length=10, win_length=40), [None, 300]),
    (300, dict(n_fft=64, hop_length=24), [None, 300, 350]),
    (300, dict(n_fft=64, hop_length=100), [None, 300]),
    (300, dict(n_fft=64, hop_length=16, center=False), [None, 300, 250]),
    (300, dict(n_fft=61, hop_length=15, window="hamming"), [None, 300]),
]:
    D = librosa.stft(noise(n, 2024, 0.5), **options)
    # Something that is no transform of any signal, so that the overlap matters.
    mask = noise(D.size, 5, 1.0).reshape(D.shape[::-1]).T
    for length in lengths:
        y = librosa.istft((D * mask).astype(np.complex64), length=length, **options)
        inverse.append({"n": n, "options": options, "length": length, "values": flat(y)})
save("stft-options", {"cases": cases, "inverse": inverse})

# --------------------------------------------------------------------------------------------------------- mel banks
banks = []
for options in [
    dict(sr=22050, n_fft=2048),
    dict(sr=22050, n_fft=2048, htk=True),
    dict(sr=22050, n_fft=2048, norm=None),
    dict(sr=16000, n_fft=512, n_mels=40, fmin=20.0, fmax=7600.0),
    dict(sr=44100, n_fft=2048, n_mels=96),
    dict(sr=8000, n_fft=255, n_mels=20, fmax=4000.0),
    dict(sr=22050, n_fft=512, n_mels=128),
]:
    W = librosa.filters.mel(**options)
    rows = []
    for row in W:
        nz = np.flatnonzero(row)
        rows.append({"start": int(nz[0]) if len(nz) else 0, "values": flat(row[nz[0] : nz[-1] + 1]) if len(nz) else []})
    banks.append({"options": options, "shape": list(W.shape), "rows": rows})
hz = np.array([0.0, 0.5, 60.0, 440.0, 999.9, 1000.0, 1000.1, 4000.0, 11025.0, 22050.0])
save(
    "mel",
    {
        "banks": banks,
        "hz": flat(hz),
        "slaney": flat(librosa.hz_to_mel(hz)),
        "htk": flat(librosa.hz_to_mel(hz, htk=True)),
        "mel_frequencies": flat(librosa.mel_frequencies(40, fmin=20.0, fmax=8000.0)),
        "mel_frequencies_htk": flat(librosa.mel_frequencies(40, fmin=20.0, fmax=8000.0, htk=True)),
        "fft_frequencies": [
            {"sampleRate": sr, "nFft": n, "values": flat(librosa.fft_frequencies(sr=sr, n_fft=n))} for sr, n in ((22050, 2048), (16000, 9), (44100, 1))
        ],
    },
)

# -------------------------------------------------------------------------------------------------------- decibels
x = np.array([0.0, 1e-12, 1e-10, 1e-5, 1e-3, 0.5, 1.0, 10.0, 12345.0, 3e30], dtype=np.float32)
decibels = []
for options in [{}, {"ref": 10.0}, {"ref": -2.0}, {"ref": 0.0}, {"ref": "max"}, {"top_db": None}, {"top_db": 20.0}, {"amin": 1e-3, "top_db": None}]:
    o = {k: (np.max if v == "max" else v) for k, v in options.items()}
    decibels.append({"options": options, "power": flat(librosa.power_to_db(x, **o)), "amplitude": flat(librosa.amplitude_to_db(x[:-1], **o))})
db = np.array([-120.0, -80.0, -10.0, -3.0, 0.0, 0.1, 20.0], dtype=np.float32)
save(
    "decibels",
    {
        "in": flat(x),
        "cases": decibels,
        "db": flat(db),
        "to_power": flat(librosa.db_to_power(db)),
        "to_power_ref": flat(librosa.db_to_power(db, ref=2.5)),
        "to_amplitude": flat(librosa.db_to_amplitude(db)),
        "to_amplitude_ref": flat(librosa.db_to_amplitude(db, ref=2.5)),
    },
)

# ------------------------------------------------------------------------------------------------------------- DCT
dcts = []
for bands in (1, 2, 5, 20, 128):
    X = noise(bands * 3, bands, 40.0).reshape(3, bands).T
    for norm in ("ortho", None):
        dcts.append({"bands": bands, "norm": norm, "in": frames_first(X), "out": frames_first(scipy.fft.dct(X, axis=0, type=2, norm=norm))})
save("dct", {"cases": dcts})

# ------------------------------------------------------------------------------------------------- medians and HPSS
medians = []
for n in (1, 3, 4, 7, 20, 45):
    for size in (1, 2, 3, 4, 7, 16, 31):
        # Rounded, so that there are ties; negative numbers and zeros of both kinds among them.
        x = np.round(noise(n, n * 100 + size, 6.0)).astype(np.float32)
        m = median_filter(x[None], size=(1, size), mode="reflect")[0]
        medians.append({"in": flat(x), "size": size, "out": flat(m)})
S = np.abs(librosa.stft(SIGNALS["music"][:6000], n_fft=128, hop_length=100)).astype(np.float32)
D = librosa.stft(SIGNALS["music"][:6000], n_fft=128, hop_length=100)
hpss = []
for options in [
    dict(kernel_size=9),
    dict(kernel_size=[7, 12]),
    dict(kernel_size=9, margin=2.0),
    dict(kernel_size=9, margin=[1.0, 5.0]),
    dict(kernel_size=9, power=1.0),
    dict(kernel_size=9, power=3.5),
    dict(kernel_size=9, power=math.inf),
]:
    mh, mp = librosa.decompose.hpss(D, mask=True, **options)
    h, p = librosa.decompose.hpss(D, **options)
    y_h, y_p = librosa.effects.hpss(SIGNALS["music"][:6000], n_fft=128, hop_length=100, **options)
    cols = pick(D.shape[1], [0, 1, 20, 30, 59, 60])
    rows = [0, 1, 2, 10, 30, 50, 63, 64]
    at = np.ix_(rows, cols)
    o = {k: ("Infinity" if v == math.inf else v) for k, v in options.items()}
    hpss.append(
        {
            "options": o,
            "bins": rows,
            "frames": cols,
            "mask_harmonic": frames_first(mh[at].astype(np.float32)),
            "mask_percussive": frames_first(mp[at].astype(np.float32)),
            "harmonic": frames_first(h[at]),
            "percussive": frames_first(p[at]),
            "y_harmonic": flat(y_h[::101]),
            "y_percussive": flat(y_p[::101]),
        }
    )
save("hpss", {"medians": medians, "cases": hpss})

# --------------------------------------------------------------------------------------------------------- resample
resampled = []
# In the pass band and away from the abrupt ends: there the filters must agree, in the transition band they need not.
y = SIGNALS["chord"][:16000]
for a, b in [(44100, 22050), (48000, 22050), (22050, 44100), (22050, 16000), (22050, 12000), (8000, 22050), (96000, 22050), (44100, 48000)]:
    r = librosa.resample(y, orig_sr=a, target_sr=b)
    at = list(range(len(r) // 4, 3 * len(r) // 4, max(1, len(r) // 300)))
    resampled.append({"from": a, "to": b, "length": len(r), "samples": at, "values": flat(r[at]), "rms": num(np.sqrt(np.mean(r.astype(float) ** 2)))})
# With these ratios it is the same filter, so that all of a spectrum and the ends agree.
equal = []
hiss = noise(2000, 11, 0.5)
for a, b in [(2, 1), (3, 1), (1, 2), (1, 3), (1, 4), (3, 2), (2, 3), (4, 3), (3, 4)]:
    r = librosa.resample(hiss, orig_sr=a, target_sr=b)
    equal.append({"from": a, "to": b, "values": flat(r[:: max(1, len(r) // 200)])})
lengths = []
for a, b in [(44100, 22050), (48000, 22050), (22050, 16000), (22050, 12000), (11025, 22050), (192000, 22050), (44100, 44099), (16000, 22050)]:
    for n in (1, 2, 147, 320, 441, 1000, 48000, 480000, 661794):
        lengths.append([a, b, n, int(np.ceil(n * (float(b) / a)))])
save("resample", {"cases": resampled, "equal": equal, "lengths": lengths})

# ------------------------------------------------------------------------------------------------------- conversions
hz = np.array([27.5, 440.0, 445.0, 1000.0, 8372.018])
midi = np.array([0.0, 12.0, 60.3, 61.0, 69.5, 70.5, 127.0])
names = ["C", "c4", "C#4", "Db4", "B♯3", "C♭5", "F𝄪2", "g!-1", "A4+25", "E-1-30", "D♮7", "Bbb+2"]
save(
    "conversions",
    {
        "hz": flat(hz),
        "hz_to_midi": flat(librosa.hz_to_midi(hz)),
        "hz_to_octs": flat(librosa.hz_to_octs(hz)),
        "hz_to_octs_tuned": flat(librosa.hz_to_octs(hz, tuning=-0.25, bins_per_octave=36)),
        "octs_to_hz": flat(librosa.octs_to_hz(np.array([-1.0, 0.0, 2.5, 4.0]), tuning=0.1)),
        "hz_to_note": librosa.hz_to_note(hz).tolist(),
        "hz_to_note_cents": librosa.hz_to_note(hz, cents=True).tolist(),
        "midi": flat(midi),
        "midi_to_hz": flat(librosa.midi_to_hz(midi)),
        "midi_to_note": [librosa.midi_to_note(m) for m in midi],
        "midi_to_note_ascii": [librosa.midi_to_note(m, octave=False, unicode=False) for m in midi],
        "midi_to_note_cents": [librosa.midi_to_note(m, cents=True) for m in midi],
        "names": names,
        "note_to_midi": [int(librosa.note_to_midi(n)) for n in names],
        "note_to_midi_exact": [num(librosa.note_to_midi(n, round_midi=False), 17) for n in names],
        "note_to_hz": flat(librosa.note_to_hz(names)),
        "weighted": flat(np.array([0.0, 1.0, 20.0, 100.0, 1000.0, 6000.0, 20000.0])),
        "a_weighting": flat(librosa.A_weighting(np.array([0.0, 1.0, 20.0, 100.0, 1000.0, 6000.0, 20000.0]))),
        "a_weighting_unlimited": flat(librosa.A_weighting(np.array([0.0, 1.0, 20.0, 100.0, 1000.0, 6000.0, 20000.0]), min_db=None)[1:]),
    },
)

# ----------------------------------------------------------------------------------------------------------- effects
y = np.concatenate([np.zeros(7000), SIGNALS["music"][:9000], np.zeros(9000), 0.3 * SIGNALS["music"][:5000], np.zeros(6000)]).astype(np.float32)
silences = []
for options in [{}, {"top_db": 20.0}, {"top_db": 40.0, "frame_length": 1000, "hop_length": 300}, {"ref": 1.0}, {"ref": 1.0, "top_db": -20.0}]:
    silences.append(
        {
            "options": options,
            "trim": librosa.effects.trim(y, **options)[1].tolist(),
            "split": librosa.effects.split(y, **options).tolist(),
        }
    )
X = noise(6 * 5, 77, 2.0).reshape(5, 6).T.copy()
X[:, 2] = 0
norms = []
for norm in (np.inf, 1, 2, 3.5, 0, -np.inf):
    for axis, each in ((0, "frames"), (1, "bins"), (None, "all")):
        for fill, small in ((None, "keep"), (False, "zero")):
            out = librosa.util.normalize(X, norm=norm, axis=axis, fill=fill, threshold=1e-3)
            norms.append({"norm": {np.inf: "Infinity", -np.inf: "-Infinity"}.get(norm, norm), "each": each, "small": small, "out": frames_first(out)})
short = SIGNALS["music"][:4000]
S = np.abs(librosa.stft(short, n_fft=256))
stretched = []
for rate in (0.5, 0.8, 1.0, 1.37, 3.0):
    s = librosa.effects.time_stretch(short, rate=rate, n_fft=256)
    stretched.append({"rate": rate, "length": len(s), "values": flat(s[::23])})
tone = chord(16000)
tone = np.array(tone, dtype=np.float32)
shifted = []
for steps in (-12, -3.5, 0, 4, 7):
    s = librosa.effects.pitch_shift(tone, sr=SR, n_steps=steps)
    shifted.append({"steps": steps, "length": len(s), "values": flat(s[4000:12000:41])})
noisy = (SIGNALS["chord"][:20000] * np.linspace(0, 1, 20000) + noise(20000, 9, 0.05)).astype(np.float32)
# System A6: mean magnitude of the noise-only stretch, magnitude subtraction with the noisy phase, peak 1.
N = np.abs(librosa.stft(noisy[:4000], n_fft=1024, hop_length=256)).mean(axis=1, keepdims=True)
Y = librosa.stft(noisy, n_fft=1024, hop_length=256)
clean = librosa.istft(np.maximum(np.abs(Y) - N, 1e-10) * np.exp(1j * np.angle(Y)), hop_length=256, n_fft=1024, length=len(noisy))
save(
    "effects",
    {
        "silences": silences,
        "normalize_in": frames_first(X),
        "normalize": norms,
        "preemphasis": flat(librosa.effects.preemphasis(short[:40])),
        "preemphasis_half": flat(librosa.effects.preemphasis(short[:40], coef=0.5)),
        "deemphasis": flat(librosa.effects.deemphasis(short[:40])),
        "griffin_lim": flat(librosa.griffinlim(S, n_iter=4, init=None, n_fft=256)[::11]),
        "griffin_lim_seed": flat(librosa.griffinlim(S, n_iter=3, random_state=5, momentum=0.5, n_fft=256, length=4000)[::11]),
        "time_stretch": stretched,
        "pitch_shift": shifted,
        "denoised": flat((clean / np.abs(clean).max())[::37].astype(np.float32)),
        "mono": flat(librosa.to_mono(np.stack([short[:20], short[20:40], short[40:60]]))),
    },
)

# ----------------------------------------------------------------------------------------------------------- writing
def same(a, b, scale=1.0):
    """Equal up to the last bits of single precision, in which NumPy's loops differ with the alignment of memory."""
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list):
        numbers = [abs(x) for x in a if isinstance(x, float)]
        return isinstance(b, list) and len(a) == len(b) and all(same(x, y, max(numbers, default=1.0)) for x, y in zip(a, b))
    if isinstance(a, float) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-6 * max(abs(a), scale)
    return a == b


if "--check" in sys.argv:
    drift = []
    for name, text in FILES.items():
        path = os.path.join(OUT, name)
        if not os.path.exists(path) or not same(json.load(open(path)), json.loads(text)):
            drift.append(name)
    print("drift: " + ", ".join(drift) if drift else f"{len(FILES)} files as they were")
    sys.exit(1 if drift else 0)
os.makedirs(OUT, exist_ok=True)
for name, text in FILES.items():
    with open(os.path.join(OUT, name), "w") as f:
        f.write(text)
print(f"{len(FILES)} files, {sum(map(len, FILES.values())) / 1e3:.0f} kB")
