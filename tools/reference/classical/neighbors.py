"""Reference values of KNeighborsClassifier. Run: python tools/reference/classical/neighbors.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.neighbors import KNeighborsClassifier

out = {"sklearn": sklearn.__version__, "cases": []}
for name, (X, y) in datasets().items():
    X = np.asarray(X, dtype=float)
    train, test = np.arange(len(X)) % 3 != 0, np.arange(len(X)) % 3 == 0
    for k in (1, 5, 8):
        for weights in ("uniform", "distance"):
            model = KNeighborsClassifier(k, weights=weights, algorithm="kd_tree").fit(X[train], y[train])
            distances, indices = model.kneighbors(X[test], k + 1)
            # Where the k-th and the next neighbour are equally far, scikit-learn takes either one.
            tied = np.flatnonzero(distances[:, k] - distances[:, k - 1] < 1e-12 * distances[:, k])
            case = {"data": name, "nNeighbors": k, "weights": weights, "tied": tied.tolist(),
                    "predict": model.predict(X[test]).tolist()}
            if k == 5:
                case["predictProba"] = numbers(model.predict_proba(X[test]))
                case["distances"] = numbers(distances[:, :k])
            out["cases"].append(case)
# Queries that coincide with training rows, and with rows of different labels.
X = np.array([[0.0, 0], [1, 0], [1, 0], [3, 4], [0, 2]])
y = np.array(["b", "a", "c", "c", "b"])
model = KNeighborsClassifier(3, weights="distance").fit(X, y)
Q = np.array([[0.0, 0], [1, 0], [0.5, 0.5], [3, 4]])
out["coinciding"] = {"X": X.tolist(), "y": y.tolist(), "Q": Q.tolist(), "predictProba": model.predict_proba(Q).tolist(),
                     "predict": model.predict(Q).tolist()}
# Other metrics. Rows of zeros have no angle.
out["metrics"] = []
for name in ("iris", "wine"):
    X, y = datasets()[name]
    X = np.asarray(X, dtype=float)
    train, test = np.arange(len(X)) % 3 != 0, np.arange(len(X)) % 6 == 0
    zeros = X.copy()
    zeros[::10] = 0
    for metric, p in (("manhattan", 2), ("chebyshev", 2), ("euclidean", 3), ("cosine", 2), ("minkowski", 1), ("minkowski", 2), ("minkowski", 3),
                      ("minkowski", 1.5), ("minkowski", 0.5), ("minkowski", np.inf)):
        for data in (X, zeros) if metric == "cosine" else (X,):
            model = KNeighborsClassifier(4, weights="distance", metric=metric, p=p).fit(data[train], y[train])
            distances, indices = model.kneighbors(data[test], 5)
            tied = np.flatnonzero(distances[:, 4] - distances[:, 3] < 1e-12 * (1 + distances[:, 3]))
            out["metrics"].append({"data": name, "zeros": data is zeros, "metric": metric, "p": "Infinity" if p == np.inf else p,
                                   "tied": tied.tolist(), "predict": model.predict(data[test]).tolist(),
                                   "predictProba": numbers(model.predict_proba(data[test])), "distances": numbers(distances[:, :4])})
save("neighbors.json", out)
