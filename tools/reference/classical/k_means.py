"""Reference values of KMeans. Run: python tools/reference/classical/k_means.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")  # duplicate rows

out = {"sklearn": sklearn.__version__, "cases": []}
CASES = [
    ("iris", False, {"nClusters": 3, "randomState": 0}, {"n_clusters": 3, "random_state": 0}),
    ("wine", True, {"nClusters": 5, "randomState": 42, "nInit": 4}, {"n_clusters": 5, "random_state": 42, "n_init": 4}),
    ("cancer", False, {"nClusters": 4, "init": "random", "randomState": 1},
     {"n_clusters": 4, "init": "random", "random_state": 1}),
    ("digits", False, {"randomState": 7, "nClusters": 10}, {"random_state": 7, "n_clusters": 10}),
    ("digits", True, {"nClusters": 40, "init": "random", "nInit": 2, "randomState": 3},
     {"n_clusters": 40, "init": "random", "n_init": 2, "random_state": 3}),
    ("iris", False, {"nClusters": 3, "init": [[5, 3, 1, 0], [6, 3, 4, 1], [7, 3, 6, 2]], "maxIter": 2},
     {"n_clusters": 3, "init": np.array([[5.0, 3, 1, 0], [6, 3, 4, 1], [7, 3, 6, 2]]), "max_iter": 2}),
    # Two centres far away lose their rows at once.
    ("iris", False, {"nClusters": 4, "init": [[5, 3, 1, 0], [6, 3, 4, 1], [90, 0, 0, 0], [0, 90, 0, 0]]},
     {"n_clusters": 4, "init": np.array([[5.0, 3, 1, 0], [6, 3, 4, 1], [90, 0, 0, 0], [0, 90, 0, 0]])}),
]
for name, weighted, params, kwargs in CASES:
    X = np.asarray(datasets()[name][0], dtype=float)
    weight = 0.25 + np.arange(len(X)) % 4 if weighted else None
    model = KMeans(**kwargs).fit(X, sample_weight=weight)
    out["cases"].append({
        "data": name, "params": params, "weight": None if weight is None else weight.tolist(),
        "centers": numbers(model.cluster_centers_), "labels": model.labels_.tolist(), "inertia": model.inertia_,
        "nIter": model.n_iter_, "transform": numbers(model.transform(X[::40])), "score": model.score(X)})
save("k-means.json", out)
