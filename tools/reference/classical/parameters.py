"""Reference values of parameters that few use: SVC with a kernel matrix, LinearSVC with the l1 penalty, covariances of the quadratic
discriminant analysis, Nystroem's kernels, weights and remainder of ColumnTransformer. Run: python tools/reference/classical/parameters.py"""
import pathlib
import sys

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.compose import ColumnTransformer
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis
from sklearn.kernel_approximation import Nystroem
from sklearn.metrics.pairwise import laplacian_kernel
from sklearn.model_selection import GridSearchCV, KFold, cross_val_predict
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sweep_cases import snake

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "libs/classical/python"))
from sklearn_to_genre import to_dict  # noqa: E402

L1 = [
    ("iris", {"C": 1}), ("wine", {"C": 0.1, "randomState": 1}), ("wine", {"C": 10, "fitIntercept": False}),
    ("cancer", {"C": 0.05, "classWeight": "balanced"}), ("cancer", {"C": 1, "interceptScaling": 10, "randomState": 2}), ("digits", {"C": 0.02}),
]
KERNELS = [
    {"kernel": "linear"}, {"kernel": "poly"}, {"kernel": "polynomial", "degree": 2, "gamma": 0.5, "coef0": 0.5}, {"kernel": "sigmoid"},
    {"kernel": "sigmoid", "gamma": 0.3, "coef0": -0.2}, {"kernel": "cosine"}, {"kernel": "laplacian"}, {"kernel": "laplacian", "gamma": 1.5},
    {"kernel": "chi2"}, {"kernel": "chi2", "gamma": 0.4}, {"kernel": "additive_chi2"}, {"kernel": "rbf", "gamma": 2},
]


def main():
    data = datasets()
    out = {"sklearn": sklearn.__version__, "precomputed": [], "l1": [], "covariances": [], "nystroem": [], "columns": []}

    for name, gamma, params in [("wine", 0.1, {"C": 2}), ("cancer", 0.02, {"C": 0.5}), ("iris", 0.3, {"C": 1, "probability": True, "randomState": 3})]:
        X, y = data[name]
        X = StandardScaler().fit_transform(X)
        K = laplacian_kernel(X[::2], X[::2], gamma)
        Q = laplacian_kernel(X[1::2], X[::2], gamma)
        model = SVC(kernel="precomputed", tol=1e-10, **{snake(k): v for k, v in params.items()}).fit(K, y[::2])
        search = GridSearchCV(SVC(kernel="precomputed"), {"C": [0.03, 0.1, 1]}, cv=KFold(3, shuffle=True, random_state=0)).fit(K, y[::2])
        out["precomputed"].append({
            "data": name, "gamma": gamma, "params": params, "support": numbers(model.support_), "nSupport": numbers(model.n_support_),
            "dualCoef": numbers(model.dual_coef_), "intercept": numbers(model.intercept_), "decision": numbers(model.decision_function(Q)),
            "proba": numbers(model.predict_proba(Q)) if params.get("probability") else None,
            "search": {"best": search.best_params_["C"], "scores": numbers(search.cv_results_["mean_test_score"])},
            "model": to_dict(model), "crossed": cross_val_predict(SVC(kernel="precomputed", C=0.1), K, y[::2], cv=4).tolist(),
        })
    for name, params in L1:
        X, y = data[name]
        X = StandardScaler().fit_transform(X)
        model = LinearSVC(penalty="l1", dual="auto", tol=1e-9, max_iter=100000, **{"random_state": 0, **{snake(k): v for k, v in params.items()}}).fit(X, y)
        out["l1"].append({"data": name, "params": params, "coef": numbers(model.coef_), "intercept": numbers(np.broadcast_to(model.intercept_, len(model.coef_)))})
    for name, params in [("wine", {"regParam": 0.1}), ("iris", {}), ("wine", {"solver": "eigen", "shrinkage": "auto"}), ("iris", {"solver": "eigen"})]:
        X, y = data[name]
        model = QuadraticDiscriminantAnalysis(store_covariance=True, **{snake(k): v for k, v in params.items()}).fit(X, y)
        out["covariances"].append({"data": name, "params": params, "covariance": numbers(model.covariance_)})
    X, _ = data["wine"]
    X = MinMaxScaler().fit_transform(X)
    for params in KERNELS:
        model = Nystroem(n_components=7, random_state=1, **params).fit(X)
        out["nystroem"].append({"params": params, "indices": numbers(model.component_indices_), "normalization": numbers(model.normalization_),
                                "transformed": numbers(model.transform(X[::20]))})
    X, _ = data["iris"]
    for weights, remainder in [({"a": 0.5, "b": -2}, "drop"), ({"b": 3, "remainder": 0.25}, "passthrough"), (None, StandardScaler()), ({"remainder": 7}, MinMaxScaler())]:
        model = ColumnTransformer([("a", MinMaxScaler(), [1]), ("b", "passthrough", [0])], remainder=remainder, transformer_weights=weights)
        name = remainder if isinstance(remainder, str) else type(remainder).__name__
        out["columns"].append({"weights": weights, "remainder": name, "transformed": numbers(model.fit_transform(X)[::15])})
    save("parameters.json", out)


if __name__ == "__main__":
    main()
