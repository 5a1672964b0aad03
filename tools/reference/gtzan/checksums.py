"""Writes the MD5 sums of GTZAN's files that @genre/gtzan carries (libs/gtzan/src/known/data/checksums.ts).

    python checksums.py gtzan_genre_index_1.0.json && npx prettier --write libs/gtzan/src/known/data

The index is mirdata's (https://github.com/mir-dataset-loaders/mirdata at 9638d900, also Zenodo record 13993311); its sums are those of
the 1000 wav files. Needs Python 3.9+ and nothing else.
"""
import base64
import json
import pathlib
import sys

GENRES = 'blues classical country disco hiphop jazz metal pop reggae rock'.split()
tracks = json.loads(pathlib.Path(sys.argv[1]).read_text())['tracks']
assert len(tracks) == 1000
lines = []
for genre in GENRES:
    sums = b''.join(bytes.fromhex(tracks[f'{genre}.{k:05d}']['audio'][1]) for k in range(100))
    lines.append(f"  {genre}: '{base64.b64encode(sums).decode()}',\n")
target = pathlib.Path(__file__).resolve().parents[3] / 'libs/gtzan/src/known/data/checksums.ts'
target.parent.mkdir(parents=True, exist_ok=True)
comment = "/** MD5 sums of GTZAN's wav files, 16 bytes each, track 0 to 99 of each genre, in base64. From mirdata's index 1.0. */"
target.write_text(f'{comment}\nexport const CHECKSUMS = {{\n{"".join(lines)}}} as const\n')
