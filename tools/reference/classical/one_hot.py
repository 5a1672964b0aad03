"""Reference values of sklearn.preprocessing.OneHotEncoder. Run: python tools/reference/classical/one_hot.py"""
import warnings

import numpy as np
import sklearn
from datasets import numbers, save
from sklearn.preprocessing import OneHotEncoder

warnings.filterwarnings("ignore")  # unknown categories on purpose

NAMES = ["blues", "jazz", "rock", "Pop", "métal", "\U0001f3b8"]


def table(random, rows, unknown=False):
    names = NAMES + ["polka"] if unknown else NAMES
    p = np.array([8, 5, 3, 2, 1, 1] + [1] * unknown)
    return [[str(random.choice(names, p=p / p.sum())), int(random.randint(-2, 4 + 2 * unknown)), bool(random.randint(2))]
            for _ in range(rows)]


CASES = [
    {}, {"drop": "first"}, {"drop": "if_binary"}, {"drop": ["jazz", 0, True]}, {"handle_unknown": "ignore"},
    {"handle_unknown": "ignore", "drop": "first"}, {"min_frequency": 4, "handle_unknown": "infrequent_if_exist"},
    {"min_frequency": 0.15, "handle_unknown": "ignore"}, {"max_categories": 3, "handle_unknown": "infrequent_if_exist"},
    {"max_categories": 1, "handle_unknown": "infrequent_if_exist"}, {"max_categories": 3, "min_frequency": 6, "drop": "first"},
    {"max_categories": 2, "drop": "if_binary", "handle_unknown": "infrequent_if_exist"},
    {"min_frequency": 5, "drop": ["blues", 1, False]},
    {"categories": [["rock", "blues", "jazz", "Pop", "métal", "\U0001f3b8", "folk"], [-2, -1, 0, 1, 2, 3, 7], [False, True]]},
    {"categories": [["rock", "blues"], [0, 1, 2], [False, True]], "handle_unknown": "ignore"},
    {"categories": [["rock", "blues"], [0, 1, 2], [False, True]], "handle_unknown": "infrequent_if_exist", "min_frequency": 5},
]


def plain(values):
    return [[None if v is None else v.item() if hasattr(v, "item") else v for v in row] for row in values]


def main():
    out = {"sklearn": sklearn.__version__, "cases": []}
    for seed, kwargs in enumerate(CASES):
        random = np.random.RandomState(seed)
        known = kwargs.get("handle_unknown", "error") == "error"
        X, Q = table(random, 25), table(random, 12, unknown=not known)
        as_objects = lambda rows: np.array(rows, dtype=object)
        if known and "categories" not in kwargs:
            Q = X[:12]
        model = OneHotEncoder(sparse_output=False, **kwargs).fit(as_objects(X))
        encoded = model.transform(as_objects(Q))
        out["cases"].append({
            "params": kwargs, "X": X, "Q": Q, "width": encoded.shape[1], "transform": numbers(encoded),
            "inverse": plain(model.inverse_transform(encoded)), "categories": plain(model.categories_),
            "dropIdx": None if model.drop_idx_ is None else [None if i is None else int(i) for i in model.drop_idx_],
            "infrequent": plain_or_none(model), "names": [str(name) for name in model.get_feature_names_out(["a", "b", "c"])],
        })
    save("one-hot.json", out)


def plain_or_none(model):
    if not model._infrequent_enabled:
        return [None] * len(model.categories_)
    return [None if c is None else plain([c])[0] for c in model.infrequent_categories_]


if __name__ == "__main__":
    main()
