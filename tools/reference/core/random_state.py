"""Reference values of numpy.random.RandomState for libs/core. Run: python tools/reference/core/random_state.py"""
import json
import pathlib

import numpy as np

out = {"numpy": np.__version__, "streams": []}
for seed in [0, 1, 42, 12345, 4294967295, [1, 2, 3], [0], [4294967295, 7]]:
    random = np.random.RandomState(seed)
    out["streams"].append({
        "seed": seed,
        "randomSample": random.random_sample(5).tolist(),
        "randint100": random.randint(0, 100, 8).tolist(),
        "randintNegative": random.randint(-5, 6, 8).tolist(),
        "randintMax": random.randint(np.iinfo(np.int32).max, size=3).tolist(),
        "randint32": random.randint(0, 2**32, 3).tolist(),
        "randintWide": random.randint(0, 2**52, 3).tolist(),
        "permutation": random.permutation(12).tolist(),
        "standardNormal": random.standard_normal(7).tolist(),
        "shuffle": (lambda a: (random.shuffle(a), a)[1])(list("abcdefgh")),
        "uniform": random.uniform(-3, 2, 3).tolist(),
        "choice": random.choice(20, 6).tolist(),
        "choiceWithout": random.choice(20, 6, replace=False).tolist(),
        "choiceWeighted": random.choice(4, 6, p=[0.1, 0.4, 0.0, 0.5]).tolist(),
        "afterTwists": (random.random_sample(2000), random.random_sample())[1],
        "permutation1000": random.permutation(1000)[:10].tolist(),
    })
path = pathlib.Path(__file__).parents[3] / "libs/core/golden/random-state.json"
path.write_text(json.dumps(out, indent=1) + "\n")
