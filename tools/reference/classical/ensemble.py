"""Reference values of RandomForestClassifier and permutation_importance. Run: python tools/reference/classical/ensemble.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.ensemble import RandomForestClassifier
from sklearn.inspection import permutation_importance
from tree import tree_values

warnings.filterwarnings("ignore")  # "Some inputs do not have OOB scores"

# (data set, parameters as here, parameters as in scikit-learn)
CASES = [
    ("iris", {"nEstimators": 12, "randomState": 0, "oobScore": True},
     {"n_estimators": 12, "random_state": 0, "oob_score": True}),
    ("wine", {"nEstimators": 10, "randomState": 1, "maxDepth": 3, "maxFeatures": None},
     {"n_estimators": 10, "random_state": 1, "max_depth": 3, "max_features": None}),
    ("wine", {"nEstimators": 8, "randomState": 2, "classWeight": "balanced_subsample", "oobScore": True},
     {"n_estimators": 8, "random_state": 2, "class_weight": "balanced_subsample", "oob_score": True}),
    ("cancer", {"nEstimators": 10, "randomState": 3, "maxSamples": 0.3, "oobScore": True},
     {"n_estimators": 10, "random_state": 3, "max_samples": 0.3, "oob_score": True}),
    ("cancer", {"nEstimators": 6, "randomState": 4, "bootstrap": False, "minSamplesLeaf": 3},
     {"n_estimators": 6, "random_state": 4, "bootstrap": False, "min_samples_leaf": 3}),
    ("cancer", {"nEstimators": 6, "randomState": 5, "classWeight": "balanced", "maxSamples": 200},
     {"n_estimators": 6, "random_state": 5, "class_weight": "balanced", "max_samples": 200}),
    ("digits", {"nEstimators": 6, "randomState": 6, "criterion": "entropy", "maxFeatures": "log2"},
     {"n_estimators": 6, "random_state": 6, "criterion": "entropy", "max_features": "log2"}),
    ("digits", {"nEstimators": 6, "randomState": 7}, {"n_estimators": 6, "random_state": 7}),
]


def main():
    data = datasets()
    out = {"sklearn": sklearn.__version__, "cases": []}
    for name, params, kwargs in CASES:
        X, y = data[name]
        model = RandomForestClassifier(**kwargs).fit(X, y)
        trees = [tree_values(tree.tree_) for tree in model.estimators_]
        far = X[::9] * 1.05 - 0.1
        case = {
            "data": name, "params": params,
            "trees": [{key: tree[key] for key in ["feature", "threshold", "right"]} for tree in trees],
            "importances": numbers(model.feature_importances_),
            "proba": numbers(model.predict_proba(far)), "apply": numbers(model.apply(far)),
        }
        if params.get("oobScore"):
            case["oobScore"] = model.oob_score_
            case["oob"] = numbers(np.nan_to_num(model.oob_decision_function_))
        out["cases"].append(case)
    X, y = data["wine"]
    weights = np.random.RandomState(0).random_sample(len(y))
    model = RandomForestClassifier(n_estimators=5, random_state=8).fit(X, y, sample_weight=weights)
    out["weighted"] = {"weights": numbers(weights), "proba": numbers(model.predict_proba(X))}
    result = permutation_importance(model, X, y, n_repeats=3, random_state=9)
    out["permutation"] = {
        "importances": numbers(result.importances), "mean": numbers(result.importances_mean),
        "standardDeviation": numbers(result.importances_std),
    }
    save("ensemble.json", out)


if __name__ == "__main__":
    main()
