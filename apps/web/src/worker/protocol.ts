import type { ChunkAnswer, Classification, Cutting, Explanation, ModelCard, Recipe } from '@genre/models'

export type { Cutting, Explanation } from '@genre/models'

/** What went wrong, in a form that crosses from the worker to the page. */
export interface Trouble {
  /** The library's code: `DECODE`, `TOO_SHORT`, `SILENT`, `MODEL_FORMAT`, ...; `ABORTED` after a cancel, `UNKNOWN` otherwise. */
  readonly code: string
  /** For `DECODE`: what is wrong with the file, in the stable words of `AudioFileError`. */
  readonly problem?: string
  readonly message: string
}

/** A model that is ready. */
export interface ModelFacts {
  readonly name: string
  readonly classes: readonly string[]
  readonly recipe: Recipe
  readonly card: ModelCard | null
}

/** Four bytes a pixel, rows from the top. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/** A frequency mark beside a spectrogram: 0 is the bottom edge, 1 the top. */
export interface Tick {
  readonly hz: number
  readonly position: number
}

/** How spectrograms are coloured; `ink` is grey that follows the page's theme. */
export const PALETTES = ['ink', 'magma', 'viridis', 'cividis'] as const
export type Palette = (typeof PALETTES)[number]

/** A song that was read. */
export interface SongFacts {
  readonly name: string
  readonly seconds: number
  /** `wav`, `mp3`, ...; `null` for a song that was composed here. */
  readonly format: string | null
  readonly encoding: string
  readonly sampleRate: number
  readonly channels: number
  readonly warnings: readonly string[]
  /** The least and the greatest sample of each of equally long stretches, alternating. */
  readonly outline: Float32Array
}

/** Where a chunk lies, and what was said of it. */
export type Chunk = Pick<ChunkAnswer, 'start' | 'end' | 'probabilities'>

/** What the model says about a song that is cut into chunks. */
export interface Reading {
  readonly genre: string
  readonly probabilities: readonly number[]
  readonly chunks: readonly ChunkAnswer[]
  readonly warnings: readonly string[]
}

/** A stretch of noise and how to take it away. */
export interface Cleaning {
  /** Seconds. */
  readonly start: number
  readonly end: number
  /** How many times the noise is subtracted. */
  readonly strength: number
}

/** A song before and after. */
export interface Cleaned {
  readonly wav: Uint8Array<ArrayBuffer>
  readonly before: Picture
  readonly after: Picture
  readonly reading: Reading
}

/** One file of many. */
export interface BatchAnswer {
  readonly genre: string
  readonly probabilities: readonly number[]
  readonly segments: number
  readonly seconds: number
  readonly warnings: readonly string[]
}

/** What the microphone gave so far. */
export type LiveUpdate =
  | {
      readonly kind: 'columns'
      /** New columns of both spectrograms; absent while the noise is learned. */
      readonly before: Picture
      readonly after: Picture
      /** Root mean square of the last block, dB below full scale. */
      readonly level: number
      readonly seconds: number
      readonly learning: boolean
    }
  | {
      readonly kind: 'reading'
      readonly seconds: number
      /** The last chunk alone. */
      readonly now: readonly number[]
      /** The mean over all chunks so far. */
      readonly soFar: readonly number[]
    }
  | { readonly kind: 'silent'; readonly seconds: number }

/** What a live session leaves. */
export interface LiveRecording {
  readonly seconds: number
  readonly raw: Uint8Array<ArrayBuffer>
  readonly clean: Uint8Array<ArrayBuffer>
  readonly before: Picture
  readonly after: Picture
}

/** Everything that the worker does: what goes in, what comes out, and what it says on the way. */
export interface Tasks {
  shelf: { input: null; output: readonly string[]; progress: never }
  /** `null` is the first of the shelf. */
  model: { input: { name: string | null } | { file: Blob; name: string }; output: ModelFacts; progress: never }
  open: { input: { file: Blob; name: string }; output: SongFacts; progress: number }
  compose: { input: { genre: string; track: number }; output: SongFacts; progress: never }
  picture: {
    input: { palette: Palette; width: number }
    output: { picture: Picture; ticks: readonly Tick[] }
    progress: never
  }
  read: { input: Cutting; output: Reading; progress: number }
  /** As the command `genre classify` cuts by itself, and what it says. */
  asCommand: {
    input: null
    output: Pick<Classification, 'genre' | 'segments'> & { probabilities: readonly number[] }
    progress: never
  }
  explain: { input: Cutting; output: Explanation; progress: never }
  heard: { input: null; output: Uint8Array<ArrayBuffer>; progress: never }
  clean: { input: Cleaning & Cutting & { palette: Palette; width: number }; output: Cleaned; progress: number }
  batch: { input: { file: Blob; name: string }; output: BatchAnswer; progress: number }
  live: {
    input: { port: MessagePort; sampleRate: number; cutting: Cutting; palette: Palette; cleanFirst: boolean }
    output: LiveRecording
    progress: LiveUpdate
  }
  liveControl: { input: { learn?: true; cleanFirst?: boolean; stop?: true }; output: null; progress: never }
}

export type TaskName = keyof Tasks

/** From the page to the worker. */
export type Request =
  | { readonly id: number; readonly task: TaskName; readonly input: unknown }
  | { readonly id: number; readonly cancel: true }

/** From the worker to the page. */
export type Response =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly trouble: Trouble }
  | { readonly id: number; readonly progress: unknown }
