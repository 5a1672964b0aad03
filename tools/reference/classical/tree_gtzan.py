"""Trees, boosting, support vectors, logistic regression and a perceptron on the GTZAN table. Run: python tools/reference/classical/tree_gtzan.py TABLE.csv"""
import sys
import warnings

import numpy as np
import pandas as pd
import sklearn
from datasets import numbers, save
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

warnings.filterwarnings("ignore")  # iterations that run out on purpose


def main(path):
    table = pd.read_csv(path, float_precision="round_trip")
    X = table.drop(columns=["filename", "length", "label"]).to_numpy(float)
    classes = np.unique(table["label"])
    y = np.searchsorted(classes, table["label"])
    train, test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=42)

    def digits(values):
        return "".join(map(str, values))

    out = {"sklearn": sklearn.__version__, "rows": len(y), "classes": classes.tolist()}
    tree = DecisionTreeClassifier(random_state=0).fit(train, y_train)
    out["tree"] = {
        "nodes": tree.tree_.node_count, "importances": numbers(tree.feature_importances_),
        "predicted": digits(tree.predict(test)), "accuracy": tree.score(test, y_test),
    }
    forest = RandomForestClassifier(40, random_state=42, oob_score=True).fit(train, y_train)
    out["forest"] = {
        "nodes": [tree.tree_.node_count for tree in forest.estimators_],
        "thresholds": numbers([tree.tree_.threshold[tree.tree_.children_left >= 0].sum() for tree in forest.estimators_]),
        "importances": numbers(forest.feature_importances_), "oobScore": forest.oob_score_,
        "predicted": digits(forest.predict(test)), "accuracy": forest.score(test, y_test),
    }
    scaler = StandardScaler().fit(train)
    svc = SVC(C=10).fit(scaler.transform(train), y_train)
    out["svc"] = {
        "nIter": svc.n_iter_.tolist(), "nSupport": svc.n_support_.tolist(), "intercept": numbers(svc.intercept_),
        "predicted": digits(svc.predict(scaler.transform(test))), "accuracy": svc.score(scaler.transform(test), y_test),
    }
    mlp = MLPClassifier(random_state=0, max_iter=4).fit(scaler.transform(train), y_train)
    out["mlp"] = {
        "lossCurve": numbers(mlp.loss_curve_), "predicted": digits(mlp.predict(scaler.transform(test))),
        "accuracy": mlp.score(scaler.transform(test), y_test),
    }
    boosting = HistGradientBoostingClassifier(max_iter=3).fit(train, y_train)
    out["boosting"] = {
        "nodes": [len(tree.nodes) for iteration in boosting._predictors for tree in iteration],
        "decisions": numbers(boosting.decision_function(test).sum(axis=0)),
        "predicted": digits(boosting.predict(test)), "accuracy": boosting.score(test, y_test),
    }
    scaler = MinMaxScaler().fit(train)
    linear = LinearSVC(tol=1e-8, max_iter=100000).fit(scaler.transform(train), y_train)
    out["linearSvc"] = {
        "coef": numbers(linear.coef_), "intercept": numbers(linear.intercept_),
        "predicted": digits(linear.predict(scaler.transform(test))), "accuracy": linear.score(scaler.transform(test), y_test),
    }
    model = LogisticRegression(C=100).fit(scaler.transform(train), y_train)
    out["logistic"] = {
        "nIter": int(model.n_iter_[0]), "coef": numbers(model.coef_), "intercept": numbers(model.intercept_),
        "predicted": digits(model.predict(scaler.transform(test))), "accuracy": model.score(scaler.transform(test), y_test),
    }
    save("tree-gtzan.json", out)


if __name__ == "__main__":
    main(sys.argv[1])
