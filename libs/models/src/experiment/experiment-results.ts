import { confusionMatrix, precisionRecallFscoreSupport, wilsonInterval } from '@genre/classical'
import { differenceWithInterval } from './difference-with-interval'
import type { ExperimentData } from './experiment-data'
import type { ExperimentRecord, TestRecord, TrialRecord } from './experiment-task'
import { isTest } from './experiment-task'
import { meanWithInterval } from './mean-with-interval'
import type { ExperimentCell, ExperimentPlan } from './plan-experiment'
import { bestTrial } from './plan-experiment'
import type { GridSize, Suite, TrialParams } from './suite'

/** A share of right answers with its 95 % interval. */
export interface Share {
  readonly right: number
  readonly total: number
  readonly accuracy: number
  readonly interval: readonly [number, number]
}

/** A combination of transform and model under a protocol: what was tried, what was chosen, how it did. */
export interface CellResult {
  readonly protocol: string
  readonly transform: string
  readonly model: string
  readonly trials: readonly TrialRecord[]
  /** Chosen by validation. */
  readonly params: TrialParams
  readonly train: number
  readonly validation: number
  /** Rows of the table; the interval draws whole tracks. */
  readonly segments: Share
  /** Whole tracks, what the model says of their rows averaged; Wilson's interval. */
  readonly tracks: Share
  readonly averaged: TestRecord['averaged']
  readonly published?: number
  /** Rows are the true genres, columns the answers. */
  readonly confusion: readonly (readonly number[])[]
  readonly trackConfusion: readonly (readonly number[])[]
  /** F1 of each genre, by rows of the table. */
  readonly f1: readonly number[]
  readonly importances?: readonly number[]
  /** To fit and to score the chosen model. */
  readonly seconds: readonly [number, number]
}

/** A combination without a result, and why. */
export interface FailedCell {
  readonly protocol: string
  readonly transform: string
  readonly model: string
  readonly error: string
}

/** What a split looks like. */
export interface ProtocolFacts {
  readonly protocol: string
  /** How parameters are chosen: several ways make several splits. */
  readonly selection: string
  readonly train: number
  readonly validation: number
  readonly test: number
  readonly testTracks: number
  readonly method: string
  readonly warning?: string
}

/** How much better a combination looks by row than by an honest protocol, in accuracy by rows of the table. */
export interface ExperimentLeak {
  readonly transform: string
  readonly model: string
  readonly honest: string
  readonly difference: number
  /** 95 %: tracks drawn on both sides. */
  readonly interval: readonly [number, number]
}

/** What came of an experiment. */
export interface ExperimentResults {
  readonly suite: string
  readonly title: string
  readonly randomState: number
  readonly grid: GridSize
  readonly rows: number
  readonly trackCount: number
  readonly columns: readonly string[]
  readonly classes: readonly string[]
  readonly transforms: readonly { readonly name: string; readonly description: string }[]
  readonly models: readonly { readonly name: string; readonly description: string }[]
  readonly protocols: readonly ProtocolFacts[]
  readonly rule?: string
  readonly cells: readonly CellResult[]
  /** Combinations that were tried but not tested: the validation score of their best trial. */
  readonly untested: readonly (Omit<FailedCell, 'error'> & {
    readonly validation: number
    readonly params: TrialParams
    readonly trials: readonly TrialRecord[]
  })[]
  readonly failed: readonly FailedCell[]
  readonly leaks: readonly ExperimentLeak[]
}

/** Puts the records together. @internal */
export function experimentResults(parts: {
  readonly suite: Suite
  readonly plan: ExperimentPlan
  readonly data: ExperimentData
  readonly records: ReadonlyMap<string, ExperimentRecord>
  readonly randomState: number
  readonly grid: GridSize
}): ExperimentResults {
  const { suite, plan, data, records, randomState, grid } = parts
  const classes = [...new Set(data.labels)].sort()
  const cells: CellResult[] = []
  const untested: ExperimentResults['untested'][number][] = []
  const failed: FailedCell[] = []
  const rights = new Map<string, Answers>()
  for (const cell of plan.cells) {
    const place = { protocol: cell.protocol, transform: cell.transform.name, model: cell.model.name }
    const tried = cell.trials.map(({ key }) => records.get(key) as TrialRecord)
    const best = bestTrial(cell, records)
    const key = `${place.protocol}/${place.transform}/${place.model}`
    const test = records.get(`${key}/test`)
    if (!best) failed.push({ ...place, error: tried[0]?.error ?? 'no trial' })
    else if (!test) untested.push({ ...place, validation: best.validation, params: best.params, trials: tried })
    else if (!isTest(test) || test.error !== undefined) failed.push({ ...place, error: test.error ?? 'no answers' })
    else {
      const answers = answersOf(cell, plan, data, classes, test)
      rights.set(key, answers)
      const published = suite.published.find(p => p.model === place.model && p.transform === place.transform)?.accuracy
      cells.push({
        ...place,
        trials: tried,
        params: best.params,
        train: best.train,
        validation: best.validation,
        segments: answers.segments,
        tracks: answers.wholes,
        averaged: test.averaged,
        ...(published !== undefined && { published }),
        confusion: answers.confusion,
        trackConfusion: answers.trackConfusion,
        f1: answers.f1,
        ...(test.importances && { importances: test.importances }),
        seconds: test.seconds,
      })
    }
  }
  const ownSplits = Object.entries(plan.splits).map(([name, split]): ProtocolFacts => {
    const { train, validation, test, method, warning } = split
    return {
      protocol: plan.cells.find(cell => cell.split === name)!.protocol,
      selection: name.slice(name.indexOf(', ') + 2),
      train: train.length,
      validation: validation.length,
      test: test.length,
      testTracks: new Set(Array.from(test, row => data.tracks[row])).size,
      method,
      ...(warning !== undefined && { warning }),
    }
  })
  return {
    suite: suite.name,
    title: suite.title,
    randomState,
    grid,
    rows: data.labels.length,
    trackCount: new Set(data.tracks).size,
    columns: data.columns,
    classes,
    transforms: suite.transforms.map(({ name, description }) => ({ name, description })),
    models: suite.models.map(({ name, description }) => ({ name, description })),
    protocols: ownSplits,
    ...(suite.rule !== undefined && { rule: suite.rule }),
    cells,
    untested,
    failed,
    leaks: cells.flatMap(cell => leakOf(cell, cells, rights)),
  }
}

/** A test's answers, counted. */
interface Answers {
  readonly right: readonly number[]
  readonly tracks: readonly string[]
  readonly segments: Share
  readonly wholes: Share
  readonly confusion: number[][]
  readonly trackConfusion: number[][]
  readonly f1: number[]
}

function answersOf(
  cell: ExperimentCell,
  plan: ExperimentPlan,
  data: ExperimentData,
  classes: readonly string[],
  record: TestRecord,
): Answers {
  const rows = Array.from(plan.splits[cell.split].test)
  const truth = rows.map(row => data.labels[row])
  const said = record.answers.map(code => classes[code])
  const tracks = rows.map(row => data.tracks[row])
  const right = truth.map((label, i) => Number(label === said[i]))
  const { mean, interval } = meanWithInterval(right, tracks)
  const labelOf = new Map(rows.map(row => [data.tracks[row], data.labels[row]]))
  const names = [...labelOf.keys()].sort()
  const trackTruth = names.map(name => labelOf.get(name)!)
  const trackSaid = record.trackAnswers.map(code => classes[code])
  const trackRight = trackTruth.filter((label, i) => label === trackSaid[i]).length
  const wilson = wilsonInterval(trackRight, names.length)
  const matrix = (a: readonly string[], b: readonly string[]) =>
    confusionMatrix(a, b, { labels: classes }).toArray() as number[][]
  const { fScore } = precisionRecallFscoreSupport(truth, said, { labels: classes, zeroDivision: 0 })
  return {
    right,
    tracks,
    segments: { right: right.reduce((a, b) => a + b, 0), total: right.length, accuracy: mean, interval },
    wholes: {
      right: trackRight,
      total: names.length,
      accuracy: trackRight / names.length,
      interval: [wilson.low, wilson.high],
    },
    confusion: matrix(truth, said),
    trackConfusion: matrix(trackTruth, trackSaid),
    f1: Array.from(fScore),
  }
}

function leakOf(
  { protocol, transform, model }: CellResult,
  cells: readonly CellResult[],
  rights: ReadonlyMap<string, Answers>,
): ExperimentLeak[] {
  const row = cells.find(one => one.protocol === 'row' && one.transform === transform && one.model === model)
  if (!row || protocol === 'row') return []
  const a = rights.get(`row/${transform}/${model}`)!
  const b = rights.get(`${protocol}/${transform}/${model}`)!
  const { difference, interval } = differenceWithInterval(
    { values: a.right, groups: a.tracks },
    { values: b.right, groups: b.tracks },
  )
  return [{ transform, model, honest: protocol, difference, interval }]
}
