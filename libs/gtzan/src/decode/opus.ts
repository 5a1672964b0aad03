import { AudioFileError } from './audio-file-error'
import type { AudioStream, AudioWarning } from './audio-stream'
import type { ByteSource } from './byte-source'
import { checkWebAssembly } from './check-web-assembly'
import { cutBlocks } from './cut-blocks'
import type { OggPage } from './ogg'
import { freeDecoder } from './free-decoder'
import { lastOggPage, oggPackets } from './ogg'
import { oggWarnings } from './ogg-warnings'
import { isOpusPacket } from './opus-packet'

/** Opus always decodes to this rate. */
const RATE = 48000
/** What the decoder has room for, per channel. */
const MAX_PACKET_BYTES = 3840

/**
 * Opens an Opus stream in Ogg with libopus compiled to WebAssembly (`opus-decoder`): always at 48 kHz, whatever the rate
 * of the original was; pre-skip and end are cut as the file says, its output gain applied. Up to 8 channels.
 *
 * @param first the stream's first page
 */
export async function openOpus(source: ByteSource, file: string, first: OggPage): Promise<AudioStream> {
  const head = parseHead(first.segments[0], file, first.offset)
  const { channels, preSkip, gain } = head
  const largest = MAX_PACKET_BYTES * channels
  const lastPage = await lastOggPage(source, first.serial)
  const total = lastPage && lastPage.granule > preSkip ? lastPage.granule - preSkip : undefined
  const warnings: AudioWarning[] = []

  async function* decode(): AsyncGenerator<Float32Array[], void, void> {
    checkWebAssembly(file, 'Opus')
    const { OpusDecoder } = await import('opus-decoder')
    const decoder = new OpusDecoder({ ...head, preSkip: 0 })
    await decoder.ready
    const trouble = { damagedAt: undefined, ended: false, chainedAt: undefined }
    let skip = preSkip
    let frames = 0
    let lost = 0
    let index = 0
    try {
      for await (const packet of oggPackets(source, first.serial, trouble)) {
        // the first two packets are headers
        if (index++ < 2) continue
        // the decoder would report a malformed packet on the console
        if (packet.bytes.length > largest || (head.streamCount === 1 && !isOpusPacket(packet.bytes))) {
          lost++
          continue
        }
        let decoded: ReturnType<typeof decoder.decodeFrame>
        try {
          decoded = decoder.decodeFrame(packet.bytes)
        } catch (error) {
          throw new AudioFileError({ file, problem: 'damaged', reason: 'the Opus decoder gave up', cause: error })
        }
        const { channelData, samplesDecoded, errors } = decoded
        if (errors.length > 0) lost++
        const from = Math.min(skip, samplesDecoded)
        skip -= from
        let to = samplesDecoded
        if (packet.last && packet.granule !== undefined)
          to = Math.max(from, Math.min(to, packet.granule - preSkip - frames + from))
        frames += to - from
        if (to > from) yield channelData.map(samples => scaled(samples.subarray(from, to), gain))
      }
    } finally {
      freeDecoder(decoder)
    }
    warnings.push(...oggWarnings({ trouble, lost, packets: index }))
  }

  return {
    format: 'opus',
    encoding: 'Opus',
    sampleRate: RATE,
    channels,
    frames: total,
    lengthStated: lastPage !== undefined,
    warnings,
    blocks: range => cutBlocks(decode(), range),
  }
}

function scaled(samples: Float32Array, gain: number): Float32Array {
  return gain === 1 ? samples : samples.map(sample => sample * gain)
}

function parseHead(bytes: Uint8Array, file: string, offset: number) {
  const fail = (reason: string, problem: 'bad-header' | 'unsupported' = 'bad-header') =>
    new AudioFileError({ file, problem, reason, offset })
  if (bytes.length < 19) throw fail('the Opus header is cut')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const channels = bytes[9]
  const family = bytes[18]
  if (bytes[8] >> 4 !== 0) throw fail(`Opus version ${bytes[8]} is not known`, 'unsupported')
  if (channels === 0) throw fail('the header claims 0 channels')
  if (channels > 8) throw fail(`Opus with ${channels} channels cannot be decoded; 1 to 8 can`, 'unsupported')
  const common = { channels, preSkip: view.getUint16(10, true), gain: 10 ** (view.getInt16(16, true) / 256 / 20) }
  if (family === 0) {
    if (channels > 2) throw fail(`the header claims ${channels} channels and a mapping for two`)
    return {
      ...common,
      streamCount: 1,
      coupledStreamCount: channels - 1,
      channelMappingTable: [0, 1].slice(0, channels),
    }
  }
  if (bytes.length < 21 + channels) throw fail('the Opus header is cut')
  const streamCount = bytes[19]
  const coupledStreamCount = bytes[20]
  const channelMappingTable = Array.from(bytes.subarray(21, 21 + channels))
  const decoded = streamCount + coupledStreamCount
  const possible =
    streamCount > 0 &&
    coupledStreamCount <= streamCount &&
    decoded <= 255 &&
    channelMappingTable.every(index => index < decoded || index === 255)
  if (!possible) throw fail('the channel mapping of the Opus header is impossible')
  return { ...common, streamCount, coupledStreamCount, channelMappingTable }
}
