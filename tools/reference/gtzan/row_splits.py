"""Row numbers of scikit-learn's train_test_split, for libs/gtzan/golden/row-splits.json. Run: python row_splits.py"""
import json
import pathlib
import platform

import numpy
import sklearn
from sklearn.model_selection import train_test_split

CASES = [(10, 0.3, 0, 42), (10, 0.25, 0, 0), (11, 0.3, 0, 1), (100, 20, 0, 42), (100, 0.15, 0.15, 42), (101, 0.2, 0.1, 7),
         (57, 0.33, 0.1, 3), (100, 10, 20, 5), (3, 1, 1, 0)]
cases = []
for rows, test_size, validation_size, seed in CASES:
    if validation_size:
        held_out = test_size + validation_size
        held_out = held_out if isinstance(test_size, int) else float(f'{held_out:.12g}')
        share = test_size if isinstance(test_size, int) else test_size / held_out
        train, rest = train_test_split(numpy.arange(rows), test_size=held_out, random_state=seed)
        validation, test = train_test_split(rest, test_size=share, random_state=seed)
    else:
        train, test = train_test_split(numpy.arange(rows), test_size=test_size, random_state=seed)
        validation = []
    cases.append(dict(rows=rows, testSize=test_size, validationSize=validation_size, randomState=seed,
                      train=list(map(int, train)), validation=list(map(int, validation)), test=list(map(int, test))))
# The whole published 3 s table, as sums that only the very same rows in the very same order have.
for rows in (9990, 9926):
    train, test = train_test_split(numpy.arange(rows), test_size=0.3, random_state=42)
    order = numpy.arange(1, rows + 1)
    cases.append(dict(rows=rows, testSize=0.3, validationSize=0, randomState=42, trainLength=len(train),
                      testLength=len(test), trainSum=int((train * order[:len(train)]).sum()),
                      testSum=int((test * order[:len(test)]).sum())))
made = dict(python=platform.python_version(), numpy=numpy.__version__, sklearn=sklearn.__version__)
path = pathlib.Path(__file__).resolve().parents[3] / 'libs/gtzan/golden/row-splits.json'
path.write_text(json.dumps(dict(madeWith=made, cases=cases)) + '\n')
