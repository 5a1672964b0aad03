"""Reference index sets of the splitters and train_test_split. Run: python tools/reference/classical/splits.py"""
import warnings

import numpy as np
import sklearn
from datasets import save
from sklearn.model_selection import (GroupKFold, GroupShuffleSplit, KFold, PredefinedSplit, ShuffleSplit,
                                     StratifiedGroupKFold, StratifiedKFold, StratifiedShuffleSplit, train_test_split)

warnings.filterwarnings("ignore")  # classes with fewer members than folds

NAMES = np.array(["blues", "classical", "country", "disco", "hiphop", "jazz", "metal", "pop", "reggae", "rock"])


def tables():
    """Name to (y, groups): tracks of a class, groups over several classes, uneven classes, two classes."""
    random = np.random.RandomState(0)
    tracks = np.repeat(np.arange(24), random.randint(1, 6, 24))
    y = random.permutation(np.arange(24) % 10)[tracks]
    order = random.permutation(len(y))
    uneven = random.choice(4, 83, p=[0.6, 0.25, 0.1, 0.05])
    return {
        "tracks": (NAMES[y][order], np.char.add("track", tracks.astype(str))[order]),
        "mixed": (NAMES[random.randint(0, 10, 90)], random.randint(0, 17, 90)),
        "uneven": (uneven, random.randint(-5, 20, 83)),
        "binary": (random.rand(41) < 0.4, random.randint(0, 13, 41)),
    }


def folds(splitter, y, groups):
    """The fold of each row, as one text of digits."""
    fold = np.full(len(y), -1)
    for k, (train, test) in enumerate(splitter.split(np.zeros(len(y)), y, groups)):
        assert np.array_equal(train, np.setdiff1d(np.arange(len(y)), test)) and np.all(np.diff(test) > 0)
        fold[test] = k
    return "".join(map(str, fold))


def parts(splitter, y, groups):
    return [[train.tolist(), test.tolist()] for train, test in splitter.split(np.zeros(len(y)), y, groups)]


data = tables()
out = {"sklearn": sklearn.__version__, "numpy": np.__version__,
       "tables": {name: {"y": y.tolist(), "groups": g.tolist()} for name, (y, g) in data.items()},
       "folds": [], "shuffled": [], "trainTest": []}
for name, (y, groups) in data.items():
    for Class in (KFold, StratifiedKFold, GroupKFold, StratifiedGroupKFold):
        for n in (2, 3, 5, 7):
            for seed in (None, 0, 1, 42, 2**32 - 1):
                splitter = Class(n, shuffle=seed is not None, random_state=seed)
                out["folds"].append([name, Class.__name__, n, seed, folds(splitter, y, groups)])
    for Class in (ShuffleSplit, StratifiedShuffleSplit, GroupShuffleSplit):
        for seed, sizes in [(0, {}), (42, {"testSize": 0.3}), (7, {"trainSize": 0.5}),
                            (1, {"testSize": 11, "trainSize": 12}), (3, {"testSize": 0.21, "trainSize": 0.4})]:
            size = {"test_size": sizes.get("testSize"), "train_size": sizes.get("trainSize")}
            if Class is GroupShuffleSplit and "testSize" in sizes and "trainSize" in sizes and seed == 1:
                size, sizes = {"test_size": 4, "train_size": 5}, {"testSize": 4, "trainSize": 5}
            if Class is StratifiedShuffleSplit and not sizes:
                size["test_size"] = sizes["testSize"] = 0.25  # the default leaves fewer test rows than classes
            splitter = Class(2, random_state=seed, **size)
            try:
                out["shuffled"].append([name, Class.__name__, sizes, seed, parts(splitter, y, groups)])
            except ValueError as error:
                out["shuffled"].append([name, Class.__name__, sizes, seed, None])
                print(name, Class.__name__, sizes, error)
    rows = np.arange(len(y))
    for seed in (0, 1, 42, 123456789):
        for options in ({}, {"testSize": 0.3}, {"testSize": 13}, {"trainSize": 0.6}, {"stratify": True, "testSize": 0.4},
                        {"shuffle": False, "testSize": 0.3}):
            kwargs = {"test_size": options.get("testSize"), "train_size": options.get("trainSize"),
                      "shuffle": options.get("shuffle", True), "stratify": y if options.get("stratify") else None}
            train, test = train_test_split(rows, random_state=seed, **kwargs)
            out["trainTest"].append([name, options, seed, train.tolist(), test.tolist()])
fold = [3, -1, 0, 0, 3, 7, -1, 0]
out["predefined"] = {"testFold": fold, "splits": parts(PredefinedSplit(fold), fold, None)}
save("splits.json", out)
