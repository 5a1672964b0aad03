"""PyTorch's values and gradients of the operations that training uses. Run: python tools/reference/nets/gradients.py

The inputs are drawn with numpy's RandomState, which the tests reproduce, so only results are stored: 32-bit floats, computed in
64 bits. Pictures and filters are in TensorFlow's order (NHWC; height, width, in, out)."""
import base64
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

CONVOLUTIONS = [
    # images, height, width, in, out, window (h, w), stride (h, w), padding (top, bottom, left, right), dilation
    dict(x=[2, 9, 11, 5, 13], window=[3, 3], strides=[1, 1], pad=[1, 1, 1, 1], dilation=1),
    dict(x=[2, 9, 11, 8, 16], window=[3, 3], strides=[1, 1], pad=[0, 0, 0, 0], dilation=1),
    dict(x=[3, 12, 10, 6, 9], window=[3, 3], strides=[2, 2], pad=[1, 1, 1, 1], dilation=1),
    dict(x=[2, 13, 13, 4, 7], window=[2, 2], strides=[2, 2], pad=[3, 3, 3, 3], dilation=1),
    dict(x=[2, 8, 9, 12, 20], window=[1, 1], strides=[1, 1], pad=[0, 0, 0, 0], dilation=1),
    dict(x=[2, 8, 9, 12, 20], window=[1, 1], strides=[2, 2], pad=[0, 0, 0, 0], dilation=1),
    dict(x=[2, 14, 15, 5, 6], window=[3, 3], strides=[1, 1], pad=[2, 2, 2, 2], dilation=2),
    dict(x=[1, 16, 15, 3, 8], window=[5, 4], strides=[3, 2], pad=[2, 1, 0, 3], dilation=1),
    dict(x=[4, 6, 40, 1, 10], window=[3, 7], strides=[1, 4], pad=[1, 1, 3, 3], dilation=1),
    dict(x=[2, 7, 7, 40, 33], window=[3, 3], strides=[1, 1], pad=[1, 1, 1, 1], dilation=1),
]
POOLS = [
    dict(x=[2, 8, 10, 6], window=2, stride=2),
    dict(x=[2, 9, 9, 5], window=3, stride=2),
    dict(x=[1, 7, 8, 9], window=3, stride=1),
]
DENSE = [[32, 70, 50], [7, 33, 19], [1, 20, 9]]
NORMS = [[4, 6, 5, 8], [3, 5, 4, 7], [32, 11]]
LSTMS = [dict(batch=3, steps=3, inputs=6, units=4), dict(batch=2, steps=4, inputs=9, units=16)]


def draw(seed, *shape):
    return torch.tensor(np.random.RandomState(seed).standard_normal(shape), dtype=torch.float64)


def packed(tensor):
    return base64.b64encode(tensor.detach().to(torch.float32).contiguous().numpy().tobytes()).decode()


def gradients(inputs, output, seed):
    """Packed: the output, then the gradients of sum(output * random) by each input."""
    dy = draw(seed, *output.shape)
    return [packed(output), *(packed(g) for g in torch.autograd.grad(output, inputs, dy))]


def variables(*tensors):
    return [tensor.requires_grad_() for tensor in tensors]


def convolution(case, depthwise=False):
    n, h, w, c, o = case["x"]
    x, weights = variables(draw(1, n, h, w, c), draw(2, *case["window"], c, 1 if depthwise else o))
    top, bottom, left, right = case["pad"]
    pictures = F.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom))
    kernel = weights.permute(2, 3, 0, 1) if depthwise else weights.permute(3, 2, 0, 1)
    y = F.conv2d(pictures, kernel, stride=case["strides"], dilation=case["dilation"], groups=c if depthwise else 1)
    return gradients([x, weights], y.permute(0, 2, 3, 1), 3)


def pool(case, kind):
    (x,) = variables(draw(1, *case["x"]))
    y = {"max": F.max_pool2d, "mean": F.avg_pool2d}[kind](x.permute(0, 3, 1, 2), case["window"], case["stride"])
    return gradients([x], y.permute(0, 2, 3, 1), 3)


def dense(n, d, u):
    x, weights, bias = variables(draw(1, n, d), draw(2, d, u), draw(4, u))
    return gradients([x, weights, bias], torch.relu(x @ weights + bias), 3)


def norm(shape):
    x, scale, offset = variables(draw(1, *shape) * 2 + 3, draw(2, shape[-1]), draw(4, shape[-1]))
    y = F.batch_norm(x.movedim(-1, 1), None, None, scale, offset, training=True, eps=1e-5)
    return gradients([x, scale, offset], y.movedim(1, -1), 3)


def lstm(case):
    """Keras' LSTM: gates in the order input, forget, cell, output, as PyTorch's; one bias."""
    n, t, d, u = case["batch"], case["steps"], case["inputs"], case["units"]
    x, kernel, recurrent, bias = variables(draw(1, n, t, d), draw(2, d, 4 * u), draw(4, u, 4 * u), draw(5, 4 * u))
    h = c = torch.zeros(n, u, dtype=torch.float64)
    for step in range(t):
        i, f, g, o = (x[:, step] @ kernel + h @ recurrent + bias).chunk(4, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
    layer = torch.nn.LSTM(d, u, batch_first=True, dtype=torch.float64)
    layer.load_state_dict({"weight_ih_l0": kernel.T, "weight_hh_l0": recurrent.T, "bias_ih_l0": bias, "bias_hh_l0": bias * 0})
    assert torch.allclose(layer(x)[0][:, -1], h)
    return gradients([x, kernel, recurrent, bias], h, 3)


def cross_entropy():
    (x,) = variables(draw(1, 12, 10) * 3)
    return gradients([x], F.cross_entropy(x, torch.arange(12) % 10).reshape(1), 3)


out = {
    "torch": torch.__version__,
    "numpy": np.__version__,
    "convolutions": [{**case, "results": convolution(case)} for case in CONVOLUTIONS],
    "depthwise": [{**case, "results": convolution(case, True)} for case in (CONVOLUTIONS[i] for i in (0, 2, 6, 7))],
    "maxPools": [{**case, "results": pool(case, "max")} for case in POOLS],
    "meanPools": [{**case, "results": pool(case, "mean")} for case in POOLS],
    "dense": [{"sizes": sizes, "results": dense(*sizes)} for sizes in DENSE],
    "norms": [{"x": shape, "results": norm(shape)} for shape in NORMS],
    "lstms": [{**case, "results": lstm(case)} for case in LSTMS],
    "crossEntropy": cross_entropy(),
}
path = pathlib.Path(__file__).parents[3] / "libs/nets/golden/gradients.json"
path.parent.mkdir(exist_ok=True)
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
