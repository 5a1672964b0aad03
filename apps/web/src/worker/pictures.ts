import type { Audio } from '@genre/core'
import { melSpectrogram, powerToDb } from '@genre/dsp'
import { frequencyScale, spectrogramImage } from '@genre/viz'
import type { Palette, Picture, Tick } from './protocol'

export const BANDS = 128

/** A song of up to ten minutes is drawn from all its frames; of a longer one as many are taken. */
const MAX_FRAMES = 26_000

const MARKS = [100, 500, 1000, 2000, 5000, 10_000]

/** The mel spectrogram of some audio in dB, 80 dB deep. */
export function melPicture(
  audio: Audio,
  options: { palette: Palette; width: number; height?: number; maxDb?: number },
): Picture {
  const hopLength = Math.max(512, Math.ceil(audio.samples.length / MAX_FRAMES))
  const mel = melSpectrogram(audio, { nMels: BANDS, hopLength })
  const db = powerToDb(mel)
  const width = Math.max(1, Math.min(options.width, mel.shape[1]))
  const { palette, height = BANDS * 2, maxDb } = options
  return picture(db, { colorMap: colorMapOf(palette), width, height, sampleRate: audio.sampleRate, maxDb })
}

/** A picture whose memory may be handed over. */
export function picture(...parameters: Parameters<typeof spectrogramImage>): Picture {
  const { width, height, data } = spectrogramImage(...parameters)
  return { width, height, data: data as Uint8ClampedArray<ArrayBuffer> }
}

/** The page turns grey into ink by itself. */
export function colorMapOf(palette: Palette) {
  return palette === 'ink' ? 'gray' : palette
}

/** Where frequencies stand beside a mel spectrogram. */
export function melTicks(sampleRate: number): Tick[] {
  const scale = frequencyScale({ bins: BANDS, sampleRate })
  return MARKS.filter(hz => hz < scale.high * 0.95).map(hz => ({ hz, position: scale.position(hz) }))
}
