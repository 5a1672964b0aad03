import { describeNet, listArchitectures, netSize } from '@genre/nets'
import { accuracyChart, confusionMatrixChart, f1Chart, trainingCurvesChart } from '@genre/viz'
import { writeWhole } from '../common/json-file.mjs'
import { markdownTable, reading } from '../common/markdown.mjs'
import { mean, percent, spread } from '../common/numbers.mjs'
import { pagePictures } from '../common/page-pictures.mjs'
import { averaged, confusionOf, f1Of, readRuns, withInterval } from '../common/tracks.mjs'

const PROTOCOLS = /** @type {const} */ (['row', 'track', 'fault-filtered'])
const SEQUENCES = ['bilstm', 'lstm', 'lstm-pca', 'lstm-dropout']

/**
 * Writes the page out of the runs that are there.
 *
 * @param {string} out the folder of the runs; the page stands beside it
 */
export async function writePage(out) {
  const runs = readRuns(out)
  const page = `${out}.md`
  const picture = pagePictures(out)
  const sections = [
    ...(await sequenceSection(
      runs.filter(run => SEQUENCES.includes(run.net)),
      picture,
    )),
    ...mlpSection(runs.filter(run => run.net === 'exploration-mlp')),
    ...timeSection(runs),
  ]
  const text = `# Nets on Kaggle's 3 s table

The recurrent nets of system C (Georgia Tech), and the net of GenreGuessr's model exploration, on the descriptors of 3 s segments; the form at hand lacks 64 of 9990 rows.

\`\`\`sh
npm install && node tools/evidence/nets-tables/main.mjs --table features_3_sec.csv --absent features_3_sec.missing.txt --out docs/results/nets-tables
\`\`\`

Chance is 10 %. In brackets 95 % intervals.

${reading(page)}

${sections.join('\n\n')}
`
  writeWhole(page, text)
}

/** @typedef {import('../common/page-pictures.mjs').Draw} Draw */

/** @param {any[]} runs @param {Draw} picture */
async function sequenceSection(runs, picture) {
  if (runs.length === 0) return []
  const nets = SEQUENCES.filter(net => runs.some(run => run.net === net))
  const of = (/** @type {string} */ net, /** @type {string} */ protocol) =>
    runs.filter(run => run.net === net && run.protocol === protocol)
  const cell = (/** @type {any[]} */ found) => {
    if (found.length === 0) return ''
    return found.length === 1 ? `${withInterval(found[0])}, one seed` : `${spread(accuracies(found))} (${found.length})`
  }
  const rows = nets.map(net => {
    const track = of(net, 'track')
    const best = track.map(run =>
      Math.max(...run.history.map((/** @type {any} */ record) => record.validationAccuracy)),
    )
    return [
      net,
      thousands(sizeOf(net)),
      published(net),
      cell(of(net, 'row')),
      cell(track),
      best.length === 0 ? '' : percent(mean(best)),
      cell(of(net, 'fault-filtered')),
    ]
  })
  const columns = [...new Set(runs.filter(run => run.net === 'lstm-pca').map(run => run.columns))].sort()
  const blocks = [
    '## System C: a track as a sequence',
    `A track is the sequence of its ten segments of 56 standardised descriptors (without tempo); one LSTM, layer norm, linear; Adam, batches of 64 tracks. The source gives no learning rate and no epochs: here 1e-3 and ${runs[0].epochs}. A track of fewer than ten rows (it is shorter, or rows are not at hand) begins again with its first. Scaler and components are learned from the training rows.`,
    `- **track**, as the source says: 80 and 20 % of the tracks, the last epoch counts. Beside it what the best epoch scores, where the test tracks themselves choose it ("at best" is the source's word for one of its figures).
- **row**: 80 and 20 % of the rows at random, and a track's sequence made of those of its rows that are in the part; so most test tracks are learned from as well.
- **fault-filtered**: the published split, whose validation part chooses the epoch; the test part was met once by each run.`,
    `Tracks named right, in %, mean ± standard deviation (seeds):`,
    markdownTable(
      [
        'net',
        'parameters',
        'published',
        'by row',
        'by track',
        'by track, best epoch by the test tracks',
        'fault-filtered',
      ],
      rows,
    ),
  ]
  if (columns.length > 0) {
    const found = columns.length === 1 ? `${columns[0]}` : `${columns[0]} to ${columns.at(-1)}`
    blocks.push(`Components that hold 85 % of the variance: ${found} (published 23).`)
  }
  const results = nets.flatMap(net =>
    PROTOCOLS.map(protocol => ({ net, protocol, found: of(net, protocol) }))
      .filter(({ found }) => found.length > 0)
      .map(({ protocol, found }) => ({ model: net, protocol, accuracy: mean(accuracies(found)) })),
  )
  blocks.push(
    await picture(
      'accuracy',
      accuracyChart({ title: 'System C, tracks', subtitle: 'mean of the seeds', results, chance: 0.1 }),
    ),
  )
  const curves = of('lstm', 'track').slice(0, 1)
  if (curves.length > 0) {
    const history = curves[0].history.flatMap((/** @type {any} */ record) => [
      { epoch: record.epoch, set: 'training', loss: record.loss, accuracy: record.accuracy },
      { epoch: record.epoch, set: 'test tracks', loss: record.validationLoss, accuracy: record.validationAccuracy },
    ])
    blocks.push(await picture('lstm-track', trainingCurvesChart({ title: 'lstm, by track, seed 1', history })))
  }
  const honest = of('lstm', 'fault-filtered')
  if (honest.length > 0) {
    const all = averaged(honest)
    const title = `lstm, fault-filtered, ${all.tracks.length} tracks`
    const subtitle = `${percent(all.accuracy)} %, ${honest.length} seed(s) averaged`
    blocks.push(
      await picture(
        'confusion-lstm',
        confusionMatrixChart({ title, subtitle, labels: all.classes, matrix: confusionOf(all) }),
      ),
    )
    const series = nets
      .filter(net => of(net, 'fault-filtered').length > 0)
      .map(net => ({ model: net, scores: f1Of(averaged(of(net, 'fault-filtered'))) }))
    const chart = f1Chart({ title: 'F1 by genre, fault-filtered, tracks', labels: all.classes, series })
    blocks.push(await picture('f1', chart))
  }
  return blocks
}

/** @param {any[]} runs */
function mlpSection(runs) {
  if (runs.length === 0) return []
  const rows = PROTOCOLS.flatMap(protocol =>
    runs
      .filter(run => run.protocol === protocol)
      .map(run => [
        protocol,
        protocol === 'row' ? '90.5' : '',
        `${percent(run.rowAccuracy)} of ${run.rows}`,
        withInterval(run),
        `${run.kept} of ${run.epochs}`,
      ]),
  )
  return [
    "## GenreGuessr's net on single segments",
    'As in [a3](a3.md), where the net of `@genre/classical` does the same on the same rows: minimum and maximum of the training rows to 0 and 1, 70, 15 and 15 % (seed 42), Adam 1e-3 with weight decay 1e-5, rate halved where validation accuracy stays for three epochs, the best epoch by validation kept. In %:',
    markdownTable(['protocol', 'published', 'segments', 'tracks', 'epoch kept'], rows),
  ]
}

/** @param {any[]} runs */
function timeSection(runs) {
  const nets = [...new Set(runs.map(run => run.net))].sort()
  const rows = nets.map(net => {
    const found = runs.filter(run => run.net === net)
    const sum = (/** @type {'processorSeconds' | 'seconds'} */ key) => found.reduce((total, run) => total + run[key], 0)
    const backends = [...new Set(found.map(run => run.backend))].join(', ')
    return [net, String(found.length), backends, String(sum('processorSeconds')), String(sum('seconds'))]
  })
  return [
    '## Times',
    'Seconds of all runs of a net together. The clock ran on while others used the two cores; processor seconds did not.',
    markdownTable(['net', 'runs', 'backend', 'processor seconds', 'seconds by the clock'], rows),
  ]
}

/** @param {any[]} runs */
const accuracies = runs => runs.map(run => run.accuracy)

/** @param {string} net */
function published(net) {
  const { published: scores } = /** @type {import('@genre/nets').ArchitectureSummary} */ (
    listArchitectures().find(({ name }) => name === net)
  )
  return scores.map(({ accuracy }) => percent(accuracy)).join(', ')
}

/** @param {string} net */
const sizeOf = net => netSize(describeNet(net)).parameters

/** @param {number} value */
function thousands(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
}
