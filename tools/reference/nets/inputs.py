"""Golden values of the nets' inputs: resizing by OpenCV, TensorFlow and Pillow, and the sources' spectrogram pictures by
librosa and OpenCV. Run: python tools/reference/nets/inputs.py"""
import json
import pathlib

import cv2
import librosa
import numpy as np
import PIL
import tensorflow as tf
from PIL import Image
from safetensors.numpy import save_file

OUT = pathlib.Path(__file__).parents[3] / "libs/nets/golden"


def signal(seconds, rate, seed):
    """Noise whose level changes and two triangle waves, in whole numbers only, so that every language gets the same."""
    n = int(seconds * rate)
    i = np.arange(n)
    noise = np.random.RandomState(seed).randint(-2000, 2001, n) * (1 + i * 7 // n % 3)
    low = np.abs(i * 3 % 400 - 200) * 40 - 4000
    high = (np.abs(i * 5 % 64 - 32) * 200 - 3200) * (i * 4 // n % 2)
    return ((noise + low + high) / 32768).astype(np.float32)


def to_bytes(db):
    """The sources' way from decibels to grey values."""
    return np.uint8(cv2.normalize(db, None, 0, 255, cv2.NORM_MINMAX))


def square(y):
    db = librosa.amplitude_to_db(np.abs(librosa.stft(y, n_fft=1024, hop_length=71)), ref=np.max)[:512]
    grey = cv2.normalize(db, None, 0, 255, cv2.NORM_MINMAX)
    return np.uint8(cv2.copyMakeBorder(grey, 0, 0, 2, 2, cv2.BORDER_CONSTANT, value=0))


def wide(y):
    db = librosa.amplitude_to_db(np.abs(librosa.stft(y)), ref=np.max)
    return cv2.rotate(cv2.resize(to_bytes(db), (640, 480), interpolation=cv2.INTER_AREA), cv2.ROTATE_180)


def resizing(tensors):
    cases = []
    random = np.random.RandomState(0)
    sizes = [
        ((13, 17, 1), (7, 9)),
        ((13, 17, 3), (20, 31)),
        ((12, 18, 1), (6, 9)),
        ((12, 18, 2), (4, 6)),
        ((10, 9, 1), (10, 5)),
        ((9, 10, 1), (18, 5)),
        ((7, 5, 1), (1, 1)),
        ((1, 1, 1), (3, 4)),
        ((31, 8, 1), (5, 23)),
        ((128, 173, 1), (150, 150)),
    ]
    methods = {
        "area": lambda x, h, w: cv2.resize(x, (w, h), interpolation=cv2.INTER_AREA),
        "linear": lambda x, h, w: cv2.resize(x, (w, h), interpolation=cv2.INTER_LINEAR),
        "bilinear": lambda x, h, w: tf.image.resize(x, (h, w)).numpy(),
        "pillow": pillow,
    }
    for shape, (h, w) in sizes:
        grey = random.randint(0, 256, shape).astype(np.uint8)
        floats = (random.standard_normal(shape) * 10 ** random.uniform(-3, 3)).astype(np.float32)
        for kind, x in (("u8", grey), ("f32", floats)):
            name = f"{kind}-{shape[0]}x{shape[1]}x{shape[2]}"
            tensors[name] = x
            for method, resize in methods.items():
                if method == "bilinear" and kind == "u8" or method == "pillow" and kind == "f32":
                    continue
                if method == "pillow" and shape[2] == 2:
                    continue
                key = f"{method}-{name}-{h}x{w}"
                tensors[key] = resize(x, h, w).reshape(h, w, shape[2])
                cases.append({"name": key, "input": name, "method": method, "height": h, "width": w})
    return cases


def pillow(x, h, w):
    image = Image.fromarray(x[:, :, 0] if x.shape[2] == 1 else x)
    return np.asarray(image.resize((w, h), Image.Resampling.BILINEAR))


def main():
    tensors = {}
    cases = resizing(tensors)
    pictures = {
        "square": square(signal(3, 12000, 1)),
        "wide-10": wide(signal(10, 22050, 2)),
        "wide-15": wide(signal(15, 22050, 3)),
    }
    for name, picture in pictures.items():
        assert cv2.imwrite(str(OUT / f"{name}.png"), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    mel = librosa.feature.melspectrogram(y=signal(4, 22050, 4), sr=22050)
    tensors["mel"] = tf.image.resize(mel[..., None], (150, 150)).numpy()
    log_mel = librosa.power_to_db(librosa.feature.melspectrogram(y=signal(3, 22050, 5), sr=22050), ref=np.max)
    tensors["log-mel"] = log_mel
    tensors = {k: np.ascontiguousarray(v) for k, v in tensors.items()}
    save_file(tensors, OUT / "inputs.safetensors")
    (OUT / "inputs.safetensors").chmod(0o644)
    versions = {m.__name__: m.__version__ for m in (cv2, librosa, np, tf, PIL)}
    (OUT / "inputs.json").write_text(json.dumps({"versions": versions, "resizing": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
