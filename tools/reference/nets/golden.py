"""Golden values of the nets: weights, logits in evaluation mode, and the weights after one step of SGD and of Adam, by
PyTorch. Widths and inputs are small so that the files are; the shapes are such that every rounding of sizes occurs.
Dropout is off, since no two frameworks draw the same masks. Run: python tools/reference/nets/golden.py"""
import json
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file
from torch_nets import (
    Cs4100Cnn,
    Cs4100Fcnn,
    Csc461Cnn,
    Csc461Mlp,
    CnnRnn,
    ExplorationMlp,
    GenreGuessrResnet,
    MiniVgg,
    Resnet,
    SequenceLstm,
)

OUT = pathlib.Path(__file__).parents[3] / "libs/nets/golden/torch"
BATCH = 4
CLASSES = 4

# name: (architecture and options on our side, PyTorch net, input shapes (channels last), optimizer of the source)
ADAM = ("adam", {"lr": 5e-4, "weight_decay": 1e-4})
ADAMW = ("adamw", {"lr": 5e-4, "weight_decay": 0.01})


def cases():
    widths = [3, 4, 5, 6]
    yield (
        "resnet-features",
        "resnet-v10",
        {"input": [63, 131, 1], "features": 7, "widths": widths, "hidden": 9, "dropout": 0},
        lambda: GenreGuessrResnet(6, widths, 9, CLASSES, features=7),
        [(63, 131, 1), (7,)],
        ADAM,
    )
    yield (
        "resnet",
        "resnet-v7",
        {"input": [96, 64, 2], "widths": widths, "hidden": 9, "dropout": 0},
        lambda: GenreGuessrResnet(6, widths, 9, CLASSES, channels=2),
        [(96, 64, 2)],
        ADAM,
    )
    yield (
        "csc461-cnn",
        "csc461-cnn",
        {"input": [45, 51, 1], "widths": [3, 4, 5], "hidden": 11, "dropout": 0, "headDropout": 0},
        lambda: Csc461Cnn(5 * 3 * 4, [3, 4, 5], 11, CLASSES),
        [(45, 51, 1)],
        ADAMW,
    )
    yield (
        "mini-vgg",
        "mini-vgg-v6",
        {"input": [18, 21, 3], "widths": [3, 4], "hidden": 8, "dropout": 0},
        lambda: MiniVgg(4 * 4 * 5, [3, 4], 8, CLASSES, channels=3),
        [(18, 21, 3)],
        ADAM,
    )
    yield (
        "resnet-18",
        "resnet-18-features",
        {"input": [50, 63, 1], "widths": [3, 4, 5, 6], "features": 5},
        lambda: Resnet([2, 2, 2, 2], [3, 4, 5, 6], CLASSES, features=5),
        [(50, 63, 1), (5,)],
        ADAM,
    )
    yield (
        "cs4100-cnn",
        "cs4100-cnn",
        {"input": [22, 15, 3], "widths": [3, 4], "hidden": 6},
        lambda: Cs4100Cnn(4 * 5 * 3, [3, 4], 6, CLASSES),
        [(22, 15, 3)],
        ("adam", {"lr": 1e-3}),
    )
    yield (
        "cs4100-fcnn",
        "cs4100-fcnn",
        {"input": [9], "widths": [8, 7, 6]},
        lambda: Cs4100Fcnn(9, [8, 7, 6], CLASSES),
        [(9,)],
        ("adam", {"lr": 1e-3}),
    )
    yield (
        "csc461-mlp",
        "csc461-mlp",
        {"input": [9], "widths": [9, 9], "dropout": 0},
        lambda: Csc461Mlp(9, [9, 9], CLASSES),
        [(9,)],
        ("adamw", {"lr": 0.002, "weight_decay": 1e-4}),
    )
    yield (
        "exploration-mlp",
        "exploration-mlp",
        {"input": [9], "widths": [8, 7, 6], "dropouts": [0, 0, 0]},
        lambda: ExplorationMlp(9, [8, 7, 6], CLASSES),
        [(9,)],
        ("adam", {"lr": 1e-3, "weight_decay": 1e-5}),
    )
    for pooling in ("final", "last", "mean"):
        yield (
            f"bilstm-{pooling}",
            "bilstm",
            {"input": [5, 4], "units": 3, "pooling": pooling},
            lambda pooling=pooling: SequenceLstm(4, 3, CLASSES, True, pooling),
            [(5, 4)],
            None,
        )
    yield (
        "lstm",
        "lstm",
        {"input": [5, 4], "units": 3},
        lambda: SequenceLstm(4, 3, CLASSES, False, "final"),
        [(5, 4)],
        None,
    )
    yield (
        "cnn-rnn",
        "cnn-rnn-features",
        {"input": [9, 11, 1], "filters": 2, "units": 3, "features": 4, "dropout": 0},
        lambda: CnnRnn(9, 2, 3, 2, CLASSES, features=4),
        [(9, 11, 1), (4,)],
        None,
    )


def shake(net, seed):
    """Weights and running values that are nowhere special (batch norm starts at ones and zeros)."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, value in net.state_dict().items():
            if value.dtype != torch.float32:
                continue
            noise = torch.randn(value.shape, generator=generator)
            if name.endswith("running_var"):
                value.copy_(1 + 0.3 * noise.abs())
            else:
                value.add_(0.1 * noise)


def optimizer(net, rule):
    name, options = rule
    kinds = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    return kinds[name](net.parameters(), **options)


def after_step(make, state, inputs, labels, rule):
    net = make()
    net.load_state_dict(state)
    net.train()
    steps = optimizer(net, rule)
    loss = torch.nn.functional.cross_entropy(net(*inputs), labels)
    loss.backward()
    steps.step()
    return loss.item(), net.state_dict()


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    index = {"torch": torch.__version__, "nets": []}
    for seed, (name, architecture, options, make, shapes, rule) in enumerate(cases()):
        torch.manual_seed(seed)
        random = np.random.RandomState(seed)
        net = make()
        shake(net, seed)
        state = {key: value.clone() for key, value in net.state_dict().items()}
        ours = [random.standard_normal((BATCH, *shape)).astype(np.float32) for shape in shapes]
        inputs = [torch.from_numpy(x).permute(0, 3, 1, 2).contiguous() if x.ndim == 4 else torch.from_numpy(x) for x in ours]
        labels = torch.from_numpy(random.randint(0, CLASSES, BATCH))
        net.eval()
        with torch.no_grad():
            logits = net(*inputs)
        tensors = {f"before.{key}": value for key, value in state.items()}
        tensors |= {f"input.{i}": torch.from_numpy(x) for i, x in enumerate(ours)}
        tensors["logits"] = logits
        entry = {"name": name, "architecture": architecture, "options": {**options, "classes": CLASSES}}
        entry["labels"] = labels.tolist()
        rules = {"sgd": ("sgd", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01})}
        if rule:
            rules["source"] = rule
        for key, used in rules.items():
            loss, after = after_step(make, state, inputs, labels, used)
            entry[key] = {"optimizer": {"name": used[0], **used[1]}, "loss": loss}
            tensors |= {f"{key}.{k}": v for k, v in after.items()}
        index["nets"].append(entry)
        path = OUT / f"{name}.safetensors"
        save_file({k: v.contiguous() for k, v in tensors.items()}, path)
        path.chmod(0o644)
    (OUT / "nets.json").write_text(json.dumps(index, indent=1) + "\n")


if __name__ == "__main__":
    main()
