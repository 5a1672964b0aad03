"""Writes the facts about GTZAN that @genre/gtzan carries (libs/gtzan/src/splits/data/*.ts) from the published lists.

    python dataset_facts.py SPLITS_FOLDER

SPLITS_FOLDER holds {train,valid,test}_filtered.txt (Kereliuk, Sturm & Larsen 2015), artist-3fold/f{1,2,3}_test.txt
(folds after Sturm 2013 by J. Foleiss) and artists.txt (Sturm's index). Needs Python 3.9+ and nothing else.
"""
import pathlib
import re
import sys

GENRES = 'blues classical country disco hiphop jazz metal pop reggae rock'.split()
source = pathlib.Path(sys.argv[1])
target = pathlib.Path(__file__).resolve().parents[3] / 'libs/gtzan/src/splits/data'
target.mkdir(parents=True, exist_ok=True)


def tracks(path):
    lines = (source / path).read_text().split('\n')
    names = [re.sub(r'^.*/', '', line.split('\t')[0].strip()) for line in lines if line.strip()]
    return [re.sub(r'^([a-z]+)[._](\d{5})\.wav$', r'\1.\2', name) for name in names]


def marks(parts):
    """One character a track, 100 a genre: the part that the track is in, or a dot."""
    table = {genre: ['.'] * 100 for genre in GENRES}
    for mark, names in parts.items():
        for name in names:
            genre, number = name.split('.')
            assert table[genre][int(number)] == '.', name
            table[genre][int(number)] = mark
    return {genre: ''.join(row) for genre, row in table.items()}


def quoted(text):
    return '"' + text + '"' if "'" in text and '"' not in text else "'" + text.replace("'", "\\'") + "'"


def write(name, constant, comment, rows):
    body = ''.join(f'  {genre}: {quoted(row)},\n' for genre, row in rows.items())
    text = f'/** {comment} */\nexport const {constant} = {{\n{body}}} as const\n'
    (target / f'{name}.ts').write_text(text)


write(
    'fault-filtered', 'FAULT_FILTERED',
    'Track by track of each genre: `r` train, `v` validation, `t` test, `.` left out. Kereliuk, Sturm & Larsen 2015.',
    marks({'r': tracks('train_filtered.txt'), 'v': tracks('valid_filtered.txt'), 't': tracks('test_filtered.txt')}),
)
write(
    'artist-folds', 'ARTIST_FOLDS',
    'Track by track of each genre: the fold whose test part it is in, `.` left out. J. Foleiss, after Sturm 2013.',
    marks({str(k): tracks(f'artist-3fold/f{k}_test.txt') for k in (1, 2, 3)}),
)

SAME = {'Rage Against the Machine': 'Rage Against The Machine'}
artists = {}
for line in (source / 'artists.txt').read_text().split('\n'):
    if line.strip():
        name, rest = line.split(' ::: ', 1)
        artist = '' if rest.startswith(':::') else rest.split(':::')[0].strip()
        artists[name[:-4]] = SAME.get(artist, artist)
index = {}
for genre in GENRES:
    runs = []
    for number in range(100):
        artist = artists[f'{genre}.{number:05d}']
        assert '|' not in artist and '*' not in artist
        if runs and runs[-1][0] == artist:
            runs[-1][1] += 1
        else:
            runs.append([artist, 1])
    index[genre] = '|'.join(artist if count == 1 else f'{artist}*{count}' for artist, count in runs)
write(
    'artist-index', 'ARTIST_INDEX',
    'The artists of tracks 0 to 99 of each genre, `*n` for n in a row, empty where unknown. Sturm 2013.',
    index,
)
