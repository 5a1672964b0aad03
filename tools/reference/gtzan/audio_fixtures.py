"""Small audio files of every kind for libs/gtzan, and what reference decoders make of them.

The sound is synthetic: a decaying chord, a rising tone, clicks and noise. Files are written by soundfile, ffmpeg and sox.
Expected samples come from soundfile (libsndfile with libmpg123, libvorbis, libopus, libFLAC), of AAC and of FLAC in Ogg
from ffmpeg, cut to the length that was encoded.

    python tools/reference/gtzan/audio_fixtures.py
"""
import base64
import json
import pathlib
import shutil
import struct
import subprocess

import numpy as np
import soundfile as sf

ROOT = pathlib.Path(__file__).parents[3] / 'libs/gtzan/golden'
OUT = ROOT / 'audio'


def sound(rate, seconds, channels):
    """Deterministic, different in every channel, with silence, attacks, tones and noise; peak 0.9."""
    t = np.arange(int(rate * seconds)) / rate
    random = np.random.RandomState(7)
    noise = random.standard_normal((len(t), channels))
    out = np.zeros((len(t), channels))
    for c in range(channels):
        chord = sum(np.sin(2 * np.pi * f * t + c) for f in (220, 277.18, 329.63 * (1 + 0.01 * c)))
        sweep = np.sin(2 * np.pi * (300 + 1500 * t / seconds) * t)
        clicks = (np.arange(len(t)) % (rate // 12) < 6) * 2.0
        out[:, c] = chord * np.exp(-8 * t) + 0.4 * sweep + clicks * (c + 1) / channels + 0.15 * noise[:, c] * (t > seconds / 2)
    return 0.9 * out / np.abs(out).max()


def encode(samples):
    return base64.b64encode(np.ascontiguousarray(samples, dtype='<f4').tobytes()).decode()


def ffmpeg(*args):
    subprocess.run(['ffmpeg', '-v', 'error', '-y', *map(str, args)], check=True)


def ffmpeg_samples(path, channels):
    pcm = subprocess.run(['ffmpeg', '-v', 'error', '-i', str(path), '-f', 'f32le', '-'], capture_output=True, check=True)
    return np.frombuffer(pcm.stdout, dtype='<f4').reshape(-1, channels)


def with_gapless_tag(path, delay, samples):
    """Takes away the edit list of an m4a file whose index is at its end, and adds the tag of iTunes that replaces it."""
    data = path.read_bytes().replace(b'edts', b'free')

    def box(kind, body):
        return struct.pack('>I', 8 + len(body)) + kind + body
    text = f' 00000000 {delay:08X} 00000000 {samples:016X}'.encode()
    tag = box(b'----', box(b'mean', bytes(4) + b'com.apple.iTunes') + box(b'name', bytes(4) + b'iTunSMPB') +
              box(b'data', struct.pack('>II', 1, 0) + text))
    for kind in (b'ilst', b'meta', b'udta', b'moov'):
        at = data.index(kind) - 4
        size, = struct.unpack('>I', data[at:at + 4])
        assert at + size == len(data)
        data = data[:at] + struct.pack('>I', size + len(tag)) + data[at + 4:]
    path.write_bytes(data + tag)


def without_date(path):
    """The PEAK chunk of floating point files carries the date; without it the files are the same every time."""
    data = bytearray(path.read_bytes())
    at = data.find(b'PEAK')
    if at > 0:
        data[at + 12:at + 16] = bytes(4)
        path.write_bytes(data)


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    files = []

    def add(name, samples, rate, by, **more):
        files.append({'file': name, 'sampleRate': int(rate), 'channels': int(samples.shape[1]),
                      'frames': int(samples.shape[0]), 'reference': by, **more, 'samples': encode(samples)})

    # uncompressed: 120 frames of two channels in every container and encoding
    short = sound(22050, 0.5, 2)[3000:3120]
    kinds = {
        'WAV': ['PCM_U8', 'PCM_16', 'PCM_24', 'PCM_32', 'FLOAT', 'DOUBLE', 'ULAW', 'ALAW'],
        'WAVEX': ['PCM_U8', 'PCM_16', 'PCM_24', 'PCM_32', 'FLOAT', 'DOUBLE', 'ULAW', 'ALAW'],
        'RF64': ['PCM_16', 'FLOAT'],
        'AU': ['PCM_S8', 'PCM_16', 'PCM_24', 'PCM_32', 'FLOAT', 'DOUBLE', 'ULAW', 'ALAW'],
        'AIFF': ['PCM_S8', 'PCM_U8', 'PCM_16', 'PCM_24', 'PCM_32', 'FLOAT', 'DOUBLE', 'ULAW', 'ALAW'],
    }
    for container, subtypes in kinds.items():
        for subtype in subtypes:
            suffix = {'WAV': 'wav', 'WAVEX': 'wav', 'RF64': 'wav', 'AU': 'au', 'AIFF': 'aiff'}[container]
            name = f'{container.lower()}-{subtype.lower().replace("_", "")}.{suffix}'
            sf.write(OUT / name, short, 22050, format=container, subtype=subtype)
            without_date(OUT / name)
            samples, rate = sf.read(OUT / name, dtype='float32', always_2d=True)
            add(name, samples, rate, 'soundfile', format=suffix)
    for name, endian, container in [('au-little.au', 'LITTLE', 'AU'), ('aiff-sowt.aiff', 'LITTLE', 'AIFF'),
                                    ('wav-rifx.wav', 'BIG', 'WAV')]:
        sf.write(OUT / name, short, 22050, format=container, subtype='PCM_16', endian=endian)
        samples, rate = sf.read(OUT / name, dtype='float32', always_2d=True)
        add(name, samples, rate, 'soundfile', format=name.split('.')[-1])
    for channels, rate in [(1, 8000), (3, 192000), (6, 48000), (8, 96000)]:
        name = f'wav-{channels}ch-{rate}.wav'
        sf.write(OUT / name, sound(rate, 80 / rate, channels), rate, subtype='PCM_16')
        samples, rate = sf.read(OUT / name, dtype='float32', always_2d=True)
        add(name, samples, rate, 'soundfile', format='wav')
    source = OUT / 'source.wav'
    sf.write(source, short, 22050, subtype='PCM_16')
    expected = sf.read(source, dtype='float32', always_2d=True)[0]
    # streaming writers do not know the length
    with open(OUT / 'wav-ffmpeg-pipe.wav', 'wb') as f:
        f.write(subprocess.run(['ffmpeg', '-v', 'error', '-i', str(source), '-metadata', 'title=odd', '-f', 'wav', '-'],
                               capture_output=True, check=True).stdout)
    add('wav-ffmpeg-pipe.wav', expected, 22050, 'the source', format='wav', lengthStated=False)
    raw = ['-t', 'raw', '-e', 'signed', '-b', '16', '-r', '22050', '-c', '2']
    with open(OUT / 'wav-sox-pipe.wav', 'wb') as f:
        f.write(subprocess.run(['sox', *raw, '-', '-t', 'wav', '-'], capture_output=True,
                               input=source.read_bytes()[44:]).stdout)
    add('wav-sox-pipe.wav', expected, 22050, 'the source', format='wav', lengthStated=False)

    # compressed: a tenth of a second or a little more
    def compressed(name, rate, channels, args, by='soundfile', seconds=None, frames=None, **more):
        seconds = seconds or (0.1 if rate * channels > 40000 else 0.15)
        sf.write(source, sound(rate, seconds, channels), rate, subtype='PCM_16')
        ffmpeg('-i', source, *args, '-fflags', '+bitexact', '-flags:a', '+bitexact', OUT / name)
        if by == 'soundfile':
            samples, got = sf.read(OUT / name, dtype='float32', always_2d=True)
        else:
            samples, got = ffmpeg_samples(OUT / name, channels), more.pop('decodedRate', rate)
        total = int(rate * seconds) if frames is None else frames
        add(name, samples[:total] if total else samples, got, by, **more)

    mp3 = {'format': 'mp3', 'frames': 0}
    compressed('cbr-mono.mp3', 22050, 1, ['-c:a', 'libmp3lame', '-b:a', '64k'], **mp3)
    compressed('cbr-joint.mp3', 44100, 2, ['-c:a', 'libmp3lame', '-b:a', '96k'], **mp3)
    compressed('vbr-stereo.mp3', 48000, 2, ['-c:a', 'libmp3lame', '-q:a', '4', '-metadata', 'title=Title',
                                            '-write_id3v1', '1'], **mp3)
    compressed('mpeg25-mono.mp3', 8000, 1, ['-c:a', 'libmp3lame', '-b:a', '16k'], **mp3)
    compressed('no-xing.mp3', 32000, 1, ['-c:a', 'libmp3lame', '-b:a', '48k', '-write_xing', '0', '-id3v2_version', '0'],
               lengthStated=False, **mp3)
    compressed('layer2.mp2', 32000, 1, ['-c:a', 'mp2', '-b:a', '64k'], lengthStated=False, **mp3)
    flac = {'format': 'flac', 'seconds': 0.06}
    for level in (0, 5, 12):
        compressed(f'level{level}.flac', 22050, 2, ['-c:a', 'flac', '-compression_level', level], **flac)
    compressed('s24.flac', 22050, 1, ['-af', 'volume=0.37', '-sample_fmt', 's32', '-c:a', 'flac'], **flac)
    compressed('6ch.flac', 16000, 6, ['-c:a', 'flac'], **flac)
    compressed('flac-in-ogg.oga', 22050, 2, ['-c:a', 'flac'], by='ffmpeg', **flac)
    compressed('mono.ogg', 22050, 1, ['-c:a', 'libvorbis', '-q:a', '1'], format='vorbis')
    compressed('stereo.ogg', 44100, 2, ['-c:a', 'libvorbis', '-q:a', '3'], format='vorbis')
    compressed('mono.opus', 48000, 1, ['-c:a', 'libopus', '-b:a', '32k'], format='opus')
    compressed('stereo.opus', 48000, 2, ['-c:a', 'libopus', '-b:a', '64k'], format='opus')
    compressed('speech.opus', 48000, 1, ['-c:a', 'libopus', '-b:a', '12k', '-application', 'voip'], format='opus')
    aac = {'by': 'ffmpeg', 'format': 'm4a'}
    for rate, channels, rate_bits in [(22050, 1, 32), (44100, 1, 64), (48000, 2, 96), (22050, 2, 32), (16000, 2, 24)]:
        compressed(f'aac-{rate}-{channels}.m4a', rate, channels, ['-c:a', 'aac', '-b:a', f'{rate_bits}k'], **aac)
    compressed('aac-faststart.m4a', 44100, 2, ['-c:a', 'aac', '-b:a', '48k', '-movflags', '+faststart'], **aac)
    compressed('aac-fragmented.m4a', 44100, 1, ['-c:a', 'aac', '-b:a', '64k', '-movflags', 'frag_keyframe+empty_moov',
                                                '-frag_duration', '100000'], frames=0, **aac)
    compressed('aac-fast-coder.mp4', 44100, 2, ['-c:a', 'aac', '-aac_coder', 'fast', '-b:a', '64k'], **aac)
    compressed('aac-6ch.m4a', 16000, 6, ['-c:a', 'aac', '-b:a', '96k'], seconds=0.1, **aac)
    sf.write(source, sound(32000, 0.1, 1), 32000, subtype='PCM_16')
    name = 'aac-itunes-tag.m4a'
    ffmpeg('-i', source, '-c:a', 'aac', '-b:a', '48k', OUT / name)
    with_gapless_tag(OUT / name, 1024, 3200)
    add(name, ffmpeg_samples(OUT / name, 1)[:3200], 32000, 'ffmpeg', format='m4a')
    compressed('adts.aac', 44100, 2, ['-c:a', 'aac', '-b:a', '64k'], by='ffmpeg', frames=0, format='aac',
               lengthStated=False)
    source.unlink()

    version = subprocess.run(['ffmpeg', '-version'], capture_output=True, text=True).stdout.split()[2]
    index = {'numpy': np.__version__, 'soundfile': sf.__version__, 'libsndfile': sf.__libsndfile_version__,
             'ffmpeg': version, 'files': files}
    (ROOT / 'audio.json').write_text(json.dumps(index, indent=1) + '\n')


main()
