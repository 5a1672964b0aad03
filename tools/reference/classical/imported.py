"""Models fitted by scikit-learn, exported, with what they predict. Run: python tools/reference/classical/imported.py"""
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Perceptron, RidgeClassifier
from sklearn.manifold import TSNE
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, PolynomialFeatures, RobustScaler, StandardScaler
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
    ("iris", SVC(probability=True, random_state=0)), ("digits", RandomForestClassifier(4, max_depth=6, random_state=1)),
    ("cancer", RandomForestClassifier(4, random_state=1)), ("cancer", DecisionTreeClassifier(random_state=0)),
    ("wine", KNeighborsClassifier(4)), ("wine", KNeighborsClassifier(3, metric="l1")), ("wine", KNeighborsClassifier(3, p=1.5, weights="distance")),
    ("iris", KNeighborsClassifier(metric="cosine")), ("iris", KNeighborsClassifier(p=np.inf)), ("cancer", MLPClassifier((4,), solver="lbfgs", max_iter=20, random_state=0)),
    ("iris", MLPClassifier((4,), activation="tanh", early_stopping=True, max_iter=30, random_state=0)),
    ("iris", RidgeClassifier(fit_intercept=False)), ("wine", LogisticRegression(fit_intercept=False, max_iter=20)),
    ("cancer", LinearSVC(fit_intercept=False)), ("cancer", Perceptron(penalty="l1")), ("wine", PCA(0.99)),
    ("iris", SVC(kernel="linear", decision_function_shape="ovo")), ("iris", SVC(break_ties=True)),
    ("wine", ColumnTransformer([("a", StandardScaler(), [0, 3]), ("b", "drop", [1]), ("c", PCA(2), slice(4, 9)), ("d", "passthrough", [2])],
                               remainder="passthrough")),
    ("iris", Pipeline([("columns", ColumnTransformer([("a", MinMaxScaler(), [0, 1]), ("b", RobustScaler(), [2])])),
                       ("poly", PolynomialFeatures(2)), ("pca", PCA(2, whiten=True)), ("svc", SVC(C=3))])),
    ("digits", Pipeline([("one hot", OneHotEncoder(handle_unknown="infrequent_if_exist", max_categories=4, drop="first", sparse_output=False)),
                         ("lr", LogisticRegression(max_iter=10))])),
    ("cancer", ExtraTreesClassifier(3, max_depth=5, random_state=2)), ("wine", DecisionTreeClassifier(splitter="random", ccp_alpha=0.01, random_state=3)),
    ("wine", ColumnTransformer([("a", StandardScaler(), [0, 3]), ("b", "passthrough", [1])], remainder=MinMaxScaler(),
                               transformer_weights={"a": 0.5, "remainder": 3})),
    ("cancer", Pipeline([("scale", StandardScaler()), ("none", "passthrough"), ("lr", LogisticRegression(max_iter=15))])),
]
REFUSED = [KNeighborsClassifier(metric="canberra"), TSNE()]
out = {"sklearn": sklearn.__version__, "models": []}
for name, model in MODELS:
    X, y = datasets()[name]
    X, y = (X[:100], y[:100]) if name == "digits" else (X, y)
    model.fit(X, y)
    some = np.asarray(X)[::13]
    case = {"data": name, "model": to_dict(model)}
    for method, key in [("transform", "transform"), ("predict", "predict"), ("predict_proba", "predictProba"),
                        ("decision_function", "decisionFunction")]:
        if hasattr(model, method):
            values = getattr(model, method)(some)
            case[key] = values.tolist() if method == "predict" else numbers(values)
    out["models"].append(case)
for model in REFUSED:
    X, y = datasets()["iris"]
    try:
        to_dict(model.fit(X, y))
    except ValueError:
        continue
    raise SystemExit(f"{model} was exported")
save("imported.json", out)
