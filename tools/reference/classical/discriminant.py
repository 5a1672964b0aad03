"""Reference values of the discriminant analyses. Run: python tools/reference/classical/discriminant.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis

out = {"sklearn": sklearn.__version__, "linear": [], "quadratic": []}
LINEAR = [
    ("iris", {}, {}),
    ("wine", {"storeCovariance": True, "nComponents": 1}, {"store_covariance": True, "n_components": 1}),
    ("cancer", {"priors": [0.2, 0.8]}, {"priors": [0.2, 0.8]}),
    ("digits", {}, {}),
    ("iris", {"solver": "lsqr"}, {"solver": "lsqr"}),
    ("wine", {"solver": "lsqr", "shrinkage": "auto"}, {"solver": "lsqr", "shrinkage": "auto"}),
    ("digits", {"solver": "lsqr", "shrinkage": "auto"}, {"solver": "lsqr", "shrinkage": "auto"}),
    ("cancer", {"solver": "lsqr", "shrinkage": 0.3}, {"solver": "lsqr", "shrinkage": 0.3}),
    ("iris", {"solver": "eigen"}, {"solver": "eigen"}),
    ("wine", {"solver": "eigen", "shrinkage": "auto"}, {"solver": "eigen", "shrinkage": "auto"}),
    ("digits", {"solver": "eigen", "shrinkage": 0.1, "nComponents": 3},
     {"solver": "eigen", "shrinkage": 0.1, "n_components": 3}),
]
for name, params, kwargs in LINEAR:
    X, y = datasets()[name]
    X = np.asarray(X, dtype=float)
    model = LinearDiscriminantAnalysis(**kwargs).fit(X, y)
    some = X[::25]
    case = {"data": name, "params": params, "coef": numbers(model.coef_), "intercept": numbers(model.intercept_),
            "predict": model.predict(X).tolist(), "proba": numbers(model.predict_proba(some)),
            "decision": numbers(model.decision_function(some))}
    if params.get("solver") != "lsqr":
        case["ratio"] = numbers(model.explained_variance_ratio_)
        case["transform"] = numbers(model.transform(some))
    if params.get("storeCovariance"):
        case["covariance"] = numbers(model.covariance_)
    out["linear"].append(case)
QUADRATIC = [
    ("iris", {}, {}),
    ("wine", {"regParam": 0.2}, {"reg_param": 0.2}),
    ("cancer", {"tol": 0, "priors": [0.5, 0.5]}, {"tol": 0, "priors": [0.5, 0.5]}),
    ("iris", {"solver": "eigen"}, {"solver": "eigen"}),
    ("digits", {"solver": "eigen", "shrinkage": 0.2}, {"solver": "eigen", "shrinkage": 0.2}),
    ("wine", {"solver": "eigen", "shrinkage": "auto", "tol": 0}, {"solver": "eigen", "shrinkage": "auto", "tol": 0}),
]
for name, params, kwargs in QUADRATIC:
    X, y = datasets()[name]
    X = np.asarray(X, dtype=float)
    model = QuadraticDiscriminantAnalysis(**kwargs).fit(X, y)
    some = X[::25]
    out["quadratic"].append({
        "data": name, "params": params, "predict": model.predict(X).tolist(), "proba": numbers(model.predict_proba(some)),
        "decision": numbers(model.decision_function(some)), "scalings": numbers(model.scalings_)})
save("discriminant.json", out)
