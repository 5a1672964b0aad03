"""Random data and parameters through scikit-learn and through this package, side by side.

    python tools/reference/classical/sweep.py --cases 200 [--only SVC] [--seed 1] [--script build.mjs]

Prints each difference with the seed that makes it again, and a table at the end. Exit code 1 if there is one.
"""
import argparse
import collections
import json
import math
import pathlib
import re
import subprocess
import sys
import traceback
import warnings

import numpy as np
import sklearn
from sweep_cases import CASES

HERE = pathlib.Path(__file__).parent


class Node:
    def __init__(self, script):
        self.script = script
        self.start()

    def start(self):
        self.process = subprocess.Popen(["node", str(self.script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.start()
            return {"error": "the process ended", "known": False}
        return json.loads(line)


def unplain(value):
    if isinstance(value, dict):
        if "$number" in value:
            return float(value["$number"].replace("Infinity", "inf"))
        if set(value) == {"shape", "data"}:
            return np.array([unplain(v) for v in value["data"]], dtype=float).reshape(value["shape"])
        return {key: unplain(v) for key, v in value.items()}
    return [unplain(v) for v in value] if isinstance(value, list) else value


def difference(ours, theirs, tolerance):
    """What is wrong, in words; None if nothing is."""
    if isinstance(theirs, dict):
        for key in theirs:
            if key not in ours:
                return f"{key} is missing"
            wrong = difference(ours[key], theirs[key], tolerance)
            if wrong:
                return f"{key}: {wrong}"
        return None
    if isinstance(theirs, str) or theirs is None:
        return None if ours == theirs else f"{ours!r} instead of {theirs!r}"
    if isinstance(theirs, (list, tuple)) and any(isinstance(v, (list, tuple, np.ndarray, dict, str)) or v is None for v in theirs):
        if len(ours) != len(theirs):
            return f"{len(ours)} instead of {len(theirs)} items"
        for i, (a, b) in enumerate(zip(ours, theirs)):
            wrong = difference(a, b, tolerance)
            if wrong:
                return f"[{i}]: {wrong}"
        return None
    a, b = np.asarray(ours), np.asarray(theirs)
    if b.dtype.kind in "OUS" or a.dtype.kind in "OUS" or b.dtype.kind == "b":
        wrong = np.flatnonzero(a.ravel() != b.ravel()) if a.size == b.size else [-1]
        return None if len(wrong) == 0 else f"{len(wrong)} of {b.size} differ, first at {wrong[0]}"
    a, b = a.astype(float), b.astype(float)
    if a.size != b.size or (a.ndim == b.ndim and a.shape != b.shape):
        return f"shape {a.shape} instead of {b.shape}"
    a, b = a.ravel(), b.ravel()
    if b.size == 0:
        return None
    odd = ~np.isfinite(b)
    if np.any(odd) or not np.all(np.isfinite(a)):
        same = (np.isnan(a) & np.isnan(b)) | (a == b)
        if not np.all(same[odd]) or not np.all(np.isfinite(a[~odd])):
            return f"{a[odd][:3]} instead of {b[odd][:3]} (not finite)"
        a, b = a[~odd], b[~odd]
    if b.size == 0:
        return None
    off = np.max(np.abs(a - b)) / max(np.max(np.abs(b)), 1e-300)
    if off <= tolerance:
        return None
    at = int(np.argmax(np.abs(a - b)))
    return f"off by {off:.1e} of the largest number, at {at}: {a[at]!r} instead of {b[at]!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100, help="of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="a regular expression for the kinds")
    parser.add_argument("--script", default=str(HERE / "sweep.mjs"))
    parser.add_argument("--errors", action="store_true", help="shows what one side refuses and the other does not")
    parser.add_argument("--verbose", action="store_true", help="prints questions and answers that differ")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    np.seterr(all="ignore")
    node = Node(options.script)
    table = {}
    for name, case in CASES.items():
        if not re.search(options.only, name):
            continue
        count = collections.Counter()
        for seed in range(options.seed, options.seed + options.cases):
            random = np.random.RandomState([seed, *name.encode()])
            question, reference, compare = case(random)
            answer = node.ask(question)
            try:
                theirs = reference()
            except Exception as error:
                theirs = error
                if not isinstance(error, (ValueError, TypeError, ArithmeticError, NotImplementedError, np.linalg.LinAlgError, IndexError)):
                    traceback.print_exc()
            if "error" in answer and not answer["known"]:
                outcome, text = "DIFFERS", f"breaks: {answer['error'][:300]}"
            elif "error" in answer and isinstance(theirs, Exception):
                outcome, text = "both refuse", ""
            elif "error" in answer:
                outcome, text = "we refuse", answer["error"][:200]
            elif isinstance(theirs, Exception):
                outcome, text = "they refuse", str(theirs)[:200].replace("\n", " ")
            else:
                text = compare(unplain(answer["result"]), theirs, difference)
                outcome = "DIFFERS" if text else "same"
            if options.verbose and outcome != "same":
                np.set_printoptions(linewidth=180)
                print(json.dumps(question)[:3000], answer, theirs, sep="\n")
            count[outcome] += 1
            if outcome == "DIFFERS" or (options.errors and text):
                about = json.dumps({k: v for k, v in question.items() if k in ("make", "name")})
                print(f"{name} --seed {seed}: {outcome}: {text}\n    {about[:300]}", flush=True)
        table[name] = count
    print(f"\nscikit-learn {sklearn.__version__}, seeds {options.seed} to {options.seed + options.cases - 1}")
    words = ["same", "DIFFERS", "both refuse", "we refuse", "they refuse"]
    print(f"{'':34}" + "".join(f"{word:>13}" for word in words))
    for name, count in table.items():
        print(f"{name:34}" + "".join(f"{count[word] or '':>13}" for word in words))
    sys.exit(1 if any(count["DIFFERS"] for count in table.values()) else 0)


if __name__ == "__main__":
    main()
