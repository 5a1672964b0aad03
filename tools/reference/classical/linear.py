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

    save("linear.json", out)


if __name__ == "__main__":
    main()
