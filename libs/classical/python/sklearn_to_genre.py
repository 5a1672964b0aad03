"""Writes a fitted scikit-learn model as JSON that fromJSON of @genre/classical reads.

    from sklearn_to_genre import to_json
    open("model.json", "w").write(to_json(model))

It knows scalers, PCA, polynomial features, one-hot encoders, column transformers, pipelines, k-NN, GaussianNB, linear models, SVC, trees,
forests (extra trees too) and MLPClassifier, and refuses what would answer otherwise here.
"""
import base64
import json

import numpy as np


def array(values, dtype="<f8"):
    values = np.ascontiguousarray(values, dtype=dtype)
    name = {"<f8": "float64", "<i4": "int32"}[dtype]
    return {"dtype": name, "shape": list(values.shape), "data": base64.b64encode(values.tobytes()).decode()}


def ints(values):
    return array(np.ravel(values), "<i4")


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


METRICS = {"l1": "manhattan", "cityblock": "manhattan", "l2": "euclidean", "infinity": "chebyshev"}


def kept(m, *names):
    """Parameters that matter after fitting, under their names here."""
    params = m.get_params(deep=False)
    params["probability"] = params.get("probability") is True  # newer versions have "deprecated" for False
    if "metric" in names:
        params["metric"] = METRICS.get(m.effective_metric_, m.effective_metric_)
        params["p"] = params["p"] if params["metric"] == "minkowski" else 2
    return {camel(name): list(params[name]) if isinstance(params[name], tuple) else params[name] for name in names}


def tree(t):
    """Nodes in preorder; a leaf has the shares of its classes, a split the position of its right child."""
    order, stack = [], [0]
    while stack:
        node = stack.pop()
        order.append(node)
        if t.children_left[node] >= 0:
            stack += [t.children_right[node], t.children_left[node]]
    place = {node: i for i, node in enumerate(order)}
    leaf = t.children_left[order] < 0
    shares = t.value[order, 0] / t.value[order, 0].sum(axis=1, keepdims=True) * leaf[:, None]
    node, code = np.nonzero(shares)
    return order, {
        "feature": ints(np.where(leaf, 0, t.feature[order])), "threshold": array(np.where(leaf, 0, t.threshold[order])),
        "right": ints([0 if leaf[i] else place[t.children_right[n]] for i, n in enumerate(order)]),
        "start": ints(np.searchsorted(node, np.arange(len(order) + 1))), "classCode": ints(code),
        "share": array(shares[node, code])}


def need(fits, what):
    if not fits:
        raise ValueError(f"{what} is not known to @genre/classical")


def knn(m):
    known = ("minkowski", "euclidean", "manhattan", "chebyshev", "cosine")
    need(METRICS.get(m.effective_metric_, m.effective_metric_) in known and m.effective_metric_params_.get("w") is None, "such a metric")
    need(m.weights in ("uniform", "distance"), "a function as weights")
    return {"fitX": array(m._fit_X), "fitY": ints(m._y)}


def svc(m):
    need(m.kernel in ("linear", "poly", "rbf", "sigmoid", "precomputed"), "such a kernel")
    vectors = np.zeros((len(m.support_), 0)) if m.kernel == "precomputed" else m.support_vectors_
    fitted = {"a": array(m.probA_), "b": array(m.probB_)} if m.probability is True else None
    return {"gamma": float(m._gamma), "support": ints(m.support_), "supportVectors": array(vectors),
            "nSupport": ints(m.n_support_), "dualCoef": array(m.dual_coef_), "intercept": array(m.intercept_),
            "nIter": ints(m.n_iter_), "probabilities": fitted}


def linear(m):
    coef = np.atleast_2d(m.coef_)
    return {"coef": array(coef), "intercept": array(np.broadcast_to(m.intercept_, len(coef)))}


def iterations(m):
    return {"nIter": int(np.max(m.n_iter_)), "converged": bool(np.max(m.n_iter_) < m.max_iter)}


def decision_tree(m):
    order, nodes = tree(m.tree_)
    return {"tree": nodes, "statistics": {"impurity": array(m.tree_.impurity[order]),
                                          "nNodeSamples": ints(m.tree_.n_node_samples[order]),
                                          "weightedNNodeSamples": array(m.tree_.weighted_n_node_samples[order])}}


def forest(m):
    return {"featureImportances": array(m.feature_importances_), "oob": None, "trees": [tree(e.tree_)[1] for e in m.estimators_]}


def mlp(m):
    return {"layers": [{"coef": array(c), "intercept": array(b)} for c, b in zip(m.coefs_, m.intercepts_)],
            "activation": m.activation, "lossCurve": array(getattr(m, "loss_curve_", [])), "loss": float(m.loss_),
            "validationScores": None, **iterations(m)}


def one_hot(m):
    infrequent = m._infrequent_indices if m._infrequent_enabled else [None] * len(m.categories_)
    drop = m._drop_idx_after_grouping if m._drop_idx_after_grouping is not None else [None] * len(m.categories_)
    return {"columns": [{"categories": c.tolist(), "infrequent": ints([] if rare is None else rare), "drop": -1 if d is None else int(d)}
                        for c, rare, d in zip(m.categories_, infrequent, drop)]}


STATES = {
    "MinMaxScaler": (["feature_range", "clip"], lambda m: {"scale": array(m.scale_), "min": array(m.min_),
                     "dataMin": array(m.data_min_), "dataMax": array(m.data_max_)}),
    "StandardScaler": (["with_mean", "with_std"], lambda m: {"mean": array(m.mean_), "var": array(m.var_),
                       "scale": array(m.scale_)}),
    "RobustScaler": (["with_centering", "with_scaling"], lambda m: {"center": array(m.center_), "scale": array(m.scale_)}),
    "PCA": (["whiten"], lambda m: {
        "components": array(m.components_), "explainedVariance": array(m.explained_variance_),
        "explainedVarianceRatio": array(m.explained_variance_ratio_), "singularValues": array(m.singular_values_),
        "mean": array(m.mean_), "noiseVariance": float(m.noise_variance_), "nSamples": int(m.n_samples_)}),
    "KNeighborsClassifier": (["n_neighbors", "weights", "metric", "p"], knn),
    "GaussianNB": ([], lambda m: {"theta": array(m.theta_), "var": array(m.var_), "classPrior": array(m.class_prior_),
                                  "classCount": array(m.class_count_), "epsilon": float(m.epsilon_)}),
    "LogisticRegression": ([], lambda m: {**linear(m), **iterations(m)}),
    "LinearSVC": ([], lambda m: {**linear(m), **iterations(m)}),
    "RidgeClassifier": ([], linear),
    "Perceptron": ([], lambda m: {**linear(m), "nIter": int(m.n_iter_)}),
    "SVC": (["kernel", "degree", "coef0", "decision_function_shape", "break_ties", "probability"], svc),
    "DecisionTreeClassifier": ([], decision_tree),
    "RandomForestClassifier": ([], forest),
    "ExtraTreesClassifier": ([], forest),
    "MLPClassifier": (["activation"], mlp),
    "PolynomialFeatures": (["degree", "interaction_only", "include_bias"], lambda m: {}),
    "OneHotEncoder": (["handle_unknown"], one_hot),
}


def unfitted(e):
    return e if isinstance(e, str) else {**e, "state": None}


def to_dict(m):
    name = type(m).__name__
    if name == "Pipeline":
        steps = [[step, "passthrough" if e in (None, "passthrough") else to_dict(e)] for step, e in m.steps]
        params = {"steps": [[step, unfitted(e)] for step, e in steps]}
        state = {"steps": [None if e == "passthrough" else e for _, e in steps]}
    elif name == "ColumnTransformer":
        places = m._transformer_to_input_indices
        used = [step for step in m.transformers_ if step[0] != "remainder" and len(places[step[0]]) > 0]
        # A step that passes columns through is kept as a FunctionTransformer.
        named = [[step, e if isinstance(e, str) else "passthrough" if type(e).__name__ == "FunctionTransformer" and e.func is None
                  else to_dict(e), [int(c) for c in places[step]]] for step, e, _ in used]
        left = len(places.get("remainder", []))
        rest = m.remainder if isinstance(m.remainder, str) else to_dict(m.named_transformers_["remainder"]) if left else "drop"
        params = {"transformers": [[step, unfitted(e), columns] for step, e, columns in named], "remainder": unfitted(rest),
                  "transformerWeights": m.transformer_weights and dict(m.transformer_weights)}
        state = {"nFeaturesIn": int(m.n_features_in_), "transformers": [None if isinstance(e, str) else e for _, e, _ in named],
                 "remainder": None if isinstance(rest, str) else rest}
    elif name not in STATES:
        raise ValueError(f"{name} is not known to this script")
    else:
        names, describe = STATES[name]
        params, state = kept(m, *names), {"nFeaturesIn": int(m.n_features_in_), **describe(m)}
        if hasattr(m, "classes_"):
            state["classes"] = m.classes_.tolist()
    return {"format": "genre-classical", "version": 1, "type": name, "params": params, "state": state}


def to_json(model):
    return json.dumps(to_dict(model), allow_nan=False)
