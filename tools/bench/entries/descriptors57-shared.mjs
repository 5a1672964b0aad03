import descriptors57 from './descriptors57.mjs'

/** @type {import('../entry').Entry} */
export default {
  ...descriptors57,
  name: 'descriptors57-shared',
  job: 'the same, librosa given one spectrum wherever it takes one',
  python: `
import librosa.feature, librosa.effects, librosa.beat, librosa.decompose, librosa.onset
def job():
    f = librosa.feature
    D = librosa.stft(y)
    S = np.abs(D)
    power = S ** 2
    H, P = librosa.decompose.hpss(D)
    harmonic, percussive = librosa.istft(H, length=len(y)), librosa.istft(P, length=len(y))
    mel = librosa.power_to_db(f.melspectrogram(S=power, sr=sr))
    envelope = librosa.onset.onset_strength(S=mel, sr=sr, aggregate=np.median)
    parts = [f.chroma_stft(S=power, sr=sr), f.rms(y=y), f.spectral_centroid(S=S, sr=sr), f.spectral_bandwidth(S=S, sr=sr),
             f.spectral_rolloff(S=S, sr=sr), f.zero_crossing_rate(y), harmonic, percussive]
    row = [value for part in parts for value in (np.mean(part), np.var(part))]
    tempo = f.tempo(onset_envelope=envelope, sr=sr) if envelope.any() else [0.0]
    row.append(np.atleast_1d(tempo)[0])
    for coefficient in f.mfcc(S=mel, n_mfcc=20):
        row += [np.mean(coefficient), np.var(coefficient)]
    return row
`,
}
