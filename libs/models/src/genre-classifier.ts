import type { Audio } from '@genre/core'
import { ModelFormatError, NdArray, ShapeError } from '@genre/core'
import { resample } from '@genre/dsp'
import { FeatureExtractor } from '@genre/features'
import { checkAudio, refuseSilence } from './check-audio'
import type { ModelFile, ProbabilisticClassifier } from './model-file'
import { formatModelFile, parseModelFile } from './model-file'
import type { ModelCard } from './model-card'
import type { Recipe } from './recipe'
import { featureSet } from './recipe'
import { loadShippedModel } from './shipped'

/** The answer of a {@link GenreClassifier}. */
export interface Classification {
  /** The most probable genre. */
  readonly genre: string
  /** Probability of every genre, summing to 1: the mean over the segments. */
  readonly probabilities: Readonly<Record<string, number>>
  /** How many segments were averaged. */
  readonly segments: number
  /** Probabilities of each segment: (segments, genres), in the order of {@link GenreClassifier.classes}. */
  readonly segmentProbabilities: NdArray<Float64Array>
  /** What to know about this answer: audio shorter than a segment, silent segments left out. */
  readonly warnings: readonly string[]
}

/**
 * Audio in, genre probabilities out: resamples, cuts into segments, computes the descriptors the model was trained on,
 * and averages the segments' probabilities.
 *
 * @example
 * ```ts
 * import { GenreClassifier } from '@genre/models'
 * const classifier = await GenreClassifier.load()
 * const samples = Float32Array.from({ length: 5 * 22050 }, (_, i) => Math.sin((440 * 2 * Math.PI * i) / 22050))
 * const { genre, probabilities } = classifier.classify({ samples, sampleRate: 22050 })
 * console.log(classifier.classes.includes(genre), Object.keys(probabilities).length) // => true 10
 * ```
 */
export class GenreClassifier {
  readonly name: string
  readonly recipe: Recipe
  /** What the model is and how good; `null` for a model that was saved without. */
  readonly card: ModelCard | null
  /** The genres, in the order of {@link Classification.segmentProbabilities}. */
  readonly classes: readonly string[]
  readonly #file: ModelFile
  readonly #estimator: ProbabilisticClassifier
  readonly #extractor: FeatureExtractor

  private constructor(file: ModelFile) {
    this.#file = file
    this.#estimator = file.estimator
    this.name = file.name
    this.recipe = file.recipe
    this.card = file.card
    this.classes = file.estimator.classes
    const { set, sampleRate, mode, segment } = file.recipe
    this.#extractor = new FeatureExtractor(featureSet(set), { sampleRate, mode, segment })
  }

  /**
   * A model that ships with the package.
   *
   * @param name - one of {@link shippedModels}; default the first
   * @throws InvalidParameterError for a name that does not ship
   */
  static async load(name?: string): Promise<GenreClassifier> {
    return GenreClassifier.fromJSON(await loadShippedModel(name))
  }

  /**
   * A model from its parsed JSON. Nothing in it is evaluated.
   *
   * @param options.file - what to call it in an error
   * @throws ModelFormatError for anything that is not a whole model of a known version
   */
  static fromJSON(json: unknown, options: { file?: string } = {}): GenreClassifier {
    return new GenreClassifier(parseModelFile(json, options.file ?? 'the model'))
  }

  /**
   * A model from a fitted estimator and the recipe of the columns it was fitted on.
   *
   * @throws ModelFormatError if the estimator's classes are not genre names
   */
  static fromEstimator(parts: {
    name: string
    estimator: ProbabilisticClassifier
    recipe: Recipe
    card?: ModelCard | null
  }): GenreClassifier {
    if (!parts.estimator.classes.every(label => typeof label === 'string')) {
      throw new ModelFormatError({ file: parts.name, reason: 'the classes of a genre model must be strings' })
    }
    return new GenreClassifier({ card: null, ...parts })
  }

  /** The model as data: `JSON.stringify(classifier)` is a model file. */
  toJSON(): unknown {
    return formatModelFile(this.#file)
  }

  /**
   * The genre of some audio.
   *
   * Audio at another rate is resampled first. Segments follow the rule of the published tables (a segment every
   * `recipe.segment` seconds, a last incomplete one left out); audio of one second to one segment counts as one segment,
   * with a warning. Silent segments are left out, with a warning.
   *
   * @throws GenreError with code `'TOO_SHORT'` for less than one second, `'SILENT'` if every sample is zero;
   * DataError for a NaN or infinite sample
   */
  classify(audio: Audio): Classification {
    const { samples, sampleRate } = audio
    checkAudio(audio)
    const { sampleRate: rate, segment } = this.recipe
    const resampled = sampleRate === rate ? samples : resample(samples, { from: sampleRate, to: rate })
    const warnings: string[] = []
    let spans = this.#extractor.segments(resampled)
    if (spans.length === 0) {
      spans = [{ start: 0, end: resampled.length }]
      const seconds = (samples.length / sampleRate).toFixed(1)
      warnings.push(`only ${seconds} s of audio, less than the ${segment} s segments that the model was trained on`)
    }
    const heard = spans.filter(({ start, end }) => resampled.subarray(start, end).some(sample => sample !== 0))
    if (heard.length === 0) refuseSilence()
    if (heard.length < spans.length) {
      const left = spans.length - heard.length
      warnings.push(`${left} of ${spans.length} segments are silent and were left out`)
    }
    const columns = this.#extractor.columns.length
    const X = new Float64Array(heard.length * columns)
    heard.forEach(({ start, end }, row) =>
      X.set(this.#extractor.extract(resampled.subarray(start, end)), row * columns),
    )
    return { ...this.classifyFeatures(new NdArray(X, [heard.length, columns])), warnings }
  }

  /**
   * The genre of one track from the descriptors of its segments, one row a segment, columns as {@link Recipe.set} has them.
   *
   * @throws ShapeError for no rows or another number of columns
   */
  classifyFeatures(X: NdArray<Float64Array>): Classification {
    const [segments, columns] = X.shape
    if (segments === 0 || columns !== this.#extractor.columns.length) {
      const expected = `at least one row and ${this.#extractor.columns.length} columns`
      throw new ShapeError({ array: 'X', received: X.shape, expected })
    }
    const segmentProbabilities = this.#estimator.predictProba(X)
    const mean = this.classes.map((_, k) => {
      let sum = 0
      for (let row = 0; row < segments; row++) sum += segmentProbabilities.get(row, k)
      return sum / segments
    })
    const genre = this.classes[mean.indexOf(Math.max(...mean))]
    const probabilities = Object.fromEntries(this.classes.map((name, k) => [name, mean[k]]))
    return { genre, probabilities, segments, segmentProbabilities, warnings: [] }
  }
}
