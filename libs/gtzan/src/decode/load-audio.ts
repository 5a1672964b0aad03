import type { Audio } from '@genre/core'
import { checkNumber } from '@genre/core'
import { StreamingResampler } from '@genre/dsp'
import { AudioFileError } from './audio-file-error'
import type { AudioStream, FrameRange } from './audio-stream'
import type { ByteSource } from './byte-source'
import { MAX_SECONDS, tooLong } from './max-seconds'
import { mixToMono } from './mix-to-mono'
import { noSamples } from './no-samples'
import { openAudio } from './open-audio'
import { SampleCollector } from './sample-collector'
import { checkTargetRate } from './target-rate'

/** How to read a file as mono audio. */
export interface LoadAudioOptions {
  /** Hz; default 22050; `null` keeps the file's own rate. */
  readonly sampleRate?: number | null
  /** Where to begin, in seconds; default 0. */
  readonly offset?: number
  /** How much to read, in seconds; default everything. */
  readonly duration?: number
  /** The longest audio that is read, in seconds, so that no file can exhaust the memory; default 4 hours. */
  readonly maxSeconds?: number
  readonly signal?: AbortSignal
}

/** Mono audio as it was read, with what was wrong with its file. */
export interface LoadedAudio extends Audio {
  /** What is wrong with the file although it could be read, e.g. that it is cut off; absent where nothing is. */
  readonly warnings?: string[]
}

/**
 * Reads mono audio at one rate from bytes that need not be in memory: block by block it is decoded, the channels are
 * averaged and the mean is resampled. Equal to `toAudio(await decodeAudio(bytes))`, with less memory and, with `offset` and `duration`, less
 * reading: of wav, au and aiff files only the bytes that are needed; compressed files are decoded from their start.
 * `offset` and `duration` are cut down to whole samples of the file's own rate, as `librosa.load` does.
 *
 * Memory: 4 bytes per sample of the result, and a few megabytes; for compressed files whose length is not known
 * beforehand up to 12 bytes per sample for a moment.
 *
 * @param source see {@link memorySource}, {@link blobSource}
 * @param options.file the name that errors mention
 * @throws {AudioFileError} for whatever cannot be read as audio, InvalidParameterError for impossible options
 *
 * @example
 * ```ts
 * import { blobSource, loadAudio } from '@genre/gtzan'
 * const field = { files: [new Blob(['no music'])] } // an <input type="file">
 * try {
 *   const audio = await loadAudio(blobSource(field.files[0]), { file: 'song.wav', duration: 30 })
 * } catch (error) {
 *   console.log((error as Error).message) // => song.wav: not an audio file; it seems to be text
 * }
 * ```
 */
export async function loadAudio(
  source: ByteSource,
  options: LoadAudioOptions & { file?: string } = {},
): Promise<LoadedAudio> {
  const { file = 'audio', signal } = options
  const target = checkTargetRate(options.sampleRate)
  const offset = checkNumber('offset', options.offset ?? 0, { min: 0 })
  const duration =
    options.duration === undefined ? undefined : checkNumber('duration', options.duration, { min: 0, exclusive: 'min' })
  const maxSeconds = checkNumber('maxSeconds', options.maxSeconds ?? MAX_SECONDS, { min: 0, exclusive: 'min' })

  signal?.throwIfAborted()
  const stream = await openAudio(signal ? abortable(source, signal) : source, { file })
  const { sampleRate } = stream
  const start = Math.trunc(offset * sampleRate)
  const frames = duration === undefined ? Infinity : Math.max(1, Math.trunc(duration * sampleRate))
  const samples = await collectMono(stream, {
    range: { start, frames },
    to: target ?? sampleRate,
    // no more than four bytes per byte of the file are allocated on a header's word
    trust: source.size,
    file,
    maxSeconds,
  })
  if (samples.length === 0) throw noSamples(stream, { file, offset: start === 0 ? 0 : offset })
  const warnings = stream.warnings.map(warning => warning.message)
  return { samples, sampleRate: target ?? sampleRate, ...(warnings.length > 0 && { warnings }) }
}

/** A source that refuses to be read once the signal was given; every decoder reads as it goes. */
function abortable(source: ByteSource, signal: AbortSignal): ByteSource {
  return {
    size: source.size,
    read: (offset, length) => {
      signal.throwIfAborted()
      return source.read(offset, length)
    },
  }
}

/** Channels near the largest float32 can have a sum beyond it. */
const OVERFLOW = 'samples so large that their mean over the channels is infinite'

async function collectMono(
  stream: AudioStream,
  options: {
    range: FrameRange
    to: number
    trust: number
    file: string
    maxSeconds: number
  },
): Promise<Float32Array> {
  const { range, to, trust, file, maxSeconds } = options
  const from = stream.sampleRate
  const most = maxSeconds * from
  const claimed = stream.frames === undefined ? 0 : Math.max(0, Math.min(range.frames, stream.frames - range.start))
  const collector = new SampleCollector(Math.ceil(Math.min(claimed, most) * (to / from)), trust)
  const resampler = from === to ? undefined : new StreamingResampler({ from, to })
  let count = 0
  for await (const block of stream.blocks(range)) {
    const { length } = block[0]
    count += length
    if (count > most) throw tooLong(file, maxSeconds)
    const mono = resampler ? new Float32Array(length) : collector.extend(length)
    mixToMono(block, mono)
    if (!allFinite(mono)) throw new AudioFileError({ file, problem: 'not-finite', reason: OVERFLOW })
    if (resampler) collector.push(resampler.push(mono))
  }
  if (resampler && count > 0) collector.push(resampler.flush())
  return collector.finish()
}

function allFinite(samples: Float32Array): boolean {
  // x - x is 0 for finite x and NaN otherwise
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i] - samples[i]
  return sum === 0
}
