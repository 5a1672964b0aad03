"""Reference values of sklearn.neural_network.MLPClassifier. Run: python tools/reference/classical/neural_network.py"""
import warnings

import numpy as np
import sklearn
from datasets import datasets, numbers, save
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")  # passes that run out on purpose

# (data set, rows, parameters as here, parameters as in scikit-learn); all standardised, few passes: rounding grows.
CASES = [
    ("iris", None, {"hiddenLayerSizes": [10], "randomState": 0, "maxIter": 20},
     {"hidden_layer_sizes": [10], "random_state": 0, "max_iter": 20}),
    ("iris", 100, {"hiddenLayerSizes": [6, 4], "randomState": 1, "maxIter": 15, "activation": "tanh", "batchSize": 32},
     {"hidden_layer_sizes": [6, 4], "random_state": 1, "max_iter": 15, "activation": "tanh", "batch_size": 32}),
    ("wine", None, {"hiddenLayerSizes": [8], "randomState": 2, "maxIter": 12, "activation": "logistic", "alpha": 0.5},
     {"hidden_layer_sizes": [8], "random_state": 2, "max_iter": 12, "activation": "logistic", "alpha": 0.5}),
    ("wine", None, {"hiddenLayerSizes": [7, 5], "randomState": 3, "maxIter": 30, "solver": "sgd", "learningRate": "invscaling",
                    "learningRateInit": 0.1, "shuffle": False},
     {"hidden_layer_sizes": [7, 5], "random_state": 3, "max_iter": 30, "solver": "sgd", "learning_rate": "invscaling",
      "learning_rate_init": 0.1, "shuffle": False}),
    ("cancer", None, {"hiddenLayerSizes": [5], "randomState": 4, "maxIter": 15, "earlyStopping": True},
     {"hidden_layer_sizes": [5], "random_state": 4, "max_iter": 15, "early_stopping": True}),
    ("iris", None, {"hiddenLayerSizes": [5], "randomState": 5, "maxIter": 60, "earlyStopping": True, "nIterNoChange": 3,
                    "validationFraction": 0.2, "batchSize": 25},
     {"hidden_layer_sizes": [5], "random_state": 5, "max_iter": 60, "early_stopping": True, "n_iter_no_change": 3,
      "validation_fraction": 0.2, "batch_size": 25}),
    ("iris", None, {"hiddenLayerSizes": [], "randomState": 6, "maxIter": 300, "solver": "sgd", "learningRate": "adaptive",
                    "learningRateInit": 0.5, "nesterovsMomentum": False, "tol": 1e-3, "nIterNoChange": 2},
     {"hidden_layer_sizes": [], "random_state": 6, "max_iter": 300, "solver": "sgd", "learning_rate": "adaptive",
      "learning_rate_init": 0.5, "nesterovs_momentum": False, "tol": 1e-3, "n_iter_no_change": 2}),
    ("wine", None, {"hiddenLayerSizes": [4], "randomState": 7, "solver": "lbfgs", "maxIter": 15, "activation": "identity"},
     {"hidden_layer_sizes": [4], "random_state": 7, "solver": "lbfgs", "max_iter": 15, "activation": "identity"}),
    ("digits", None, {"hiddenLayerSizes": [20], "randomState": 8, "maxIter": 5}, {"hidden_layer_sizes": [20], "random_state": 8, "max_iter": 5}),
]


def main():
    data = datasets()
    out = {"sklearn": sklearn.__version__, "cases": []}

    def problem(name, rows):
        X, y = data[name]
        return StandardScaler().fit_transform(X)[:rows], y[:rows]

    for name, rows, params, kwargs in CASES:
        X, y = problem(name, rows)
        model = MLPClassifier(**kwargs).fit(X, y)
        case = {
            "data": name, "rows": rows, "params": params, "nIter": model.n_iter_, "loss": model.loss_,
            "lossCurve": numbers(getattr(model, "loss_curve_", [])),
            "coefs": [numbers(coef) for coef in model.coefs_], "intercepts": [numbers(i) for i in model.intercepts_],
            "proba": numbers(model.predict_proba(X[::8])), "predict": model.predict(X[::8]).tolist(),
        }
        if params.get("earlyStopping"):
            case["validationScores"] = numbers(model.validation_scores_)
        out["cases"].append(case)
    X, y = problem("iris", None)
    weights = np.round(np.random.RandomState(0).random_sample(len(y)) * 2, 1)
    model = MLPClassifier([5], random_state=9, max_iter=6).fit(X, y, sample_weight=weights)
    out["weighted"] = {"weights": numbers(weights), "loss": model.loss_, "proba": numbers(model.predict_proba(X[::8]))}
    save("neural-network.json", out)


if __name__ == "__main__":
    main()
