import type { AudioWarning } from '../audio-stream'
import { OutOfBitsError } from '../bit-reader'
import type { AacDecoder } from './aac-decoder'
import { AacError } from './aac-error'

/** What was met while packets were decoded. */
export interface AacState {
  packets: number
  damaged: number
  /** Where the file ends before its last packet. */
  missingAt: number | undefined
}

/** Decodes packets; a damaged one becomes silence, so that what follows stays in its place. */
export async function* decodeAac(
  packets: AsyncIterable<Uint8Array>,
  decoder: AacDecoder,
  channels: number,
  state: AacState,
): AsyncGenerator<Float32Array[], void, void> {
  for await (const packet of packets) {
    state.packets++
    let block: Float32Array[]
    try {
      block = decoder.decode(packet)
    } catch (error) {
      if (!(error instanceof AacError) && !(error instanceof OutOfBitsError)) throw error
      state.damaged++
      block = Array.from({ length: channels }, () => new Float32Array(1024))
    }
    yield block
  }
}

/** What went wrong, in words. */
export function aacWarnings(state: AacState, highEfficiency: boolean): AudioWarning[] {
  const warnings: AudioWarning[] = []
  if (state.damaged > 0)
    warnings.push({
      problem: 'damaged',
      message: `${state.damaged} of ${state.packets} packets are damaged and were replaced by silence`,
    })
  if (state.missingAt !== undefined)
    warnings.push({
      problem: 'truncated',
      message: `the file is cut off: a packet at byte ${state.missingAt} lies beyond its end`,
    })
  if (highEfficiency)
    warnings.push({
      problem: 'unsupported',
      message: 'high-efficiency AAC: the upper half of the spectrum (SBR, and parametric stereo) was not decoded',
    })
  return warnings
}
