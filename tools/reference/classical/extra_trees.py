"""Reference values of trees with random thresholds, of ExtraTreesClassifier, and of pruned trees and forests. Run: python tools/reference/classical/extra_trees.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier
from sweep_cases import snake
from tree import preorder, tree_values

CLASSES = {c.__name__: c for c in [DecisionTreeClassifier, ExtraTreesClassifier, RandomForestClassifier]}

# (class, data set, parameters)
CASES = [
    ("DecisionTreeClassifier", "iris", {"splitter": "random", "randomState": 0}),
    ("DecisionTreeClassifier", "wine", {"splitter": "random", "randomState": 1, "criterion": "entropy", "maxFeatures": 4}),
    ("DecisionTreeClassifier", "cancer", {"splitter": "random", "randomState": 2, "minSamplesLeaf": 4, "minImpurityDecrease": 0.001}),
    ("DecisionTreeClassifier", "cancer", {"splitter": "random", "randomState": 3, "classWeight": "balanced", "minWeightFractionLeaf": 0.02}),
    ("DecisionTreeClassifier", "digits", {"splitter": "random", "randomState": 4, "maxFeatures": "sqrt", "maxLeafNodes": 40}),
    ("DecisionTreeClassifier", "digits", {"splitter": "random", "randomState": 5, "maxDepth": 9, "ccpAlpha": 0.004}),
    ("DecisionTreeClassifier", "iris", {"randomState": 6, "ccpAlpha": 0.01}),
    ("DecisionTreeClassifier", "wine", {"randomState": 7, "ccpAlpha": 0.03, "criterion": "entropy"}),
    ("DecisionTreeClassifier", "cancer", {"randomState": 8, "ccpAlpha": 0.005, "classWeight": "balanced"}),
    ("DecisionTreeClassifier", "digits", {"randomState": 9, "ccpAlpha": 0.006, "maxFeatures": "sqrt"}),
    ("DecisionTreeClassifier", "digits", {"randomState": 9, "ccpAlpha": 0.003, "maxLeafNodes": 60}),
    ("DecisionTreeClassifier", "wine", {"randomState": 10, "ccpAlpha": 2.0}),
    ("ExtraTreesClassifier", "iris", {"nEstimators": 8, "randomState": 0}),
    ("ExtraTreesClassifier", "wine", {"nEstimators": 6, "randomState": 1, "bootstrap": True, "oobScore": True, "maxSamples": 0.6}),
    ("ExtraTreesClassifier", "cancer", {"nEstimators": 4, "randomState": 2, "classWeight": "balanced", "maxFeatures": None}),
    ("ExtraTreesClassifier", "cancer", {"nEstimators": 4, "randomState": 3, "bootstrap": True, "classWeight": "balanced_subsample"}),
    ("ExtraTreesClassifier", "digits", {"nEstimators": 3, "randomState": 4, "criterion": "log_loss", "minSamplesLeaf": 2}),
    ("ExtraTreesClassifier", "digits", {"nEstimators": 3, "randomState": 5, "maxLeafNodes": 30, "ccpAlpha": 0.001}),
    ("RandomForestClassifier", "cancer", {"nEstimators": 5, "randomState": 6, "ccpAlpha": 0.01, "oobScore": True}),
    ("RandomForestClassifier", "digits", {"nEstimators": 3, "randomState": 7, "ccpAlpha": 0.004, "maxFeatures": "log2"}),
]


def main():
    data = datasets()
    out = {"sklearn": sklearn.__version__, "cases": [], "paths": []}
    for name, table, params in CASES:
        X, y = data[table]
        model = CLASSES[name](**{snake(k): v for k, v in params.items()}).fit(X, y)
        trees = [e.tree_ for e in getattr(model, "estimators_", [model])]
        far = X[::9] * 1.05 - 0.1
        out["cases"].append({
            "model": name, "data": table, "params": params,
            "trees": [{key: tree_values(tree)[key] for key in ["feature", "threshold", "right"]} for tree in trees],
            "statistics": tree_values(trees[0]) if name == "DecisionTreeClassifier" else None,
            "importances": numbers(model.feature_importances_), "proba": numbers(model.predict_proba(far)),
            "oobScore": model.oob_score_ if params.get("oobScore") else None,
        })
    for table, params in [("iris", {"randomState": 0}), ("cancer", {"randomState": 1, "criterion": "entropy"}),
                          ("digits", {"randomState": 2, "splitter": "random"}), ("wine", {"randomState": 3, "ccpAlpha": 0.2, "classWeight": "balanced"})]:
        X, y = data[table]
        path = DecisionTreeClassifier(**{snake(k): v for k, v in params.items()}).cost_complexity_pruning_path(X, y)
        out["paths"].append({"data": table, "params": params, "ccpAlphas": numbers(path.ccp_alphas), "impurities": numbers(path.impurities)})
    X, y = data["wine"]
    random = np.random.RandomState(0)
    out["weighted"] = []
    for weights in [random.randint(0, 4, len(y)), random.random_sample(len(y))]:
        model = DecisionTreeClassifier(random_state=1, splitter="random", ccp_alpha=0.004).fit(X, y, sample_weight=weights)
        out["weighted"].append({"weights": numbers(weights), "tree": tree_values(model.tree_)})
    save("extra-trees.json", out)


if __name__ == "__main__":
    main()
