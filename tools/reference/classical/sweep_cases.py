"""The kinds of cases of sweep.py: each draws data and parameters, and gives what to ask here, how scikit-learn answers,
and how the two are compared."""
import re

import numpy as np
from sklearn import decomposition, discriminant_analysis, dummy, ensemble, feature_selection, kernel_approximation
from sklearn import cluster, linear_model, metrics, model_selection, naive_bayes, neighbors, neural_network, preprocessing, svm, tree
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline

CASES = {}


def snake(name):
    fixed = {"C": "C", "beta1": "beta_1", "beta2": "beta_2", "yPred": "y_pred"}
    return fixed.get(name) or re.sub("([A-Z])", r"_\1", name).lower()


# ---------------------------------------------------------------------------------------------------------- random data

def table(random, rows=None, columns=None, positive=False, scale=True):
    n = rows or int(random.choice([2, 3, 5, 8, 13, 20, 40, 80]))
    d = columns or int(random.choice([1, 2, 3, 5, 9, 17, 30, 45]))
    kind = random.choice(["normal", "normal", "grid", "skewed", "low rank"])
    if kind == "grid":
        X = random.randint(-2, 3, (n, d)).astype(float)
    elif kind == "skewed":
        X = np.exp(random.standard_normal((n, d)) * 2)
    elif kind == "low rank":
        X = random.standard_normal((n, min(d, 2))) @ random.standard_normal((min(d, 2), d)) + 0.01 * random.standard_normal((n, d))
    else:
        X = random.standard_normal((n, d))
    if random.rand() < 0.3:  # rows that are there twice
        X[random.randint(0, n, n // 3 + 1)] = X[random.randint(0, n, n // 3 + 1)]
    if random.rand() < 0.25:
        X[:, random.randint(d)] = random.choice([0, 1, -3.7])
    if scale and random.rand() < 0.3:
        X = X * 10.0 ** random.randint(-6, 7)
    if scale and random.rand() < 0.2:
        X = X * 10.0 ** random.uniform(-2, 2, d)
    if scale and random.rand() < 0.2:
        X = X + random.choice([1.0, 100.0])
    return np.abs(X) if positive else X


KINDS = [["blues", "jazz", "rock", "Pop"], [3, -1, 10, 7], [True, False], ["b", "a"], [0, 1]]


def labels(random, n, least=2, X=None):
    names = KINDS[random.randint(len(KINDS))]
    k = min(len(names), max(least, random.randint(2, 5)), n)
    names = names[:k]
    if X is not None and random.rand() < 0.6:  # that have to do with the rows
        scores = X @ random.standard_normal(X.shape[1])
        codes = np.searchsorted(np.quantile(scores, np.linspace(0, 1, k + 1)[1:-1]), scores)
    else:
        p = np.ones(k) if random.rand() < 0.6 else np.array([8.0, 1, 1, 1][:k])
        codes = random.choice(k, n, p=p / p.sum())
    codes[random.permutation(n)[:k]] = np.arange(k)
    if random.rand() < 0.15:
        codes = np.sort(codes)
    return [names[c] for c in codes]


def weights(random, n, share=0.35):
    if random.rand() > share:
        return None
    return [random.randint(1, 4, n).astype(float), np.round(random.rand(n) + 0.1, 2)][random.randint(2)]


def class_weight(random, y):
    draw = random.rand()
    if draw < 0.6:
        return None, None
    if draw < 0.8:
        return "balanced", "balanced"
    classes = sorted(set(y))
    pairs = [[c, float(random.choice([0.5, 1, 2.5]))] for c in classes]
    return {"$map": pairs}, dict(map(tuple, pairs))


def matrix(X):
    return {"$matrix": np.ravel(X).tolist(), "shape": list(X.shape)}


def pick(random, options):
    """One of each of {name: [values]}, most of them left at their default."""
    return {name: values[random.randint(len(values))] for name, values in options.items() if random.rand() < 0.5}


# ------------------------------------------------------------------------------------------------------------ estimators

def estimator(kind, make, parameters, attributes=(), methods=("predict",), tolerance=1e-9, attribute_tolerance=None, weighted=True,
              weigh_classes=False, fixed=None, data=None, loose=None, least=2, positive=False, ties="predict_proba", name=None, clear=None, our_kind=None, ours_too=None):
    """
    attributes: pairs (here, there); there may be a function of the model.
    loose: a function (params, X, y) that gives another tolerance, or None to compare nothing but that both work.
    ties: the method whose largest two values tell rows where the class is rounding.
    clear: a function (model, Q) that tells the rows where no method is rounding.
    """
    def case(random):
        X = table(random, positive=positive) if data is None else data(random)
        y = labels(random, len(X), least, X)
        Q = np.vstack([X[:10], table(random, rows=5, columns=X.shape[1], scale=False, positive=positive) * (np.std(X) or 1)])
        params = {**(fixed or {}), **pick(random, parameters)}
        theirs = {snake(k): tuple(v) if k in ("hiddenLayerSizes", "featureRange", "quantileRange") else v for k, v in params.items()}
        if weigh_classes:
            ours_weight, their_weight = class_weight(random, y)
            if ours_weight is not None:
                params, theirs = {**params, "classWeight": ours_weight}, {**theirs, "class_weight": their_weight}
        w = weights(random, len(X)) if weighted else None
        options = [] if w is None else [{"sampleWeight": w.tolist()}]
        question = {"job": "estimator", "make": {"$make": our_kind or kind, "args": [{**params, **(ours_too or {})}]}, "fit": [matrix(X), y, *options],
                    "methods": [[m, [matrix(Q)]] for m in methods], "attributes": [a for a, _ in attributes]}

        def reference():
            model = make(**theirs)
            model.fit(X, np.array(y), **({} if w is None else {"sample_weight": w}))
            out = {"methods": {m: getattr(model, snake(m))(Q) for m in methods},
                   "attributes": {a: b(model) if callable(b) else getattr(model, b) for a, b in attributes}, "clear": None}
            if ties and hasattr(model, ties):
                scores = getattr(model, ties)(Q)
                scores = np.stack([-scores, scores], axis=1) if scores.ndim == 1 else scores
                top = np.sort(scores, axis=1)
                out["clear"] = top[:, -1] - top[:, -2] > 1e-7 * max(1e-300, np.max(np.abs(scores))) if scores.shape[1] > 1 else None
            if clear:
                out["only"] = clear(model, Q)
            return out

        def compare(ours, right, difference):
            limit = tolerance if loose is None else loose(params, X, y)
            if limit is None:
                return None
            for m in methods:
                a, b = ours["methods"][m], right["methods"][m]
                kept = np.ones(len(b), bool) if "only" not in right else right["only"]
                if m == "predict" and right["clear"] is not None:
                    kept = kept & right["clear"]
                a, b = (np.asarray(a)[kept], b[kept]) if len(a) == len(b) else (a, b)
                wrong = difference(a.ravel() if isinstance(a, np.ndarray) and np.ndim(b) == 1 else a, b, limit)
                if wrong:
                    return f"{m}: {wrong}"
            for a, _ in attributes:
                a_right = right["attributes"][a]
                if a_right is None or np.ndim(a_right) == 0 and a == "intercept":  # what the model did without
                    continue
                mine = ours["attributes"][a]
                if isinstance(a_right, np.ndarray) and a in ("coef", "intercept"):  # against the largest of both: what is 0 is rounding
                    size = max(np.max(np.abs(right["attributes"]["coef"])) if "coef" in right["attributes"] else 0, np.max(np.abs(a_right)), 1e-6)
                    mine, a_right = np.append(mine, size), np.append(a_right, size)
                wrong = difference(mine, a_right, attribute_tolerance or limit)
                if wrong:
                    return f"{a}: {wrong}"
            return None

        return question, reference, compare

    CASES[name or kind] = case


ALL = ("predict", "predictProba")
DECIDE = ("predict", "decisionFunction")
COEF = (("coef", "coef_"), ("intercept", "intercept_"))


def tree_nodes(model):
    """Thresholds in preorder, which is the order here."""
    t, stack, order = model.tree_, [0], []
    while stack:
        node = stack.pop()
        order.append(node)
        if t.children_left[node] >= 0:
            stack += [t.children_right[node], t.children_left[node]]
    leaf = t.children_left[order] < 0
    return {"feature": np.where(leaf, 0, t.feature[order]), "threshold": np.where(leaf, 0, t.threshold[order])}


TREE = {"criterion": ["gini", "entropy", "log_loss"], "maxDepth": [1, 2, 5], "maxLeafNodes": [2, 5, 9], "minSamplesSplit": [2, 5, 0.3],
        "minSamplesLeaf": [1, 3, 0.1], "minWeightFractionLeaf": [0, 0.1], "maxFeatures": [1, "sqrt", "log2", 0.5],
        "minImpurityDecrease": [0, 0.05], "ccpAlpha": [0, 0.01, 0.1]}



def no_tied_neighbours(model, Q):
    """Rows whose last neighbour is clearly nearer than the next one; scikit-learn's distances by products are not exact."""
    k = model.n_neighbors
    if k == model.n_samples_fit_:
        return np.ones(len(Q), bool)
    distances, _ = model.kneighbors(Q, k + 1)
    return distances[:, k] - distances[:, k - 1] > 1e-9 * distances[:, k]


# A tree's distances are sums of squares, as they are here; those by products are off where rows coincide.
estimator("KNeighborsClassifier", lambda **kwargs: neighbors.KNeighborsClassifier(algorithm="kd_tree", **kwargs),
          {"nNeighbors": [1, 2, 3, 7], "weights": ["uniform", "distance"], "metric": ["minkowski", "manhattan", "chebyshev"], "p": [1, 2, 3.5]}, methods=ALL, weighted=False, fixed={"nNeighbors": 1},
          clear=no_tied_neighbours)
estimator("GaussianNB", naive_bayes.GaussianNB, {"varSmoothing": [1e-9, 1e-3]}, methods=ALL, tolerance=1e-7,
          clear=lambda model, Q: np.max(np.abs(model.predict_joint_log_proba(Q)), axis=1) < 1e5,  # beyond that digits are lost
          attributes=(("theta", "theta_"), ("var", "var_"), ("classPrior", "class_prior_")))
estimator("DecisionTreeClassifier", tree.DecisionTreeClassifier, {**TREE, "splitter": ["best", "random"]}, methods=ALL, fixed={"randomState": 3}, weigh_classes=True,
          attributes=(("tree", tree_nodes), ("featureImportances", "feature_importances_")), tolerance=1e-9, ties=None)
estimator("RandomForestClassifier", ensemble.RandomForestClassifier,
          {**TREE, "bootstrap": [True, False], "maxSamples": [0.5, 3], "oobScore": [False]}, methods=ALL, weigh_classes=True,
          fixed={"randomState": 3, "nEstimators": 5}, attributes=(("featureImportances", "feature_importances_"),))
estimator("ExtraTreesClassifier", ensemble.ExtraTreesClassifier,
          {**TREE, "bootstrap": [True, False], "oobScore": [False]}, methods=ALL, weigh_classes=True,
          fixed={"randomState": 3, "nEstimators": 5}, attributes=(("featureImportances", "feature_importances_"),))
estimator("HistGradientBoostingClassifier", ensemble.HistGradientBoostingClassifier,
          {"learningRate": [0.1, 0.5], "maxLeafNodes": [3, 31], "maxDepth": [2], "minSamplesLeaf": [1, 5, 20], "l2Regularization": [0, 1.0],
           "maxBins": [5, 255]}, methods=ALL, fixed={"randomState": 0, "maxIter": 5}, tolerance=1e-6)
estimator("LinearDiscriminantAnalysis", discriminant_analysis.LinearDiscriminantAnalysis,
          {"solver": ["svd", "lsqr", "eigen"], "shrinkage": [None, "auto", 0.3]}, methods=ALL, weighted=False, tolerance=1e-6)
estimator("QuadraticDiscriminantAnalysis", discriminant_analysis.QuadraticDiscriminantAnalysis, {"regParam": [0, 0.1, 0.5], "storeCovariance": [True]}, methods=ALL,
          weighted=False, tolerance=1e-6, attributes=(("covariance", lambda model: getattr(model, "covariance_", None)),))
estimator("RidgeClassifier", linear_model.RidgeClassifier, {"alpha": [0.01, 1, 100], "fitIntercept": [True, False]}, methods=DECIDE,
          attributes=COEF, weigh_classes=True, tolerance=1e-6, ties="decision_function")
estimator("Perceptron", linear_model.Perceptron,
          {"penalty": [None, "l1", "l2", "elasticnet"], "alpha": [1e-4, 1e-2], "eta0": [1, 0.1], "tol": [1e-3, None], "shuffle": [True, False],
           "fitIntercept": [True, False], "earlyStopping": [False, True], "l1Ratio": [0.15, 0.7], "nIterNoChange": [2, 5], "randomState": [5]},
          methods=("predict",), attributes=COEF, weigh_classes=True, fixed={"maxIter": 30}, tolerance=1e-12, ties="decision_function")
estimator("LogisticRegression", linear_model.LogisticRegression,
          {"C": [0.01, 1, 30], "fitIntercept": [True, False]}, methods=ALL, attributes=COEF, weigh_classes=True,
          fixed={"tol": 1e-10, "maxIter": 20000}, data=lambda r: table(r, scale=False),
          # Its line search stops at rounding, which is coarse where columns are of very different sizes.
          loose=lambda params, X, y: 1e-5 if np.max(np.abs(X)) < 20 else 1e-2)
def saga(penalty="l2", l1_ratio=0, **kwargs):
    """scikit-learn 1.9 says the penalty by l1_ratio and C."""
    ratio = {"l1": 1, "l2": l1_ratio, "elasticnet": l1_ratio, None: 0}[penalty]
    return linear_model.LogisticRegression(solver="saga", l1_ratio=ratio, **{**kwargs, **({"C": np.inf} if penalty is None else {})})


estimator("LogisticRegression saga", saga, {"C": [0.05, 1, 5], "penalty": ["l1", "elasticnet"], "l1Ratio": [0.2, 0.7, 1], "fitIntercept": [True, False]},
          methods=ALL, attributes=COEF, weigh_classes=True, fixed={"tol": 1e-9, "maxIter": 3000, "randomState": 0},
          data=lambda r: np.clip(table(r, rows=int(r.choice([8, 20, 40])), columns=int(r.choice([1, 3, 9])), scale=False), -5, 5),
          # Where it has not converged, what is left depends on rounding.
          tolerance=1e-4, our_kind="LogisticRegression", ours_too={"solver": "saga"})
estimator("LinearSVC l1", lambda **kwargs: svm.LinearSVC(penalty="l1", **kwargs), {"C": [0.01, 1, 10], "fitIntercept": [True, False]}, methods=DECIDE,
          attributes=COEF, weigh_classes=True, fixed={"tol": 1e-10, "maxIter": 20000, "randomState": 0}, tolerance=1e-5, ties="decision_function",
          # Columns that say the same share a weight in any way that sums up.
          data=lambda r: jittered(r), name="LinearSVC l1", our_kind="LinearSVC", ours_too={"penalty": "l1"})
estimator("LinearSVC", svm.LinearSVC, {"C": [0.01, 1, 10], "loss": ["squared_hinge", "hinge"], "fitIntercept": [True, False], "interceptScaling": [1, 3]},
          methods=DECIDE, attributes=COEF, weigh_classes=True, fixed={"tol": 1e-10, "maxIter": 100000, "randomState": 0}, tolerance=1e-5,
          data=lambda r: table(r, scale=False), ties="decision_function")
estimator("SVC", svm.SVC,
          {"C": [0.1, 1, 10], "kernel": ["rbf", "linear", "poly", "sigmoid"], "gamma": ["scale", "auto", 0.1], "degree": [2, 3], "coef0": [0, 0.5],
           "decisionFunctionShape": ["ovr", "ovo"], "shrinking": [True, False]},
          methods=DECIDE, weigh_classes=True, fixed={"tol": 1e-9}, tolerance=1e-5, ties="decision_function",
          attributes=(("nSupport", "n_support_"), ("intercept", "intercept_")), data=lambda r: table(r, scale=False))
estimator("MLPClassifier", neural_network.MLPClassifier,
          {"hiddenLayerSizes": [[3], [4, 3], []], "activation": ["relu", "tanh", "logistic", "identity"], "solver": ["adam", "sgd", "lbfgs"], "alpha": [1e-4, 0.1],
           "batchSize": [5, "auto"], "learningRate": ["constant", "invscaling", "adaptive"], "shuffle": [True, False], "momentum": [0.9, 0.5],
           "nesterovsMomentum": [True, False]},
          methods=ALL, fixed={"randomState": 1, "maxIter": 6}, tolerance=1e-6, data=lambda r: table(r, scale=False))
estimator("DummyClassifier", dummy.DummyClassifier, {"strategy": ["prior", "most_frequent", "stratified", "uniform"]}, methods=ALL,
          fixed={"randomState": 0}, ties=None)

# Clusters and transformers: y is given and not used.
SAME = ("transform",)
for kind, parameters, attributes, weighted in [
    ("StandardScaler", {"withMean": [True, False], "withStd": [True, False]}, (("mean", "mean_"), ("scale", "scale_")), True),
    ("MinMaxScaler", {"featureRange": [[0, 1], [-2, 3]], "clip": [True]}, (("dataMin", "data_min_"), ("scale", "scale_")), False),
    ("RobustScaler", {"withCentering": [True, False], "withScaling": [True, False], "quantileRange": [[25, 75], [5, 60]], "unitVariance": [True]},
     (("center", "center_"), ("scale", "scale_")), False),
    ("QuantileTransformer", {"nQuantiles": [3, 10, 100], "outputDistribution": ["uniform", "normal"]}, (("quantiles", "quantiles_"),), False),
    ("PolynomialFeatures", {"degree": [1, 2, 3], "interactionOnly": [True, False], "includeBias": [True, False]}, (), False),
    ("RBFSampler", {"gamma": [0.01, 0.1, "scale"], "nComponents": [3, 20]}, (), False),
    ("Nystroem", {"kernel": ["rbf", "linear", "poly", "sigmoid", "cosine", "laplacian"], "gamma": [0.1, 1.0], "coef0": [0.5], "degree": [2],
                  "nComponents": [1, 2]}, (), False),
]:
    module = kernel_approximation if kind in ("RBFSampler", "Nystroem") else preprocessing
    seed = {"randomState": 0} if kind in ("RBFSampler", "Nystroem", "QuantileTransformer") else {}
    small = (lambda r: table(r, columns=int(r.choice([1, 2, 4])), scale=False)) if kind in ("PolynomialFeatures", "RBFSampler", "Nystroem") else None
    # Rows that are nearly the same make the kernel's matrix nearly singular, and its inverse root mostly rounding.
    loose = (lambda params, X, y: 1e-4 if len(np.unique(np.round(X, 2), axis=0)) == len(X) else None) if kind == "Nystroem" else None
    estimator(kind, getattr(module, kind), parameters, attributes=attributes, methods=SAME, weighted=weighted, fixed=seed, ties=None, data=small,
              tolerance=1e-7 if kind == "QuantileTransformer" else 1e-11 if kind != "RBFSampler" else 1e-9, loose=loose)


def jittered(random):
    """Without ties: which of two centres is nearer to a row is else rounding."""
    X = table(random)
    return X + 1e-3 * np.std(X) * random.standard_normal(X.shape)


def parted(X):
    """Rows whose components all have a direction and a variance of their own."""
    s = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
    s = s[: min(len(X) - 1, X.shape[1])]
    return s[-1] > 1e-5 * s[0] and np.all(np.abs(np.diff(s)) > 1e-4 * s[0])


estimator("PCA", decomposition.PCA, {"nComponents": [1, 2, 0.5, 0.9], "whiten": [False], "svdSolver": ["full", "covariance_eigh", "auto"]}, methods=SAME,
          attributes=(("explainedVariance", "explained_variance_"), ("mean", "mean_")), weighted=False, ties=None, fixed={"nComponents": 1},
          loose=lambda params, X, y: 1e-6 if parted(X) and params["nComponents"] < len(X) else None)
estimator("KMeans", cluster.KMeans, {"nClusters": [1, 2, 3, 8], "init": ["k-means++", "random"], "nInit": [1, 3], "maxIter": [1, 5, 300], "tol": [0, 1e-4]},
          methods=("predict",), attributes=(("labels", "labels_"), ("clusterCenters", "cluster_centers_"), ("inertia", "inertia_"), ("nIter", "n_iter_")),
          fixed={"nClusters": 2, "randomState": 0}, tolerance=1e-7, ties=None, data=jittered)


def select(scoreFunc="f_classif", **kwargs):
    return feature_selection.SelectKBest({"fClassif": feature_selection.f_classif, "chi2": feature_selection.chi2}[scoreFunc], **kwargs)


estimator("SelectKBest", lambda score_func="fClassif", **kwargs: select(score_func, **kwargs), {"k": [1, 2], "scoreFunc": ["fClassif", "chi2"]}, methods=SAME, weighted=False,
          fixed={"k": 1}, attributes=(("scores", "scores_"), ("pValues", "pvalues_")), positive=True, tolerance=1e-6, ties=None, data=lambda r: np.abs(jittered(r)),
          # The F statistic of a constant column is NaN here, and there what rounding makes of 0 / 0.
          loose=lambda params, X, y: 1e-6 if np.all(np.ptp(X, axis=0) > 1e-3 * np.max(np.abs(X), axis=0)) else None)


# ------------------------------------------------------------------------------------------------------- models of models

def base(random):
    """A name, a model here, and one there."""
    at = random.randint(4)
    return [
        ["nb", {"$make": "GaussianNB", "args": [{}]}, naive_bayes.GaussianNB()],
        ["tree", {"$make": "DecisionTreeClassifier", "args": [{"maxDepth": 2, "randomState": 0}]}, tree.DecisionTreeClassifier(max_depth=2, random_state=0)],
        ["lr", {"$make": "LogisticRegression", "args": [{"tol": 1e-10, "maxIter": 5000}]}, linear_model.LogisticRegression(tol=1e-10, max_iter=5000)],
        ["ridge", {"$make": "RidgeClassifier", "args": [{"alpha": 3}]}, linear_model.RidgeClassifier(alpha=3)],
    ][at]


def bases(random):
    """One to three different ones."""
    found = {one[0]: one for one in (base(random) for _ in range(random.randint(1, 5)))}
    return list(found.values())


def splits(random):
    """Folds here and there."""
    n, shuffle = int(random.choice([2, 3])), bool(random.rand() < 0.5)
    seed = {"randomState": 1} if shuffle else {}
    return [(n, n), ({"$make": "StratifiedKFold", "args": [{"nSplits": n, "shuffle": shuffle, **seed}]},
                     model_selection.StratifiedKFold(n, shuffle=shuffle, random_state=1 if shuffle else None)),
            ({"$make": "KFold", "args": [{"nSplits": n, "shuffle": True, "randomState": 2}]}, model_selection.KFold(n, shuffle=True, random_state=2))][random.randint(3)]


def model_of_models(name, draw, methods, tolerance=1e-6, weighted=True, answers=None):
    """draw(random, y): what to make here, and the model there. answers: attributes here, and a function of the model there."""
    def case(random):
        X = table(random, rows=int(random.choice([12, 30, 60])), columns=int(random.choice([1, 2, 4])), scale=False)
        X = X + 1e-3 * max(np.std(X), 1e-3) * random.standard_normal(X.shape)
        y = labels(random, len(X), 2, X)
        make, model = draw(random, y)
        w = weights(random, len(X)) if weighted else None
        Q = np.vstack([X[:10], X[:5] * 1.1 + 0.05])
        question = {"job": "estimator", "make": make, "fit": [matrix(X), y, *([] if w is None else [{"sampleWeight": w.tolist()}])],
                    "methods": [[m, [matrix(Q)]] for m in methods], "attributes": list(answers[0]) if answers else []}

        def reference():
            model.fit(X, np.array(y), **({} if w is None else {"sample_weight": w}))
            out = {"methods": {m: getattr(model, snake(m))(Q) for m in methods}, "clear": np.ones(len(Q), bool)}
            if hasattr(model, "predict_proba"):
                top = np.sort(model.predict_proba(Q), axis=1)
                out["clear"] = top[:, -1] - top[:, -2] > 1e-4
            out["attributes"] = answers[1](model) if answers else {}
            return out

        def compare(ours, right, difference):
            for m in methods:
                a, b = ours["methods"][m], right["methods"][m]
                if m == "predict":
                    a, b = np.asarray(a)[right["clear"]], b[right["clear"]]
                wrong = difference(a, b, tolerance)
                if wrong:
                    return f"{m}: {wrong}"
            return difference(ours["attributes"], right["attributes"], tolerance) if answers else None

        return question, reference, compare

    CASES[name] = case


def voting(random, y):
    models = bases(random)
    params = pick(random, {"voting": ["hard"] if any(n == "ridge" for n, _, _ in models) else ["hard", "soft"]})
    weight = random.randint(1, 4, len(models)).tolist() if random.rand() < 0.5 else None
    return ({"$make": "VotingClassifier", "args": [[[n, a] for n, a, _ in models], {**params, "weights": weight}]},
            ensemble.VotingClassifier([(n, b) for n, _, b in models], weights=weight, **params))


def stacking(random, y):
    models, (here, there) = bases(random), splits(random)
    params = pick(random, {"passthrough": [True, False], "stackMethod": ["auto", "predict"]})
    if params.get("stackMethod") == "predict" and isinstance(y[0], str):
        del params["stackMethod"]
    final = [{"$make": "LogisticRegression", "args": [{"tol": 1e-10, "maxIter": 5000}]}, linear_model.LogisticRegression(tol=1e-10, max_iter=5000)]
    return ({"$make": "StackingClassifier", "args": [[[n, a] for n, a, _ in models], {**params, "cv": here, "finalEstimator": final[0]}]},
            ensemble.StackingClassifier([(n, b) for n, _, b in models], cv=there, final_estimator=final[1], **{snake(k): v for k, v in params.items()}))


def calibrated(random, y):
    (_, a, b), (here, there) = base(random), splits(random)
    params = pick(random, {"method": ["sigmoid", "isotonic"], "ensemble": [True, False]})
    from sklearn.calibration import CalibratedClassifierCV
    return {"$make": "CalibratedClassifierCV", "args": [a, {**params, "cv": here}]}, CalibratedClassifierCV(b, cv=there, **params)


SCORERS = {"accuracy": "accuracy", "f1Macro": "f1_macro", "balancedAccuracy": "balanced_accuracy", "negLogLoss": "neg_log_loss", "matthewsCorrcoef": "matthews_corrcoef"}
GRIDS = [
    ("KNeighborsClassifier", neighbors.KNeighborsClassifier, {"nNeighbors": [1, 2, 3], "weights": ["uniform", "distance"]}),
    ("DecisionTreeClassifier", lambda **kwargs: tree.DecisionTreeClassifier(random_state=0, **kwargs), {"maxDepth": [1, 2, None], "ccpAlpha": [0, 0.02]}),
    ("GaussianNB", naive_bayes.GaussianNB, {"varSmoothing": [1e-9, 1e-3, 0.1]}),
]


def searched(kind):
    def draw(random, y):
        name, make, grid = GRIDS[random.randint(len(GRIDS))]
        fixed = {"randomState": 0} if name.startswith("Decision") else {}
        here, there = splits(random)
        scoring = str(random.choice(list(SCORERS)))
        inner = {"$make": name, "args": [fixed]}
        theirs = {snake(k): v for k, v in grid.items()}
        if kind == "GridSearchCV":
            return ({"$make": kind, "args": [inner, grid, {"cv": here, "scoring": scoring}]},
                    model_selection.GridSearchCV(make(), theirs, cv=there, scoring=SCORERS[scoring]))
        return ({"$make": kind, "args": [inner, grid, {"cv": here, "scoring": scoring, "nIter": 3, "randomState": 7}]},
                model_selection.RandomizedSearchCV(make(), theirs, cv=there, scoring=SCORERS[scoring], n_iter=3, random_state=7))
    return draw


def search_answers(model):
    r = model.cv_results_
    if np.any(np.isnan(r["mean_test_score"])):  # neg_log_loss of test rows that lack a class, which is a number here
        raise ValueError("no score")
    return {"cvResults": {"test": {"score": {"mean": r["mean_test_score"], "std": r["std_test_score"] + 0.0, "rank": r["rank_test_score"]}}},
            "bestIndex": model.best_index_}


model_of_models("VotingClassifier", voting, ("predict",))
model_of_models("StackingClassifier", stacking, ("predict",), 1e-4)
model_of_models("CalibratedClassifierCV", calibrated, ALL, 1e-4)
for kind in ("GridSearchCV", "RandomizedSearchCV"):
    model_of_models(kind, searched(kind), ("predict",), 1e-6, weighted=False, answers=(("cvResults", "bestIndex"), search_answers))


def validated(name, draw, tolerance=1e-9):
    """draw(random, X, y): what is validated here and there, keywords here and there, and what of the result there."""
    def case(random):
        X = table(random, rows=int(random.choice([12, 30, 60])), columns=int(random.choice([1, 2, 4])), scale=False)
        X = X + 1e-3 * max(np.std(X), 1e-3) * random.standard_normal(X.shape)
        y = labels(random, len(X), 2, X)
        args, reference = draw(random, X, y)
        camel = re.sub("_([a-z0-9])", lambda m: m[1].upper(), name.split(",")[0])
        return {"job": "call", "name": camel, "args": args}, reference, lambda ours, theirs, difference: difference(ours, theirs, tolerance)

    CASES[name] = case


def curve(kind):
    def draw(random, X, y):
        name, make, grid = GRIDS[random.randint(len(GRIDS))]
        here, there = splits(random)
        inner = {"$make": name, "args": [{"randomState": 0} if name.startswith("Decision") else {"nNeighbors": 1} if name.startswith("KN") else {}]}
        model = make(n_neighbors=1) if name.startswith("KN") else make()
        scoring = str(random.choice(["accuracy", "f1Macro", "balancedAccuracy"]))
        if kind == "learning_curve":
            options = {"trainSizes": [[0.3, 0.6, 1.0], [2, 4]][random.randint(2)], **pick(random, {"shuffle": [True]}), "randomState": 3}
            reference = lambda: model_selection.learning_curve(model, X, np.array(y), cv=there, scoring=SCORERS[scoring], **{snake(k): v for k, v in options.items()})
            return ([inner, matrix(X), y, {**options, "cv": here, "scoring": scoring}],
                    lambda: dict(zip(("trainSizes", "trainScores", "testScores"), reference())))
        param = list(grid)[0]
        reference = lambda: model_selection.validation_curve(model, X, np.array(y), param_name=snake(param), param_range=grid[param], cv=there, scoring=SCORERS[scoring])
        return ([inner, matrix(X), y, param, grid[param], {"cv": here, "scoring": scoring}],
                lambda: dict(zip(("trainScores", "testScores"), reference())))
    return draw


def crossed(random, X, y):
    name, make, grid = GRIDS[random.randint(1, len(GRIDS))]
    here, there = splits(random)
    fixed = {"randomState": 0} if name.startswith("Decision") else {}
    method = str(random.choice(["predict", "predictProba"]))
    return ([{"$make": name, "args": [fixed]}, matrix(X), y, {"cv": here, "method": method}],
            lambda: model_selection.cross_val_predict(make(), X, np.array(y), cv=there, method=snake(method)))


validated("learning_curve", curve("learning_curve"))
validated("validation_curve", curve("validation_curve"))
validated("cross_val_predict", crossed, 1e-6)


# --------------------------------------------------------------------------------------------------------------- metrics

def metric(function_name, draw, tolerance=1e-10, name=None):
    """draw(random): arguments here, arguments and keywords there."""
    def case(random):
        args, there, keywords = draw(random)
        function = getattr(metrics, function_name)
        camel = re.sub("_([a-z0-9])", lambda m: m[1].upper(), function_name)

        def compare(mine, theirs, difference):
            if isinstance(theirs, tuple):
                theirs = dict(zip(("precision", "recall", "fScore", "support"), theirs))
            if isinstance(theirs, str):  # Python writes booleans with a capital
                mine, theirs = mine.replace("true", "True").replace("false", "False"), theirs
            return difference(mine, theirs, tolerance)

        return {"job": "call", "name": camel, "args": args}, lambda: function(*there, **keywords), compare

    CASES[name or function_name] = case


def two_labelings(random, options=None, weighted=True):
    n = int(random.choice([1, 2, 5, 30, 200]))
    names = KINDS[random.randint(len(KINDS))]
    k = min(len(names), random.randint(1, 5))
    a = [names[c] for c in random.randint(0, k, n)]
    b = [x if random.rand() < 0.6 else names[random.randint(k)] for x in a]
    params = pick(random, options or {})
    w = weights(random, n, 0.4) if weighted else None
    ours = {**params, **({} if w is None else {"sampleWeight": w.tolist()})}
    theirs = {**{snake(k): v for k, v in params.items()}, **({} if w is None else {"sample_weight": w})}
    return a, b, ours, theirs


def labelled(options=None, weighted=True):
    def draw(random):
        a, b, ours, theirs = two_labelings(random, options, weighted)
        return [a, b, ours], [a, b], theirs
    return draw


AVERAGES = {"average": ["micro", "macro", "weighted"], "zeroDivision": [0, 1]}
metric("accuracy_score", labelled({"normalize": [True, False]}))
metric("balanced_accuracy_score", labelled({"adjusted": [True, False]}))
metric("confusion_matrix", labelled({"normalize": ["true", "pred", "all"]}))
metric("cohen_kappa_score", labelled({"weights": ["linear", "quadratic"]}))
metric("matthews_corrcoef", labelled())
for score in ("precision_score", "recall_score", "f1_score"):
    metric(score, lambda random: (lambda a, b, o, t: ([a, b, {"average": "macro", **o}], [a, b], {"average": "macro", **t}))(*two_labelings(random, AVERAGES)))
metric("precision_recall_fscore_support", labelled({"zeroDivision": [0, 1], "beta": [0.5, 2]}))
metric("classification_report", labelled({"digits": [0, 2, 5], "zeroDivision": [0, 1]}))


def some_labels(options=None, extra=None):
    """As labelled, with a part of the labels, in any order, now and then with one that does not occur."""
    def draw(random):
        a, b, ours, theirs = two_labelings(random, options)
        known = sorted(set(a) | set(b))
        chosen = [known[k] for k in random.permutation(len(known))[: random.randint(1, len(known) + 1)]]
        if random.rand() < 0.2:
            unknown = {str: "zz", int: 99}.get(type(chosen[0]))
            chosen += [] if unknown is None else [unknown]
        return [a, b, {**(extra or {}), **ours, "labels": chosen}], [a, b], {**(extra or {}), **theirs, "labels": chosen}
    return draw


metric("confusion_matrix", some_labels({"normalize": ["true", "pred", "all"]}), name="confusion_matrix, labels")
metric("cohen_kappa_score", some_labels({"weights": ["linear", "quadratic"]}), name="cohen_kappa_score, labels")
for score in ("precision_score", "recall_score", "f1_score"):
    metric(score, some_labels(AVERAGES, {"average": "macro"}), name=f"{score}, labels")
metric("precision_recall_fscore_support", some_labels({"zeroDivision": [0, 1], "beta": [0.5, 2]}), name="precision_recall_fscore_support, labels")
metric("classification_report", some_labels({"digits": [0, 2, 5], "zeroDivision": [0, 1]}), name="classification_report, labels")


def scored(random, options):
    n = int(random.choice([2, 5, 30, 200]))
    names = KINDS[random.randint(len(KINDS))]
    k = max(2, min(len(names), random.randint(2, 5)))
    classes = sorted(names[:k])
    p = random.dirichlet(np.ones(k), n)
    if random.rand() < 0.5:
        p = np.round(p, 1)
        p /= p.sum(axis=1, keepdims=True)
    y = [classes[c] for c in random.randint(0, k, n)]
    y[: min(n, k)] = classes[: min(n, k)]
    params = pick(random, options)
    w = weights(random, n, 0.4)
    ours = {**params, **({} if w is None else {"sampleWeight": w.tolist()})}
    theirs = {**{snake(key): v for key, v in params.items()}, **({} if w is None else {"sample_weight": w})}
    return y, p, ours, theirs, k


def probabilities(options, binary_scores=False):
    def draw(random):
        y, p, ours, theirs, k = scored(random, options)
        score = p[:, 1] if binary_scores and k == 2 else p
        given = score.tolist() if score.ndim == 1 else matrix(score)
        return [y, given, ours], [y, score], theirs
    return draw


metric("log_loss", probabilities({"normalize": [True, False]}))
metric("roc_auc_score", probabilities({"multiClass": ["ovr", "ovo"], "average": ["macro", "weighted"]}, binary_scores=True))
metric("top_k_accuracy_score", probabilities({"k": [1, 2, 3]}, binary_scores=True))


def with_all_labels(options, binary_scores=False):
    """Rows that lack some of the classes, which are named."""
    def draw(random):
        y, p, ours, theirs, k = scored(random, options)
        classes = sorted(set(y)) if k > len(set(y)) else sorted(KINDS[[sorted(kind[:k]) == sorted(set(y)) and type(kind[0]) is type(y[0]) for kind in KINDS].index(True)][:k])
        kept = [c for c in y if c != classes[-1]] if random.rand() < 0.7 else y
        rows = [i for i, c in enumerate(y) if c in set(kept)]
        y, p = [y[i] for i in rows], p[rows]
        for side, key in ((ours, "sampleWeight"), (theirs, "sample_weight")):
            if key in side:
                side[key] = [float(side[key][i]) for i in rows]
        score = p[:, 1] if binary_scores and k == 2 else p
        given = score.tolist() if score.ndim == 1 else matrix(score)
        return [y, given, {**ours, "labels": classes}], [y, score], {**theirs, "labels": classes}
    return draw


metric("log_loss", with_all_labels({"normalize": [True, False]}), name="log_loss, labels")
metric("top_k_accuracy_score", with_all_labels({"k": [1, 2, 3]}, binary_scores=True), name="top_k_accuracy_score, labels")
metric("roc_auc_score", with_all_labels({"multiClass": ["ovr", "ovo"], "average": ["macro", "weighted"]}, binary_scores=True), name="roc_auc_score, labels")


# ------------------------------------------------------------------------------------------------------------- splitters

def splitter(kind, parameters, needs=(), fixed=None):
    def case(random):
        n = int(random.choice([4, 7, 20, 61, 150]))
        X = np.zeros((n, 1))
        y = labels(random, n)
        groups = [int(g) for g in random.randint(0, max(2, int(n / random.choice([1, 2, 5]))), n)]
        if random.rand() < 0.4:
            groups = [f"track {g}" for g in groups]
        params = {**(fixed or {}), **pick(random, parameters)}
        if kind.endswith("Fold"):
            params.pop("randomState", None)
            if params.get("shuffle"):
                params["randomState"] = int(random.randint(100))
        if kind == "PredefinedSplit":
            folds = random.randint(-1, 4, n).tolist()
            make, model = {"$make": kind, "args": [folds]}, lambda: model_selection.PredefinedSplit(folds)
        else:
            make = {"$make": kind, "args": [params]}
            model = lambda: getattr(model_selection, kind)(**{snake(k): v for k, v in params.items()})
        question = {"job": "split", "make": make, "args": [matrix(X), y, groups if "groups" in needs else None]}
        reference = lambda: [{"train": a, "test": b} for a, b in model().split(X, np.array(y), np.array(groups))]
        return question, reference, lambda mine, theirs, difference: difference(mine, theirs, 0)

    CASES[kind] = case


FOLDS = {"nSplits": [2, 3, 5], "shuffle": [True, False], "randomState": [0, 1, 42]}
SHARES = {"testSize": [0.1, 0.3, 2], "trainSize": [0.5, 2, 0.7], "nSplits": [1, 3]}
splitter("KFold", FOLDS)
splitter("StratifiedKFold", FOLDS)
splitter("GroupKFold", {"nSplits": [2, 3, 5], "shuffle": [True, False], "randomState": [0, 1]}, ("groups",))
splitter("StratifiedGroupKFold", FOLDS, ("groups",))
splitter("ShuffleSplit", SHARES, fixed={"randomState": 4})
splitter("StratifiedShuffleSplit", SHARES, fixed={"randomState": 4})
splitter("GroupShuffleSplit", SHARES, ("groups",), fixed={"randomState": 4})
splitter("PredefinedSplit", {})


def train_test_split(random):
    n = int(random.choice([2, 5, 20, 151]))
    y = labels(random, n)
    params = pick(random, {"testSize": [0.2, 0.5, 1, 3], "trainSize": [0.3, 0.6, 1], "shuffle": [True, False], "stratify": [y]})
    params["randomState"] = int(random.randint(100))
    rows = list(range(n))
    question = {"job": "call", "name": "trainTestSplit", "args": [[rows, y], params]}
    reference = lambda: [list(part) for part in model_selection.train_test_split(rows, y, **{snake(k): v for k, v in params.items()})]
    return question, reference, lambda mine, theirs, difference: difference(mine, theirs, 0)


CASES["train_test_split"] = train_test_split
