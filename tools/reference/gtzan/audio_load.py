"""What librosa makes of the files of audio_fixtures.py (librosa.load) and of channels (librosa.to_mono), for libs/gtzan.

    python tools/reference/gtzan/audio_load.py
"""
import base64
import json
import pathlib
import warnings

import librosa
import numpy as np
import soundfile as sf
import soxr

ROOT = pathlib.Path(__file__).parents[3] / 'libs/gtzan/golden'


def encode(samples):
    return base64.b64encode(np.ascontiguousarray(samples, dtype='<f4').tobytes()).decode()


def main():
    warnings.simplefilter('ignore')
    random = np.random.RandomState(3)
    mono = []
    for count in range(1, 19):
        # as soundfile hands it over: frame by frame
        y = random.standard_normal((12, count)).astype(np.float32).T
        mono.append({'channels': [encode(row) for row in y], 'mono': encode(librosa.to_mono(y))})
    loads = []
    for name, options in [
        ('cbr-joint.mp3', {}), ('vbr-stereo.mp3', {}), ('stereo.ogg', {}), ('mono.opus', {}), ('level5.flac', {}),
        ('wav-6ch-48000.wav', {}), ('wav-1ch-8000.wav', {}), ('stereo.ogg', {'sr': 16000}), ('stereo.ogg', {'sr': None}),
        ('wav-pcm16.wav', {'offset': 0.001, 'duration': 0.003}), ('au-float.au', {'offset': 0.0019999}),
        ('aiff-pcm24.aiff', {'duration': 0.00201}), ('wav-pcm24.wav', {'offset': 0.002, 'duration': 10}),
        ('cbr-mono.mp3', {'offset': 0.03, 'duration': 0.05}), ('level5.flac', {'offset': 0.01, 'duration': 0.02}),
        ('mono.ogg', {'offset': 0.05}), ('stereo.ogg', {'offset': 0.02, 'duration': 0.03}),
    ]:
        y, rate = librosa.load(ROOT / 'audio' / name, **options)
        loads.append({'file': name, 'sampleRate': options.get('sr', 22050), 'offset': options.get('offset'),
                      'duration': options.get('duration'), 'rate': int(rate), 'samples': encode(y)})
    out = {'librosa': librosa.__version__, 'numpy': np.__version__, 'soxr': soxr.__version__,
           'soundfile': sf.__version__, 'mono': mono, 'loads': loads}
    (ROOT / 'audio-load.json').write_text(json.dumps(out, indent=1) + '\n')


main()
