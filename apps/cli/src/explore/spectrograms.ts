import { max, melSpectrogram, powerToDb } from '@genre/dsp'
import { openDataset, readAudio } from '@genre/gtzan/node'
import { spectrogramImage } from '@genre/viz'
import { encodePng } from '@genre/viz/node'

/** A spectrogram for the report. */
export interface Picture {
  readonly genre: string
  readonly file: string
  readonly png: Uint8Array
}

const SECONDS = 10

/** The mel spectrogram of the beginning of one track of each genre: the first that can be read. */
export async function pictureSpectrograms(dir: string, signal: AbortSignal): Promise<Picture[]> {
  const { files } = await openDataset(dir, { signal })
  const pictures = new Map<string, Picture>()
  for (const { path, name, label } of files) {
    if (pictures.has(label)) continue
    signal.throwIfAborted()
    const audio = await readAudio(path, { duration: SECONDS, signal }).catch(() => null)
    if (!audio || audio.samples.every(sample => sample === 0)) continue
    const levels = powerToDb(melSpectrogram(audio, { nMels: 96 }), { ref: max })
    const image = spectrogramImage(levels, { axis: 'mel', width: 430, height: 192 })
    pictures.set(label, { genre: label, file: name, png: encodePng(image) })
  }
  return [...pictures.values()].sort((a, b) => (a.genre < b.genre ? -1 : 1))
}
