"""Reference values of sklearn.svm. Run: python tools/reference/classical/svm.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC

warnings.filterwarnings("ignore")  # `probability` is on its way out; maxIter is reached on purpose

# (data set, whether to standardise, every which row to train on, parameters as here, parameters as in scikit-learn)
CASES = [
    ("iris", False, 1, {}, {}),
    ("iris", False, 2, {"kernel": "linear", "C": 0.5}, {"kernel": "linear", "C": 0.5}),
    ("iris", False, 2, {"kernel": "poly", "gamma": 0.5, "coef0": 1}, {"kernel": "poly", "gamma": 0.5, "coef0": 1}),
    ("iris", True, 2, {"kernel": "sigmoid", "gamma": 0.1, "decisionFunctionShape": "ovo"},
     {"kernel": "sigmoid", "gamma": 0.1, "decision_function_shape": "ovo"}),
    ("iris", True, 2, {"probability": True, "randomState": 3}, {"probability": True, "random_state": 3}),
    ("wine", True, 1, {"C": 10, "classWeight": "balanced"}, {"C": 10, "class_weight": "balanced"}),
    ("wine", True, 2, {"breakTies": True, "gamma": "auto"}, {"break_ties": True, "gamma": "auto"}),
    ("wine", False, 2, {"maxIter": 20}, {"max_iter": 20}),
    ("wine", True, 2, {"kernel": "poly", "degree": 2, "shrinking": False},
     {"kernel": "poly", "degree": 2, "shrinking": False}),
    ("cancer", True, 1, {}, {}),
    ("cancer", True, 2, {"C": 100, "classWeight": {"0": 2.5}}, {"C": 100, "class_weight": {0: 2.5}}),
    ("cancer", True, 2, {"kernel": "linear"}, {"kernel": "linear"}),
    ("cancer", True, 2, {"probability": True, "randomState": 0, "C": 3}, {"probability": True, "random_state": 0, "C": 3}),
    ("digits", False, 1, {"C": 5}, {"C": 5}),
    ("digits", False, 2, {"kernel": "linear"}, {"kernel": "linear"}),
]

# As CASES; solved tightly, except where iterations are few. The dual solver's steps are compared as well.
LINEAR = [
    ("iris", True, 1, {}, {}),
    ("iris", False, 1, {"fitIntercept": False, "dual": False}, {"fit_intercept": False, "dual": False}),
    ("wine", True, 1, {"C": 0.1, "classWeight": "balanced"}, {"C": 0.1, "class_weight": "balanced"}),
    ("cancer", True, 1, {"interceptScaling": 3}, {"intercept_scaling": 3}),
    ("cancer", True, 1, {"classWeight": {"0": 2}, "C": 0.01}, {"class_weight": {0: 2}, "C": 0.01}),
    ("digits", True, 1, {"C": 0.01}, {"C": 0.01}),
    ("wine", True, 1, {"dual": True, "randomState": 3, "maxIter": 40}, {"dual": True, "random_state": 3, "max_iter": 40}),
    ("wine", True, 1, {"loss": "hinge", "randomState": 4, "maxIter": 60}, {"loss": "hinge", "random_state": 4, "max_iter": 60}),
    ("digits", True, 10, {"randomState": 5, "C": 0.1, "maxIter": 100}, {"random_state": 5, "C": 0.1, "max_iter": 100}),
]


def main():
    data = datasets()
    out = {"sklearn": sklearn.__version__, "cases": []}
    for name, scale, step, params, kwargs in CASES:
        X, y = data[name]
        if scale:
            X = StandardScaler().fit_transform(X)
        tight = {**params, "tol": 1e-10} if "maxIter" not in params else params
        model = SVC(**{**kwargs, "tol": tight.get("tol", 1e-3)}).fit(X[::step], y[::step])
        test = X[::7] * 1.1
        values = model.decision_function(test)
        case = {
            "data": name, "scale": scale, "step": step, "params": tight,
            "gamma": model._gamma, "support": model.support_.tolist(), "nSupport": model.n_support_.tolist(),
            "dualCoef": numbers(model.dual_coef_), "intercept": numbers(model.intercept_),
            "decision": numbers(values), "predict": model.predict(test).tolist(),
        }
        if params.get("kernel") == "linear":
            case["coef"] = numbers(model.coef_)
        if params.get("probability"):
            case["proba"] = numbers(model.predict_proba(test))
        out["cases"].append(case)

    # At the default tolerance the way to the solution shows: so many steps, and which ones.
    X, y = data["digits"]
    model = SVC(C=2).fit(X, y)
    out["path"] = {"nIter": model.n_iter_.tolist(), "dualCoef": numbers(np.sum(model.dual_coef_, axis=0))}

    # Weights of rows.
    X, y = data["wine"]
    X = StandardScaler().fit_transform(X)
    weights = np.round(np.random.RandomState(0).random_sample(len(y)) * 3, 1)
    weights[::5] = 0
    kept = weights > 0
    model = SVC(tol=1e-10).fit(X, y, sample_weight=weights)
    out["weighted"] = {
        "weights": numbers(weights), "support": np.flatnonzero(kept)[model.support_].tolist(),
        "dualCoef": numbers(model.dual_coef_), "intercept": numbers(model.intercept_),
    }
    out["linear"] = []
    for name, scale, step, params, kwargs in LINEAR:
        A, b = data[name]
        if scale:
            A = StandardScaler().fit_transform(A)
        tight = params if "maxIter" in params else {**params, "tol": 1e-9, "maxIter": 100000}
        model = LinearSVC(**{**kwargs, "tol": tight.get("tol", 1e-4), "max_iter": tight["maxIter"]}).fit(A[::step], b[::step])
        out["linear"].append({
            "data": name, "scale": scale, "step": step, "params": tight, "nIter": int(model.n_iter_),
            "coef": numbers(model.coef_), "intercept": numbers(np.broadcast_to(model.intercept_, len(model.coef_))),
            "decision": numbers(model.decision_function(A[::7])), "predict": model.predict(A[::7]).tolist(),
        })
    # 'balanced' counts weights.
    model = LinearSVC(tol=1e-9, max_iter=100000, class_weight="balanced").fit(X, y, sample_weight=weights)
    out["linearWeighted"] = {"coef": numbers(model.coef_), "intercept": numbers(model.intercept_)}
    save("svm.json", out)


if __name__ == "__main__":
    main()
