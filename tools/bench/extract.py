"""The 57 GTZAN descriptors of every wav file of a folder by librosa and joblib: FOLDER JOBS OUT. One JSON line on stdout."""
import glob
import json
import os
import resource
import sys
import time

import librosa
import numpy as np
from joblib import Parallel, delayed


def row(path):
    f = librosa.feature
    y, sr = librosa.load(path, sr=22050)
    harmonic, percussive = librosa.effects.hpss(y)
    parts = [f.chroma_stft(y=y, sr=sr), f.rms(y=y), f.spectral_centroid(y=y, sr=sr), f.spectral_bandwidth(y=y, sr=sr),
             f.spectral_rolloff(y=y, sr=sr), f.zero_crossing_rate(y), harmonic, percussive]
    values = [value for part in parts for value in (np.mean(part), np.var(part))]
    values.append(np.atleast_1d(librosa.beat.beat_track(y=y, sr=sr)[0])[0])
    for coefficient in f.mfcc(y=y, sr=sr, n_mfcc=20):
        values += [np.mean(coefficient), np.var(coefficient)]
    return values


def attempt(path):
    try:
        return row(path)
    except Exception:
        return None


if __name__ == '__main__':
    folder, jobs, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    files = sorted(glob.glob(os.path.join(folder, '**', '*.wav'), recursive=True), key=os.path.basename)
    attempt(files[0])  # what is compiled and cached at the first call is not counted
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    start = time.perf_counter()
    rows = Parallel(n_jobs=jobs)(delayed(attempt)(path) for path in files)
    seconds = time.perf_counter() - start
    if jobs > 1:
        from joblib.externals.loky import get_reusable_executor
        get_reusable_executor().shutdown(wait=True)
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(a.ru_utime + a.ru_stime - b.ru_utime - b.ru_stime for a, b in zip(after, before))
    np.asarray([r for r in rows if r is not None], dtype=np.float64).tofile(out)
    # each process of a pool has a peak of its own
    peak = after[0].ru_maxrss + (jobs * after[1].ru_maxrss if jobs > 1 else 0)
    names = [os.path.basename(p) for p, r in zip(files, rows) if r is not None]
    print(json.dumps({'seconds': seconds, 'cpu': cpu, 'peak': peak, 'rows': len(names), 'librosa': librosa.__version__}))
