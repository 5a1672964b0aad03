"""Reference values of sklearn.tree.DecisionTreeClassifier. Run: python tools/reference/classical/tree.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.tree import DecisionTreeClassifier

# (data set, parameters as here, parameters as in scikit-learn)
CASES = [
    ("iris", {"randomState": 0}, {"random_state": 0}),
    ("iris", {"randomState": 1, "maxDepth": 2}, {"random_state": 1, "max_depth": 2}),
    ("iris", {"randomState": 2, "criterion": "entropy"}, {"random_state": 2, "criterion": "entropy"}),
    ("wine", {"randomState": 3, "maxFeatures": "sqrt"}, {"random_state": 3, "max_features": "sqrt"}),
    ("wine", {"randomState": 4, "maxFeatures": 0.4, "minSamplesLeaf": 5},
     {"random_state": 4, "max_features": 0.4, "min_samples_leaf": 5}),
    ("wine", {"randomState": 5, "criterion": "log_loss", "minWeightFractionLeaf": 0.1},
     {"random_state": 5, "criterion": "log_loss", "min_weight_fraction_leaf": 0.1}),
    ("cancer", {"randomState": 6}, {"random_state": 6}),
    ("cancer", {"randomState": 7, "minImpurityDecrease": 0.01, "maxFeatures": 3},
     {"random_state": 7, "min_impurity_decrease": 0.01, "max_features": 3}),
    ("cancer", {"randomState": 8, "classWeight": "balanced", "maxFeatures": "log2"},
     {"random_state": 8, "class_weight": "balanced", "max_features": "log2"}),
    ("cancer", {"randomState": 9, "minSamplesSplit": 0.1, "minSamplesLeaf": 0.02},
     {"random_state": 9, "min_samples_split": 0.1, "min_samples_leaf": 0.02}),
    ("digits", {"randomState": 10}, {"random_state": 10}),
    ("digits", {"randomState": 11, "maxFeatures": "sqrt", "criterion": "entropy"},
     {"random_state": 11, "max_features": "sqrt", "criterion": "entropy"}),
    ("digits", {"randomState": 12, "maxFeatures": "sqrt", "classWeight": "balanced"},
     {"random_state": 12, "max_features": "sqrt", "class_weight": "balanced"}),
    ("cancer", {"randomState": 13, "maxLeafNodes": 7}, {"random_state": 13, "max_leaf_nodes": 7}),
    ("digits", {"randomState": 14, "maxLeafNodes": 40, "maxFeatures": "sqrt", "maxDepth": 9, "minSamplesLeaf": 2},
     {"random_state": 14, "max_leaf_nodes": 40, "max_features": "sqrt", "max_depth": 9, "min_samples_leaf": 2}),
    ("iris", {"randomState": 15, "maxLeafNodes": 100}, {"random_state": 15, "max_leaf_nodes": 100}),
]


def preorder(tree):
    """Positions of nodes in preorder: trees with max_leaf_nodes number them otherwise."""
    order, stack = [], [0]
    while stack:
        node = stack.pop()
        order.append(node)
        if tree.children_left[node] >= 0:
            stack += [tree.children_right[node], tree.children_left[node]]
    return np.array(order)


def tree_values(tree):
    order = preorder(tree)
    place = np.append(np.argsort(order), -1)
    return {
        "feature": numbers(np.maximum(tree.feature, 0)[order]),
        "threshold": numbers(np.where(tree.children_left < 0, 0, tree.threshold)[order]),
        "left": numbers(place[tree.children_left[order]]),
        "right": numbers(place[tree.children_right[order]]),
        "impurity": numbers(tree.impurity[order]),
        "nNodeSamples": numbers(tree.n_node_samples[order]),
        "weightedNNodeSamples": numbers(tree.weighted_n_node_samples[order]),
    }


def main():
    data = datasets()
    out = {"sklearn": sklearn.__version__, "cases": []}
    for name, params, kwargs in CASES:
        X, y = data[name]
        model = DecisionTreeClassifier(**kwargs).fit(X, y)
        far = X[::7] * 1.05 - 0.1
        out["cases"].append({
            "data": name, "params": params, "tree": tree_values(model.tree_),
            "depth": model.get_depth(), "leaves": int(model.get_n_leaves()),
            "importances": numbers(model.feature_importances_),
            "proba": numbers(model.predict_proba(far)), "apply": numbers(np.argsort(preorder(model.tree_))[model.apply(far)]),
            "score": model.score(far, y[::7]),
        })
    # Weights of rows, whole and not; and values so close that no threshold may stand between them.
    X, y = data["wine"]
    random = np.random.RandomState(0)
    out["weighted"] = []
    for weights in [random.randint(0, 4, len(y)), random.random_sample(len(y))]:
        model = DecisionTreeClassifier(random_state=1, max_features=4).fit(X, y, sample_weight=weights)
        out["weighted"].append({"weights": numbers(weights), "tree": tree_values(model.tree_)})
    close = np.round(random.random_sample((80, 3)) * 40) * 6e-8 + np.array([0, 1, 1e-3])
    labels = random.randint(0, 3, 80)
    model = DecisionTreeClassifier(random_state=2).fit(close, labels)
    out["close"] = {"columns": 3, "X": numbers(close), "y": labels.tolist(), "tree": tree_values(model.tree_)}
    save("tree.json", out)


if __name__ == "__main__":
    main()
