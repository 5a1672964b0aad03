import type { Audio, NdArray } from '@genre/core'
import { ModelFormatError, ShapeError, checkNumber } from '@genre/core'
import { FeatureExtractor } from '@genre/features'
import { checkSamples } from './check-audio'
import type { Classification, RowsAnswer } from './classification'
import { chunkAnswers, meanAnswer } from './classification'
import type { ClassifyOptions } from './classify-options'
import { cuttingOf } from './classify-options'
import type { DescribedChunks } from './described-chunks'
import { explain } from './explain'
import { GenreReader } from './genre-reader'
import { GenreStream } from './genre-stream'
import type { ModelFile, ProbabilisticClassifier } from './model-file'
import { formatModelFile, parseModelFile } from './model-file'
import { linearWeights } from './linear-weights'
import type { ModelCard } from './model-card'
import { ordinaryRow } from './ordinary-row'
import type { Recipe } from './recipe'
import { featureSet } from './recipe'
import { loadShippedModel } from './shipped'

/**
 * Audio in, genre probabilities out: resamples, cuts into chunks, computes of each the descriptors that the model was trained on,
 * and averages the chunks' probabilities.
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
    const { set, sampleRate, mode } = file.recipe
    this.#extractor = new FeatureExtractor(featureSet(set), { sampleRate, mode })
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

  /** Names of the columns that the model takes, in their order. */
  get columns(): readonly string[] {
    return this.#extractor.columns
  }

  /**
   * The genre of some audio, and of each of its chunks, with how much each carried the answer.
   *
   * Audio at another rate is resampled first. It is cut by {@link chunkSpans}: by default a chunk of 4 s begins every 2 s, and a last
   * incomplete one is left out. Audio of one second to one chunk counts as one chunk, with a warning. Silent chunks are left out,
   * with a warning. `{ chunk: recipe.segment, overlap: 0 }` cuts as the model was trained.
   *
   * @throws GenreError with code `'TOO_SHORT'` for less than one second, `'SILENT'` if every sample is zero;
   * DataError for a NaN or infinite sample; InvalidParameterError for a wrong `chunk`, `overlap` or sample rate
   */
  classify(audio: Audio, options: ClassifyOptions = {}): Classification {
    const stream = this.stream({ ...options, sampleRate: audio.sampleRate })
    stream.push(audio.samples)
    return stream.finish()
  }

  /**
   * The same for sound that arrives in pieces, in constant memory.
   *
   * @param options.sampleRate - Hz, of what will come
   * @throws InvalidParameterError for a wrong `chunk`, `overlap` or sample rate
   */
  stream(options: ClassifyOptions & { readonly sampleRate: number }): GenreStream {
    const sampleRate = checkNumber('sampleRate', options.sampleRate, { min: 0, exclusive: 'min' })
    const cutting = cuttingOf(options, this.recipe.segment)
    return new GenreStream(this.#extractor, sampleRate, cutting, described => this.#answer(described))
  }

  /**
   * The same for a song that will be read several times, cut otherwise each time, beside other work.
   *
   * @param audio - at the rate of {@link recipe}, and not changed from now on
   * @throws InvalidParameterError for audio at another rate
   */
  reader(audio: Audio): GenreReader {
    const { sampleRate, segment } = this.recipe
    checkNumber('sampleRate', audio.sampleRate, { min: sampleRate, max: sampleRate })
    const model = {
      classes: this.classes,
      columns: this.columns,
      ordinary: ordinaryRow(this.#estimator),
      weights: linearWeights(this.#estimator),
      predictProba: (X: NdArray<Float64Array>) => this.#estimator.predictProba(X),
    }
    return new GenreReader(
      {
        extractor: this.#extractor,
        segment,
        answer: described => this.#answer(described),
        explain: ({ X }) => explain(model, X),
      },
      audio,
    )
  }

  /**
   * The descriptors of one stretch of sound, in the order of {@link columns}: a row for {@link classifyFeatures}.
   *
   * @param samples - mono, at the rate of {@link recipe}
   * @throws DataError for a NaN or infinite sample, InvalidParameterError for no samples
   */
  describe(samples: Float32Array): Float64Array {
    checkSamples(samples)
    return this.#extractor.extract(samples)
  }

  /**
   * The genre of one track from the descriptors of its chunks, one row a chunk, columns as {@link Recipe.set} has them.
   *
   * @throws ShapeError for no rows or another number of columns
   */
  classifyFeatures(X: NdArray<Float64Array>): RowsAnswer {
    const [segments, columns] = X.shape
    if (segments === 0 || columns !== this.columns.length) {
      const expected = `at least one row and ${this.columns.length} columns`
      throw new ShapeError({ array: 'X', received: X.shape, expected })
    }
    return meanAnswer(this.classes, this.#estimator.predictProba(X))
  }

  #answer({ X, places, warnings }: DescribedChunks): Classification {
    const answer = this.classifyFeatures(X)
    return { ...answer, chunks: chunkAnswers(answer, this.classes, places), warnings }
  }
}
