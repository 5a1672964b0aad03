"""Reference values of voting, stacking and calibration. Run: python tools/reference/classical/meta.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.calibration import CalibratedClassifierCV
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import RidgeClassifier
from sklearn.model_selection import GroupKFold, KFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")

out = {"sklearn": sklearn.__version__, "voting": [], "stacking": [], "calibrated": []}


def base():
    return [("nb", GaussianNB()), ("knn", make_pipeline(StandardScaler(), KNeighborsClassifier(7))),
            ("lda", LinearDiscriminantAnalysis())]


def rows(name):
    X, y = datasets()[name]
    return np.asarray(X, dtype=float), y


for name, options in [("wine", {"voting": "hard"}), ("wine", {"voting": "soft"}),
                      ("iris", {"voting": "hard", "weights": [1, 0.5, 0.4]}),
                      ("cancer", {"voting": "soft", "weights": [2, 1, 0]})]:
    X, y = rows(name)
    model = VotingClassifier(base(), **options).fit(X[::2], y[::2])
    out["voting"].append({"data": name, "options": options, "predict": model.predict(X).tolist(),
                          "proba": numbers(model.predict_proba(X[::9])) if options["voting"] == "soft" else None})

for name, options, kwargs in [
    ("wine", {"cv": 3}, {"cv": 3}),
    ("cancer", {"cv": 4, "passthrough": True}, {"cv": 4, "passthrough": True}),
    ("iris", {"stackMethod": "predict"}, {"stack_method": "predict"}),
]:
    X, y = rows(name)
    model = StackingClassifier(base(), LinearDiscriminantAnalysis(), **kwargs).fit(X, y)
    some = X[::9]
    out["stacking"].append({"data": name, "options": options, "predict": model.predict(X).tolist(),
                            "transform": numbers(model.transform(some)[:, :9]), "proba": numbers(model.predict_proba(some))})

ESTIMATORS = {"ridge": lambda: make_pipeline(StandardScaler(), RidgeClassifier()), "nb": GaussianNB,
              "lda": LinearDiscriminantAnalysis}
for name, estimator, options, groups in [
    ("iris", "ridge", {}, False),
    ("cancer", "ridge", {"cv": 3, "ensemble": False}, False),
    ("wine", "nb", {"method": "sigmoid", "cv": 4}, False),
    ("cancer", "nb", {"method": "isotonic"}, False),
    ("wine", "ridge", {"method": "isotonic", "ensemble": False}, False),
    ("iris", "lda", {"method": "temperature", "cv": 3}, False),
    ("cancer", "nb", {"method": "temperature", "ensemble": False}, False),
    ("cancer", "lda", {"method": "temperature"}, False),
    ("wine", "lda", {"cv": "groups"}, True),
]:
    X, y = rows(name)
    kwargs = dict(options)
    if groups:
        kwargs["cv"] = list(GroupKFold(3).split(X, y, np.arange(len(y)) % 11))
    model = CalibratedClassifierCV(ESTIMATORS[estimator](), **kwargs).fit(X, y)
    out["calibrated"].append({"data": name, "estimator": estimator, "options": options,
                              "predict": model.predict(X).tolist(), "proba": numbers(model.predict_proba(X[::9]))})
random = np.random.RandomState(0)
x = np.round(random.rand(40) * 5, 1)
y = np.clip(x + random.standard_normal(40), 0, 5)
weight = np.round(random.rand(40), 2) * (random.rand(40) < 0.9)
model = IsotonicRegression(out_of_bounds="clip").fit(x, y, weight)
at = np.linspace(-1, 6, 57)
out["isotonic"] = {"x": x.tolist(), "y": y.tolist(), "weight": weight.tolist(), "at": at.tolist(),
                   "values": model.predict(at).tolist(), "corners": model.X_thresholds_.tolist()}
save("meta.json", out)
