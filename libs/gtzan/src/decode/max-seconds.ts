import { AudioFileError } from './audio-file-error'

/** How long audio may be unless another limit is set: 4 hours. Small files can expand to any length. */
export const MAX_SECONDS = 4 * 3600

/** The error for audio beyond the limit. */
export function tooLong(file: string, maxSeconds: number): AudioFileError {
  return new AudioFileError({
    file,
    problem: 'too-long',
    reason: `longer than the limit of ${maxSeconds} s (maxSeconds)`,
  })
}
