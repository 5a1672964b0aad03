import type { Audio } from '@genre/core'
import type { AudioStream, ByteSource } from '@genre/gtzan'
import { blobSource, loadAudio, openAudio, synthesizeTrack } from '@genre/gtzan'
import type { Genre } from '@genre/gtzan'
import type { TaskContext } from './serve'
import type { SongFacts } from './protocol'
import { outlineOf } from './outline'

/** A song in memory: mono, at the rate of the model. */
export interface Song {
  readonly audio: Audio
  readonly facts: SongFacts
}

/** How fine the outline is. */
const OUTLINE_STEPS = 1800

/** Longer files than this are refused: two hours are 635 MB at 22 050 Hz. */
const MAX_SECONDS = 2 * 3600

/** Reads a file as the command does: decoded by @genre/gtzan, the mean of the channels, resampled to `sampleRate`. */
export async function readSong(
  { file, name }: { file: Blob; name: string },
  sampleRate: number,
  { signal, onProgress }: TaskContext<number>,
): Promise<Song> {
  const source = watched(blobSource(file), onProgress)
  const stream = await openAudio(source, { file: name })
  const audio = await loadAudio(source, { file: name, sampleRate, maxSeconds: MAX_SECONDS, signal })
  return song(name, audio, stream, audio.warnings ?? [])
}

const COMPOSED =
  'Rules composed this in the manner of a genre. The model learned from recordings of people, and need not agree.'

/** A song of the synthesized collection, composed on the spot. */
export function composeSong(genre: string, track: number): Song {
  const audio = synthesizeTrack({ genre: genre as Genre, track, seed: 1 })
  const facts = { format: null, encoding: 'composed by rules', sampleRate: audio.sampleRate, channels: 1 }
  return song(`${genre}, composed on this machine`, audio, facts, [COMPOSED])
}

function song(
  name: string,
  audio: Audio,
  {
    format,
    encoding,
    sampleRate,
    channels,
  }: Pick<AudioStream, 'encoding' | 'sampleRate' | 'channels'> & { format: string | null },
  warnings: readonly string[],
): Song {
  const { samples } = audio
  const seconds = samples.length / audio.sampleRate
  const outline = outlineOf(samples, OUTLINE_STEPS)
  return {
    audio: { samples, sampleRate: audio.sampleRate },
    facts: { name, seconds, format, encoding, sampleRate, channels, warnings, outline },
  }
}

/** A source that tells how far it was read, 0 to 1. */
function watched(source: ByteSource, onProgress: (share: number) => void): ByteSource {
  let told = 0
  return {
    size: source.size,
    read: (offset, length) => {
      const share = Math.min(1, (offset + Math.min(length, source.size)) / source.size)
      if (share > told + 0.02) onProgress((told = share))
      return source.read(offset, length)
    },
  }
}
