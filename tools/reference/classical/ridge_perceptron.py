"""Reference values of RidgeClassifier and Perceptron. Run: python tools/reference/classical/ridge_perceptron.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.linear_model import Perceptron, RidgeClassifier

warnings.filterwarnings("ignore")  # not converged in so many rounds

out = {"sklearn": sklearn.__version__, "ridge": [], "perceptron": []}


def rows(name):
    X, y = datasets()[name]
    X = np.asarray(X, dtype=float)
    return (X[:20], y[:20]) if name == "digits" else (X, y)


RIDGE = [
    ("iris", {}, {}, False),
    ("wine", {"alpha": 10, "classWeight": "balanced"}, {"alpha": 10, "class_weight": "balanced"}, True),
    ("cancer", {"alpha": 0.01, "fitIntercept": False}, {"alpha": 0.01, "fit_intercept": False}, False),
    ("cancer", {"alpha": 100}, {"alpha": 100}, True),
    ("digits", {}, {}, False),  # more columns than rows
]
for name, params, kwargs, weighted in RIDGE:
    X, y = rows(name)
    weight = 0.5 + np.arange(len(y)) % 3 if weighted else None
    model = RidgeClassifier(**kwargs).fit(X, y, sample_weight=weight)
    out["ridge"].append({"data": name, "params": params, "weight": None if weight is None else weight.tolist(),
                         "coef": numbers(model.coef_), "intercept": numbers(np.atleast_1d(model.intercept_)),
                         "predict": model.predict(X).tolist()})
# Without penalty and with more columns than rows: the shortest of all solutions.
X, y = rows("digits")
targets = np.where(y[:, None] == np.unique(y)[None, :], 1.0, -1.0)
coef = np.linalg.lstsq(X - X.mean(0), targets - targets.mean(0))[0].T
intercept = targets.mean(0) - coef @ X.mean(0)
out["ridge"].append({"data": "digits", "params": {"alpha": 0}, "weight": None, "coef": numbers(coef),
                     "intercept": numbers(intercept),
                     "predict": np.unique(y)[np.argmax(X @ coef.T + intercept, axis=1)].tolist()})
PERCEPTRON = [
    ("iris", {}, {}, False),
    ("wine", {"randomState": 7, "eta0": 0.01, "classWeight": "balanced"},
     {"random_state": 7, "eta0": 0.01, "class_weight": "balanced"}, True),
    ("cancer", {"randomState": 3, "maxIter": 20, "tol": None}, {"random_state": 3, "max_iter": 20, "tol": None}, False),
    ("cancer", {"classWeight": {"0": 3}, "shuffle": False}, {"class_weight": {0: 3}, "shuffle": False}, False),
    ("digits", {"fitIntercept": False}, {"fit_intercept": False}, False),
    ("iris", {"penalty": "l2", "alpha": 0.01}, {"penalty": "l2", "alpha": 0.01}, False),
    ("wine", {"penalty": "l1", "alpha": 0.001}, {"penalty": "l1", "alpha": 0.001}, True),
    ("iris", {"penalty": "elasticnet", "l1Ratio": 0.4, "randomState": 1},
     {"penalty": "elasticnet", "l1_ratio": 0.4, "random_state": 1}, False),
    ("iris", {"earlyStopping": True, "randomState": 2}, {"early_stopping": True, "random_state": 2}, False),
    ("wine", {"earlyStopping": True, "validationFraction": 0.3, "penalty": "l2", "alpha": 0.01, "nIterNoChange": 8},
     {"early_stopping": True, "validation_fraction": 0.3, "penalty": "l2", "alpha": 0.01, "n_iter_no_change": 8}, True),
    ("cancer", {"earlyStopping": True, "randomState": 5, "classWeight": "balanced"},
     {"early_stopping": True, "random_state": 5, "class_weight": "balanced"}, True),
]
for name, params, kwargs, weighted in PERCEPTRON:
    X, y = rows(name)
    weight = 0.5 + np.arange(len(y)) % 3 if weighted else None
    model = Perceptron(**kwargs).fit(X, y, sample_weight=weight)
    out["perceptron"].append({"data": name, "params": params, "weight": None if weight is None else weight.tolist(),
                              "coef": numbers(model.coef_), "intercept": numbers(model.intercept_),
                              "nIter": int(model.n_iter_), "predict": model.predict(X).tolist()})
save("ridge-perceptron.json", out)
