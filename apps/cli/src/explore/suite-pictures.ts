import { KMeans, MinMaxScaler, PCA, SVC, StandardScaler, correlationMatrix, takeRows } from '@genre/classical'
import type { NdArray } from '@genre/core'
import { RandomState } from '@genre/core'
import type { CellResult, ExperimentData, ExperimentResults, TrialParams } from '@genre/models'
import {
  accuracyHeatMap,
  confusionMatrixChart,
  correlationChart,
  decisionBoundaryChart,
  f1Chart,
  importanceChart,
  scatterChart,
  trainingCurvesChart,
  trialsChart,
} from '@genre/viz'
import type { VegaLiteSpec } from '@genre/viz'
import { renderSvg } from '@genre/viz/node'
import type { SuiteRun } from './run-suite'
import { bestCell, cellName, paramsText, protocolsOf, rowWord } from './suite-tables'

/** A picture of a report. */
export interface SuitePicture {
  readonly file: string
  readonly section: 'accuracy' | 'trials' | 'genres' | 'table' | 'boundaries'
  readonly caption: string
  readonly description: string
  readonly svg: string
}

type Drawing = Omit<SuitePicture, 'svg' | 'description'> & { readonly spec: VegaLiteSpec }

/** Points in a scatter plot: more are a blot. */
const POINTS = 1200
/** Columns that a correlation matrix can show; of more, as many as these at even steps. */
const SHOWN = 60
const SHOWN_OF_MANY = 45
/** From which correlation on two columns say the same. */
const STRONG = 0.9

/** All pictures of a run, drawn. */
export async function suitePictures(run: SuiteRun): Promise<SuitePicture[]> {
  const { results, data } = run
  const drawings = [
    ...heatMaps(results),
    ...trialCharts(results),
    ...genreCharts(results),
    ...tableCharts(data, results),
    ...(results.suite === 'c' && data.columns.length > 1 ? boundaries(data, results.randomState) : []),
  ]
  return Promise.all(
    drawings.map(async ({ spec, ...rest }) => ({ ...rest, description: spec.description, svg: await renderSvg(spec) })),
  )
}

function heatMaps(results: ExperimentResults): Drawing[] {
  const rows = results.models.map(({ name }) => name)
  const columns = results.transforms.map(({ name }) => name)
  const map = (value: (model: string, transform: string) => number | undefined) =>
    accuracyHeatMap({
      rows,
      columns,
      accuracies: rows.map(model => columns.map(transform => value(model, transform) ?? NaN)),
      rowTitle: 'model',
      columnTitle: 'columns',
      theme: 'page',
    })
  const at =
    <T extends { protocol: string; transform: string; model: string }>(list: readonly T[], protocol: string) =>
    (model: string, transform: string) =>
      list.find(one => one.protocol === protocol && one.transform === transform && one.model === model)
  return protocolsOf(results).flatMap((protocol): Drawing[] => {
    const section = 'accuracy'
    if (results.rule !== undefined) {
      const find = at([...results.cells, ...results.untested], protocol)
      const spec = map((model, transform) => find(model, transform)?.validation)
      return [
        { file: `validation-${protocol}.svg`, section, caption: `${protocol}: accuracy by cross-validation`, spec },
      ]
    }
    const find = at(results.cells, protocol)
    const words = rowWord(results)
    return [
      {
        file: `accuracy-${protocol}.svg`,
        section,
        caption: `${protocol}: accuracy on ${words} of the test rows`,
        spec: map((model, transform) => find(model, transform)?.segments.accuracy),
      },
      ...(words === 'tracks'
        ? []
        : [
            {
              file: `track-accuracy-${protocol}.svg`,
              section,
              caption: `${protocol}: accuracy on whole tracks, what the model says of their segments averaged`,
              spec: map((model, transform) => find(model, transform)?.tracks.accuracy),
            } as const,
          ]),
    ]
  })
}

/** The trials of each combination under the first protocol. */
function trialCharts(results: ExperimentResults): Drawing[] {
  const [protocol] = protocolsOf(results)
  const tried = [...results.cells, ...results.untested].filter(cell => cell.protocol === protocol)
  return tried.flatMap(({ transform, model, trials }): Drawing[] => {
    const file = `trials-${slug(transform)}-${slug(model)}.svg`
    const caption = `${protocol}: ${cellName({ transform, model })}`
    const place = { section: 'trials', file, caption } as const
    const { history, historyOf = 'accuracy' } = trials[0]
    if (history && trials.length === 1) {
      const points = history.map((value, k) => ({ epoch: k + 1, set: 'validation', [historyOf]: value }))
      const best = history.indexOf(historyOf === 'loss' ? Math.min(...history) : Math.max(...history)) + 1
      return [{ ...place, spec: trainingCurvesChart({ history: points, best, theme: 'page' }) }]
    }
    const good = trials.filter(trial => trial.error === undefined)
    if (good.length < 2) return []
    const list = good.map(({ params, train, validation }) => ({
      label: valuesText(params),
      scores: { train, validation },
    }))
    const names = Object.keys(trials[0].params)
    const words = names.length > 1 ? ` (${names.join(', ')})` : ''
    return [{ ...place, caption: `${caption}${words}`, spec: trialsChart({ trials: list, theme: 'page' }) }]
  })
}

/** Which genres the best combination of each protocol confuses. */
function genreCharts(results: ExperimentResults): Drawing[] {
  const section = 'genres'
  const labels = results.classes
  const best = protocolsOf(results).flatMap(protocol => bestCell(results, protocol) ?? [])
  const matrix = ({ trackConfusion }: CellResult) => trackConfusion.map(row => [...row])
  return [
    ...best.map((cell): Drawing => ({
      file: `confusion-${cell.protocol}.svg`,
      section,
      caption: `${cell.protocol}: tracks, by ${cellName(cell)} (${paramsText(cell.params)})`,
      spec: confusionMatrixChart({ labels, matrix: matrix(cell), theme: 'page' }),
    })),
    ...(best.length === 0
      ? []
      : [
          {
            file: 'f1.svg',
            section,
            caption: `F1 by genre, ${rowWord(results)}: the best combination under each protocol`,
            spec: f1Chart({
              labels,
              series: best.map(cell => ({ model: `${cell.protocol}: ${cellName(cell)}`, scores: cell.f1 })),
              theme: 'page',
            }),
          } as const,
        ]),
  ]
}

/** What the table itself looks like. */
function tableCharts(data: ExperimentData, results: ExperimentResults): Drawing[] {
  const section = 'table'
  if (isOnePoint(data)) return []
  const scaled = new MinMaxScaler().fitTransform(data.X)
  const drawn = Math.min(POINTS, data.labels.length)
  const rows = new RandomState(results.randomState).permutation(data.labels.length).subarray(0, drawn)
  const pca = new PCA({ nComponents: Math.min(2, data.columns.length, data.labels.length) }).fit(scaled)
  const plane = pca.transform(takeRows(scaled, rows))
  const x = column(plane, 0)
  const y = plane.shape[1] > 1 ? column(plane, 1) : x.map(() => 0)
  const titles = [0, 1].map(
    k => `component ${k + 1} (${percent(pca.explainedVarianceRatio[k] ?? 0)} % of the variance)`,
  )
  const axes = { xTitle: titles[0], yTitle: titles[1], theme: 'page' } as const
  const labels = takeRows(data.labels, rows) as string[]
  const nClusters = Math.min(results.classes.length, data.labels.length)
  const clusters = new KMeans({ nClusters, randomState: results.randomState }).fit(scaled)
  const codes = clusters.predict(scaled)
  const counts = results.classes.map(genre =>
    Array.from(
      { length: nClusters },
      (_, k) => data.labels.filter((label, i) => label === genre && codes[i] === k).length,
    ),
  )
  const shares = counts.map(row =>
    row.map(
      count =>
        count /
        Math.max(
          1,
          row.reduce((a, b) => a + b, 0),
        ),
    ),
  )
  const importances = importancesOf(data, results)
  const correlations = correlationMatrix(data.X)
  const step = data.columns.length > SHOWN ? Math.ceil(data.columns.length / SHOWN_OF_MANY) : 1
  const shown = data.columns.flatMap((_, k) => (k % step === 0 ? [k] : []))
  return [
    ...(importances ? [importances] : []),
    {
      file: 'pca.svg',
      section,
      caption: `${drawn} rows on the first two principal components of the scaled columns`,
      spec: scatterChart({ x, y, labels, ...axes }),
    },
    {
      file: 'k-means.svg',
      section,
      caption: `k-means with ${nClusters} clusters against genres: which share of a genre's rows is in which cluster`,
      spec: shareHeatMap({
        rows: [...results.classes],
        columns: Array.from({ length: nClusters }, (_, k) => `cluster ${k + 1}`),
        accuracies: shares,
        rowTitle: 'genre',
        columnTitle: 'cluster',
        theme: 'page',
      }),
    },
    ...(data.columns.length > 1
      ? [
          {
            file: 'correlation.svg',
            section,
            caption: `Correlations of ${step > 1 ? `one in ${step} of the ${data.columns.length}` : 'the'} columns; ${strongPairs(correlations)}`,
            spec: correlationChart({
              names: shown.map(k => data.columns[k]),
              matrix: shown.map(a => shown.map(b => correlations.get(a, b))),
              theme: 'page',
            }),
          } as const,
        ]
      : []),
  ]
}

/** How many pairs of columns say nearly the same. */
function strongPairs(correlations: NdArray<Float64Array>): string {
  const n = correlations.shape[0]
  let strong = 0
  for (let a = 0; a < n; a++) for (let b = 0; b < a; b++) strong += Number(Math.abs(correlations.get(a, b)) > STRONG)
  return `${strong} of ${(n * (n - 1)) / 2} pairs have |r| above ${STRONG}`
}

/** The heat map of accuracies with shares of another kind in it. */
function shareHeatMap(options: Parameters<typeof accuracyHeatMap>[0]): VegaLiteSpec {
  const spec = JSON.stringify(accuracyHeatMap(options)).replaceAll('"title":"accuracy"', '"title":"share"')
  const description = `Shares of ${options.rows.length} genres in ${options.columns.length} clusters.`
  return { ...(JSON.parse(spec) as VegaLiteSpec), description }
}

/** Values of parameters; a single one with its name. */
function valuesText(params: TrialParams): string {
  return Object.keys(params).length === 1
    ? paramsText(params)
    : Object.values(params)
        .map(value => value ?? 'none')
        .join(', ')
}

function importancesOf(data: ExperimentData, results: ExperimentResults): Drawing | undefined {
  const cell = results.cells.find(one => one.importances && /forest/.test(one.model))
  if (!cell?.importances) return undefined
  return {
    file: 'importances.svg',
    section: 'table',
    caption: `Impurity importance in the ${cell.model} (${cell.protocol}, ${paramsText(cell.params)})`,
    spec: importanceChart({ names: [...data.columns], importances: [...cell.importances], theme: 'page' }),
  }
}

/** What support vector machines say where, on the first two principal components: a look at the kernels, not a result. */
function boundaries(data: ExperimentData, randomState: number): Drawing[] {
  if (isOnePoint(data)) return []
  const rows = new RandomState(randomState).permutation(data.labels.length).subarray(0, POINTS)
  const standard = new StandardScaler().fitTransform(data.X)
  const plane = new PCA({ nComponents: 2 }).fitTransform(takeRows(standard, rows))
  const labels = takeRows(data.labels, rows) as string[]
  const [x, y] = [column(plane, 0), column(plane, 1)]
  const grid = (values: Float64Array) => {
    const sorted = values.slice().sort()
    const [low, high] = [sorted[Math.floor(0.01 * sorted.length)], sorted[Math.ceil(0.99 * sorted.length) - 1]]
    return Float64Array.from({ length: 90 }, (_, k) => low + ((high - low) * k) / 89)
  }
  const [gridX, gridY] = [grid(x), grid(y)]
  const inside = labels.flatMap((_, i) =>
    x[i] >= gridX[0] && x[i] <= gridX[89] && y[i] >= gridY[0] && y[i] <= gridY[89] ? [i] : [],
  )
  const points = Array.from(gridY, b => Array.from(gridX, a => [a, b])).flat()
  return (['linear', 'poly', 'rbf'] as const).map(kernel => {
    const machine = new SVC<string>({ kernel, C: 1, randomState }).fit(plane, labels)
    return {
      file: `boundary-${kernel}.svg`,
      section: 'boundaries',
      caption: `SVM, ${kernel} kernel, C = 1, on the first two principal components: its regions, and ${inside.length} segments`,
      spec: decisionBoundaryChart({
        gridX,
        gridY,
        regions: machine.predict(points),
        x: inside.map(i => x[i]),
        y: inside.map(i => y[i]),
        labels: inside.map(i => labels[i]),
        xTitle: 'component 1',
        yTitle: 'component 2',
        theme: 'page',
      }),
    }
  })
}

/** Whether all rows are the same: there is nothing to be drawn. */
function isOnePoint({ X, columns }: ExperimentData): boolean {
  return X.data.every((value, k) => value === X.data[k % columns.length])
}

function column(matrix: NdArray<Float64Array>, k: number): Float64Array {
  return Float64Array.from({ length: matrix.shape[0] }, (_, i) => matrix.get(i, k))
}

function percent(ratio: number): string {
  return (100 * ratio).toFixed(0)
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
}
