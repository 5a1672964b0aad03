"""Reference values of GaussianNB. Run: python tools/reference/classical/naive_bayes.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.naive_bayes import GaussianNB

out = {"sklearn": sklearn.__version__, "cases": []}
for name, params, kwargs, weighted in [
    ("iris", {}, {}, False),
    ("wine", {}, {}, True),
    ("cancer", {"priors": [0.3, 0.7]}, {"priors": [0.3, 0.7]}, False),
    ("digits", {"varSmoothing": 1e-3}, {"var_smoothing": 1e-3}, False),
]:
    X, y = datasets()[name]
    X = np.asarray(X, dtype=float)
    weight = (np.arange(len(y)) % 4 / 2.0) if weighted else None
    model = GaussianNB(**kwargs).fit(X, y, sample_weight=weight)
    some = X[::5]
    out["cases"].append({
        "data": name, "params": params, "weight": None if weight is None else weight.tolist(),
        "theta": numbers(model.theta_), "var": numbers(model.var_), "prior": numbers(model.class_prior_),
        "epsilon": model.epsilon_, "predict": model.predict(X).tolist(), "proba": numbers(model.predict_proba(some)),
    })
save("naive-bayes.json", out)
