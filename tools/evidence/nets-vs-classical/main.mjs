// The nets beside the classical models: a page out of results that are there, nothing is trained or typed.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { accuracyChart, f1Chart } from '@genre/viz'
import { renderSvg } from '@genre/viz/node'
import { readJson, writeWhole } from '../common/json-file.mjs'
import { markdownTable, reading } from '../common/markdown.mjs'
import { mean, percent } from '../common/numbers.mjs'
import { averaged, f1Of, intervalOf, readRuns } from '../common/tracks.mjs'

const HELP = `node tools/evidence/nets-vs-classical/main.mjs --results docs/results

Reads a3/results.json, best/results.json, nets-pictures/runs and nets-tables/runs there, and writes nets-vs-classical.md.`

const { values } = parseArgs({ options: { results: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
if (values.help || !values.results) {
  console.log(HELP)
  process.exit(values.help ? 0 : 2)
}
const dir = path.resolve(values.results)
const PROTOCOLS = /** @type {const} */ (['row', 'track', 'fault-filtered'])

/**
 * @typedef {object} Score
 * @property {number} accuracy
 * @property {[number, number]} [interval]
 * @property {number} tracks
 * @property {number} seeds
 *
 * @typedef {object} Line
 * @property {string} model
 * @property {string} input
 * @property {'classical' | 'net'} kind
 * @property {Partial<Record<typeof PROTOCOLS[number], Score>>} scores
 * @property {number[]} [f1] fault-filtered
 */

const lines = [...classical(), ...nets()]
const order = (/** @type {Line} */ { scores }) => scores['fault-filtered']?.accuracy ?? 0
lines.sort((a, b) => order(b) - order(a))

/** @param {string} file @param {import('@genre/viz').VegaLiteSpec} spec */
async function picture(file, spec) {
  writeWhole(path.join(dir, 'nets-vs-classical', 'pictures', `${file}.svg`), await renderSvg(spec))
  return `![${spec.description}](nets-vs-classical/pictures/${file}.svg)`
}

const chart = accuracyChart({
  title: 'Tracks named right',
  subtitle: 'nets and classical models, by protocol',
  results: lines.flatMap(({ model, scores }) =>
    PROTOCOLS.flatMap(protocol => {
      const score = scores[protocol]
      return score
        ? [{ model, protocol, accuracy: score.accuracy, ...(score.interval && { interval: score.interval }) }]
        : []
    }),
  ),
  chance: 0.1,
  leak: null,
})
const { classes } = readJson(path.join(dir, 'a3/results.json'))
const compared = lines.filter(({ f1 }) => f1)
const series = compared
  .filter(
    (line, i) =>
      compared.findIndex(({ kind }) => kind === line.kind) === i || line.input === 'pictures' || line.model === 'KNN',
  )
  .slice(0, 4)
  .map(({ model, f1 }) => ({ model, scores: /** @type {number[]} */ (f1) }))

const page = path.join(dir, 'nets-vs-classical.md')
writeWhole(
  page,
  `# Nets and classical models, by honest protocols

Whole tracks named right, in %, with 95 % intervals; from the runs of [a3](a3.md), [best](best.md), [nets-pictures](nets-pictures.md) and [nets-tables](nets-tables.md), the best by the fault-filtered protocol first. Of several seeds their probabilities are averaged where they tell of the same tracks; else it is their mean, and there is no interval.

\`\`\`sh
node tools/evidence/nets-vs-classical/main.mjs --results docs/results
\`\`\`

${reading(page)}

${markdownTable(
  ['model', 'learns from', 'by row', 'by track', 'fault-filtered'],
  lines.map(({ model, input, kind, scores }) => [
    kind === 'net' ? `**${model}**` : model,
    input,
    ...PROTOCOLS.map(protocol => cell(scores[protocol])),
  ]),
)}

Nets in bold; of CS 4100's net on the table, FCNN is the one on standardised columns. By track: the 150 test tracks of seed 42, but for the recurrent nets and those of CS 4100, which are tested on 20 %, drawn by each seed, as their sources do. Fault-filtered: 290 tracks for all. By row, single segments of a track are in the test part, so its tracks are fewer or more; [a3](a3.md) and [nets-tables](nets-tables.md) have the segments.

${await picture('accuracy', chart)}

${await picture('f1', f1Chart({ title: 'F1 by genre, fault-filtered, tracks', labels: classes, series }))}
`,
)
console.log(page)

/** @param {Score | undefined} score */
function cell(score) {
  if (!score) return ''
  const seeds = score.seeds > 1 ? `, ${score.seeds} seeds` : ''
  if (!score.interval) return `${percent(score.accuracy)}${seeds}`
  return `${percent(score.accuracy)} (${score.interval.map(percent).join('-')})${seeds}`
}

/** @returns {Line[]} */
function classical() {
  const a3 = readJson(path.join(dir, 'a3/results.json'))
  /** @type {Map<string, Line>} */
  const found = new Map()
  for (const { protocol, transform, model, tracks, trackConfusion } of a3.cells) {
    if (transform !== 'none') continue
    /** @type {Line} */
    const line = found.get(model) ?? { model, input: '3 s table', kind: 'classical', scores: {} }
    const { accuracy, interval, total } = tracks
    const scores = { ...line.scores, [protocol]: { accuracy, interval, tracks: total, seeds: 1 } }
    const f1 = protocol === 'fault-filtered' ? f1OfMatrix(trackConfusion) : line.f1
    found.set(model, { ...line, model: model === 'neural net' ? 'MLP (classical)' : model, scores, f1 })
  }
  const lines = [...found.values()]
  const best = readJson(path.join(dir, 'best/results.json'))
  for (const { protocol, transform, model, tracks, trackConfusion } of best.cells) {
    const { accuracy, interval, total } = tracks
    lines.push({
      model: `best: ${model}, ${transform}`,
      input: '3 s table and pictures',
      kind: 'classical',
      scores: { [protocol]: { accuracy, interval, tracks: total, seeds: 1 } },
      f1: f1OfMatrix(trackConfusion),
    })
  }
  return lines
}

/** @returns {Line[]} */
function nets() {
  const pictures = readRuns(path.join(dir, 'nets-pictures'))
  const tables = readRuns(path.join(dir, 'nets-tables'))
  /** @type {[model: string, input: string, runs: any[]][]} */
  const all = [
    ['small net', 'pictures', pictures.filter(run => run.kind.startsWith('small') && run.scoredOn === 'test')],
    ['CNN (CS 4100)', 'pictures', pictures.filter(run => run.kind === 'cnn')],
    ['FCNN (CS 4100)', '30 s table', pictures.filter(run => run.kind === 'fcnn' && run.scaled)],
    ['FCNN, unscaled', '30 s table', pictures.filter(run => run.kind === 'fcnn' && !run.scaled)],
    ...['bilstm', 'lstm', 'lstm-pca', 'lstm-dropout', 'exploration-mlp'].map(
      net => /** @type {[string, string, any[]]} */ ([net, '3 s table', tables.filter(run => run.net === net)]),
    ),
  ]
  return all
    .filter(([, , runs]) => runs.length > 0)
    .map(([model, input, runs]) => {
      /** @type {Line['scores']} */
      const scores = {}
      for (const protocol of PROTOCOLS) {
        const own = runs.filter(run => run.protocol === protocol)
        if (own.length > 0) scores[protocol] = together(own)
      }
      const honest = runs.filter(run => run.protocol === 'fault-filtered')
      return {
        model,
        input,
        kind: /** @type {const} */ ('net'),
        scores,
        ...(honest.length > 0 && { f1: f1Of(averaged(honest)) }),
      }
    })
}

/** @param {any[]} runs @returns {Score} */
function together(runs) {
  const tracks = runs[0].tracks.length
  if (runs.some(run => run.tracks.join() !== runs[0].tracks.join())) {
    return { accuracy: mean(runs.map(run => run.accuracy)), tracks, seeds: runs.length }
  }
  const all = averaged(runs)
  return { accuracy: all.accuracy, interval: intervalOf(all), tracks, seeds: runs.length }
}

/** F1 of each class from a confusion matrix. @param {number[][]} matrix */
function f1OfMatrix(matrix) {
  return matrix.map((row, i) => {
    const sum = row.reduce((a, b) => a + b, 0) + matrix.reduce((total, other) => total + other[i], 0)
    return sum === 0 ? 0 : (2 * row[i]) / sum
  })
}
