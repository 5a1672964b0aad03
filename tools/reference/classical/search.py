"""Reference values of random searches and curves. Run: python tools/reference/classical/search.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from scipy.stats import loguniform, randint, uniform
from sklearn.model_selection import (GroupKFold, ParameterSampler, RandomizedSearchCV, learning_curve, validation_curve)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")  # fewer combinations than asked for
X, y = datasets()["wine"]
groups = np.arange(len(y)) % 13


def model():
    return Pipeline([("scale", StandardScaler()), ("knn", KNeighborsClassifier())])


out = {"sklearn": sklearn.__version__, "sampler": []}
lists = {"a": list(range(30)), "b": ["x", "y", "z"], "c": [1, 2, 3, 4]}
CASES = [
    (lists, lists, 7),
    ({**lists, "d": list(range(40))}, {**lists, "d": list(range(40))}, 12),  # less than 1 % of all
    ({"a": [1, 2], "b": [3]}, {"a": [1, 2], "b": [3]}, 10),
    ([{"a": [1, 2], "b": [3, 4]}, {"c": [5, 6, 7]}], [{"a": [1, 2], "b": [3, 4]}, {"c": [5, 6, 7]}], 4),
    ({"u": {"uniform": [2, 5]}, "l": {"logUniform": [0.01, 100]}, "i": {"integer": [3, 90]}, "v": ["p", "q", "r"]},
     {"u": uniform(2, 3), "l": loguniform(0.01, 100), "i": randint(3, 90), "v": ["p", "q", "r"]}, 6),
    ([{"u": {"uniform": [0, 1]}}, {"v": [1, 2, 3]}], [{"u": uniform(0, 1)}, {"v": [1, 2, 3]}], 6),
]
for ours, theirs, n in CASES:
    for seed in (0, 42):
        drawn = [{k: (v.item() if isinstance(v, np.generic) else v) for k, v in p.items()}
                 for p in ParameterSampler(theirs, n, random_state=seed)]
        out["sampler"].append([ours, n, seed, drawn])
search = RandomizedSearchCV(model(), {"knn__n_neighbors": randint(1, 60), "knn__weights": ["uniform", "distance"]},
                            n_iter=6, random_state=3, cv=4).fit(X, y)
out["search"] = {"params": [[int(p["knn__n_neighbors"]), p["knn__weights"]] for p in search.cv_results_["params"]],
                 "mean": numbers(search.cv_results_["mean_test_score"]), "best": int(search.best_index_)}
out["learning"] = []
for ours, theirs in [({}, {}), ({"trainSizes": [20, 50, 50, 100], "cv": 3}, {"train_sizes": [20, 50, 50, 100], "cv": 3}),
                     ({"trainSizes": [0.3, 0.7], "shuffle": True, "randomState": 5, "scoring": "f1Macro"},
                      {"train_sizes": [0.3, 0.7], "shuffle": True, "random_state": 5, "scoring": "f1_macro"})]:
    order = np.random.RandomState(0).permutation(len(y))
    sizes, train, test = learning_curve(model(), X[order], y[order], **theirs)
    out["learning"].append({"options": ours, "order": order.tolist(), "sizes": sizes.tolist(), "train": numbers(train),
                            "test": numbers(test)})
train, test = validation_curve(model(), X, y, param_name="knn__n_neighbors", param_range=[1, 5, 25], cv=GroupKFold(4),
                               groups=groups)
out["validation"] = {"train": numbers(train), "test": numbers(test)}
save("search.json", out)
