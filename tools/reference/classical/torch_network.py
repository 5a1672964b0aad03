"""Reference values of PyTorch for normalisation by batch, dropout, weight decay and rates that fall on a plateau.

Run: python tools/reference/classical/torch_network.py (PyTorch 2.13.0). Everything in float64.
"""
import numpy as np
import torch
from datasets import numbers, save
from torch import nn

torch.set_default_dtype(torch.float64)
SIZES = [5, 6, 4, 3]
BATCHES = [(0, 8), (8, 15), (15, 20)]
PASSES = 2


class Dropout(nn.Module):
    """nn.Dropout with draws that are recorded: a value is dropped where its draw is below the share."""

    def __init__(self, share, random, draws):
        super().__init__()
        self.share, self.random, self.draws = share, random, draws

    def forward(self, x):
        if not self.training:
            return x
        drawn = np.round(self.random.random_sample(x.shape), 3)
        self.draws += drawn.ravel().tolist()
        return x * torch.tensor((drawn >= self.share) / (1 - self.share))


def network(case, random, draws):
    stages = [nn.BatchNorm1d(SIZES[0])] if case["inputNorm"] else []
    for (inputs, outputs), share in zip(zip(SIZES, SIZES[1:-1]), case["dropout"]):
        if case["batchNorm"] == "beforeLinear":
            stages.append(nn.BatchNorm1d(inputs))
        stages.append(nn.Linear(inputs, outputs))
        if case["batchNorm"] == "afterLinear":
            stages.append(nn.BatchNorm1d(outputs))
        stages.append(nn.ReLU() if case["activation"] == "relu" else nn.Tanh())
        if share:
            stages.append(Dropout(share, random, draws))
    return nn.Sequential(*stages, nn.Linear(SIZES[-2], SIZES[-1]))


def packed(net, of):
    """All weights, all intercepts, then scale and shift of each norm: the order of the network here."""
    linear = [m for m in net if isinstance(m, nn.Linear)]
    norms = [m for m in net if isinstance(m, nn.BatchNorm1d)]
    parts = [of(m.weight) for m in linear] + [of(m.bias) for m in linear]
    for m in norms:
        parts += [of(m.weight), of(m.bias)]
    return numbers(np.concatenate([p.detach().numpy().ravel() for p in parts]))


def statistics(net):
    parts = [np.concatenate([m.running_mean.numpy(), m.running_var.numpy()]) for m in net if isinstance(m, nn.BatchNorm1d)]
    return numbers(np.concatenate(parts)) if parts else []


CASES = [
    {"batchNorm": "afterLinear", "inputNorm": False, "dropout": [0.2, 0.3], "activation": "relu", "solver": "adam",
     "weightDecay": 1e-2, "learningRateInit": 1e-2},
    {"batchNorm": "beforeLinear", "inputNorm": True, "dropout": [0.3, 0.3], "activation": "relu", "solver": "adamw",
     "weightDecay": 1e-1, "learningRateInit": 2e-2},
    {"batchNorm": "afterLinear", "inputNorm": True, "dropout": [0, 0.5], "activation": "tanh", "solver": "sgd",
     "weightDecay": 1e-2, "learningRateInit": 1e-1},
    {"batchNorm": "none", "inputNorm": False, "dropout": [0, 0], "activation": "relu", "solver": "adamw",
     "weightDecay": 0, "learningRateInit": 1e-2},
]


def run(case, X, codes, seed):
    random, draws = np.random.RandomState(seed), []
    torch.manual_seed(seed)
    net = network(case, random, draws)
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(torch.tensor(np.round(p.numpy() + 0.2 * random.standard_normal(p.shape), 4)))
    rate, decay = case["learningRateInit"], case["weightDecay"]
    optimizer = {
        "adam": lambda: torch.optim.Adam(net.parameters(), lr=rate, weight_decay=decay),
        "adamw": lambda: torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=decay),
        # scikit-learn's Nesterov step equals PyTorch's only while the rate is constant, and its parameters are those
        # ahead of it; plain momentum is the same in both.
        "sgd": lambda: torch.optim.SGD(net.parameters(), lr=rate, weight_decay=decay, momentum=0.9),
    }[case["solver"]]()
    out = {"params": case, "start": packed(net, lambda p: p), "losses": [], "gradients": []}
    net.train()
    for _ in range(PASSES):
        for start, end in BATCHES:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(X[start:end]), codes[start:end])
            loss.backward()
            out["losses"].append(loss.item())
            out["gradients"].append(packed(net, lambda p: p.grad))
            optimizer.step()
    net.eval()
    with torch.no_grad():
        proba = torch.softmax(net(X), dim=1)
    return {**out, "draws": draws, "end": packed(net, lambda p: p), "statistics": statistics(net),
            "proba": numbers(proba.numpy())}


def plateau(mode, factor, patience, scores):
    p = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([p], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode=mode, factor=factor, patience=patience)
    rates = []
    for score in scores:
        scheduler.step(score)
        rates.append(optimizer.param_groups[0]["lr"])
    return {"mode": mode, "factor": factor, "patience": patience, "scores": scores, "rates": rates}


def main():
    random = np.random.RandomState(0)
    X = np.round(random.standard_normal((BATCHES[-1][1], SIZES[0])) * [1, 2, 0.5, 3, 1] + [0, 1, 5, -2, 0], 3)
    codes = random.randint(0, SIZES[-1], len(X))
    wander = np.round(0.6 + 0.1 * random.standard_normal(40), 2).tolist()
    tiny = [0.5, 0.50004, 0.50006, 0.4, 0.3, 0.5002, 0.1, 0.1, 0.1]
    save("torch-network.json", {
        "torch": torch.__version__, "sizes": SIZES, "batches": BATCHES, "passes": PASSES, "X": numbers(X), "codes": codes.tolist(),
        "cases": [run(case, torch.tensor(X), torch.tensor(codes), seed) for seed, case in enumerate(CASES)],
        "plateaus": [plateau("max", 0.5, 3, wander), plateau("min", 0.1, 2, wander), plateau("max", 0.5, 1, tiny),
                     plateau("min", 0.5, 0, [-s + 1 for s in tiny])],
    })


if __name__ == "__main__":
    main()
