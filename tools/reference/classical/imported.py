"""Models fitted by scikit-learn, exported, with what they predict. Run: python tools/reference/classical/imported.py"""
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Perceptron, RidgeClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "libs/classical/python"))
from sklearn_to_genre import to_dict  # noqa: E402

warnings.filterwarnings("ignore")  # not converged in so few rounds
MODELS = [
    ("iris", MinMaxScaler((-1, 1), clip=True)), ("iris", StandardScaler(with_mean=False)), ("iris", RobustScaler()),
    ("iris", PCA(3, whiten=True)), ("iris", KNeighborsClassifier(3, weights="distance")), ("iris", GaussianNB()),
    ("iris", LogisticRegression()), ("iris", LinearSVC(C=0.1)), ("iris", RidgeClassifier()), ("iris", Perceptron()),
    ("iris", SVC(gamma=0.3)), ("cancer", SVC(kernel="poly", degree=2, coef0=1)),
    ("iris", DecisionTreeClassifier(max_leaf_nodes=7)), ("iris", RandomForestClassifier(5, random_state=0)),
    ("iris", MLPClassifier((6, 5), max_iter=40, random_state=0)),
    ("cancer", Pipeline([("scale", StandardScaler()), ("none", "passthrough"), ("lr", LogisticRegression(max_iter=15))])),
]
out = {"sklearn": sklearn.__version__, "models": []}
for name, model in MODELS:
    X, y = datasets()[name]
    model.fit(X, y)
    some = np.asarray(X)[::13]
    case = {"data": name, "model": to_dict(model)}
    for method, key in [("transform", "transform"), ("predict", "predict"), ("predict_proba", "predictProba"),
                        ("decision_function", "decisionFunction")]:
        if hasattr(model, method):
            values = getattr(model, method)(some)
            case[key] = values.tolist() if method == "predict" else numbers(values)
    out["models"].append(case)
save("imported.json", out)
