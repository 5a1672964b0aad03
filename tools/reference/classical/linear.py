"""Reference values of linear classifiers. Run: python tools/reference/classical/linear.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")  # parameters on their way out, iterations that run out on purpose

# (data set, whether to standardise, rows, parameters as here, parameters as in scikit-learn)
LOGISTIC = [
    ("iris", False, None, {"maxIter": 40}, {"max_iter": 40}),
    ("iris", True, None, {}, {}),
    ("iris", False, 100, {}, {}),
    ("iris", True, None, {"C": 10, "fitIntercept": False}, {"C": 10, "fit_intercept": False}),
    ("wine", True, None, {"C": 0.1}, {"C": 0.1}),
    ("wine", False, None, {"maxIter": 30}, {"max_iter": 30}),
    ("wine", True, None, {"classWeight": "balanced", "C": 3}, {"class_weight": "balanced", "C": 3}),
    ("cancer", True, None, {}, {}),
    ("cancer", True, None, {"penalty": None, "maxIter": 15}, {"C": np.inf, "max_iter": 15}),
    ("cancer", True, None, {"classWeight": {"0": 3, "1": 0.5}}, {"class_weight": {0: 3, 1: 0.5}}),
    ("digits", False, None, {"C": 0.01, "maxIter": 500}, {"C": 0.01, "max_iter": 500}),
    ("digits", True, None, {}, {}),
]

SAGA = [
    ("iris", True, None, {"penalty": "l1", "randomState": 0, "maxIter": 30},
     {"l1_ratio": 1, "random_state": 0, "max_iter": 30}),
    ("iris", True, 100, {"penalty": "l2", "randomState": 1, "tol": 1e-3}, {"random_state": 1, "tol": 1e-3}),
    ("wine", True, None, {"penalty": "elasticnet", "l1Ratio": 0.4, "C": 0.5, "randomState": 2, "maxIter": 40},
     {"l1_ratio": 0.4, "C": 0.5, "random_state": 2, "max_iter": 40}),
    ("cancer", True, None, {"penalty": "l1", "C": 0.1, "randomState": 3, "classWeight": "balanced", "maxIter": 20},
     {"l1_ratio": 1, "C": 0.1, "random_state": 3, "class_weight": "balanced", "max_iter": 20}),
    ("cancer", True, None, {"penalty": None, "fitIntercept": False, "randomState": 4, "maxIter": 5},
     {"C": np.inf, "fit_intercept": False, "random_state": 4, "max_iter": 5}),
    ("digits", True, None, {"penalty": "l1", "C": 0.1, "randomState": 5, "maxIter": 10},
     {"l1_ratio": 1, "C": 0.1, "random_state": 5, "max_iter": 10}),
    ("wine", True, None, {"penalty": "l1", "C": 0.3, "randomState": 6, "tol": 1e-9, "maxIter": 100000},
     {"l1_ratio": 1, "C": 0.3, "random_state": 6, "tol": 1e-9, "max_iter": 100000}),
]


def main():
    data = datasets()

    def problem(name, scale, rows):
        X, y = data[name]
        if scale:
            X = StandardScaler().fit_transform(X)
        return X[:rows], y[:rows]

    out = {"sklearn": sklearn.__version__, "logistic": []}
    for name, scale, rows, params, kwargs in LOGISTIC:
        X, y = problem(name, scale, rows)
        model = LogisticRegression(**kwargs).fit(X, y)
        case = {
            "data": name, "scale": scale, "rows": rows, "params": params, "nIter": int(model.n_iter_[0]),
            "coef": numbers(model.coef_), "intercept": numbers(model.intercept_),
            "proba": numbers(model.predict_proba(X[::9] * 1.2)), "decision": numbers(model.decision_function(X[::9] * 1.2)),
        }
        if "maxIter" not in params:
            # As tightly as the solver's own rule for the value allows; another solver is used as a check on that.
            tight = LogisticRegression(**{**kwargs, "tol": 1e-10, "max_iter": 20000}).fit(X, y)
            newton = LogisticRegression(
                **{**kwargs, "tol": 1e-13, "max_iter": 100, "solver": "newton-cholesky"}).fit(X, y)
            difference = np.abs(tight.coef_ - newton.coef_).max() / np.abs(newton.coef_).max()
            print(name, params, tight.n_iter_, f"{difference:.1e}")
            case["tight"] = {"coef": numbers(newton.coef_), "intercept": numbers(newton.intercept_)}
        out["logistic"].append(case)

    X, y = problem("wine", True, None)
    weights = np.random.RandomState(0).random_sample(len(y)) * 2
    model = LogisticRegression(tol=1e-10, max_iter=20000).fit(X, y, sample_weight=weights)
    out["logisticWeighted"] = {
        "weights": numbers(weights), "coef": numbers(model.coef_), "intercept": numbers(model.intercept_)}

    # SAGA: the same steps after a few passes, and the same solution after many.
    out["saga"] = []
    for name, scale, rows, params, kwargs in SAGA:
        X, y = problem(name, scale, rows)
        model = LogisticRegression(solver="saga", **kwargs).fit(X, y)
        out["saga"].append({
            "data": name, "scale": scale, "rows": rows, "params": {"solver": "saga", **params}, "nIter": int(model.n_iter_[0]),
            "coef": numbers(model.coef_), "intercept": numbers(model.intercept_),
        })
    save("linear.json", out)


if __name__ == "__main__":
    main()
