"""Reference values of the scalers. Run: python tools/reference/classical/preprocessing.py"""
import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

CASES = [
    (MinMaxScaler, {}, {}),
    (MinMaxScaler, {"featureRange": [-1, 3], "clip": True}, {"feature_range": (-1, 3), "clip": True}),
    (StandardScaler, {}, {}),
    (StandardScaler, {"withMean": False}, {"with_mean": False}),
    (StandardScaler, {"withStd": False}, {"with_std": False}),
    (RobustScaler, {}, {}),
    (RobustScaler, {"withCentering": False, "quantileRange": [10, 85]},
     {"with_centering": False, "quantile_range": (10, 85)}),
    (RobustScaler, {"withScaling": False}, {"with_scaling": False}),
    (RobustScaler, {"unitVariance": True}, {"unit_variance": True}),
]


def awkward():
    """Columns that scalers treat in their own way: constant, constant up to rounding, tiny, huge, far from 0."""
    random = np.random.RandomState(3)
    x = random.standard_normal((24, 6))
    x[:, 0] = 0.1
    x[:, 1] = 1e15 + np.arange(24) % 2
    x[:, 2] *= 1e-17
    x[:, 3] *= 1e100
    x[:, 4] += 1e8
    return x


out = {"sklearn": sklearn.__version__, "numpy": np.__version__, "awkward": numbers(awkward()), "cases": []}
for name, X in [("iris", None), ("wine", None), ("awkward", awkward())]:
    X = np.asarray(datasets()[name][0] if X is None else X, dtype=float)
    train, test = X[::2], X[1::2][:12]
    for Class, params, kwargs in CASES:
        scaler = Class(**kwargs).fit(train)
        state = {key: numbers(value) for key in ("scale_", "min_", "mean_", "var_", "center_", "data_min_", "data_max_")
                 if (value := getattr(scaler, key, None)) is not None}
        transformed = scaler.transform(test)
        out["cases"].append({"data": name, "type": Class.__name__, "params": params, "state": state,
                             "transform": numbers(transformed), "inverse": numbers(scaler.inverse_transform(transformed))})
X = np.asarray(datasets()["iris"][0])
weight = (np.arange(len(X)) % 5).astype(float)
scaler = StandardScaler().fit(X, sample_weight=weight)
out["weighted"] = {"mean": numbers(scaler.mean_), "var": numbers(scaler.var_), "scale": numbers(scaler.scale_)}
save("preprocessing.json", out)
