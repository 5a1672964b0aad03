import type { AudioStream, AudioWarning } from '../audio-stream'
import { OutOfBitsError } from '../bit-reader'
import type { ByteSource } from '../byte-source'
import { cutBlocks } from '../cut-blocks'
import { HeaderReader } from '../header-reader'
import type { Mp4Track } from '../mp4/mp4-track'
import { readMp4 } from '../mp4/mp4-track'
import type { AacConfig } from './aac-config'
import { parseAacConfig } from './aac-config'
import { AacDecoder } from './aac-decoder'
import { AacError } from './aac-error'
import { aacWarnings, decodeAac } from './aac-stream'

const READ_BYTES = 1 << 17
/** No packet of AAC is longer: 6144 bits for each of at most 48 channels. */
const MAX_PACKET = 48 * 768

/** What sample entries stand for that are not decoded. */
const OTHER_CODECS: Readonly<Record<string, string>> = {
  alac: 'Apple Lossless (ALAC)',
  'ac-3': 'Dolby AC-3',
  'ec-3': 'Dolby E-AC-3',
  'ac-4': 'Dolby AC-4',
  Opus: 'Opus in MP4',
  fLaC: 'FLAC in MP4',
  samr: 'AMR',
  '.mp3': 'MPEG layer 3 in MP4',
  mp4a: 'sound in MP4 that is not AAC (MPEG layer 3, perhaps)',
  mp4s: 'MPEG-4 systems data',
  sowt: 'uncompressed sound in MP4',
  twos: 'uncompressed sound in MP4',
  lpcm: 'uncompressed sound in MP4',
}

/**
 * Opens an MP4 file (m4a, mp4, m4b, mov) with AAC-LC sound, plain or fragmented, the index before or behind the sound.
 * What the encoder put before the first sample (edit list) and behind the last one is cut off.
 *
 * Of high-efficiency AAC the core is decoded, which lacks the upper half of the spectrum; the stream warns of it.
 */
export async function openMp4(source: ByteSource, file: string): Promise<AudioStream> {
  const reader = new HeaderReader(source, file)
  const track = await readMp4(reader)
  if (track.codec === 'enca' || track.codec === 'drms')
    throw reader.error('protected', 'the sound is encrypted (copy protection); it cannot be decoded')
  const known = OTHER_CODECS[track.codec]
  if (track.codec !== 'mp4a' || !track.config)
    throw reader.error('unsupported', `${known ?? `sound of the kind '${track.codec}'`} cannot be decoded; AAC can`)
  const config = configOf(reader, track.config)
  reader.checkSound({ ...config, offset: 0 })

  const { start, end, total } = extentOf(track, config.sampleRate)
  const warnings: AudioWarning[] = []
  if (track.isCut)
    warnings.push({ problem: 'truncated', message: 'the file is cut off within its index; what that lists was read' })

  async function* decode(): AsyncGenerator<Float32Array[], void, void> {
    const state = { damaged: 0, packets: 0, missingAt: undefined as number | undefined }
    const decoder = new AacDecoder(config)
    yield* cutBlocks(decodeAac(packets(source, track, state), decoder, config.channels, state), {
      start,
      frames: end - start,
    })
    if (state.missingAt === undefined && 1024 * (state.packets + 1) < total)
      warnings.push({
        problem: 'bad-header',
        message: `the file announces ${total} samples, its ${state.packets} packets hold ${1024 * state.packets}`,
      })
    warnings.push(...aacWarnings(state, config.highEfficiency || decoder.highEfficiency))
  }
  return {
    format: 'm4a',
    encoding: config.highEfficiency ? 'AAC-HE (core)' : 'AAC-LC',
    sampleRate: config.sampleRate,
    channels: config.channels,
    frames: end - start,
    lengthStated: true,
    warnings,
    blocks: range => cutBlocks(decode(), range),
  }
}

/** Which of the decoded samples are the sound, and how many there should be. */
function extentOf(track: Mp4Track, sampleRate: number): { start: number; end: number; total: number } {
  const scale = sampleRate / track.timescale
  const total = track.duration > 0 ? Math.round(track.duration * scale) : track.packets * 1024
  if (track.gapless) {
    const { delay, samples } = track.gapless
    return { start: delay, end: Math.max(delay, Math.min(delay + samples, track.packets * 1024)), total }
  }
  const start = Math.round(track.skip * scale)
  // the edit list counts in coarser steps; it says where to end only if that is clearly earlier
  const play = track.play === undefined ? Infinity : Math.ceil(track.play * scale) + sampleRate / 500
  return { start, end: start + Math.floor(Math.max(0, Math.min(total - start, play))), total }
}

function configOf(reader: HeaderReader, bytes: Uint8Array): AacConfig {
  try {
    return parseAacConfig(bytes)
  } catch (error) {
    if (error instanceof AacError) throw reader.error('unsupported', error.message, undefined, error)
    if (error instanceof OutOfBitsError) throw reader.error('bad-header', 'the description of the AAC sound is cut')
    throw error
  }
}

/** The packets of a track in order; ends where one lies beyond the end of the file, and notes that place. */
async function* packets(
  source: ByteSource,
  track: Mp4Track,
  state: { missingAt: number | undefined },
): AsyncGenerator<Uint8Array, void, void> {
  let start = 0
  let window: Uint8Array = new Uint8Array(0)
  for await (const { offset, sizes } of track.runs()) {
    let at = offset
    for (let i = 0; i < sizes.length; i++) {
      const size = sizes[i]
      if (at + size > source.size) {
        state.missingAt = Math.min(at, source.size)
        return
      }
      if (size > MAX_PACKET) {
        yield new Uint8Array(0)
        at += size
        continue
      }
      if (at < start || at + size > start + window.length) {
        start = at
        window = await source.read(at, Math.max(size, READ_BYTES))
      }
      yield window.subarray(at - start, at - start + size)
      at += size
    }
  }
}
