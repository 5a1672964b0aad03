"""One net, trained on one split with PyTorch: python train.py JOB.json. train.mjs does the same with @genre/nets: the same
pictures, splits, epochs, batches, losses, optimizer and schedule. Each side draws its own first weights (by PyTorch's rule),
order of examples and dropout from the seed. Needs torch and safetensors."""
import json
import os
import pathlib
import platform
import sys
import time

import torch
from safetensors.torch import load_file

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "reference" / "nets"))
from torch_nets import Csc461Cnn, GenreGuessrResnet  # noqa: E402

job = json.loads(pathlib.Path(sys.argv[1]).read_text())
torch.set_num_threads(1)
torch.manual_seed(job["seed"])
classes, widths, hidden, size = len(job["classes"]), job["widths"], job["hidden"], job["size"]
arrays = [next(iter(load_file(file).values())) for file in (job["pictures"], job["features"]) if file]
arrays[0] = arrays[0].permute(0, 3, 1, 2).contiguous()
labels = torch.tensor(job["labels"])


def make_net():
    """The net; a first one, thrown away, tells how long its flattened picture is."""
    picture = torch.zeros(1, 1, size, size)
    with torch.no_grad():
        if job["net"] == "csc461-cnn":
            flat = Csc461Cnn(1, widths, 1, classes).features(picture).numel()
        else:
            x = picture
            probe = GenreGuessrResnet(1, widths, 1, classes).eval()
            for part in (probe.block1, probe.block2, probe.block3, probe.block4, probe.block5, probe.pool):
                x = part(x)
            flat = x.numel()
    torch.manual_seed(job["seed"])
    if job["net"] == "csc461-cnn":
        net = Csc461Cnn(flat, widths, hidden, classes)
        for part in net.features:
            if isinstance(part, torch.nn.Dropout):
                part.p = 0.3
        net.classifier[3].p = 0.45
        return net
    return GenreGuessrResnet(flat, widths, hidden, classes, features=arrays[1].shape[1], dropout=0.25)


net = make_net()
rule = job["optimizer"]
kind = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[rule["name"]]
optimizer = kind(net.parameters(), lr=rule["learningRate"], weight_decay=rule["weightDecay"])
cross_entropy = torch.nn.functional.cross_entropy
train, test = torch.tensor(job["train"]), torch.tensor(job["test"])


def logits_of(rows):
    net.eval()
    with torch.no_grad():
        return torch.cat([net(*(array[part] for array in arrays)) for part in rows.split(job["batchSize"])])


def score(probabilities, truth):
    answers = probabilities.argmax(1)
    confusion = torch.zeros(classes, classes, dtype=torch.int64)
    for label, answer in zip(truth.tolist(), answers.tolist()):
        confusion[label, answer] += 1
    return {"count": len(truth), "accuracy": (answers == truth).double().mean().item(), "confusion": confusion.tolist()}


epochs = []
for epoch in range(job["epochs"]):
    start, cpu = time.perf_counter(), time.process_time()
    if job["schedule"]["name"] == "halving" and epoch == job["epochs"] // 2:
        for group in optimizer.param_groups:
            group["lr"] *= job["schedule"]["factor"]
    net.train()
    loss_sum, right = 0.0, 0
    for rows in train[torch.randperm(len(train))].split(job["batchSize"]):
        optimizer.zero_grad()
        output = net(*(array[rows] for array in arrays))
        loss = cross_entropy(output, labels[rows])
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(rows)
        right += (output.argmax(1) == labels[rows]).sum().item()
    output = logits_of(test)
    epochs.append(
        {
            "epoch": epoch + 1,
            "loss": loss_sum / len(train),
            "accuracy": right / len(train),
            "testLoss": cross_entropy(output, labels[test]).item(),
            "testAccuracy": (output.argmax(1) == labels[test]).double().mean().item(),
            "cpuSeconds": time.process_time() - cpu,
            "seconds": time.perf_counter() - start,
        }
    )
    print(f"epoch {epoch + 1}: loss {loss_sum / len(train):.3f}, test {100 * epochs[-1]['testAccuracy']:.1f} %", flush=True)

output = logits_of(test)
probabilities = output.softmax(1)
by_track = {}
for i, row in enumerate(job["test"]):
    by_track.setdefault(job["tracks"][row], []).append(i)
means = torch.stack([probabilities[rows].mean(0) for rows in by_track.values()])
truth = torch.stack([labels[job["test"][rows[0]]] for rows in by_track.values()])
result = {key: job[key] for key in ("key", "net", "protocol", "seed", "framework", "size", "widths", "hidden", "batchSize")}
result |= {
    "detail": f"PyTorch {torch.__version__}, Python {platform.python_version()}, 1 thread",
    "parameters": sum(weight.numel() for weight in net.parameters()),
    "epochs": epochs,
    "train": score(logits_of(train).softmax(1), labels[train]),
    "windows": {**score(probabilities, labels[test]), "loss": cross_entropy(output, labels[test]).item()},
    "tracks": score(means, truth),
}
part = pathlib.Path(f"{job['out']}.{os.getpid()}.part")
part.write_text(json.dumps(result, indent=1) + "\n")
os.replace(part, job["out"])
