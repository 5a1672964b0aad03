"""Reference values of the metrics. Run: python tools/reference/classical/metrics.py"""
import warnings

import numpy as np
import scipy
import sklearn
from datasets import save
from scipy import stats
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")  # 0 / 0 in precision and recall

random = np.random.RandomState(11)
NAMES = np.array(["blues", "classical", "jazz", "metal", "a rather long name"])


def case(name, y_true, scores, labels=None, **extra):
    """Labels, predictions by the largest score, and weights."""
    order = np.unique(y_true) if labels is None else np.array(labels)
    y_pred = extra.pop("y_pred", None)
    if y_pred is None:
        y_pred = order[np.argmax(scores, axis=1)]
    return {"name": name, "yTrue": y_true, "yPred": y_pred, "scores": scores, "labels": labels,
            "weight": np.round(random.rand(len(y_true)) * 3, 3), **extra}


def scores(y, classes, strength):
    raw = random.rand(len(y), len(classes)) + strength * (y[:, None] == classes[None, :])
    return raw / raw.sum(axis=1, keepdims=True)


five = NAMES[random.randint(0, 5, 80)]
two = random.randint(0, 2, 50)
eighths = np.array([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
coarse = np.round(scores(five, np.unique(NAMES), 0.4), 1)
coarse[:, 0] += 1 - coarse.sum(axis=1)
CASES = [
    case("five", five, scores(five, np.unique(NAMES), 0.6)),
    case("coarse", five, np.clip(coarse, 0, 1) / np.clip(coarse, 0, 1).sum(axis=1, keepdims=True)),
    case("two", two, scores(two, np.array([0, 1]), 0.5)),
    case("eighths", eighths, np.full((16, 2), 0.5), y_pred=np.array([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1])),
    case("perfect", np.array([3, 1, 2]), np.array([[0, 0, 1.0], [1, 0, 0], [0, 1, 0]])),
    case("one class", np.array([2, 2, 2]), np.full((3, 1), 1.0), y_pred=np.array([2, 2, 2])),
    case("never predicted", np.array([0, 1, 2, 2, 1]), None, y_pred=np.array([0, 0, 2, 0, 3])),
]
out = {"sklearn": sklearn.__version__, "scipy": scipy.__version__, "cases": []}
for c in CASES:
    y, p, s = c["yTrue"], c["yPred"], c["scores"]
    row = {"name": c["name"], "yTrue": y.tolist(), "yPred": p.tolist(), "weight": c["weight"].tolist(),
           "scores": None if s is None else s.tolist()}
    for key, w in (("plain", None), ("weighted", c["weight"])):
        values = {
            "accuracy": m.accuracy_score(y, p, sample_weight=w),
            "count": m.accuracy_score(y, p, sample_weight=w, normalize=False),
            "balanced": m.balanced_accuracy_score(y, p, sample_weight=w),
            "adjusted": m.balanced_accuracy_score(y, p, sample_weight=w, adjusted=True),
            "matthews": m.matthews_corrcoef(y, p, sample_weight=w),
            "kappa": {str(k): m.cohen_kappa_score(y, p, sample_weight=w, weights=k) for k in (None, "linear", "quadratic")},
            "confusion": {str(k): m.confusion_matrix(y, p, sample_weight=w, normalize=k).tolist()
                          for k in (None, "true", "pred", "all")},
            "report": m.classification_report(y, p, sample_weight=w),
            "report4": m.classification_report(y, p, sample_weight=w, digits=4, zero_division=1),
        }
        for average in (None, "micro", "macro", "weighted"):
            for beta, zero in ((1.0, 0.0), (0.5, 1.0), (2.0, np.nan)):
                prf = m.precision_recall_fscore_support(y, p, average=average, beta=beta, zero_division=zero, sample_weight=w)
                values.setdefault("prf", []).append(
                    [average, beta, None if np.isnan(zero) else zero,
                     [None if v is None else np.where(np.isnan(v), None, v).tolist() for v in prf]])
        if s is not None and s.shape[1] > 1:
            classes = np.unique(y)
            if len(classes) > 1:
                values["logLoss"] = m.log_loss(y, s, sample_weight=w)
                values["logLossSum"] = m.log_loss(y, s, sample_weight=w, normalize=False)
            if len(classes) > 2:
                values["topK"] = [m.top_k_accuracy_score(y, s, k=k, sample_weight=w) for k in (1, 2, 3)]
                values["auc"] = {f"ovr {a}": m.roc_auc_score(y, s, multi_class="ovr", average=a, sample_weight=w)
                                 for a in ("macro", "weighted", "micro")}
                if w is None:
                    values["auc"] |= {f"ovo {a}": m.roc_auc_score(y, s, multi_class="ovo", average=a)
                                      for a in ("macro", "weighted")}
            elif len(classes) == 2:
                values["auc"] = {"binary": m.roc_auc_score(y, s[:, 1], sample_weight=w)}
                values["topK"] = [m.top_k_accuracy_score(y, s[:, 1], k=k, sample_weight=w) for k in (1, 2)]
        row[key] = values
    if s is not None and s.shape[1] > 1:
        order = np.unique(y)
        confidence, right = s.max(axis=1), order[np.argmax(s, axis=1)] == y
        row["calibration"] = []
        for n in (1, 5, 10):
            for strategy in ("uniform", "quantile"):
                true, pred = calibration_curve(right, confidence, n_bins=n, strategy=strategy, pos_label=True)
                edges = (np.linspace(0, 1, n + 1) if strategy == "uniform"
                         else np.percentile(confidence, np.linspace(0, 1, n + 1) * 100))
                count = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=n)
                count = count[count > 0]
                row["calibration"].append([n, strategy, pred.tolist(), true.tolist(), count.tolist(),
                                           float(np.sum(count * np.abs(true - pred)) / count.sum())])
    out["cases"].append(row)

# Chosen labels and names.
labels = ["jazz", "blues"]
five, pred = CASES[0]["yTrue"], CASES[0]["yPred"]
out["chosen"] = {
    "labels": labels,
    "confusion": m.confusion_matrix(five, pred, labels=labels).tolist(),
    "report": m.classification_report(five, pred, labels=labels, target_names=["J", "Blue notes and more"]),
    "f1": {a: m.f1_score(five, pred, labels=labels, average=a) for a in ("micro", "macro", "weighted")},
    "kappa": m.cohen_kappa_score(five, pred, labels=labels),
}
t, p = CASES[2]["yTrue"], CASES[2]["yPred"]
out["binary"] = [m.precision_score(t, p), m.recall_score(t, p), m.f1_score(t, p), m.f1_score(t, p, pos_label=0)]

out["wilson"] = []
for k, n in [(0, 1), (1, 1), (0, 20), (20, 20), (87, 100), (2750, 2978), (1, 1000)]:
    for level in (0.5, 0.95, 0.999):
        ci = stats.binomtest(k, n).proportion_ci(level, method="wilson")
        out["wilson"].append([k, n, level, ci.low, ci.high])

out["mcnemar"] = []
for b, c in [(0, 0), (0, 6), (5, 5), (12, 3), (40, 61), (700, 800), (1500, 1490), (100, 0)]:
    exact = stats.binomtest(min(b, c), b + c).pvalue if b + c else 1.0
    chi2 = (max(0, abs(b - c) - 1) ** 2 / (b + c)) if b + c else 0.0
    out["mcnemar"].append([b, c, exact, chi2, stats.chi2.sf(chi2, 1)])

out["normalTail"] = [[z, stats.norm.sf(z)] for z in (0, 1e-9, 0.1, 1, 1.96, 2.99, 3, 3.01, 5, 8, 20, 37)]

# The percentile bootstrap, with the legacy generator's draws.
values = np.round(random.standard_normal(23), 3)
groups = random.randint(0, 6, 23)
out["bootstrap"] = {"values": values.tolist(), "groups": groups.tolist(), "cases": []}
for grouped in (False, True):
    for level, n in ((0.95, 200), (0.8, 51)):
        rng = np.random.RandomState(4)
        members = [np.flatnonzero(groups == g) for g in np.unique(groups)] if grouped else [[i] for i in range(23)]
        draws = []
        for _ in range(n):
            drawn = np.concatenate([members[g] for g in rng.randint(0, len(members), len(members))])
            draws.append(values[drawn].mean())
        low, high = np.percentile(draws, [50 - 50 * level, 50 + 50 * level])
        out["bootstrap"]["cases"].append([grouped, level, n, low, high, np.std(draws, ddof=1)])


def without_nan(value):
    """NaN as null: JSON has none."""
    if isinstance(value, dict):
        return {key: without_nan(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_nan(item) for item in value]
    return None if isinstance(value, float) and np.isnan(value) else value


save("metrics.json", without_nan(out))
