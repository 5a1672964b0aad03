import { StratifiedGroupKFold, StratifiedKFold, takeRows } from '@genre/classical'
import { DataError, InvalidParameterError } from '@genre/core'
import type { ExperimentData, ExperimentProtocol, ExperimentSplit } from './experiment-data'
import type { ExperimentRecord, ExperimentTask, SplitWithFolds, TrialRecord } from './experiment-task'
import { isTest } from './experiment-task'
import type { ModelChoice, Selection, Suite, TransformChoice } from './suite'

/** A combination of transform and model under a protocol, and its trials. */
export interface ExperimentCell {
  readonly protocol: string
  readonly split: string
  readonly transform: TransformChoice
  readonly model: ModelChoice
  readonly trials: readonly ExperimentTask[]
}

/** Everything that is to be tried. */
export interface ExperimentPlan {
  readonly cells: readonly ExperimentCell[]
  readonly splits: Readonly<Record<string, SplitWithFolds>>
}

/**
 * All trials of a suite under protocols, in their order, and the divisions of rows that they need.
 *
 * @throws DataError for a table of no rows, of one genre, or too small to be divided; InvalidParameterError without protocols or transforms
 */
export function planExperiment(
  suite: Suite,
  data: ExperimentData,
  protocols: readonly ExperimentProtocol[],
  randomState: number,
): ExperimentPlan {
  if (protocols.length === 0) {
    throw new InvalidParameterError({ parameter: 'protocols', received: protocols, allowed: 'a list of at least one' })
  }
  if (suite.transforms.length === 0) {
    const allowed = `a table with columns that the suite ${suite.name} knows`
    throw new InvalidParameterError({ parameter: 'columns', received: data.columns, allowed })
  }
  const genres = new Set(data.labels)
  if (genres.size < 2) {
    const only = [...genres].map(genre => JSON.stringify(genre)).join('')
    const reason = only === '' ? 'has no rows' : `all rows are of one genre, ${only}; at least two are needed`
    throw new DataError({ table: 'table', reason })
  }
  const splits: Record<string, SplitWithFolds> = {}
  const cells = protocols.flatMap(protocol =>
    suite.transforms.flatMap(transform =>
      suite.models.map((model): ExperimentCell => {
        const split = `${protocol.name}, ${selectionName(model.selection)}`
        splits[split] ??= divided(data, protocol, model.selection, randomState)
        const place = { protocol: protocol.name, split, transform: transform.name, model: model.name }
        const trials = model.trials.map((params, k): ExperimentTask => {
          return { key: `${protocol.name}/${transform.name}/${model.name}/${k}`, ...place, params, what: 'trial' }
        })
        return { protocol: protocol.name, split, transform, model, trials }
      }),
    ),
  )
  return { cells, splits }
}

/** The best trial of a cell by validation, the first of equal ones; nothing if all of them failed. */
export function bestTrial(
  cell: ExperimentCell,
  records: ReadonlyMap<string, ExperimentRecord>,
): TrialRecord | undefined {
  let best: TrialRecord | undefined
  for (const { key } of cell.trials) {
    const record = records.get(key)
    if (!record || isTest(record) || record.error !== undefined) continue
    if (!best || record.validation > best.validation) best = record
  }
  return best
}

/** The fits that meet the test rows: the best parameters of each cell, or of the best cell. */
export function testTasks(
  suite: Suite,
  plan: ExperimentPlan,
  records: ReadonlyMap<string, ExperimentRecord>,
): ExperimentTask[] {
  const found = plan.cells.flatMap(cell => {
    const best = bestTrial(cell, records)
    return best ? [{ cell, best }] : []
  })
  const chosen =
    suite.tested === 'all'
      ? found
      : [...new Set(found.map(({ cell }) => cell.protocol))].map(protocol =>
          found
            .filter(({ cell }) => cell.protocol === protocol)
            .reduce((a, b) => (b.best.validation > a.best.validation ? b : a)),
        )
  return chosen.map(({ cell, best }) => ({
    key: `${cell.protocol}/${cell.transform.name}/${cell.model.name}/test`,
    protocol: cell.protocol,
    split: cell.split,
    transform: cell.transform.name,
    model: cell.model.name,
    params: best.params,
    what: 'test',
  }))
}

function selectionName(selection: Selection): string {
  if (selection.by === 'validation') return `validation ${selection.validationSize}, test ${selection.testSize}`
  return `${selection.repeats ?? 1} x ${selection.folds} folds, test ${selection.testSize}`
}

/** @throws DataError for what is too small to be divided */
function divided(
  data: ExperimentData,
  protocol: ExperimentProtocol,
  selection: Selection,
  randomState: number,
): SplitWithFolds {
  try {
    return divide(data, protocol, selection, randomState)
  } catch (error) {
    if (!(error instanceof InvalidParameterError)) throw error
    const size = `${data.labels.length} rows of ${new Set(data.tracks).size} tracks`
    throw new DataError({
      table: 'table',
      reason: `${size} are too few for the ${protocol.name} protocol and ${selectionName(selection)}: ${error.message}`,
    })
  }
}

function divide(
  data: ExperimentData,
  protocol: ExperimentProtocol,
  selection: Selection,
  randomState: number,
): SplitWithFolds {
  const validationSize = selection.by === 'validation' ? selection.validationSize : 0
  const split = protocol.split({ testSize: selection.testSize, validationSize })
  if (selection.by === 'validation') {
    checkParts(protocol, split, ['train', 'validation', 'test'])
    return { ...split, folds: [{ train: split.train, test: split.validation }] }
  }
  // A published validation part belongs to the rows that are learned from, where folds do the choosing.
  const train = Int32Array.from([...Array.from(split.train), ...Array.from(split.validation)])
  checkParts(protocol, { ...split, train }, ['train', 'test'])
  const labels = takeRows(data.labels, train)
  const groups = protocol.groups && takeRows(protocol.groups, train)
  const folds = Array.from({ length: selection.repeats ?? 1 }, (_, repeat) => {
    const options = { nSplits: selection.folds, shuffle: true, randomState: randomState + repeat }
    const found = groups
      ? new StratifiedGroupKFold(options).split(labels, labels, groups)
      : new StratifiedKFold(options).split(labels, labels)
    const rows = (part: Int32Array) => part.map(row => train[row])
    return found.map(fold => ({ train: rows(fold.train), test: rows(fold.test) }))
  }).flat()
  return { ...split, train, validation: new Int32Array(0), folds }
}

function checkParts(
  protocol: ExperimentProtocol,
  split: ExperimentSplit,
  parts: readonly ('train' | 'validation' | 'test')[],
): void {
  for (const part of parts) {
    if (split[part].length > 0) continue
    throw new DataError({ table: 'table', reason: `the ${protocol.name} protocol leaves no rows in its ${part} part` })
  }
}
