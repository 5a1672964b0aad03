import type { FrameRange } from './audio-stream'

/**
 * The part of decoded blocks that lies within a range; stops asking for more behind its end. For formats that can only be
 * decoded from their start.
 */
export async function* cutBlocks(
  blocks: AsyncIterable<Float32Array[]>,
  range: FrameRange | undefined,
): AsyncGenerator<Float32Array[], void, void> {
  if (!range) {
    yield* blocks
    return
  }
  const end = range.start + range.frames
  let at = 0
  for await (const block of blocks) {
    const { length } = block[0]
    const from = Math.max(0, range.start - at)
    const to = Math.min(length, end - at)
    if (from < to) yield from === 0 && to === length ? block : block.map(samples => samples.slice(from, to))
    at += length
    if (at >= end) return
  }
}
