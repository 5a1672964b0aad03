"""Every claim of equality on every data set, GTZAN's table among them. Run: python tools/reference/classical/equality.py TABLE.csv

The data sets are those of datasets.py, and 2000 rows of Kaggle's 3 s table of GTZAN, which stays outside the project.
"""
import sys
import warnings

import numpy as np
import pandas as pd
import sklearn
from datasets import datasets, numbers, save
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression, Perceptron, RidgeClassifier
from sklearn.metrics import (balanced_accuracy_score, classification_report, cohen_kappa_score, confusion_matrix, f1_score,
                             log_loss, matthews_corrcoef, roc_auc_score)
from sklearn.model_selection import (GroupKFold, GroupShuffleSplit, KFold, ShuffleSplit, StratifiedGroupKFold, StratifiedKFold,
                                     StratifiedShuffleSplit, train_test_split)
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
from tree import preorder

warnings.filterwarnings("ignore")  # passes that run out on purpose
ROWS = 2000
SEEDS = (0, 1, 42)


def gtzan(path):
    table = pd.read_csv(path, float_precision="round_trip")
    rows = np.sort(np.random.RandomState(0).permutation(len(table))[:ROWS])
    X = table.drop(columns=["filename", "length", "label"]).to_numpy(float)[rows]
    return X, table["label"].to_numpy()[rows], table["filename"].str.extract(r"^(\w+\.\d+)")[0].to_numpy()[rows]


def digest(positions):
    """One whole number for a list of them, in which their order counts."""
    value = 7
    for position in positions:
        value = (value * 31 + int(position) + 1) % 1000003
    return value


def splits(X, y, groups):
    out = []
    for seed in SEEDS:
        for Fold in (KFold, StratifiedKFold, GroupKFold, StratifiedGroupKFold):
            splitter = Fold(5, shuffle=True, random_state=seed)
            out.append([Fold.__name__, seed, [[digest(train), digest(test)] for train, test in splitter.split(X, y, groups)]])
        for Shuffle in (ShuffleSplit, StratifiedShuffleSplit, GroupShuffleSplit):
            splitter = Shuffle(2, test_size=0.3, random_state=seed)
            out.append([Shuffle.__name__, seed, [[digest(train), digest(test)] for train, test in splitter.split(X, y, groups)]])
        for stratify in (None, y):
            train, test = train_test_split(np.arange(len(y)), test_size=0.3, random_state=seed, stratify=stratify)
            out.append(["trainTestSplit" if stratify is None else "trainTestSplit, stratified", seed, [[digest(train), digest(test)]]])
    return out


def some(values):
    """Numbers spread over all of a large list, and the sums that the others are in."""
    values = np.ravel(values)
    return {"step": (step := max(1, len(values) // 150)), "values": numbers(values[::step]), "sum": float(values.sum()),
            "size": float(np.abs(values).sum())}


def case(X, y, groups):
    names = np.unique(y)
    text = lambda labels: "".join(map(str, np.searchsorted(names, labels)))  # noqa: E731
    out = {"splits": splits(X, y, groups)}
    out["scalers"] = {
        "StandardScaler": [numbers(StandardScaler().fit(X).mean_), numbers(StandardScaler().fit(X).scale_)],
        "MinMaxScaler": [numbers(MinMaxScaler().fit(X).min_), numbers(MinMaxScaler().fit(X).scale_)],
        "RobustScaler": [numbers(RobustScaler().fit(X).center_), numbers(RobustScaler().fit(X).scale_)],
    }
    X = StandardScaler().fit_transform(X)
    train, test = np.arange(len(y)) % 4 != 0, np.arange(len(y)) % 4 == 0
    A, a, B, b = X[train], y[train], X[test], y[test]

    # Newton's steps end at the minimum, as far as rounding lets them.
    logistic = LogisticRegression(solver="newton-cholesky", tol=1e-13, max_iter=200).fit(A, a)
    out["LogisticRegression"] = {"coef": some(logistic.coef_), "intercept": some(logistic.intercept_)}
    ridge = RidgeClassifier().fit(A, a)
    out["RidgeClassifier"] = {"coef": some(ridge.coef_), "intercept": some(ridge.intercept_)}
    linear = LinearSVC(C=0.1, tol=1e-10, max_iter=200000).fit(A, a)
    out["LinearSVC"] = {"coef": some(linear.coef_), "intercept": some(linear.intercept_)}
    for kernel in ("linear", "rbf"):
        svc = SVC(kernel=kernel, tol=1e-10).fit(A, a)
        out[f"SVC {kernel}"] = {
            "support": [digest(svc.support_), *svc.n_support_.tolist()], "dualCoef": some(svc.dual_coef_),
            "intercept": some(svc.intercept_), "predicted": text(svc.predict(B)), **({"coef": some(svc.coef_)} if kernel == "linear" else {})}
    pca = PCA(min(8, X.shape[1]), svd_solver="full").fit(A)
    out["PCA"] = {"explainedVariance": numbers(pca.explained_variance_), "components": [numbers(c[:12]) for c in pca.components_],
                  "transformed": some(pca.transform(B))}
    k = len(names)
    out["KMeans"] = {"labels": "".join(map(str, KMeans(k, init=A[:k], n_init=1).fit(A).labels_)),
                     "drawn": "".join(map(str, KMeans(k, random_state=42).fit(A).labels_))}
    out["KNeighborsClassifier"] = []
    for count, weights in ((1, "uniform"), (5, "uniform"), (10, "distance")):
        knn = KNeighborsClassifier(count, weights=weights).fit(A, a)
        distances = knn.kneighbors(B, count + 1)[0]
        tied = np.flatnonzero(distances[:, -1] - distances[:, -2] < 1e-6)  # which of two rows is nearer is rounding
        out["KNeighborsClassifier"].append({
            "params": {"nNeighbors": count, "weights": weights}, "predicted": text(knn.predict(B)), "tied": tied.tolist(),
            "distances": numbers(distances[1::9, :-1].sum(axis=1))})
    bayes = GaussianNB().fit(A, a)
    proba = bayes.predict_proba(B)
    out["GaussianNB"] = {"theta": some(bayes.theta_), "var": some(bayes.var_), "proba": some(proba), "predicted": text(bayes.predict(B))}
    # Scores that are the same to the last bit, and tied: shares of the rows of a leaf.
    shares = DecisionTreeClassifier(max_depth=4, random_state=0).fit(A, a).predict_proba(B)
    guess = bayes.predict(B)
    out["metrics"] = {
        "confusionMatrix": confusion_matrix(b, guess).ravel().tolist(), "classificationReport": classification_report(b, guess, digits=4),
        "balancedAccuracyScore": balanced_accuracy_score(b, guess), "cohenKappaScore": cohen_kappa_score(b, guess),
        "matthewsCorrcoef": matthews_corrcoef(b, guess), "f1Score": f1_score(b, guess, average="macro"), "logLoss": log_loss(b, shares),
        "rocAucScore": roc_auc_score(b, shares if k > 2 else shares[:, 1], multi_class="ovr"),
    }
    tree = DecisionTreeClassifier(random_state=0).fit(A, a)
    order = preorder(tree.tree_)
    inner = tree.tree_.children_left[order] >= 0
    out["DecisionTreeClassifier"] = {"feature": np.where(inner, tree.tree_.feature[order], -1).tolist(),
                                     "threshold": numbers(tree.tree_.threshold[order][inner]), "predicted": text(tree.predict(B))}
    rough = {"RandomForestClassifier": lambda seed: RandomForestClassifier(10, random_state=seed),
             "Perceptron": lambda seed: Perceptron(random_state=seed),
             "MLPClassifier": lambda seed: MLPClassifier((20,), max_iter=10, random_state=seed)}
    for name, make in rough.items():
        out[name] = [make(seed).fit(A, a).score(B, b) for seed in range(10)]
    return out


def main(path):
    out = {"sklearn": sklearn.__version__, "numpy": np.__version__, "cases": {}}
    for name, (X, y) in datasets().items():
        out["cases"][name] = case(np.asarray(X, float), np.asarray(y), np.arange(len(y)) * 7 % 37)
    out["cases"]["gtzan"] = case(*gtzan(path))
    save("equality.json", out)


if __name__ == "__main__":
    main(sys.argv[1])
