import { AudioFileError } from './audio-file-error'
import type { AudioStream } from './audio-stream'

/** The error for a file that was read to its end without a single sample: because of what was wrong with it, if so. */
export function noSamples(stream: AudioStream, place: { file: string; offset?: number }): AudioFileError {
  const { file, offset = 0 } = place
  const [first] = stream.warnings
  if (offset > 0)
    return new AudioFileError({
      file,
      problem: 'no-samples',
      reason: `there are no samples at ${offset} s; the file ends before`,
    })
  if (first) return new AudioFileError({ file, problem: first.problem, reason: `${first.message}; no sample is left` })
  return new AudioFileError({ file, problem: 'no-samples', reason: 'the file holds no samples' })
}
