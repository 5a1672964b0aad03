import { DataError, InvalidParameterError, ShapeError } from '@genre/core'
import { compile, type TopLevelSpec } from 'vega-lite'
import { describe, expect, it } from 'vitest'
import * as viz from '../index'
import { renderSvg } from '../node'
import type { ChartOptions, Json, VegaLiteSpec } from './spec'

const picture = 'data:image/png;base64,iVBORw0KGgo='
/** A word that would break out of HTML, of an expression, of a field name. */
const EVIL = `a.b[0]['x'] <i>"&\\ datum.y`

/** Every chart, with ordinary data and with words that try to break it. */
const CHARTS: Record<string, (options: ChartOptions, word: string) => VegaLiteSpec> = {
  accuracyChart: (options, word) =>
    viz.accuracyChart({
      ...options,
      chance: 0.1,
      results: [
        { model: word, protocol: 'row', accuracy: 0.9, interval: [0.88, 0.92] },
        { model: word, protocol: 'track', accuracy: 0.7, interval: [0.66, 0.74] },
        { model: 'SVM', protocol: 'row', accuracy: 0.8 },
      ],
    }),
  accuracyHeatMap: (options, word) =>
    viz.accuracyHeatMap({ ...options, rows: [word, 'SVM'], columns: ['none'], accuracies: [[0.5], [NaN]] }),
  calibrationChart: (options, word) =>
    viz.calibrationChart({
      ...options,
      series: [{ model: word, bins: [{ confidence: 0.5, accuracy: 0.4, count: 9 }] }],
    }),
  confusionMatrixChart: (options, word) =>
    viz.confusionMatrixChart({
      ...options,
      labels: [word, 'rock'],
      matrix: [
        [8, 2],
        [0, 0],
      ],
      show: 'percent',
    }),
  correlationChart: (options, word) =>
    viz.correlationChart({
      ...options,
      names: [word, 'tempo'],
      matrix: [
        [1, -0.5],
        [-0.5, 1],
      ],
    }),
  decisionBoundaryChart: (options, word) =>
    viz.decisionBoundaryChart({
      ...options,
      gridX: [0, 1],
      gridY: [0, 1],
      regions: [word, word, 'b', 'b'],
      x: [0.5],
      y: [0.5],
      labels: [word],
    }),
  f1Chart: (options, word) => viz.f1Chart({ ...options, labels: [word], series: [{ model: word, scores: [0.5] }] }),
  importanceChart: (options, word) =>
    viz.importanceChart({ ...options, names: [word], importances: [1], deviations: [0.1] }),
  noiseSpectrumChart: (options, word) =>
    viz.noiseSpectrumChart({
      ...options,
      frequencies: [50, 500],
      spectra: [
        { name: word, levels: [-20, -30] },
        { name: 'b', levels: [-1, -2] },
      ],
    }),
  scatterChart: (options, word) =>
    viz.scatterChart({ ...options, x: [1, 2], y: [3, 4], labels: [word, 'b'], centers: [{ x: 1, y: 3, label: word }] }),
  spectrogramChart: options => viz.spectrogramChart({ ...options, picture, seconds: 3, bins: 128 }),
  trainingCurvesChart: (options, word) =>
    viz.trainingCurvesChart({
      ...options,
      best: 2,
      history: [
        { epoch: 1, set: word, loss: 2, accuracy: 0.1 },
        { epoch: 2, set: word, loss: 1, accuracy: 0.3 },
      ],
    }),
  trialsChart: (options, word) =>
    viz.trialsChart({ ...options, trials: [{ label: word, scores: { train: 1, test: 0.5 } }] }),
}

/** All strings in a specification. */
function strings(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(strings)
}

describe('charts', () => {
  it('are all here', () => {
    const exported = Object.keys(viz).filter(name => /(Chart|HeatMap)$/.test(name))
    expect(Object.keys(CHARTS).sort()).toEqual(exported.sort())
  })

  for (const [name, make] of Object.entries(CHARTS)) {
    it(`${name}: plain data that Vega-Lite compiles without a warning and Vega draws, whatever the words`, async () => {
      for (const [theme, word] of [
        ['light', 'jazz'],
        ['dark', EVIL],
        ['page', EVIL],
      ] as const) {
        const spec = make({ title: word, subtitle: 'below', theme, width: 200 }, word)
        expect(JSON.parse(JSON.stringify(spec))).toEqual(spec)
        const problems: string[] = []
        const note = (...parts: readonly unknown[]) => (problems.push(parts.join(' ')), logger)
        const logger = { level: () => logger, error: note, warn: note, info: note, debug: () => logger }
        compile(spec as unknown as TopLevelSpec, { logger: logger as never })
        expect(problems).toEqual([])
        const svg = await renderSvg(spec)
        expect(svg).not.toContain('<i>')
        expect(svg).not.toContain('NaN')
        expect(svg).not.toContain('undefined')
        expect(svg.includes('&lt;i&gt;')).toBe(word === EVIL)
        // The drawing passes the report's own check.
        expect(() =>
          viz.htmlReport({ title: '', sections: [{ title: '', blocks: [{ type: 'chart', svg, description: '' }] }] }),
        ).not.toThrow()
      }
    })

    it(`${name}: describes itself in a sentence, and names no address`, () => {
      const spec = make({}, 'jazz')
      expect(spec.description).toMatch(/^[A-Z0-9].*\.$/)
      expect(spec.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json')
      expect(strings(spec).filter(text => /^\w+:\/\//.test(text))).toEqual([spec.$schema])
      expect(JSON.stringify(make({}, 'jazz'))).toBe(JSON.stringify(spec))
    })

    it(`${name}: refuses themes and widths that there are not`, () => {
      expect(() => make({ theme: 'sepia' as never }, 'a')).toThrow(InvalidParameterError)
      expect(() => make({ width: 0 }, 'a')).toThrow(InvalidParameterError)
      expect(() => make({ width: Number.NaN }, 'a')).toThrow(InvalidParameterError)
    })
  }

  it('follow the page in theme "page"', async () => {
    const svg = await renderSvg(viz.importanceChart({ names: ['a'], importances: [1], theme: 'page' }))
    expect(svg).toContain('fill="currentColor"')
    expect(svg).not.toMatch(/<rect width="\d+" height="\d+" fill="white"/)
  })
})

describe('charts refuse data that do not fit', () => {
  const cases: [string, () => unknown, new (...parameters: never[]) => Error, string][] = [
    ['no results', () => viz.accuracyChart({ results: [] }), InvalidParameterError, 'results'],
    [
      'an accuracy of 92',
      () => viz.accuracyChart({ results: [{ model: 'a', protocol: 'row', accuracy: 92 }] }),
      DataError,
      'row 0, column accuracy',
    ],
    [
      'a wrong interval',
      () => viz.accuracyChart({ results: [{ model: 'a', protocol: 'row', accuracy: 0.9, interval: [0.8, 1.1] }] }),
      DataError,
      'interval',
    ],
    [
      'a result twice',
      () => viz.accuracyChart({ results: [1, 2].map(() => ({ model: 'a', protocol: 'row', accuracy: 0.9 })) }),
      DataError,
      'a has row twice',
    ],
    [
      'a matrix that is not square',
      () => viz.confusionMatrixChart({ labels: ['a', 'b'], matrix: [[1, 2]] }),
      ShapeError,
      'shape (2, 2)',
    ],
    [
      'NaN in a matrix',
      () => viz.confusionMatrixChart({ labels: ['a'], matrix: [[NaN]] }),
      DataError,
      'row 0, column 0',
    ],
    [
      'negative counts',
      () => viz.confusionMatrixChart({ labels: ['a'], matrix: [[-1]] }),
      DataError,
      'row 0, column 0',
    ],
    [
      'too few importances',
      () => viz.importanceChart({ names: ['a', 'b'], importances: [1] }),
      ShapeError,
      '2 values like names',
    ],
    [
      'an infinite importance',
      () => viz.importanceChart({ names: ['a'], importances: [Infinity] }),
      DataError,
      'row 0',
    ],
    ['a top of 0', () => viz.importanceChart({ names: ['a'], importances: [1], top: 0 }), InvalidParameterError, 'top'],
    [
      'a heat map of another shape',
      () => viz.accuracyHeatMap({ rows: ['a'], columns: ['b'], accuracies: [[1, 1]] }),
      ShapeError,
      'shape (1, 1)',
    ],
    [
      'a heat map above 1',
      () => viz.accuracyHeatMap({ rows: ['a'], columns: ['b'], accuracies: [[1.5]] }),
      DataError,
      'from 0 to 1',
    ],
    ['a score of -1', () => viz.f1Chart({ labels: ['a'], series: [{ model: 'm', scores: [-1] }] }), DataError, 'score'],
    ['a correlation of 2', () => viz.correlationChart({ names: ['a'], matrix: [[2]] }), DataError, 'from -1 to 1'],
    [
      'points without a class',
      () => viz.scatterChart({ x: [1, 2], y: [1, 2], labels: ['a'] }),
      ShapeError,
      '1 values like labels',
    ],
    [
      'a history without measures',
      () => viz.trainingCurvesChart({ history: [{ epoch: 1, set: 'train' }] }),
      DataError,
      'neither loss nor accuracy',
    ],
    [
      'a loss of NaN',
      () => viz.trainingCurvesChart({ history: [{ epoch: 1, set: 'train', loss: NaN }] }),
      DataError,
      'column loss',
    ],
    ['trials without scores', () => viz.trialsChart({ trials: [{ label: 'a', scores: {} }] }), DataError, 'no score'],
    [
      'regions beside the grid',
      () => viz.decisionBoundaryChart({ gridX: [0, 1], gridY: [0, 1], regions: ['a'], x: [], y: [], labels: [] }),
      ShapeError,
      '2 x 2',
    ],
    [
      'a spectrum of another length',
      () => viz.noiseSpectrumChart({ frequencies: [100, 200], spectra: [{ name: 'a', levels: [1] }] }),
      ShapeError,
      '2 values like frequencies',
    ],
    [
      'a spectrum below 20 Hz alone',
      () => viz.noiseSpectrumChart({ frequencies: [1, 2], spectra: [{ name: 'a', levels: [1, 2] }] }),
      DataError,
      '20 Hz',
    ],
    [
      'a bin of -1 cases',
      () => viz.calibrationChart({ series: [{ model: 'a', bins: [{ confidence: 0, accuracy: 0, count: -1 }] }] }),
      DataError,
      'count',
    ],
    [
      'a picture from elsewhere',
      () => viz.spectrogramChart({ picture: 'https://example.org/a.png', seconds: 1, bins: 2 }),
      InvalidParameterError,
      'picture',
    ],
  ]
  for (const [what, run, type, message] of cases) {
    it(what, () => {
      expect(run).toThrow(type)
      expect(run).toThrow(message)
    })
  }
})

describe('accuracyChart', () => {
  const results = [
    { model: 'KNN', protocol: 'row', accuracy: 0.92 },
    { model: 'KNN', protocol: 'track', accuracy: 0.6 },
  ]

  it('spells the leak out, or leaves it out', async () => {
    expect(await renderSvg(viz.accuracyChart({ results }))).toContain('>leak 32.0 points<')
    expect(await renderSvg(viz.accuracyChart({ results, leak: null }))).not.toContain('leak')
    expect(await renderSvg(viz.accuracyChart({ results: results.slice(1) }))).not.toContain('leak')
    const other = [...results, { model: 'KNN', protocol: 'artist', accuracy: 0.4 }]
    expect(await renderSvg(viz.accuracyChart({ results: other, leak: ['row', 'artist'] }))).toContain(
      '>leak 52.0 points<',
    )
  })
})

describe('importanceChart', () => {
  it('shows the most important first and no more than asked for', async () => {
    const svg = await renderSvg(
      viz.importanceChart({ names: ['low', 'high', 'middle'], importances: [1, 3, 2], top: 2 }),
    )
    expect(svg).not.toContain('>low<')
    expect(svg.indexOf('>high<')).toBeLessThan(svg.indexOf('>middle<'))
  })
})
