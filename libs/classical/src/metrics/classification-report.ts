import { InvalidParameterError, ShapeError, checkInteger } from '@genre/core'
import type { Label, LabelsLike } from '../base/labels'
import type { MetricOptions } from './accuracy-score'
import type { AveragedScores, ClassScores } from './precision-recall-fscore'
import { averagedScores } from './precision-recall-fscore'
import { compareLabelLists } from './compare'

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions extends MetricOptions {
  /** Which classes, in which order; default all that occur, sorted. */
  readonly labels?: readonly Label[] | null
  /** What the classes are called in the report; default their labels. */
  readonly targetNames?: readonly string[] | null
  /** What 0 / 0 is: 0, 1 or NaN; default 0. */
  readonly zeroDivision?: number
}

/** One line of a report. */
export interface ReportRow {
  readonly precision: number
  readonly recall: number
  readonly f1Score: number
  /** (Weighted) number of rows. */
  readonly support: number
}

/** Precision, recall, F1 and support of each class and on average. */
export interface ClassificationReport {
  readonly classes: readonly (ReportRow & { readonly label: Label; readonly name: string })[]
  /** The share of right labels; `null` where `labels` leaves some that occur out (then there is `microAvg`). */
  readonly accuracy: number | null
  readonly microAvg: ReportRow | null
  readonly macroAvg: ReportRow
  readonly weightedAvg: ReportRow
}

/**
 * The text of scikit-learn 1.9's `classification_report`: precision, recall, F1 and support of each class, accuracy,
 * plain and weighted averages.
 *
 * @param options.digits - digits after the point; default 2
 * @throws ShapeError, DataError as the other metrics; ShapeError for another number of names than classes
 *
 * @example
 * ```ts
 * import { classificationReport } from '@genre/classical'
 * console.log(classificationReport(['jazz', 'rock', 'rock'], ['jazz', 'jazz', 'rock']))
 * ```
 */
export function classificationReport(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassificationReportOptions & { readonly digits?: number } = {},
): string {
  const digits = checkInteger('digits', options.digits ?? 2, { min: 0, max: 100 })
  const report = classificationReportObject(yTrue, yPred, options)
  const length = (text: string) => [...text].length
  const width = Math.max('weighted avg'.length, digits, ...report.classes.map(({ name }) => length(name)))
  const right = (text: string, to: number) => ' '.repeat(Math.max(0, to - length(text))) + text
  // scikit-learn counts in floating point where rows have weights, and where no row at all is predicted right.
  const floating = options.sampleWeight != null || !Array.from(yTrue).some((label, i) => label === yPred[i])
  const support = (value: number) => (floating && Number.isInteger(value) ? `${value}.0` : String(value))
  const line = (name: string, cells: string[]) =>
    `${right(name, width)} ${cells.map(cell => ` ${right(cell, 9)}`).join('')}\n`
  const row = (name: string, { precision, recall, f1Score, support: count }: ReportRow) =>
    line(name, [fixed(precision, digits), fixed(recall, digits), fixed(f1Score, digits), support(count)])
  const total = support(report.macroAvg.support)
  const first =
    report.accuracy === null
      ? row('micro avg', report.microAvg!)
      : line('accuracy', ['', '', fixed(report.accuracy, digits), total])
  return [
    line('', ['precision', 'recall', 'f1-score', 'support']),
    '\n',
    ...report.classes.map(one => row(one.name, one)),
    '\n',
    first,
    row('macro avg', report.macroAvg),
    row('weighted avg', report.weightedAvg),
  ].join('')
}

/**
 * What {@link classificationReport} prints, as numbers.
 *
 * @throws as {@link classificationReport}
 *
 * @example
 * ```ts
 * import { classificationReportObject } from '@genre/classical'
 * const { classes, accuracy } = classificationReportObject(['jazz', 'rock', 'rock'], ['jazz', 'jazz', 'rock'])
 * console.log(classes[0].label, classes[0].recall, accuracy?.toFixed(2)) // => jazz 1 0.67
 * ```
 */
export function classificationReportObject(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassificationReportOptions = {},
): ClassificationReport {
  const { labels, targetNames, sampleWeight, zeroDivision = 0 } = options
  if (zeroDivision !== 0 && zeroDivision !== 1 && !Number.isNaN(zeroDivision)) {
    throw new InvalidParameterError({ parameter: 'zeroDivision', received: zeroDivision, allowed: '0, 1 or NaN' })
  }
  const compared = compareLabelLists(yTrue, yPred, labels, sampleWeight)
  if (targetNames && targetNames.length !== compared.labels.length) {
    throw new ShapeError({
      array: 'targetNames',
      received: [targetNames.length],
      expected: `${compared.labels.length} names, one for each class`,
    })
  }
  const scores = averagedScores(compared, null, 1, zeroDivision) as ClassScores
  const support = scores.support.reduce((sum, count) => sum + count, 0)
  const average = (kind: 'micro' | 'macro' | 'weighted'): ReportRow => {
    const { precision, recall, fScore } = averagedScores(compared, kind, 1, zeroDivision) as AveragedScores
    return { precision, recall, f1Score: fScore, support }
  }
  const all = compared.truth.every(code => code >= 0) && compared.predicted.every(code => code >= 0)
  const micro = average('micro')
  return {
    classes: compared.labels.map((label, c) => ({
      label,
      name: targetNames?.[c] ?? String(label),
      precision: scores.precision[c],
      recall: scores.recall[c],
      f1Score: scores.fScore[c],
      support: scores.support[c],
    })),
    accuracy: all ? micro.f1Score : null,
    microAvg: all ? null : micro,
    macroAvg: average('macro'),
    weightedAvg: average('weighted'),
  }
}

/** A number with fixed digits as Python prints it: an exact half goes to the even digit, where `toFixed` goes up. */
function fixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'nan'
  // Only a multiple of 2^-(digits + 1) can be an exact half of the last digit.
  const half = value * 2 ** (digits + 1)
  if (digits <= 15 && Number.isInteger(half) && half % 2 !== 0) {
    const below = Math.floor(value * 10 ** digits)
    return ((below + (below % 2)) / 10 ** digits).toFixed(digits)
  }
  return value.toFixed(digits)
}
