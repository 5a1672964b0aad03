"""Reference values of cross-validation and grid search. Run: python tools/reference/classical/validation.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.model_selection import (GridSearchCV, GroupKFold, KFold, ParameterGrid, StratifiedShuffleSplit,
                                     cross_val_predict, cross_validate)
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")  # groups that a splitter does not use, folds without a class
X, y = datasets()["wine"]
names = np.array(["white", "red", "rosé"])[y]
groups = np.arange(len(y)) % 13


def model(k=5, weights="uniform"):
    return Pipeline([("scale", StandardScaler()), ("knn", KNeighborsClassifier(k, weights=weights))])


SCORING = {"accuracy": "accuracy", "balancedAccuracy": "balanced_accuracy", "f1Micro": "f1_micro",
           "f1Macro": "f1_macro", "f1Weighted": "f1_weighted", "precisionMicro": "precision_micro",
           "precisionMacro": "precision_macro", "precisionWeighted": "precision_weighted",
           "recallMicro": "recall_micro", "recallMacro": "recall_macro", "recallWeighted": "recall_weighted",
           "matthewsCorrcoef": "matthews_corrcoef", "negLogLoss": "neg_log_loss", "rocAucOvr": "roc_auc_ovr",
           "rocAucOvo": "roc_auc_ovo", "rocAucOvrWeighted": "roc_auc_ovr_weighted",
           "rocAucOvoWeighted": "roc_auc_ovo_weighted", "topKAccuracy": "top_k_accuracy"}
SPLITTERS = {
    "default": 5, "three": 3, "shuffled": KFold(4, shuffle=True, random_state=1), "groups": GroupKFold(4),
    "draws": StratifiedShuffleSplit(3, test_size=0.3, random_state=5),
}
out = {"sklearn": sklearn.__version__, "crossValidate": {}, "predict": {}}
for name, cv in SPLITTERS.items():
    result = cross_validate(model(), X, names, cv=cv, groups=groups, scoring=SCORING, return_train_score=True)
    out["crossValidate"][name] = {key: [numbers(result[f"test_{key}"]), numbers(result[f"train_{key}"])] for key in SCORING}
binary = (y == 1).astype(int)
result = cross_validate(model(), X, binary, scoring={"f1": "f1", "rocAuc": "roc_auc", "topKAccuracy": "accuracy"})
out["binary"] = {"f1": numbers(result["test_f1"]), "rocAuc": numbers(result["test_rocAuc"])}

# Rows in the order of the classes: an unshuffled KFold then trains without a class.
for name, cv in [("default", 5), ("unshuffled", KFold(3)), ("groups", GroupKFold(4))]:
    out["predict"][name] = {
        "labels": cross_val_predict(model(), X, names, cv=cv, groups=groups).tolist(),
        "proba": numbers(cross_val_predict(model(), X, names, cv=cv, groups=groups, method="predict_proba")),
    }

grid = {"knn__n_neighbors": [1, 3, 40], "knn__weights": ["uniform", "distance"], "scale__with_std": [True, False]}
search = GridSearchCV(model(), grid, cv=4, scoring=["accuracy", "neg_log_loss"], refit="neg_log_loss",
                      return_train_score=True).fit(X, names)
results = search.cv_results_
out["search"] = {"bestIndex": int(search.best_index_), "bestScore": float(search.best_score_),
                 "score": float(search.score(X, names)), "predict": search.predict(X).tolist(),
                 "params": [[p["knn__n_neighbors"], p["knn__weights"], p["scale__with_std"]] for p in results["params"]]}
for ours, theirs in [("accuracy", "accuracy"), ("negLogLoss", "neg_log_loss")]:
    out["search"][ours] = {part: {"mean": numbers(results[f"mean_{part}_{theirs}"]),
                                  "std": numbers(results[f"std_{part}_{theirs}"]),
                                  "splits": numbers(np.transpose([results[f"split{k}_{part}_{theirs}"] for k in range(4)]))}
                           for part in ("test", "train")}
    out["search"][ours]["test"]["rank"] = results[f"rank_test_{theirs}"].tolist()
out["grid"] = [sorted(p.items()) for p in ParameterGrid([{"b": [1, 2], "a": ["x", None]}, {"c": [3]}])]
save("validation.json", out)
