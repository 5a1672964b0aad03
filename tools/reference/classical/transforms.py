"""Reference values of PolynomialFeatures, the RBF map and DummyClassifier. Run: python tools/reference/classical/transforms.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.cluster import KMeans
from sklearn.dummy import DummyClassifier
from sklearn.preprocessing import PolynomialFeatures

out = {"sklearn": sklearn.__version__, "polynomial": [], "dummy": []}
X, y = datasets()["iris"]
for params, kwargs in [
    ({}, {}),
    ({"degree": 3, "includeBias": False}, {"degree": 3, "include_bias": False}),
    ({"degree": 3, "interactionOnly": True}, {"degree": 3, "interaction_only": True}),
    ({"degree": [2, 3]}, {"degree": (2, 3)}),
    ({"degree": [3, 4], "interactionOnly": True, "includeBias": False},
     {"degree": (3, 4), "interaction_only": True, "include_bias": False}),
    ({"degree": 0}, {"degree": 0}),
    ({"degree": [0, 1]}, {"degree": (0, 1)}),
    ({"degree": 6}, {"degree": 6}),
]:
    model = PolynomialFeatures(**kwargs).fit(X)
    out["polynomial"].append({"params": params, "powers": model.powers_.tolist(),
                              "transform": numbers(model.transform(X[::50]))})
centers = KMeans(12, random_state=42).fit(X).cluster_centers_
distances = ((X[::10, None, :] - centers[None, :, :]) ** 2).sum(axis=2)
out["rbf"] = {"centers": numbers(centers), "transform": numbers(np.exp(-0.025 * distances))}
labels = np.array(["b", "a", "c", "b", "b", "a", "d"])
weight = np.array([1, 2, 0.5, 1, 1, 3, 1])
Z = np.zeros((7, 2))
for strategy, name in [("prior", "prior"), ("most_frequent", "most_frequent"), ("stratified", "stratified"),
                       ("uniform", "uniform"), ("constant", "constant")]:
    for w in (None, weight):
        model = DummyClassifier(strategy=strategy, random_state=5, constant="c" if strategy == "constant" else None)
        model.fit(Z, labels, sample_weight=w)
        rows = np.zeros((60, 2))
        out["dummy"].append({"strategy": name, "weight": None if w is None else w.tolist(),
                             "prior": numbers(model.class_prior_), "predict": "".join(model.predict(rows)),
                             "proba": numbers(model.predict_proba(rows[:9]))})
save("transforms.json", out)
