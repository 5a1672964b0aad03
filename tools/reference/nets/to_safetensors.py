"""Writes the weights of a PyTorch checkpoint as safetensors, which `importTorchWeights` of @genre/nets reads.

    pip install torch safetensors
    python to_safetensors.py best_model_v10.pt best_model_v10.safetensors

The checkpoint is a state_dict (torch.save(model.state_dict(), ...)), or a dictionary that holds one under "state_dict" or
"model". It is read with weights_only=True, so nothing in it is executed. A "module." before every name (DataParallel) is
taken off.
"""
import argparse

import torch
from safetensors.torch import save_file


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("safetensors")
    arguments = parser.parse_args()
    state = torch.load(arguments.checkpoint, map_location="cpu", weights_only=True)
    for key in ("state_dict", "model"):
        if isinstance(state.get(key), dict):
            state = state[key]
    tensors = {
        name.removeprefix("module."): value.detach().contiguous().clone()
        for name, value in state.items()
        if isinstance(value, torch.Tensor)
    }
    if not tensors:
        parser.error(f"{arguments.checkpoint} holds no tensors")
    save_file(tensors, arguments.safetensors)
    count = sum(value.numel() for value in tensors.values())
    print(f"{arguments.safetensors}: {len(tensors)} arrays, {count} values")


if __name__ == "__main__":
    main()
