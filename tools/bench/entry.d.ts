/** What an entry works on: the same for us and for the peer, who reads the arrays from files. */
export interface Inputs {
  /** 30 s at 22050 Hz, or the file of `--audio`. */
  audio: { samples: Float32Array; sampleRate: number }
  /** The same tune at 44100 Hz. */
  audio44k: { samples: Float32Array; sampleRate: number }
  /** 57 standardized columns, ten overlapping classes; labels 0..9. */
  train: { X: { data: Float64Array; shape: [number, number] }; y: number[] }
  test: { X: { data: Float64Array; shape: [number, number] }; y: number[] }
}

/** Other JavaScript libraries; see js-peers.mjs. */
export type JsPeer = 'libsonare' | 'meyda' | 'essentia'

/** A job of another JavaScript library. */
export interface JsJob {
  /** @param library - the library, loaded and initialised */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- nobody's types are installed
  prepare(library: any, inputs: Inputs): () => unknown
  /** Its result in our order, where both compute the same thing; absent for other definitions. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  result?(library: any, inputs: Inputs): ArrayLike<number>
  /** Ours to compare that with, if not that of the entry's own job. */
  ours?(inputs: Inputs): ArrayLike<number>
}

/** One line of the benchmark: the same job here and, where Python has the module, there. */
export interface Entry {
  /** One word, as `--only` takes it. */
  name: string
  /** What is done, for the reader of the table. */
  job: string
  /** The peer's module, as Python imports it. */
  peer: 'librosa' | 'sklearn'
  /** Makes the job ready to be timed: what is built once (plans, copies) belongs here only if the peer has it as well. */
  prepare(inputs: Inputs): Promise<() => Result> | (() => Result)
  /**
   * Python source that defines `job()`. It finds `np`, `librosa` or `sklearn`, `y`, `sr`, `y44k`, `X_train`, `y_train`, `X_test`,
   * and hands back an array to compare with ours.
   */
  python: string
  /** How far apart two results are; default the largest difference over the largest magnitude. */
  deviation?(ours: Float64Array, theirs: Float64Array): number
  /** The same job elsewhere in JavaScript. */
  js?: Partial<Record<JsPeer, JsJob>>
  /** The most that `deviation` may be for the two to have done the same job. */
  tolerance: number
}

/** A line that measures itself: something else than a job beside a peer's. */
export interface OwnEntry {
  name: string
  job: string
  /** What was measured, in a few words. */
  run(options: { scratch: string; log(text: string): void }): Promise<{ text: string; numbers: Record<string, number> }>
}

/** Numbers, or labels that stand for numbers. */
export type Result = ArrayLike<number | string | boolean>
