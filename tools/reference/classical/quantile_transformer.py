"""Reference values of sklearn.preprocessing.QuantileTransformer. Run: python tools/reference/classical/quantile_transformer.py"""
import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.datasets import load_wine
from sklearn.preprocessing import QuantileTransformer

random = np.random.RandomState(0)
wine = load_wine().data[::4]
odd = np.column_stack([
    np.exp(random.standard_normal(40)),
    random.randint(0, 4, 40),
    np.full(40, 3.5),
    np.where(random.random_sample(40) < 0.5, 0, random.standard_normal(40)),
    1e-5 * random.random_sample(40),
    1e6 * random.random_sample(40) ** 4,
])
cases = []
for name, X in [("wine", wine), ("odd", odd)]:
    for n in [5, 20, 1000]:
        for distribution in ["uniform", "normal"]:
            model = QuantileTransformer(n_quantiles=n, output_distribution=distribution).fit(X)
            beyond = np.vstack([X[:4] * 1.1 + 1e-3, X[:4] - 5, X[:2] * 1e9, (X[:6] + X[6:12]) / 2])
            cases.append({
                "name": name, "nQuantiles": n, "outputDistribution": distribution, "X": X.tolist(),
                "quantiles": model.quantiles_.tolist(), "transformed": model.transform(X).tolist(),
                "beyond": beyond.tolist(), "beyondTransformed": model.transform(beyond).tolist(),
            })
sub = QuantileTransformer(n_quantiles=7, subsample=20, random_state=3).fit(odd)
p = [0, 1e-300, 1e-20, 1e-7, 1e-3, 0.02425, 0.075, 0.1, 0.3, 0.5, 0.7, 0.925, 0.99, 0.9999999, 1 - 1e-16, 1]
out = {
    "sklearn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "cases": cases,
    "subsample": {"X": odd.tolist(), "quantiles": sub.quantiles_.tolist()},
    "normalQuantile": [[x, None if np.isinf(stats.norm.ppf(x)) else float(stats.norm.ppf(x))] for x in p],
}
path = pathlib.Path(__file__).parents[3] / "libs/classical/golden/quantile-transformer.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(out) + "\n")
