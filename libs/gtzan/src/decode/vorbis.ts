import { AudioFileError } from './audio-file-error'
import type { AudioStream, AudioWarning } from './audio-stream'
import type { ByteSource } from './byte-source'
import { checkWebAssembly } from './check-web-assembly'
import { cutBlocks } from './cut-blocks'
import { freeDecoder } from './free-decoder'
import { HeaderReader } from './header-reader'
import type { OggPage } from './ogg'
import { lastOggPage, oggPackets } from './ogg'
import { oggWarnings } from './ogg-warnings'

/** Packets decoded at a time. */
const BATCH = 32

/** What is used of the library below its own container parser, which does not survive damaged files. */
interface PacketDecoder {
  sendSetupHeader(packet: Uint8Array): void
  initDsp(): void
  decodePackets(packets: Uint8Array[]): { channelData: Float32Array[]; samplesDecoded: number; errors: unknown[] }
}

/**
 * Opens a Vorbis stream in Ogg with libvorbis compiled to WebAssembly (`@wasm-audio-decoders/ogg-vorbis`), up to 8
 * channels. Packets are taken from Ogg here; samples before the first and after the last position that the file states
 * are cut.
 *
 * @param first the stream's first page
 */
export async function openVorbis(source: ByteSource, file: string, first: OggPage): Promise<AudioStream> {
  const head = first.segments[0]
  const reader = new HeaderReader(source, file)
  if (head.length < 30) throw reader.error('bad-header', 'the Vorbis header is cut', first.offset)
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const channels = head[11]
  const sampleRate = view.getUint32(12, true)
  reader.checkSound({ sampleRate, channels, offset: first.offset })
  if (channels > 8)
    throw reader.error('unsupported', `Vorbis with ${channels} channels cannot be decoded; 1 to 8 can`, first.offset)
  const lastPage = await lastOggPage(source, first.serial)
  const warnings: AudioWarning[] = []

  async function* decode(): AsyncGenerator<Float32Array[], void, void> {
    checkWebAssembly(file, 'Vorbis')
    const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis')
    const library = new OggVorbisDecoder()
    await library.ready
    const decoder = (library as unknown as { _decoder: PacketDecoder })._decoder
    const trouble = { damagedAt: undefined, ended: false, chainedAt: undefined }
    let index = 0
    let frames = 0
    let lost = 0
    let batch: Uint8Array[] = []
    const flush = (end: number | undefined): Float32Array[] | undefined => {
      const { channelData, samplesDecoded, errors } = decoder.decodePackets(batch)
      batch = []
      lost += errors.length
      const count = Math.min(samplesDecoded, end === undefined ? Infinity : Math.max(0, end - frames))
      if (count <= 0) return undefined
      frames += count
      return channelData.map(samples => samples.subarray(0, count))
    }
    try {
      for await (const packet of oggPackets(source, first.serial, trouble)) {
        const { bytes } = packet
        if (index < 3) {
          if (bytes[0] !== 2 * index + 1)
            throw new AudioFileError({ file, problem: 'damaged', reason: 'a Vorbis header is missing or damaged' })
          // the comments are not needed; the library makes empty ones
          if (index !== 1) decoder.sendSetupHeader(bytes)
          if (index === 2) decoder.initDsp()
          index++
          continue
        }
        index++
        batch.push(bytes)
        if (batch.length < BATCH && !packet.last) continue
        const block = flush(packet.last ? packet.granule : undefined)
        if (block) yield block
      }
      const block = batch.length > 0 ? flush(undefined) : undefined
      if (block) yield block
    } catch (error) {
      if (error instanceof AudioFileError) throw error
      throw new AudioFileError({ file, problem: 'damaged', reason: 'the Vorbis decoder gave up', cause: error })
    } finally {
      freeDecoder(library)
    }
    if (index < 3)
      throw new AudioFileError({ file, problem: 'truncated', reason: 'the file ends within the Vorbis headers' })
    warnings.push(...oggWarnings({ trouble, lost, packets: index }))
  }

  return {
    format: 'vorbis',
    encoding: 'Vorbis',
    sampleRate,
    channels,
    frames: lastPage && lastPage.granule > 0 ? lastPage.granule : undefined,
    lengthStated: lastPage !== undefined,
    warnings,
    blocks: range => cutBlocks(decode(), range),
  }
}
