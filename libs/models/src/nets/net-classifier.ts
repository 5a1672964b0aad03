import { fromJSON as estimatorFromJSON, MinMaxScaler } from '@genre/classical'
import type { Audio } from '@genre/core'
import { ModelFormatError, NdArray } from '@genre/core'
import { gtzan57 } from '@genre/features'
import type { ExampleArray, LoadedModel, ModelStore, NetCard } from '@genre/nets'
import { foldBatchNorm, loadModel, predictProba } from '@genre/nets'
import { checkAudio, refuseSilence } from '../check-audio'
import type { Classification } from '../classification'
import { chunkAnswers, meanAnswer } from '../classification'
import type { AudioWindow } from './audio-windows'
import { audioWindows } from './audio-windows'
import type { WindowRecipe } from './window-recipe'
import { parseWindowRecipe } from './window-recipe'

/** Windows that go through the net at a time: what is held of a long file. */
const BATCH = 16

/** Options of {@link NetClassifier.load}. */
export interface NetClassifierOptions {
  /** What to call the model. Default: where it lies. */
  readonly name?: string
  /** Bytes that the backend has, where the built-in guess is wrong. */
  readonly memory?: number
}

/** Options of {@link NetClassifier.classify}. */
export interface NetClassifyOptions {
  /** From the start of one window to that of the next, seconds. Default: as the net was trained. */
  readonly hop?: number
  readonly signal?: AbortSignal
}

/**
 * A trained net as a classifier of audio: makes the windows that it was trained on, and averages their probabilities. The
 * answers have the form of those of `GenreClassifier`.
 *
 * It runs on the backend that TensorFlow.js has chosen, best by `selectBackend` of `@genre/nets` before the model is loaded.
 *
 * @example
 * ```ts
 * import { NetClassifier } from '@genre/models/nets'
 * import { memoryStore, saveModel, small } from '@genre/nets'
 *
 * const store = memoryStore()
 * const recipe = { name: 'logMelPictures', sampleRate: 22050, seconds: 3, hop: 3 }
 * await saveModel(store, small({ classes: 2, randomState: 1 }), { classes: ['blues', 'rock'], recipe })
 *
 * const classifier = await NetClassifier.load(store)
 * const samples = Float32Array.from({ length: 7 * 22050 }, (_, i) => Math.sin(i / 9))
 * const { segments, probabilities } = await classifier.classify({ samples, sampleRate: 22050 })
 * console.log(segments, Object.keys(probabilities)) // => 2 ['blues', 'rock']
 * ```
 */
export class NetClassifier {
  readonly name: string
  readonly card: NetCard
  /** The genres, in the order of {@link Classification.segmentProbabilities}. */
  readonly classes: readonly string[]
  readonly recipe: WindowRecipe
  readonly #model: LoadedModel['model']
  /** Height, width, channels. */
  readonly #input: readonly number[]
  /** Of the descriptors, where the net takes them. */
  readonly #scaler: MinMaxScaler | undefined

  private constructor(name: string, card: NetCard, parts: Parts) {
    this.name = name
    this.card = card
    this.classes = card.classes
    this.recipe = parts.recipe
    this.#model = parts.model
    this.#input = parts.input
    this.#scaler = parts.scaler
  }

  /**
   * A net out of a file that `genre train` or `saveModel` wrote. Nothing in it is evaluated.
   *
   * @throws ModelFormatError if there is none, it is damaged, or its card does not say how audio becomes its input;
   * NetTooLargeError where the backend has no room for it
   */
  static async load(store: ModelStore, options: NetClassifierOptions = {}): Promise<NetClassifier> {
    const { model, card } = await loadModel(store, { memory: options.memory })
    try {
      const { recipe, input, scaler } = readCard(card, inputsOf(model), `${store.location}/model.json`)
      const folded = await foldBatchNorm(model)
      return new NetClassifier(options.name ?? store.location, card, { recipe, input, scaler, model: folded })
    } finally {
      model.dispose()
    }
  }

  /**
   * The genre of some audio: the mean of the probabilities of its windows. Audio at another rate is resampled first. What is
   * shorter than a window is repeated until it fills one, and silent windows are left out, both with a warning.
   *
   * @throws GenreError with code `'TOO_SHORT'` for less than one second, `'SILENT'` if every sample is zero; DataError for a
   * NaN or infinite sample; InvalidParameterError for a hop that is not above 0; whatever `signal` was aborted with
   */
  async classify(audio: Audio, options: NetClassifyOptions = {}): Promise<Classification> {
    checkAudio(audio)
    const { seconds } = this.recipe
    const duration = audio.samples.length / audio.sampleRate
    const warnings: string[] = []
    const [heard, repeated] = filled(audio, seconds)
    if (repeated) {
      warnings.push(
        `only ${duration.toFixed(1)} s of audio, repeated to fill the ${seconds} s window that the model takes`,
      )
    }
    const windows = { input: this.#input, descriptors: this.#scaler !== undefined, hop: options.hop }
    const rows: Float32Array[] = []
    const places: { start: number; end: number }[] = []
    let batch: AudioWindow[] = []
    let silent = 0
    for (const window of audioWindows(heard, this.recipe, windows)) {
      options.signal?.throwIfAborted()
      if (window.silent) silent++
      else {
        batch.push(window)
        // A window that was filled up ends where the sound does.
        places.push({ start: window.start, end: Math.min(window.start + seconds, duration) })
      }
      if (batch.length < BATCH) continue
      rows.push(await this.#predict(batch))
      batch = []
    }
    if (batch.length > 0) rows.push(await this.#predict(batch))
    if (rows.length === 0) refuseSilence()
    const probabilities = Float64Array.from(rows.flatMap(row => [...row]))
    const segments = probabilities.length / this.classes.length
    if (silent > 0) warnings.push(`${silent} of ${segments + silent} windows are silent and were left out`)
    const segmentProbabilities = new NdArray(probabilities, [segments, this.classes.length])
    const answer = meanAnswer(this.classes, segmentProbabilities)
    return { ...answer, chunks: chunkAnswers(answer, this.classes, places), warnings }
  }

  /** Frees the weights. */
  dispose(): void {
    this.#model.dispose()
  }

  #predict(windows: readonly AudioWindow[]): Promise<Float32Array> {
    const size = windows[0].picture.length
    const data = new Float32Array(windows.length * size)
    windows.forEach(({ picture }, i) => data.set(picture, i * size))
    const inputs: ExampleArray[] = [{ data, shape: [windows.length, ...this.#input] }]
    if (this.#scaler) inputs.push(this.#scaler.transform(windows.map(({ descriptors }) => [...descriptors!])))
    return predictProba(this.#model, inputs)
  }
}

interface Parts {
  readonly recipe: WindowRecipe
  readonly input: readonly number[]
  readonly scaler: MinMaxScaler | undefined
  readonly model: LoadedModel['model']
}

function inputsOf(model: LoadedModel['model']): readonly (readonly number[])[] {
  return model.inputs.map(input => input.shape.slice(1) as number[])
}

/** What the card says of the input, compared with the inputs that the net has. */
function readCard(card: NetCard, inputs: readonly (readonly number[])[], file: string): Omit<Parts, 'model'> {
  const refuse = (reason: string, cause?: unknown): never => {
    throw new ModelFormatError({ file, reason, cause })
  }
  const [input, descriptors] = inputs
  const recipe = parseWindowRecipe(card.recipe)
  if (!recipe) return refuse('its card does not say how audio becomes its input (recipe: name, seconds, hop)')
  if (input.length !== 3 || inputs.length > 2) return refuse('it takes other things than pictures and descriptors')
  if (!descriptors) return { recipe, input, scaler: undefined }
  const width = gtzan57.columns.length
  if (descriptors.join() !== `${width}`) return refuse(`it takes ${descriptors.join(' x ')} descriptors, not ${width}`)
  let scaler: unknown
  try {
    scaler = estimatorFromJSON(card.scaler)
  } catch (cause) {
    return refuse(`its card has a damaged scaler: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
  if (!(scaler instanceof MinMaxScaler)) return refuse('the scaler of its descriptors is no MinMaxScaler')
  if (scaler.nFeaturesIn !== width) return refuse(`its scaler has ${scaler.nFeaturesIn} columns, not ${width}`)
  return { recipe, input, scaler }
}

/** Audio that fills a window, and whether it had to be repeated for that. */
function filled(audio: Audio, seconds: number): [Audio, boolean] {
  const { samples, sampleRate } = audio
  // A sample more than the window has, so that rounding to another rate leaves a whole one.
  const length = Math.ceil(seconds * sampleRate) + 1
  if (samples.length >= seconds * sampleRate) return [audio, false]
  return [{ samples: Float32Array.from({ length }, (_, i) => samples[i % samples.length]), sampleRate }, true]
}
