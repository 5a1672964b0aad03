"""The small data sets that golden values of several estimators use. Run: python tools/reference/classical/datasets.py"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine

DIGITS_ROWS = 500


def datasets():
    """Name to (X, y). Iris has its names as labels, the others numbers."""
    iris = load_iris()
    digits = load_digits()
    return {
        "iris": (iris.data, iris.target_names[iris.target]),
        "wine": load_wine(return_X_y=True),
        "cancer": load_breast_cancer(return_X_y=True),
        "digits": (digits.data[:DIGITS_ROWS], digits.target[:DIGITS_ROWS]),
    }


def numbers(values):
    """Numbers as lists, whole ones without a point: the files get smaller."""
    return [int(v) if float(v).is_integer() and abs(v) < 2**53 else float(v) for v in np.ravel(values)]


def save(name, values):
    path = pathlib.Path(__file__).parents[3] / "libs/classical/golden" / name
    path.write_text(json.dumps(values, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    out = {"sklearn": sklearn.__version__}
    for name, (X, y) in datasets().items():
        out[name] = {"columns": X.shape[1], "X": numbers(X), "y": y.tolist()}
    save("datasets.json", out)
