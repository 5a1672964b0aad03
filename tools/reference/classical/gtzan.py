"""Predictions on the GTZAN feature table, which stays outside the project. Run: python tools/reference/classical/gtzan.py TABLE.csv"""
import sys

import numpy as np
import pandas
import sklearn
from datasets import save
from sklearn.model_selection import StratifiedGroupKFold, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import MinMaxScaler, StandardScaler

table = pandas.read_csv(sys.argv[1])
X = table.drop(columns=["filename", "length", "label"]).to_numpy(dtype=float)
y = table["label"].to_numpy()
tracks = table["filename"].str.extract(r"^(\w+\.\d+)")[0].to_numpy()
classes = np.unique(y)


def text(labels):
    """One digit a row."""
    return "".join(map(str, np.searchsorted(classes, labels)))


out = {"sklearn": sklearn.__version__, "rows": len(y), "classes": classes.tolist(), "knn": []}
XTrain, XTest, yTrain, yTest = train_test_split(X, y, test_size=0.3, random_state=42)
out["test"] = text(yTest)
for Scaler, cases in ((MinMaxScaler, ((1, "uniform"), (5, "distance"))), (StandardScaler, ((5, "uniform"),))):
    scaler = Scaler().fit(XTrain)
    for k, weights in cases:
        model = KNeighborsClassifier(k, weights=weights).fit(scaler.transform(XTrain), yTrain)
        predicted = model.predict(scaler.transform(XTest))
        # Some recordings are in the table twice, under two genres: which one counts as nearer is rounding.
        distances = model.kneighbors(scaler.transform(XTest), k + 1)[0]
        tied = np.flatnonzero(distances[:, k] - distances[:, k - 1] < 1e-6)
        out["knn"].append([Scaler.__name__, k, weights, float(np.mean(predicted == yTest)), text(predicted), tied.tolist()])
fold = np.empty(len(y), dtype=int)
for k, (_, test) in enumerate(StratifiedGroupKFold(5, shuffle=True, random_state=0).split(X, y, tracks)):
    fold[test] = k
out["folds"] = "".join(map(str, fold))
save("gtzan.json", out)
