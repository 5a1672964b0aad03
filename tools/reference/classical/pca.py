"""Reference values of PCA. Run: python tools/reference/classical/pca.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.decomposition import PCA

out = {"sklearn": sklearn.__version__, "cases": []}
CASES = [
    ("iris", None, {}, {}),
    ("wine", None, {"whiten": True, "nComponents": 4}, {"whiten": True, "n_components": 4}),
    ("cancer", None, {"nComponents": 0.95, "svdSolver": "full"}, {"n_components": 0.95, "svd_solver": "full"}),
    ("cancer", None, {"nComponents": 0.999999}, {"n_components": 0.999999}),
    ("digits", None, {"nComponents": 0.9}, {"n_components": 0.9}),
    ("digits", 40, {}, {}),  # more columns than rows
    ("iris", None, {"nComponents": "mle"}, {"n_components": "mle"}),
    ("wine", None, {"nComponents": "mle"}, {"n_components": "mle"}),
    ("cancer", None, {"nComponents": "mle", "whiten": True, "svdSolver": "full"},
     {"n_components": "mle", "whiten": True, "svd_solver": "full"}),
    ("digits", None, {"nComponents": 5, "svdSolver": "randomized", "randomState": 3, "iteratedPower": 12},
     {"n_components": 5, "svd_solver": "randomized", "random_state": 3, "iterated_power": 12}),
    ("digits", 40, {"nComponents": 4, "svdSolver": "randomized", "randomState": 1, "iteratedPower": 12},
     {"n_components": 4, "svd_solver": "randomized", "random_state": 1, "iterated_power": 12}),
]
for name, count, params, kwargs in CASES:
    X = np.asarray(datasets()[name][0], dtype=float)[:count]
    model = PCA(**kwargs).fit(X)
    some = X[::25]
    transformed = model.transform(some)
    out["cases"].append({
        "data": name, "rows": len(X), "params": params, "components": numbers(model.components_),
        "variance": numbers(model.explained_variance_), "ratio": numbers(model.explained_variance_ratio_),
        "values": numbers(model.singular_values_), "noise": float(model.noise_variance_),
        "transform": numbers(transformed), "inverse": numbers(model.inverse_transform(transformed))})
save("pca.json", out)
