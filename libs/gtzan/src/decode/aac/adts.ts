import type { AudioStream, AudioWarning } from '../audio-stream'
import type { ByteSource } from '../byte-source'
import { cutBlocks } from '../cut-blocks'
import { HeaderReader } from '../header-reader'
import { AAC_RATES, mpegFrameAt } from '../mpeg-frame'
import { CHANNELS } from './aac-config'
import type { AacConfig } from './aac-config'
import { AacDecoder } from './aac-decoder'
import type { AacState } from './aac-stream'
import { aacWarnings, decodeAac } from './aac-stream'

const READ_BYTES = 1 << 17
/** The largest frame. */
const MAX_FRAME = 8192

/**
 * Opens a bare stream of AAC-LC frames with ADTS headers (`.aac`). Such a file does not say how long it is, nor what the
 * encoder put before the first sample; all is decoded.
 *
 * @param offset position of the first frame, behind ID3 tags
 */
export async function openAdts(source: ByteSource, file: string, offset: number): Promise<AudioStream> {
  const reader = new HeaderReader(source, file)
  const head = await reader.view(offset, 7, 'an ADTS header')
  const profile = head.getUint8(2) >> 6
  if (profile !== 1)
    throw reader.error('unsupported', `AAC of profile ${profile} cannot be decoded; AAC-LC (1) can`, offset)
  const index = (head.getUint8(2) >> 2) & 15
  const layout = ((head.getUint8(2) & 1) << 2) | (head.getUint8(3) >> 6)
  if (layout === 0) throw reader.error('unsupported', 'ADTS with a channel layout of its own cannot be decoded', offset)
  const config: AacConfig = {
    rateIndex: Math.min(index, 11),
    sampleRate: AAC_RATES[index],
    channels: CHANNELS[layout],
    highEfficiency: false,
  }
  const warnings: AudioWarning[] = []

  async function* decode(): AsyncGenerator<Float32Array[], void, void> {
    const state: AacState & { skippedAt?: number } = { damaged: 0, packets: 0, missingAt: undefined }
    const decoder = new AacDecoder(config)
    yield* decodeAac(frames(source, offset, config, state), decoder, config.channels, state)
    if (state.skippedAt !== undefined)
      warnings.push({
        problem: 'damaged',
        message: `the file is damaged from about byte ${state.skippedAt} on; parts were left out`,
      })
    warnings.push(...aacWarnings(state, decoder.highEfficiency))
  }
  return {
    format: 'aac',
    encoding: 'AAC-LC',
    sampleRate: config.sampleRate,
    channels: config.channels,
    frames: undefined,
    lengthStated: false,
    warnings,
    blocks: range => cutBlocks(decode(), range),
  }
}

/** The packets within ADTS frames. What is no frame is skipped; tags behind the last frame are no damage. */
async function* frames(
  source: ByteSource,
  offset: number,
  config: AacConfig,
  state: AacState & { skippedAt?: number },
): AsyncGenerator<Uint8Array, void, void> {
  let start = offset
  let window: Uint8Array = await source.read(start, READ_BYTES)
  let at = 0
  let skippedFrom: number | undefined
  for (;;) {
    if (window.length - at < MAX_FRAME && start + window.length < source.size) {
      start += at
      window = await source.read(start, READ_BYTES)
      at = 0
    }
    if (at + 7 > window.length) return
    const frame = mpegFrameAt(window, at)
    // one packet a frame, as all encoders write it
    const header = window[at + 1] & 1 ? 7 : 9
    if (
      frame?.layer === 0 &&
      frame.sampleRate === config.sampleRate &&
      frame.samples === 1024 &&
      frame.bytes > header
    ) {
      if (at + frame.bytes > window.length) {
        state.missingAt = start + at
        return
      }
      if (skippedFrom !== undefined) state.skippedAt ??= skippedFrom
      skippedFrom = undefined
      yield window.subarray(at + header, at + frame.bytes)
      at += frame.bytes
      continue
    }
    skippedFrom ??= start + at
    const next = window.indexOf(0xff, at + 1)
    at = next === -1 ? window.length : next
  }
}
