import type { PoolRunOptions, PoolWork } from '@genre/classical'
import { ShapeError } from '@genre/core'
import { checkSegments } from './labelled-segments'
import type { WorkOptions } from './evaluate'
import type { ExperimentData, ExperimentProtocol } from './experiment-data'
import type { ExperimentResults } from './experiment-results'
import { experimentResults } from './experiment-results'
import type { ExperimentContext, ExperimentRecord, ExperimentTask } from './experiment-task'
import { planExperiment, testTasks } from './plan-experiment'
import { TaskRunner } from './run-task'
import type { SuiteOptions } from './suite'
import type { SuiteName } from './suites/suite-named'
import { suiteNamed } from './suites/suite-named'

/** Where records are kept, so that an experiment can go on where it was stopped. */
export interface TrialLog {
  /** Records of an earlier run, by key. */
  readonly known: ReadonlyMap<string, ExperimentRecord>
  /** Keeps a record; called with each as it is done. */
  append(record: ExperimentRecord): void
}

/** Threads that run the tasks of an experiment: `experimentWorkers` of `@genre/models/node`. */
export interface ExperimentPool {
  run<Task, Answer>(work: PoolWork<Task>, options: PoolRunOptions<Answer>): Promise<Answer[]>
}

/** What an experiment is. */
export interface ExperimentOptions extends SuiteOptions, WorkOptions {
  readonly suite: SuiteName
  readonly data: ExperimentData
  readonly protocols: readonly ExperimentProtocol[]
  /** Threads to spread the fits over; without, all is done on this one, giving way to other work after each fit. */
  readonly pool?: ExperimentPool | null
  readonly log?: TrialLog
}

/** The name of this kind of work to a worker. */
export const EXPERIMENT = 'experiment'

/**
 * Runs a suite under protocols: all trials, then the best parameters of each combination on the test rows. The results are
 * the same (but for times) whatever the number of threads, and whether it was stopped and taken up again or not.
 *
 * @throws ShapeError, DataError for a table that cannot be used; InvalidParameterError for an unknown suite or no protocol;
 *   the signal's reason
 *
 * @example
 * ```ts
 * import { NdArray, RandomState } from '@genre/core'
 * import { runExperiment } from '@genre/models'
 * const random = new RandomState(0)
 * const labels = Array.from({ length: 60 }, (_, i) => ['jazz', 'rock'][i % 2])
 * const X = new NdArray(Float64Array.from({ length: 120 }, (_, k) => random.nextNormal() + 3 * ((k >> 1) % 2)), [60, 2])
 * const data = { X, columns: ['a', 'b'], labels, tracks: labels.map((_, i) => `track ${i}`) }
 * const rows = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i)
 * const split = () => ({ train: rows(0, 40), validation: new Int32Array(0), test: rows(40, 60), method: 'in order' })
 * const protocols = [{ name: 'track', groups: data.tracks, split }]
 * const results = await runExperiment({ suite: 'c', data, protocols, grid: 'small' })
 * console.log(results.cells.length, results.cells[0].segments.total) // => 5 20
 * ```
 */
export async function runExperiment(options: ExperimentOptions): Promise<ExperimentResults> {
  const { data, protocols, pool, log, signal, onProgress } = options
  const { randomState = 42, grid = 'full' } = options
  const { X } = checkSegments(data)
  if (data.columns.length !== X.shape[1]) {
    throw new ShapeError({ array: 'columns', received: [data.columns.length], expected: `${X.shape[1]} names` })
  }
  const suite = suiteNamed(options.suite, { randomState, grid, columns: data.columns })
  const plan = planExperiment(suite, data, protocols, randomState)
  const { columns, labels, tracks } = data
  const context: ExperimentContext = {
    suite: suite.name,
    randomState,
    grid,
    X: shared(X.data),
    shape: X.shape,
    columns,
    labels,
    tracks,
    splits: plan.splits,
  }
  const records = new Map<string, ExperimentRecord>()
  const trials = plan.cells.flatMap(cell => cell.trials)
  const tests = suite.tested === 'all' ? plan.cells.length : protocols.length
  const meter = new ExperimentMeter(trials.length + tests, onProgress)
  let runner: TaskRunner | undefined
  const perform = async (tasks: readonly ExperimentTask[]): Promise<void> => {
    const fresh: ExperimentTask[] = []
    for (const task of tasks) {
      const known = log?.known.get(task.key)
      if (known && JSON.stringify(known.params) === JSON.stringify(task.params)) {
        records.set(task.key, known)
        meter.skip()
      } else fresh.push(task)
    }
    const keep = (record: ExperimentRecord) => {
      records.set(record.key, record)
      log?.append(record)
      meter.advance(record.key)
    }
    if (pool) {
      const describe = ({ key, params }: ExperimentTask) => `${key}, ${JSON.stringify(params)}`
      await pool.run<ExperimentTask, ExperimentRecord>(
        { kind: EXPERIMENT, context, tasks: fresh, describe },
        { signal, onAnswer: keep },
      )
      return
    }
    runner ??= new TaskRunner(context)
    for (const task of fresh) {
      signal?.throwIfAborted()
      await new Promise(resolve => setTimeout(resolve))
      signal?.throwIfAborted()
      keep(runner.run(task))
    }
  }
  await perform(trials)
  await perform(testTasks(suite, plan, records))
  return experimentResults({ suite, plan, data, records, randomState, grid })
}

/** Tells how far it has come. What an earlier run did counts as done, but not for the rate. */
class ExperimentMeter {
  readonly #total: number
  readonly #onProgress: WorkOptions['onProgress']
  readonly #start = performance.now()
  #done = 0
  #skipped = 0

  constructor(total: number, onProgress: WorkOptions['onProgress']) {
    this.#total = total
    this.#onProgress = onProgress
  }

  skip(): void {
    this.#done++
    this.#skipped++
  }

  advance(key: string): void {
    this.#done++
    const elapsed = (performance.now() - this.#start) / 1000
    const rate = elapsed > 0 ? (this.#done - this.#skipped) / elapsed : 0
    const label = key.split('/').slice(0, 3).join(', ')
    const remaining = (this.#total - this.#done) / rate
    this.#onProgress?.({ label, done: this.#done, total: this.#total, elapsed, rate, remaining })
  }
}

function shared(data: Float64Array): Float64Array {
  if (typeof SharedArrayBuffer === 'undefined') return data
  const copy = new Float64Array(new SharedArrayBuffer(data.byteLength))
  copy.set(data)
  return copy
}
