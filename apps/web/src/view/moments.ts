import type { Chunk } from '../worker/protocol'
import type { Moment } from './ribbon-path'

/** Chunks as moments of a ribbon, at their middles. */
export function momentsOf(chunks: readonly Chunk[]): Moment[] {
  return chunks.map(({ start, end, probabilities }) => ({ time: (start + end) / 2, probabilities }))
}

/** The mean probabilities of the chunks that cover a moment; of the nearest one where none does. */
export function probabilitiesAt(chunks: readonly Chunk[], time: number): readonly number[] | null {
  if (chunks.length === 0) return null
  const covering = chunks.filter(({ start, end }) => start <= time && time < end)
  if (covering.length === 0) {
    const distance = ({ start, end }: Chunk) => (time < start ? start - time : time - end)
    return chunks.reduce((best, chunk) => (distance(chunk) < distance(best) ? chunk : best)).probabilities
  }
  return covering[0].probabilities.map(
    (_, k) => covering.reduce((sum, chunk) => sum + chunk.probabilities[k], 0) / covering.length,
  )
}

/** The most probable genre at a moment, -1 without chunks. */
export function dominantAt(chunks: readonly Chunk[], time: number): number {
  const probabilities = probabilitiesAt(chunks, time)
  return probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1
}
