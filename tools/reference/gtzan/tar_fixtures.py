"""Archives in every dialect of tar, written by Python's tarfile, and what tarfile itself reads in them.

Writes libs/gtzan/golden/archives/*.tar.gz and golden/archives.json. Needs Python 3.11 or newer and nothing else.
"""

import gzip
import io
import json
import struct
import sys
import tarfile
from pathlib import Path

OUT = Path(__file__).resolve().parents[3] / 'libs' / 'gtzan' / 'golden'


def au(seed: int, frames: int = 60) -> bytes:
    """A Sun file of a few 16-bit samples."""
    values = [((i * 7919 + seed * 104729) % 65536) - 32768 for i in range(frames)]
    return struct.pack('>4sIIIII', b'.snd', 24, 2 * frames, 3, 22050, 1) + struct.pack(f'>{frames}h', *values)


def member(name: str, data: bytes | None = None, kind: bytes = tarfile.REGTYPE, link: str = ''):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = link
    info.size = len(data or b'')
    info.mtime = 1_000_000_000
    return info, data


LONG = 'genres/rock/' + '/'.join(['a folder with quite a long name'] * 9) + '/song.au'
PLAIN = [
    member('./', kind=tarfile.DIRTYPE),
    member('./genres/', kind=tarfile.DIRTYPE),
    member('./genres/blues/blues.00000.au', au(1)),
    member('./genres/blues/._blues.00000.au', b'a shadow of macOS'),
    member('./genres/rock/rock.00001.au', au(2, 500)),
    member('./genres/rock/readme.txt', b'no audio'),
    member('./genres/empty.d/', kind=tarfile.DIRTYPE),
    member('./genres/jazz/jazz.00054.au', b''),
]
NAMES = [
    member(LONG, au(3)),
    member('genres/pop/日本 "é" \n.au', au(4)),
    member('genres/pop/two  blanks\'.au', au(5)),
]
HOSTILE = [
    member('genres/blues/blues.00000.au', au(1)),
    member('/etc/blues.00001.au', au(2)),
    member('genres/../../blues.00002.au', au(3)),
    member('genres/blues/blues.00003.au', kind=tarfile.SYMTYPE, link='/etc/passwd'),
    member('genres/blues/blues.00004.au', kind=tarfile.LNKTYPE, link='genres/blues/blues.00000.au'),
    member('genres/blues/blues.00005.au', kind=tarfile.CHRTYPE),
    member('genres/blues/blues.00006.au', kind=tarfile.FIFOTYPE),
    member('genres/blues/blues.00000.au', au(9)),
    member('genres/blues/blues.00007.au', au(7)),
]

ARCHIVES = {
    'ustar': (tarfile.USTAR_FORMAT, PLAIN),
    'gnu': (tarfile.GNU_FORMAT, PLAIN + NAMES),
    'pax': (tarfile.PAX_FORMAT, PLAIN + NAMES),
    'hostile': (tarfile.GNU_FORMAT, HOSTILE),
}


def main() -> None:
    folder = OUT / 'archives'
    folder.mkdir(parents=True, exist_ok=True)
    golden = {'made_with': f'Python {sys.version.split()[0]}, tarfile', 'archives': {}}
    for name, (form, members) in ARCHIVES.items():
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode='w', format=form) as tar:
            for info, data in members:
                tar.addfile(info, None if data is None else io.BytesIO(data))
        with open(folder / f'{name}.tar.gz', 'wb') as file:
            with gzip.GzipFile(fileobj=file, mode='wb', mtime=0, filename='') as packed:
                packed.write(raw.getvalue())
        with tarfile.open(fileobj=io.BytesIO(raw.getvalue())) as tar:
            read = [
                {'name': m.name, 'offset': m.offset_data, 'size': m.size, 'file': m.isfile()} for m in tar.getmembers()
            ]
        golden['archives'][name] = read
    (OUT / 'archives.json').write_text(json.dumps(golden, indent=1, ensure_ascii=True) + '\n')


if __name__ == '__main__':
    main()
