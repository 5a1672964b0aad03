"""PyTorch's side: python torch_job.py '{"job": {...}, "threads": 1, "onnx": null or a file to write}' prints the times."""
import json
import pathlib
import sys
import time

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "reference" / "nets"))
from torch_nets import Csc461Cnn, GenreGuessrResnet  # noqa: E402

told = json.loads(sys.argv[1])
job = told["job"]
torch.set_num_threads(told["threads"])
torch.manual_seed(1)
clock = time.process_time if told["cpu"] else time.perf_counter
size, batch = job["size"], job["batch"]


if job["net"] == "csc461":
    probe = Csc461Cnn(1, [32, 64, 128, 256, 512], 1200, 10)
    with torch.no_grad():
        flat = probe.features(torch.zeros(1, 1, size, size)).numel()
    net = Csc461Cnn(flat, [32, 64, 128, 256, 512], 1200, 10)
else:
    probe = GenreGuessrResnet(1, [64, 128, 256, 512], 1000, 10).eval()
    with torch.no_grad():
        x = probe.block1(torch.zeros(1, 1, size, size))
        for block in (probe.block2, probe.block3, probe.block4, probe.block5, probe.pool):
            x = block(x)
    net = GenreGuessrResnet(x.numel(), [64, 128, 256, 512], 1000, 10, features=57)


def inputs(count):
    picture = torch.randn(count, 1, size, size)
    return (picture,) if job["net"] == "csc461" else (picture, torch.rand(count, 57))


def least(times, work):
    seconds = []
    for _ in range(times):
        start = clock()
        work()
        seconds.append(clock() - start)
    return min(seconds)


one, many, labels = inputs(1), inputs(batch), torch.arange(batch) % 10
optimizer = torch.optim.Adam(net.parameters(), lr=5e-4)


def forward():
    with torch.no_grad():
        net(*one)


def step():
    optimizer.zero_grad()
    torch.nn.functional.cross_entropy(net(*many), labels).backward()
    optimizer.step()


net.eval()
forward()
if told.get("onnx"):
    torch.onnx.export(net, one, told["onnx"], dynamo=False)
result = {"forward": least(15, forward)}
net.train()
step()
result["step"] = least(job["steps"], step)
print(json.dumps({**result, "detail": f"PyTorch {torch.__version__}"}))
