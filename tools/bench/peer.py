"""The peer's side of the benchmark: one process, told by JSON lines on stdin, answering with JSON lines on stdout.

{"do": "inputs", "folder": ...}      reads the arrays that the other side wrote
{"do": "load", "source": ...}        defines job() anew
{"do": "time", "count": n, "cpu": b} runs job() n times, answers with the seconds a run, elapsed or of the processor
{"do": "result", "file": ...}        runs job() once more and writes what it returns as float64
"""
import json
import sys
import time

answers = sys.stdout
sys.stdout = sys.stderr  # whatever a library prints must not stand between the answers


def module(name):
    try:
        return __import__(name)
    except ImportError:
        return None


modules = {name: module(name) for name in ("numpy", "librosa", "sklearn")}
np, librosa, sklearn = modules["numpy"], modules["librosa"], modules["sklearn"]
space = {}


def inputs(folder):
    def read(name, dtype):
        return np.fromfile(f"{folder}/{name}", dtype=dtype)

    about = json.load(open(f"{folder}/about.json"))
    return {
        "np": np, "librosa": librosa, "sklearn": sklearn,
        "y": read("y.f32", np.float32), "sr": about["sampleRate"], "y44k": read("y44k.f32", np.float32),
        "X_train": read("X_train.f64", np.float64).reshape(about["train"]), "y_train": read("y_train.f64", np.float64).astype(int),
        "X_test": read("X_test.f64", np.float64).reshape(about["test"]),
    }


def answer(message):
    global given
    what = message["do"]
    if what == "inputs":
        given = inputs(message["folder"])
    elif what == "load":
        space.clear()
        space.update(given)
        exec(message["source"], space)
    elif what == "time":
        clock = time.process_time if message["cpu"] else time.perf_counter
        start = clock()
        for _ in range(message["count"]):
            space["job"]()
        return {"seconds": (clock() - start) / message["count"]}
    elif what == "result":
        np.asarray(space["job"](), dtype=np.float64).tofile(message["file"])
    return {}


def say(what):
    answers.write(json.dumps(what) + "\n")
    answers.flush()


say({"python": sys.version.split()[0], **{name: getattr(found, "__version__", None) for name, found in modules.items()}})
for line in sys.stdin:
    try:
        say(answer(json.loads(line)))
    except Exception as error:  # the other side decides what a failure means
        say({"error": f"{type(error).__name__}: {error}"})
