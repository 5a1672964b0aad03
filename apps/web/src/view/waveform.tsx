import { useMemo } from 'preact/hooks'
import type { Chunk } from '../worker/protocol'
import { genreClass } from './genre-color'
import { dominantAt } from './moments'

interface Props {
  readonly outline: Float32Array
  readonly chunks: readonly Chunk[]
  readonly classes: readonly string[]
  readonly seconds: number
  /** Pixels that there are. */
  readonly width: number
}

const PITCH = 3
const HEIGHT = 100

/** The loudness of a song as bars, each in the colour of what the song sounds like there. */
export function Waveform({ outline, chunks, classes, seconds, width }: Props) {
  const paths = useMemo(
    () => bars(outline, Math.max(60, Math.floor(width / PITCH)), chunks, seconds),
    [outline, chunks, seconds, width],
  )
  return (
    <svg class="waveform" viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {paths.map(([k, path]) => (
        <path key={k} class={k < 0 ? 'unheard' : genreClass(classes[k])} d={path} />
      ))}
    </svg>
  )
}

/** Path data by genre; -1 is for where no chunk lies. */
function bars(outline: Float32Array, count: number, chunks: readonly Chunk[], seconds: number): [number, string][] {
  const steps = outline.length / 2
  const used = Math.min(count, steps)
  let loudest = 1e-4
  for (const value of outline) loudest = Math.max(loudest, Math.abs(value))
  const paths = new Map<number, string>()
  for (let i = 0; i < used; i++) {
    let peak = 0
    for (let k = Math.floor((i * steps) / used); k < Math.floor(((i + 1) * steps) / used); k++) {
      peak = Math.max(peak, Math.abs(outline[2 * k]), Math.abs(outline[2 * k + 1]))
    }
    const x = Math.round((100 * 1000 * (i + 0.5)) / used) / 100
    const half = Math.max(0.6, Math.round((100 * (HEIGHT / 2 - 3) * peak) / loudest) / 100)
    const key = dominantAt(chunks, (seconds * (i + 0.5)) / used)
    paths.set(key, `${paths.get(key) ?? ''}M${x} ${HEIGHT / 2 - half}V${HEIGHT / 2 + half}`)
  }
  return [...paths].sort((a, b) => a[0] - b[0])
}
