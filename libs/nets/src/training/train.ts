import { GenreError, InvalidParameterError } from '@genre/core'
import * as tf from '@tensorflow/tfjs'
import { readModelFile, readWeights, setWeights } from '../files/load-model'
import { memoryStore } from '../files/memory-store'
import { subStore } from '../files/model-store'
import { saveModel } from '../files/save-model'
import { checkFits } from '../spec/check-fits'
import { netSize } from '../spec/net-size'
import type { NetSpec } from '../spec/net-spec'
import { netSpecOf } from '../spec/net-spec-of'
import { RunningVariances } from './batch-norm-variance'
import type { RunState } from './checkpoint'
import { readCheckpoint, runFingerprint, writeCheckpoint } from './checkpoint'
import { clipGradients } from './clip-gradients'
import { evaluateNet } from './evaluate-net'
import type { CheckedExamples, Examples, TrainingData } from './examples'
import { checkExamples, isExamples, takeExamples } from './examples'
import type { PreparedBatch } from './gradients'
import { computeGradients, trainableVariables } from './gradients'
import { drawMixing, mixRows } from './mixup'
import { Optimizer } from './optimizer'
import { inputShapes, outputClasses } from './predict'
import { growsBetter, Schedule } from './schedule'
import { randomAt } from './seeded'
import { specAugment } from './spec-augment'
import { lossCoefficients } from './targets'
import type { CheckedTrainOptions, TrainOptions, TrainingProgress } from './train-options'
import { balancedWeights, checkTrainOptions } from './train-options'
import type { EpochRecord, TrainingHistory } from './training-history'

/**
 * Trains a net by gradient descent on the cross entropy of its logits, with PyTorch's rules: losses, optimizers, schedules
 * and running variances are its, so that from the same weights and batch one step gives the same weights (1e-3 at most
 * between float32 implementations).
 *
 * The model's weights change in place. All random numbers (order, dropout, augmentation) follow from `randomState` and the
 * place in the run, so the same call gives the same weights, and a run that is killed and called again with the same
 * `checkpoint` ends with the very weights that it would have had. A last batch that is too small for batch normalization
 * (one value a channel, which PyTorch refuses) is left out of its epoch.
 *
 * @returns the history of the run, epochs before a resumption included
 * @throws InvalidParameterError, ShapeError, DataError before the first step if something does not fit
 * @throws NetTooLargeError where the backend has no room to train
 * @throws GenreError with the code `'DIVERGED'` when the loss is no finite number
 * @throws the reason of `signal` once it is aborted
 *
 * @example
 * ```ts
 * import { explorationMlp, train } from '@genre/nets'
 * const inputs = { data: Float32Array.from({ length: 64 }, (_, i) => (i % 4 < 2 ? 1 : -1)), shape: [32, 2] }
 * const labels = Array.from({ length: 32 }, (_, i) => i % 2)
 * const net = explorationMlp({ input: [2], widths: [8], dropouts: [0], classes: 2, randomState: 0 })
 * const history = await train(net, { inputs, labels }, { epochs: 20, optimizer: { name: 'adam', learningRate: 0.05 }, randomState: 0 })
 * console.log(history.epochs.at(-1)?.trainAccuracy) // => 1
 * ```
 */
export async function train(
  model: tf.LayersModel,
  data: TrainingData,
  options: TrainOptions = {},
): Promise<TrainingHistory> {
  const run = new Run(model, data, options)
  try {
    await run.resume()
    return await run.finish()
  } finally {
    run.dispose()
  }
}

class Run {
  readonly #model: tf.LayersModel
  readonly #spec: NetSpec
  readonly #data: TrainingData
  readonly #given: TrainOptions
  readonly #options: CheckedTrainOptions
  readonly #shapes: readonly (readonly number[])[]
  readonly #classes: number
  readonly #inMemory: CheckedExamples | undefined
  readonly #classWeights: readonly number[] | undefined
  readonly #optimizer: Optimizer
  readonly #schedule: Schedule
  readonly #variances: RunningVariances
  readonly #started = performance.now()
  #state: RunState
  #fingerprint: Record<string, unknown> | undefined
  #examplesSeen = 0
  #batchesAnEpoch: number | undefined
  #lastReport = -Infinity
  #lastPause = performance.now()
  #inStep = false

  constructor(model: tf.LayersModel, data: TrainingData, options: TrainOptions) {
    this.#model = model
    this.#spec = netSpecOf(model)
    this.#data = data
    this.#given = options
    this.#shapes = inputShapes(model)
    this.#classes = outputClasses(model)
    this.#options = checkTrainOptions(options, this.#classes)
    if (isExamples(data)) {
      this.#inMemory = checkExamples(data, this.#shapes, this.#classes)
      if (this.#inMemory.count === 0) {
        throw new InvalidParameterError({ parameter: 'data', received: 0, allowed: 'at least one example' })
      }
      this.#batchesAnEpoch = Math.ceil(this.#inMemory.count / this.#options.batchSize)
    }
    if (isExamples(options.validation)) checkExamples(options.validation, this.#shapes, this.#classes, 'validation')
    if (options.classWeights === 'balanced') {
      if (!this.#inMemory) {
        const allowed = 'a list of weights where the data come in batches'
        throw new InvalidParameterError({ parameter: 'classWeights', received: 'balanced', allowed })
      }
      this.#classWeights = balancedWeights(this.#inMemory.labels, this.#classes)
    } else this.#classWeights = options.classWeights
    const { batchSize, optimizer, schedule, epochs } = this.#options
    checkFits(netSize(this.#spec), {
      net: this.#spec.name,
      backend: tf.getBackend(),
      purpose: 'training',
      batchSize,
      memory: options.memory,
    })
    this.#schedule = new Schedule(schedule, optimizer.learningRate, epochs)
    this.#variances = new RunningVariances(model, this.#spec)
    const values = this.#variances.fewestValues
    if (values !== undefined && values * Math.min(batchSize, this.#inMemory?.count ?? batchSize) < 2) {
      const allowed = 'such that a batch has two examples or more: the net has batch normalization'
      throw new InvalidParameterError({ parameter: 'batchSize', received: batchSize, allowed })
    }
    this.#optimizer = new Optimizer(optimizer, trainableVariables(model))
    this.#state = {
      seed: options.randomState ?? crypto.getRandomValues(new Uint32Array(1))[0],
      epoch: 0,
      batch: 0,
      sums: { loss: 0, correct: 0, examples: 0, seconds: 0 },
      steps: 0,
      history: [],
      best: null,
      bad: 0,
      stopped: false,
    }
  }

  /** Takes up a run that was written down. */
  async resume(): Promise<void> {
    const { checkpoint } = this.#given
    if (!checkpoint) return
    this.#fingerprint = await runFingerprint(this.#data, this.#options, this.#given)
    if (checkpoint.resume === false) return
    const found = await readCheckpoint(subStore(checkpoint.store, 'last'), {
      spec: this.#spec,
      fingerprint: this.#fingerprint,
      seed: this.#given.randomState,
      slotSizes: await this.#slotSizes(),
    })
    if (!found) return
    setWeights(this.#model, this.#spec, found.weights)
    this.#optimizer.restore(found.slots, found.state.steps)
    this.#schedule.restore(found.schedule)
    this.#state = found.state
  }

  async finish(): Promise<TrainingHistory> {
    const { epochs } = this.#options
    while (this.#state.epoch < epochs && !this.#state.stopped) {
      try {
        await this.#epoch()
      } catch (error) {
        this.#variances.forget()
        // What was learnt so far is kept when the user stops, but not after a failure in the middle of a step.
        if (this.#given.signal?.aborted && !this.#inStep) await this.#checkpoint()
        throw error
      }
    }
    if (this.#given.restoreBest && this.#state.best) {
      const file = await readModelFile(this.#bestStore)
      setWeights(this.#model, this.#spec, await readWeights(this.#bestStore, file))
    }
    const { history, best, stopped, steps } = this.#state
    return { epochs: history, best, stopped: stopped ? 'early-stopping' : 'epochs', steps }
  }

  dispose(): void {
    this.#optimizer.dispose()
    this.#variances.forget()
  }

  readonly #ownStore = memoryStore()

  get #bestStore() {
    const store = this.#given.checkpoint?.store
    return store ? subStore(store, 'best') : this.#ownStore
  }

  get #card() {
    const classes = Array.from({ length: this.#classes }, (_, i) => String(i))
    return this.#given.checkpoint?.card ?? { classes }
  }

  async #epoch(): Promise<void> {
    const { epoch } = this.#state
    const start = performance.now()
    const secondsBefore = this.#state.sums.seconds
    const learningRate = this.#schedule.rateFor(epoch)
    let index = 0
    for await (const examples of this.#batches(epoch)) {
      // Batches that were learnt from before the run was interrupted.
      if (index++ < this.#state.batch) continue
      this.#given.signal?.throwIfAborted()
      await this.#step(examples, epoch, index - 1, learningRate)
      this.#state.sums.seconds = secondsBefore + (performance.now() - start) / 1000
      this.#report('train', learningRate)
      const { everySteps } = this.#given.checkpoint ?? {}
      if (everySteps && this.#state.steps % everySteps === 0) await this.#checkpoint()
      await this.#pause()
    }
    if (this.#state.sums.examples === 0) {
      throw new InvalidParameterError({
        parameter: 'data',
        received: `no batch in epoch ${epoch + 1}`,
        allowed: 'batches in every epoch; something that can be iterated only once must be given as a function',
      })
    }
    this.#batchesAnEpoch = index
    const { sums } = this.#state
    const evaluated = await this.#evaluate(learningRate)
    const record: EpochRecord = {
      epoch: epoch + 1,
      learningRate,
      loss: sums.loss / sums.examples,
      accuracy: sums.correct / sums.examples,
      ...evaluated,
      seconds: secondsBefore + (performance.now() - start) / 1000,
    }
    await this.#endEpoch(record)
  }

  /** Everything that an epoch's end changes, then the checkpoint. */
  async #endEpoch(record: EpochRecord): Promise<void> {
    const { monitor } = this.#options
    const watched = this.#schedule.monitor
    if (watched) this.#schedule.observe(record[watched]!)
    const value = record[monitor]!
    const { best } = this.#state
    const { patience, minDelta = 0 } = this.#given.earlyStopping ?? { patience: Infinity }
    const gain = best === null ? Infinity : growsBetter(monitor) ? value - best.value : best.value - value
    const bad = gain > minDelta ? 0 : this.#state.bad + 1
    this.#state = {
      ...this.#state,
      epoch: this.#state.epoch + 1,
      batch: 0,
      sums: { loss: 0, correct: 0, examples: 0, seconds: 0 },
      history: [...this.#state.history, record],
      best: gain > 0 ? { epoch: record.epoch, monitor, value } : best,
      bad,
      stopped: bad > 0 && bad >= patience,
    }
    const keepsBest = this.#given.checkpoint !== undefined || this.#given.restoreBest
    if (gain > 0 && keepsBest) await saveModel(this.#bestStore, this.#model, this.#card)
    await this.#checkpoint()
    this.#given.onEpoch?.(record)
  }

  async #step(
    examples: { checked: CheckedExamples; rows: ArrayLike<number> },
    epoch: number,
    index: number,
    rate: number,
  ) {
    const { checked, rows } = examples
    const values = this.#variances.fewestValues
    if (values !== undefined && values * rows.length < 2) {
      this.#state.batch = index + 1
      return
    }
    const batch = this.#prepare(checked, rows, epoch, index)
    this.#inStep = true
    this.#variances.remember()
    const result = await (this.#given.computeGradients ?? computeGradients)(this.#model, batch)
    if (!Number.isFinite(result.loss)) {
      result.gradients.forEach(gradient => gradient.dispose())
      throw new GenreError(
        'DIVERGED',
        `the loss is ${result.loss} in epoch ${epoch + 1}, batch ${index + 1}: a smaller learningRate or clip may help`,
      )
    }
    this.#variances.correct(rows.length)
    const { clip } = this.#given
    const gradients = clip ? clipGradients(result.gradients, clip) : result.gradients
    this.#optimizer.step(gradients, rate)
    gradients.forEach(gradient => gradient.dispose())
    const { sums } = this.#state
    sums.loss += result.loss * rows.length
    sums.correct += result.correct
    sums.examples += rows.length
    this.#state.steps = this.#optimizer.steps
    this.#state.batch = index + 1
    this.#examplesSeen += rows.length
    this.#inStep = false
  }

  #prepare(checked: CheckedExamples, rows: ArrayLike<number>, epoch: number, index: number): PreparedBatch {
    const { seed } = this.#state
    const { inputs, labels } = takeExamples(checked, rows)
    const random = randomAt(seed, 'augment', epoch, index)
    if (this.#options.specAugment) inputs[0].data = specAugment(inputs[0], random, this.#options.specAugment)
    const mixing = this.#options.mixup > 0 ? drawMixing(rows.length, this.#options.mixup, random) : undefined
    const { labelSmoothing } = this.#given
    return {
      inputs: mixing ? inputs.map(({ data, shape }) => ({ data: mixRows(data, rows.length, mixing), shape })) : inputs,
      coefficients: lossCoefficients(
        labels,
        this.#classes,
        { labelSmoothing, classWeights: this.#classWeights },
        mixing,
      ),
      labels,
      dropoutSeed: `${seed}.${epoch}.${index}`,
    }
  }

  /** The batches of an epoch: rows of examples. */
  async *#batches(epoch: number): AsyncGenerator<{ checked: CheckedExamples; rows: ArrayLike<number> }> {
    if (this.#inMemory) {
      const { count } = this.#inMemory
      const order = this.#options.shuffle
        ? randomAt(this.#state.seed, 'order', epoch).permutation(count)
        : Int32Array.from({ length: count }, (_, i) => i)
      for (let start = 0; start < count; start += this.#options.batchSize) {
        yield { checked: this.#inMemory, rows: order.subarray(start, start + this.#options.batchSize) }
      }
      return
    }
    yield* checkedBatches(this.#data, epoch, this.#shapes, this.#classes, 'data')
  }

  async #evaluate(learningRate: number): Promise<Partial<EpochRecord>> {
    const { validation, signal } = this.#given
    const { batchSize, evaluateTrain } = this.#options
    const score = async (data: TrainingData) => {
      let examples = 0
      let loss = 0
      let right = 0
      for await (const part of isExamples(data) ? [data] : rawBatches(data, this.#state.epoch)) {
        this.#report('evaluate', learningRate)
        const result = await evaluateNet(this.#model, part, { batchSize, signal })
        examples += result.examples
        loss += result.loss * result.examples
        right += result.accuracy * result.examples
      }
      if (examples === 0) {
        throw new InvalidParameterError({ parameter: 'validation', received: 0, allowed: 'at least one example' })
      }
      return { loss: loss / examples, accuracy: right / examples }
    }
    const train = evaluateTrain ? await score(this.#data) : undefined
    const held = validation === undefined ? undefined : await score(validation)
    return {
      ...(train && { trainLoss: train.loss, trainAccuracy: train.accuracy }),
      ...(held && { validationLoss: held.loss, validationAccuracy: held.accuracy }),
    }
  }

  async #checkpoint(): Promise<void> {
    const { checkpoint } = this.#given
    if (!checkpoint) return
    await writeCheckpoint(subStore(checkpoint.store, 'last'), this.#model, this.#card, {
      state: this.#state,
      schedule: this.#schedule.state,
      fingerprint: this.#fingerprint!,
      slots: await this.#optimizer.slots(),
    })
  }

  async #slotSizes(): Promise<number[]> {
    return (await this.#optimizer.slots()).map(slot => slot.length)
  }

  #report(phase: TrainingProgress['phase'], learningRate: number): void {
    const { onProgress } = this.#given
    const now = performance.now()
    const last = this.#state.batch === this.#batchesAnEpoch && phase === 'train'
    if (!onProgress || (!last && now - this.#lastReport < 100)) return
    this.#lastReport = now
    const { epoch, batch, sums } = this.#state
    const rate = this.#examplesSeen / Math.max((now - this.#started) / 1000, 1e-9)
    const batches = this.#batchesAnEpoch
    const left = batches === undefined ? Infinity : (this.#options.epochs - epoch) * batches - batch
    onProgress({
      phase,
      epoch: epoch + 1,
      epochs: this.#options.epochs,
      batch,
      batches,
      loss: sums.loss / Math.max(sums.examples, 1),
      accuracy: sums.correct / Math.max(sums.examples, 1),
      learningRate,
      rate,
      remaining: rate > 0 && batch > 0 ? (left * (sums.examples / batch)) / rate : Infinity,
    })
  }

  /** Lets timers, signals and the page have their turn now and then. */
  async #pause(): Promise<void> {
    if (performance.now() - this.#lastPause < 50) return
    await new Promise(resolve => setTimeout(resolve, 0))
    this.#lastPause = performance.now()
  }
}

/** The batches that a source gives for an epoch. */
function rawBatches(data: TrainingData, epoch: number): Iterable<Examples> | AsyncIterable<Examples> {
  const batches: unknown = typeof data === 'function' ? data(epoch) : data
  const iterable =
    typeof batches === 'object' && batches !== null && (Symbol.iterator in batches || Symbol.asyncIterator in batches)
  if (iterable) return batches as Iterable<Examples>
  throw new InvalidParameterError({
    parameter: 'data',
    received: batches,
    allowed: '{ inputs, labels }, something to iterate over such batches, or a function that gives that',
  })
}

async function* checkedBatches(
  data: TrainingData,
  epoch: number,
  shapes: readonly (readonly number[])[],
  classes: number,
  name: string,
): AsyncGenerator<{ checked: CheckedExamples; rows: ArrayLike<number> }> {
  let index = 0
  for await (const batch of rawBatches(data, epoch)) {
    const checked = checkExamples(batch, shapes, classes, `${name}, batch ${index++}`)
    if (checked.count > 0) yield { checked, rows: Int32Array.from({ length: checked.count }, (_, i) => i) }
  }
}
