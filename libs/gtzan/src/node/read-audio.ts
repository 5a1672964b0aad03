import type { LoadAudioOptions, LoadedAudio } from '../decode/load-audio'
import { loadAudio } from '../decode/load-audio'
import { openFile } from './open-file'

/**
 * Reads an audio file as mono samples at one rate, as `librosa.load(path, sr=sampleRate, offset=..., duration=...)`
 * (librosa 0.11): the mean of the channels in float32, then band-limited resampling.
 *
 * Formats: wav, au, aiff, mp3, flac, ogg (Vorbis, Opus), m4a, aac; recognised by content. A file that is cut off or
 * damaged in part is read as far as it goes, and `warnings` says so; librosa says nothing.
 *
 * Of wav, au and aiff files `offset` and `duration` read only the bytes they need; compressed files are decoded from
 * their start. Memory: 4 bytes per sample of the result and a few megabytes, since decoding, averaging and resampling
 * run block by block: at 22 050 Hz ten minutes take 53 MB, three hours 953 MB, whatever the file's rate and channels.
 * Only where a compressed file does not tell its length it may be up to three times that for a moment.
 *
 * @param path the file; it may lie in a tar archive: `genres.tar.gz/genres/blues/blues.00000.au` (what stands before it is then
 *   unpacked and thrown away; for many files see `openDataset`)
 * @param options.sampleRate Hz; default 22050; `null` keeps the file's own rate
 * @param options.offset where to begin, in seconds; default 0
 * @param options.duration how much to read, in seconds; default everything
 * @param options.maxSeconds the longest audio that is read; default 4 hours
 * @param options.signal stops the reading
 * @throws {AudioFileError} for whatever cannot be read as audio; its `problem` tells what it is
 *
 * @example
 * ```ts
 * import { readAudio } from '@genre/gtzan/node'
 * try {
 *   const { samples, sampleRate } = await readAudio('song.mp3', { offset: 30, duration: 3 })
 *   console.log(samples.length, sampleRate) // 66150 22050
 * } catch (error) {
 *   console.log((error as Error).message) // => song.mp3: there is no such file
 * }
 * ```
 */
export async function readAudio(path: string, options: LoadAudioOptions = {}): Promise<LoadedAudio> {
  const source = await openFile({ path })
  try {
    return await loadAudio(source, { ...options, file: path })
  } finally {
    await source.close()
  }
}
