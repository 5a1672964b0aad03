"""Reference values of feature selection, outliers and kernel maps. Run: python tools/reference/classical/features.py"""
import warnings

import numpy as np
import scipy
import sklearn
from datasets import datasets, numbers, save
from scipy import stats
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import SelectKBest, chi2, f_classif
from sklearn.kernel_approximation import Nystroem, RBFSampler
from sklearn.preprocessing import MinMaxScaler, StandardScaler

warnings.filterwarnings("ignore")  # constant columns
out = {"sklearn": sklearn.__version__, "scipy": scipy.__version__, "select": [], "maps": []}
for name, func, k in [("wine", f_classif, 4), ("cancer", f_classif, 30), ("digits", f_classif, 20), ("digits", chi2, 10),
                      ("iris", chi2, 99)]:
    X, y = datasets()[name]
    X = np.asarray(X, dtype=float)
    model = SelectKBest(func, k=min(k, X.shape[1])).fit(X, y)

    def clean(values):
        return [None if np.isnan(v) else float(v) for v in values]

    out["select"].append({"data": name, "scoreFunc": {"f_classif": "fClassif", "chi2": "chi2"}[func.__name__], "k": k,
                          "scores": clean(model.scores_), "pValues": clean(model.pvalues_),
                          "support": model.get_support().astype(int).tolist()})
out["fTail"] = [[f, a, b, stats.f.sf(f, a, b)] for f, a, b in
                [(0, 3, 5), (0.1, 1, 1), (1, 2, 147), (3.7, 9, 290), (50, 4, 30), (900, 2, 600), (1e6, 1, 3)]]
out["chiTail"] = [[x, k, stats.chi2.sf(x, k)] for x, k in [(0, 2), (0.01, 1), (1, 1), (3, 9), (9, 3), (80, 9), (700, 40)]]

X, y = datasets()["cancer"]
correlation = np.corrcoef(X.T)
kept = []
for j in range(X.shape[1]):
    if not any(abs(correlation[j, i]) > 0.9 for i in kept):
        kept.append(j)
out["correlation"] = {"matrix": numbers(correlation), "kept": kept}
first, third = np.percentile(X, [25, 75], axis=0)
lower, upper = first - 1.5 * (third - first), third + 1.5 * (third - first)
outside = (X < lower) | (X > upper)
out["outliers"] = {"lower": numbers(lower), "upper": numbers(upper), "median": numbers(np.median(X, axis=0)),
                   "inliers": np.flatnonzero(~outside.any(axis=1)).tolist(),
                   "cap": numbers(np.clip(X, lower, upper)[::40]),
                   "medianFilled": numbers(np.where(outside, np.median(X, axis=0), X)[::40]),
                   "log1p": numbers(np.where(outside.any(axis=0), np.sign(X) * np.log1p(np.abs(X)), X)[::40])}
Z = StandardScaler().fit_transform(datasets()["wine"][0])
for params, kwargs in [({"nComponents": 20, "randomState": 3}, {"n_components": 20, "random_state": 3}),
                       ({"gamma": 0.3, "nComponents": 7, "randomState": 0},
                        {"gamma": 0.3, "n_components": 7, "random_state": 0})]:
    out["maps"].append(["Nystroem", params, numbers(Nystroem(**kwargs).fit(Z).transform(Z[::30]))])
    out["maps"].append(["RBFSampler", params, numbers(RBFSampler(**kwargs).fit(Z).transform(Z[::30]))])
out["maps"].append(["RBFSampler", {"gamma": "scale", "nComponents": 9, "randomState": 1},
                    numbers(RBFSampler(gamma="scale", n_components=9, random_state=1).fit(Z).transform(Z[::30]))])
steps = [("a", MinMaxScaler(), [3, 0]), ("b", "passthrough", [1, 3]), ("c", "drop", [2]), ("d", StandardScaler(), [5])]
out["columns"] = {r: numbers(ColumnTransformer(steps, remainder=r).fit(datasets()["wine"][0]).transform(
    datasets()["wine"][0][::30])) for r in ("drop", "passthrough")}
save("features.json", out)
