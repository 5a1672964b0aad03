"""The tables of AAC (ISO/IEC 14496-3) that a decoder needs: Huffman codes and scale factor bands, by experiment.

Frames with chosen bits are handed to an AAC decoder (FFmpeg), and the spectrum that it makes of them is measured. A
prefix of bits is a whole code word when the symbol does not depend on the bits that follow. The tables so found are
checked: every symbol exactly once, Kraft's sum 1.

    python aac_tables.py > ../../../libs/gtzan/src/decode/aac/aac-tables.ts

Needs numpy and ffmpeg; takes a few minutes.
"""
import os
import random
import subprocess
import sys
import tempfile

import numpy as np

RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000]
RATE_INDEX = 4  # 44100 Hz, where the first bands are 4 lines wide
# codebook: (dimension, largest magnitude, signed)
BOOKS = {1: (4, 1, True), 2: (4, 1, True), 3: (4, 2, False), 4: (4, 2, False), 5: (2, 4, True), 6: (2, 4, True),
         7: (2, 7, False), 8: (2, 7, False), 9: (2, 12, False), 10: (2, 12, False), 11: (2, 16, False)}
TAIL = '1' * 80
GAIN = 140


def bits(value, width):
    return format(value, f'0{width}b')


def frame(payload, rate_index=RATE_INDEX):
    """An ADTS frame around the bits of a raw data block."""
    payload += '0' * (-len(payload) % 8)
    body = int(payload, 2).to_bytes(len(payload) // 8, 'big')
    length = 7 + len(body)
    head = bits(0xFFF, 12) + '0' + '00' + '1' + '01' + bits(rate_index, 4) + '0' + bits(1, 3) + '0000' + \
        bits(length, 13) + bits(0x7FF, 11) + '00'
    return int(head, 2).to_bytes(7, 'big') + body


def channel(spectrum, sections, max_sfb, gain=100, factors='', short=False):
    """One single channel element. `sections` are (codebook, number of bands)."""
    out = '000' + '0000' + bits(gain, 8)
    out += '0' + ('10' if short else '00') + '0'
    out += bits(max_sfb, 4) + '1111111' if short else bits(max_sfb, 6) + '0'
    step = 3 if short else 5
    for book, count in sections:
        out += bits(book, 4)
        while count >= 2 ** step - 1:
            out += '1' * step
            count -= 2 ** step - 1
        out += bits(count, step)
    return out + factors + '000' + spectrum


SILENCE = channel('', [], 0) + '111'


def decode(tests, rate_index=RATE_INDEX):
    """The 2048 samples that each test frame makes between silent ones; None where the decoder refused it."""
    silent = frame(SILENCE, rate_index)
    blob, starts = bytearray(silent), []
    for test in tests:
        starts.append(len(blob))
        blob += frame(test, rate_index) + silent + silent
    with tempfile.NamedTemporaryFile(suffix='.aac', delete=False) as f:
        f.write(blob)
    try:
        listing = subprocess.run(['ffprobe', '-v', 'quiet', '-f', 'aac', '-show_frames', '-show_entries',
                                  'frame=pkt_pos', '-of', 'csv=p=0', f.name], capture_output=True, text=True).stdout
        pcm = subprocess.run(['ffmpeg', '-v', 'quiet', '-f', 'aac', '-i', f.name, '-f', 'f32le', '-ac', '1', '-'],
                             capture_output=True).stdout
    finally:
        os.unlink(f.name)
    positions = [int(line.split(',')[0]) for line in listing.split()]
    blocks = np.frombuffer(pcm, dtype=np.float32).reshape(-1, 1024).astype(float)
    assert len(blocks) == len(positions), (len(blocks), len(positions))
    where = {position: i for i, position in enumerate(positions)}
    result = []
    for start, test in zip(starts, tests):
        i = where.get(start)
        j = where.get(start + len(frame(test, rate_index)))
        result.append(None if i is None or j != i + 1 else np.concatenate([blocks[i], blocks[j]]))
    return result


def basis(length, lines):
    n = np.arange(length)
    window = np.sin(np.pi / length * (n + 0.5))
    phase = n + 0.5 + length / 4
    return [window * np.cos(2 * np.pi / length * phase * (k + 0.5)) * np.sqrt(4 / length) for k in lines]


def first_lines(samples, count=4):
    return np.array([samples @ row for row in LONG[:count]])


LONG = basis(2048, range(1024))


def quantised(book, samples, unit):
    dimension = BOOKS[book][0]
    lines = first_lines(samples, dimension) / unit
    values = np.rint(np.abs(lines) ** 0.75)
    if np.any(np.abs(np.abs(lines) ** 0.75 - values) > 0.02 + 0.001 * values):
        return None
    values = np.minimum(values, 16) if book == 11 else values
    return tuple(int(v) for v in (values * np.sign(lines) if BOOKS[book][2] else values))


def find_codes(test_of, symbol_of, longest, enough=26):
    """Walks the tree of a prefix code. `test_of(bits)` makes a frame, `symbol_of(samples)` reads what was decoded."""
    rng = random.Random(1)
    codes, level = {}, ['']
    while level:
        seen = {prefix: [] for prefix in level}
        for _ in range(12):
            # a prefix is decided once it gave two symbols, or one and the same often enough
            open_ones = [p for p in level if len(set(seen[p])) < 2 and len(seen[p]) < enough]
            if not open_ones:
                break
            tests, owners = [], []
            for prefix in open_ones:
                for _ in range(32):
                    length = rng.randrange(0, longest - len(prefix) + 3)
                    tests.append(test_of(prefix + (bits(rng.getrandbits(length), length) if length else '')))
                    owners.append(prefix)
            for prefix, result in zip(owners, decode(tests)):
                symbol = None if result is None else symbol_of(result)
                if symbol is not None:
                    seen[prefix].append(symbol)
        following = []
        for prefix in level:
            symbols = set(seen[prefix])
            if len(symbols) == 1:
                symbol = symbols.pop()
                assert symbol not in codes, (symbol, prefix, codes[symbol])
                codes[symbol] = prefix
            else:
                assert symbols and len(prefix) < longest, (prefix, symbols)
                following += [prefix + '0', prefix + '1']
        print(len(codes), 'codes,', len(following), 'open', file=sys.stderr)
        level = following
    assert sum(2.0 ** -len(code) for code in codes.values()) == 1
    return codes


def spectral_codes(book, unit):
    dimension, largest, signed = BOOKS[book]
    codes = find_codes(lambda tail: channel(tail + TAIL, [(book, 1)], 1, gain=GAIN, factors='0'), lambda r: quantised(book, r, unit), 16)
    low = -largest if signed else 0
    assert len(codes) == (largest - low + 1) ** dimension, len(codes)

    def index(symbol):
        value = 0
        for v in symbol:
            value = value * (largest - low + 1) + v - low
        return value
    return {index(symbol): code for symbol, code in codes.items()}


def scale_factor_codes(zeros, ones, unit):
    """Differences -60..60 by index 0..120: the level of a second band, whose lines are coded as ones."""
    codes, level = {}, ['']
    while level:
        # the bits behind the factors are fixed, so that only a whole code word leaves a frame that can be decoded
        tests = [channel(zeros + ones + '111', [(1, 2)], 2, gain=128, factors='0' + prefix) for prefix in level]
        following = []
        for prefix, result in zip(level, decode(tests)):
            lines = np.zeros(8) if result is None else first_lines(result, 8)
            exponent = 4 * np.log2(max(lines[4], 1e-30) / unit) + GAIN - 128
            whole = np.max(np.abs(lines[:4])) < 1e-3 * lines[4] and np.ptp(lines[4:]) < 1e-2 * lines[4] and \
                abs(exponent - round(exponent)) < 0.05
            if whole:
                index = int(round(exponent)) + 60
                assert 0 <= index <= 120 and index not in codes, index
                codes[index] = prefix
            elif len(prefix) < 19:
                following += [prefix + '0', prefix + '1']
        print(len(codes), 'codes,', len(following), 'open', file=sys.stderr)
        level = following
    assert len(codes) == 121 and sum(2.0 ** -len(code) for code in codes.values()) == 1, len(codes)
    return codes


def band_edges(zeros_ones, factors, unit, rate_index, short):
    """Where the scale factor bands begin and end: neighbouring bands get different levels."""
    up, down = factors[60 + 8], factors[60 - 8]
    for count in range(15 if short else 51, 0, -1):
        levels = factors[60] + ''.join(up if i % 2 else down for i in range(1, count))
        test = channel(zeros_ones * 256, [(1, count)], count, gain=GAIN, factors=levels, short=short) + '111'
        result = decode([test], rate_index)[0]
        if result is not None:
            break
    if short:
        # the fourth of eight short windows
        part = result[448 + 3 * 128:448 + 3 * 128 + 256]
        lines = np.array([part @ row for row in basis(256, range(128))])
    else:
        lines = np.array([result @ row for row in LONG])
    changes = np.flatnonzero(np.diff(np.abs(lines) > 0.5 * np.abs(lines).max())) + 1
    edges = [0] + [int(c) for c in changes] + [len(lines)]
    assert len(edges) == count + 1, (rate_index, short, count, edges)
    return edges


def main():
    rng = random.Random(0)
    probes = [channel(bits(rng.getrandbits(8), 8) + TAIL, [(1, 1)], 1, gain=GAIN, factors='0') for _ in range(200)]
    unit = max(np.abs(first_lines(r)).max() for r in decode(probes) if r is not None)
    books = {book: spectral_codes(book, unit) for book in BOOKS}
    zeros, ones = books[1][40], books[1][80]
    factors = scale_factor_codes(zeros, ones, unit)
    edges = {short: [band_edges(ones, factors, unit, i, short) for i in range(len(RATES))] for short in (False, True)}

    def code_order(codes):
        order = sorted(codes, key=lambda symbol: (len(codes[symbol]), codes[symbol]))
        code, length = 0, 1
        for symbol in order:
            # canonical: within a length codes count upwards, so lengths and the order say everything
            code <<= len(codes[symbol]) - length
            length = len(codes[symbol])
            assert codes[symbol] == bits(code, length)
            code += 1
        counts = [sum(len(c) == n for c in codes.values()) for n in range(1, length + 1)]
        return counts, order

    def book_text(codes):
        counts, order = code_order(codes)
        return f'{{ counts: {counts}, symbols: {order} }}'

    version = subprocess.run(['ffmpeg', '-version'], capture_output=True, text=True).stdout.split()[2]
    print(f'''// Made by tools/reference/gtzan/aac_tables.py with FFmpeg {version} as the decoder under observation; do not edit.

/** A Huffman code: how many code words there are of each length from 1 on, and the symbols in the order of the codes. */
export interface HuffmanTable {{
  readonly counts: readonly number[]
  readonly symbols: readonly number[]
}}

/** Differences of scale factors, plus 60. */
export const SCALE_FACTOR_CODES: HuffmanTable = {book_text(factors)}

/** Codebooks 1 to 11 of spectral lines (ISO/IEC 14496-3, 4.6.3). */
export const SPECTRAL_CODES: readonly HuffmanTable[] = [
''' + ''.join(f'  {book_text(books[book])},\n' for book in BOOKS) + ''']

/** Edges of the scale factor bands of long blocks, by index of the sample rate. */
export const LONG_BANDS: readonly (readonly number[])[] = [
''' + ''.join(f'  {e},\n' for e in edges[False]) + ''']

/** The same of short blocks. */
export const SHORT_BANDS: readonly (readonly number[])[] = [
''' + ''.join(f'  {e},\n' for e in edges[True]) + ''']''')


if __name__ == '__main__':
    main()
