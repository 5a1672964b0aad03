"""Golden values of training by PyTorch: losses, optimizers over several steps, learning rates, clipping, and half-precision
arrays in a safetensors file. Run: python tools/reference/nets/training.py"""
import json
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file

OUT = pathlib.Path(__file__).parents[3] / "libs/nets/golden"


def losses():
    random = np.random.RandomState(0)
    logits = torch.from_numpy(random.standard_normal((7, 4)) * 3).float()
    labels = torch.from_numpy(random.randint(0, 4, 7))
    weights = torch.tensor([0.5, 2.0, 1.0, 3.0])
    out = {"logits": logits.flatten().tolist(), "labels": labels.tolist(), "weights": weights.tolist(), "cases": []}
    for weight in (None, weights):
        for smoothing in (0.0, 0.1):
            loss = torch.nn.functional.cross_entropy(logits, labels, weight, label_smoothing=smoothing)
            out["cases"].append({"weighted": weight is not None, "smoothing": smoothing, "loss": loss.item()})
    return out


def optimizers():
    rules = [
        ("adam", torch.optim.Adam, {"lr": 0.01}),
        ("adam", torch.optim.Adam, {"lr": 0.02, "betas": (0.8, 0.9), "eps": 1e-4, "weight_decay": 0.1}),
        ("adamw", torch.optim.AdamW, {"lr": 0.01}),
        ("adamw", torch.optim.AdamW, {"lr": 0.05, "weight_decay": 0.2}),
        ("sgd", torch.optim.SGD, {"lr": 0.1}),
        ("sgd", torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01}),
        ("sgd", torch.optim.SGD, {"lr": 0.1, "momentum": 0.8, "nesterov": True, "weight_decay": 0.05}),
    ]
    random = np.random.RandomState(1)
    start = random.standard_normal(5).astype(np.float32)
    gradients = random.standard_normal((6, 5)).astype(np.float32)
    gradients[2] = 0
    out = {"start": start.tolist(), "gradients": gradients.tolist(), "cases": []}
    for name, kind, options in rules:
        w = torch.from_numpy(start.copy()).requires_grad_()
        optimizer = kind([w], **options)
        steps = []
        for gradient in gradients:
            w.grad = torch.from_numpy(gradient.copy())
            optimizer.step()
            steps.append(w.detach().tolist())
        out["cases"].append({"name": name, "options": options, "steps": steps})
    return out


def schedules():
    epochs = 9
    values = [1.0, 0.9, 0.95, 0.95, 0.94, 0.5, 0.50001, 0.49999, 0.6]

    def rates(make):
        w = torch.zeros(1, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=0.4)
        schedule = make(optimizer)
        out = []
        for epoch in range(epochs):
            out.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if isinstance(schedule, torch.optim.lr_scheduler.ReduceLROnPlateau):
                schedule.step(values[epoch])
            else:
                schedule.step()
        return out

    lr = torch.optim.lr_scheduler
    return {
        "epochs": epochs,
        "initial": 0.4,
        "values": values,
        "step": rates(lambda o: lr.StepLR(o, 2, 0.3)),
        "cosine": rates(lambda o: lr.CosineAnnealingLR(o, epochs, 0.05)),
        "plateauDown": rates(lambda o: lr.ReduceLROnPlateau(o, factor=0.5, patience=1)),
        "plateauUp": rates(lambda o: lr.ReduceLROnPlateau(o, mode="max", factor=0.1, patience=2, min_lr=0.02)),
    }


def clipping():
    random = np.random.RandomState(2)
    a, b = random.standard_normal((2, 3)).astype(np.float32), random.standard_normal(4).astype(np.float32)
    out = {"a": a.flatten().tolist(), "b": b.tolist(), "cases": []}
    for norm, value in ((1.0, None), (100.0, None), (None, 0.5), (0.7, 0.5)):
        parameters = [torch.zeros(2, 3), torch.zeros(4)]
        for parameter, gradient in zip(parameters, (a, b)):
            parameter.grad = torch.from_numpy(gradient.copy())
        if value is not None:
            torch.nn.utils.clip_grad_value_(parameters, value)
        if norm is not None:
            torch.nn.utils.clip_grad_norm_(parameters, norm)
        clipped = torch.cat([p.grad.flatten() for p in parameters]).tolist()
        out["cases"].append({"norm": norm, "value": value, "clipped": clipped})
    return out


def types():
    values = torch.tensor([0.0, -0.0, 1.0, -2.5, 3.14159, 65504.0, 6e-8, 1e-3, float("inf"), float("-inf")])
    path = OUT / "types.safetensors"
    save_file(
        {
            "f64": values.double(),
            "f32": values,
            "f16": values.half(),
            "bf16": values.bfloat16(),
            "i64": torch.tensor([-(2**40), 7]),
            "i32": torch.tensor([-5, 7], dtype=torch.int32),
            "i16": torch.tensor([-5, 7], dtype=torch.int16),
            "i8": torch.tensor([-5, 7], dtype=torch.int8),
            "u8": torch.tensor([[250], [7]], dtype=torch.uint8),
            "bool": torch.tensor([True, False]),
            "scalar": torch.tensor(2.5),
            "empty": torch.zeros(0, 3),
        },
        path,
        metadata={"made by": "safetensors"},
    )
    path.chmod(0o644)
    names = {"f64": values.double(), "f32": values, "f16": values.half(), "bf16": values.bfloat16()}
    return {name: [str(x) for x in value.float().tolist()] for name, value in names.items()}


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    golden = {
        "torch": torch.__version__,
        "losses": losses(),
        "optimizers": optimizers(),
        "schedules": schedules(),
        "clipping": clipping(),
        "types": types(),
    }
    (OUT / "training.json").write_text(json.dumps(golden) + "\n")
