"""Reference values of forests, gradient boosting and permutation_importance. Run: python tools/reference/classical/ensemble.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.inspection import permutation_importance
from tree import preorder, tree_values

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
    ("digits", {"nEstimators": 3, "randomState": 8, "maxLeafNodes": 25}, {"n_estimators": 3, "random_state": 8, "max_leaf_nodes": 25}),
]

BOOSTING = [
    ("iris", {"maxIter": 8}, {"max_iter": 8}),
    ("wine", {"maxIter": 6, "maxBins": 16, "maxDepth": 3, "minSamplesLeaf": 5, "learningRate": 0.3},
     {"max_iter": 6, "max_bins": 16, "max_depth": 3, "min_samples_leaf": 5, "learning_rate": 0.3}),
    ("cancer", {"maxIter": 20, "l2Regularization": 0.5, "classWeight": "balanced"},
     {"max_iter": 20, "l2_regularization": 0.5, "class_weight": "balanced"}),
    ("cancer", {"maxIter": 60, "earlyStopping": True, "nIterNoChange": 3, "randomState": 1, "maxLeafNodes": 5, "learningRate": 0.5},
     {"max_iter": 60, "early_stopping": True, "n_iter_no_change": 3, "random_state": 1, "max_leaf_nodes": 5, "learning_rate": 0.5}),
    ("cancer", {"maxIter": 15, "earlyStopping": True, "validationFraction": None, "maxLeafNodes": None, "maxBins": 40},
     {"max_iter": 15, "early_stopping": True, "validation_fraction": None, "max_leaf_nodes": None, "max_bins": 40}),
    ("digits", {"maxIter": 3, "earlyStopping": True, "randomState": 2, "validationFraction": 0.2},
     {"max_iter": 3, "early_stopping": True, "random_state": 2, "validation_fraction": 0.2}),
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
            "proba": numbers(model.predict_proba(far)), "apply": numbers(np.column_stack([
                np.argsort(preorder(tree.tree_))[tree.apply(far)] for tree in model.estimators_])),
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

    def trees(model):
        return [
            {"feature": numbers(np.where(nodes["is_leaf"], 0, nodes["feature_idx"])),
             "number": numbers(np.where(nodes["is_leaf"], nodes["value"], nodes["num_threshold"])),
             "right": numbers(np.where(nodes["is_leaf"], 0, nodes["right"]))}
            for iteration in model._predictors for nodes in [tree.nodes for tree in iteration]
        ]

    out["boosting"] = []
    for name, params, kwargs in BOOSTING:
        X, y = data[name]
        model = HistGradientBoostingClassifier(**kwargs).fit(X, y)
        far = X[::9] * 1.05 - 0.1
        out["boosting"].append({
            "data": name, "params": params, "nIter": model.n_iter_, "trees": trees(model),
            "decision": numbers(model.decision_function(far)), "proba": numbers(model.predict_proba(far)),
            "predict": model.predict(far).tolist(),
            "trainScore": numbers(model.train_score_), "validationScore": numbers(model.validation_score_),
        })
    X, y = data["wine"]
    model = HistGradientBoostingClassifier(max_iter=4, max_bins=20).fit(X, y, sample_weight=weights)
    out["boostingWeighted"] = {"trees": trees(model), "decision": numbers(model.decision_function(X[::9]))}
    save("ensemble.json", out)


if __name__ == "__main__":
    main()
