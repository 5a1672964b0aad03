import type { AudioWarning } from './audio-stream'
import type { HeaderReader } from './header-reader'

/**
 * How many frames an uncompressed file holds, from the length that its header states and the bytes that are there.
 *
 * A file that is shorter than stated is read as far as it goes, with a warning (`soundfile` and librosa do the same
 * without a word). A stated length of `undefined` means a stream: everything to the end of the file.
 *
 * @throws {AudioFileError} `no-samples` where the header says so, `truncated` where not one whole frame is there.
 */
export function pcmLength(
  reader: HeaderReader,
  facts: { dataOffset: number; stated: number | undefined; frameBytes: number },
): { frames: number; warnings: AudioWarning[] } {
  const { dataOffset, stated, frameBytes } = facts
  const available = Math.max(0, reader.size - dataOffset)
  const bytes = Math.min(available, stated ?? available)
  const frames = Math.floor(bytes / frameBytes)
  const warnings: AudioWarning[] = []
  if (stated !== undefined && stated > available) {
    const message = `the file is cut off: its header announces ${stated} bytes of sound, ${available} are there`
    if (frames === 0) throw reader.error('truncated', message, reader.size)
    warnings.push({ problem: 'truncated', message })
  } else if (frames === 0) {
    throw reader.error('no-samples', 'the file holds no samples', dataOffset)
  } else if (bytes % frameBytes !== 0 && !isPadded(bytes, stated, frameBytes)) {
    warnings.push({
      problem: 'truncated',
      message: `the last sample is cut: ${bytes} bytes of sound are not a multiple of ${frameBytes}`,
    })
  }
  return { frames, warnings }
}

/** Some writers count the byte that fills an odd number of bytes up to an even one. */
function isPadded(bytes: number, stated: number | undefined, frameBytes: number): boolean {
  return bytes === stated && bytes % 2 === 0 && frameBytes % 2 === 1 && bytes % frameBytes === 1
}
