import type { AudioWarning } from './audio-stream'
import type { OggTrouble } from './ogg'

/** What went wrong while a stream in Ogg was read, in words. */
export function oggWarnings(facts: { trouble: OggTrouble; lost: number; packets: number }): AudioWarning[] {
  const { trouble, lost, packets } = facts
  const warnings: AudioWarning[] = []
  if (trouble.damagedAt !== undefined)
    warnings.push({
      problem: 'damaged',
      message: `the file is damaged from about byte ${trouble.damagedAt} on; parts were left out`,
    })
  if (lost > 0)
    warnings.push({ problem: 'damaged', message: `${lost} of ${packets} packets are damaged and were left out` })
  if (!trouble.ended)
    warnings.push({ problem: 'truncated', message: 'the file is cut off: the last page of its stream is missing' })
  if (trouble.chainedAt !== undefined)
    warnings.push({
      problem: 'unsupported',
      message: `another stream begins at byte ${trouble.chainedAt}; only the first was read`,
    })
  return warnings
}
