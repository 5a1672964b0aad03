import { readdirSync } from 'node:fs'
import path from 'node:path'
import { accuracyChart, trainingCurvesChart } from '@genre/viz'
import { renderSvg } from '@genre/viz/node'
import { readJson, writeWhole } from '../common/json-file.mjs'
import { markdownTable, reading } from '../common/markdown.mjs'
import { mean, meanInterval, percent, points, spread } from '../common/numbers.mjs'
import { nets, PROTOCOLS, TEST_SIZE } from './settings.mjs'

/** @typedef {import('./train.mjs').Result} Result */
/** @typedef {{ net: import('./settings.mjs').NetName, protocol: 'row' | 'track', seeds: number[], ours: Result[], torch: Result[] }} Cell */

const FRAMEWORKS = { wasm: '@genre/nets', pytorch: 'PyTorch', 'tfjs-node': '@genre/nets on tfjs-node' }
const MEASURES = /** @type {const} */ (['windows', 'tracks'])

/**
 * Writes the page out of what has been run so far.
 *
 * @param {string} out the folder of the results; the page stands beside it
 */
export async function writePage(out) {
  const data = readJson(path.join(out, 'data.json'))
  if (!data) throw new Error(`${out} holds no results yet: --audio DIR is needed`)
  const results = readdirSync(path.join(out, 'runs'))
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => /** @type {Result} */ (readJson(path.join(out, 'runs', name))))
  const cells = cellsOf(results)
  if (cells.length === 0) throw new Error(`${out}/runs holds no run yet`)
  const pictures = await draw(out, cells)
  const page = `${out}.md`
  const [first] = results
  const text = `# Two conv nets on real audio, beside PyTorch

The CNN of CSC 461 and GenreGuessr's ResNet with features, on ${data.tracks} tracks of GTZAN (${data.genres.join(', ')}), ${data.perTrack} windows of each, trained with what \`npm install\` brings (WebAssembly, one thread) and with PyTorch (one thread) on the same pictures, splits, epochs, batches, losses, optimizers and schedules. Each side draws its own first weights (by PyTorch's rule), its own order of examples and its own dropout. A seed draws the split as well, the same one for both: ${percent(TEST_SIZE)} % of the windows (row) or of the tracks (track) are tested. The last epoch counts; nothing was chosen by a test score.

\`\`\`sh
npm install && node tools/evidence/nets-audio/main.mjs --audio GTZAN --python python3
\`\`\`

Of the tracks, ${data.originals} are byte for byte those that mirdata's index knows. Chance is ${percent(1 / data.genres.length)} %. ${detailsOf(results)}

${reading(page)}

## Accuracy

Of the test part in %, mean ± standard deviation over the seeds. A seed's two runs share their split, so the difference is that of pairs; they agree where its 95 % interval (Student's t) holds zero.

${accuracyTable(cells)}

${togetherLine(cells)}${pictures.accuracy}

By row, a window is tested by nets that learned from other windows of its track. What that adds to the windows named, in points (whole tracks do not compare: by row only some windows of a track are tested, by track all of them are averaged):

${leakTable(cells)}

Every run, windows (tracks) in %:

${seedTable(cells)}
${peerTable(results, cells)}
## Learning

Means over the seeds. Training loss and accuracy are those of the batches as they were learned from, with dropout.

${pictures.curves}

Accuracy on the training windows after the last epoch, without dropout, in %:

${trainTable(cells)}

## Time

Processor seconds of an epoch, training and scoring the test part, one thread; the mean over all runs, on a machine that had other work as well.

${timeTable(results, cells)}

## Sizes, and what was cut

${sizeTable(data, cells, first.batchSize)}
`
  writeWhole(page, text)
}

/** @param {Result[]} results @returns {Cell[]} */
function cellsOf(results) {
  const names = /** @type {import('./settings.mjs').NetName[]} */ (Object.keys(nets))
  return names
    .flatMap(net =>
      PROTOCOLS.map(protocol => {
        const of = (/** @type {string} */ framework) =>
          results
            .filter(run => run.net === net && run.protocol === protocol && run.framework === framework)
            .sort((a, b) => a.seed - b.seed)
        const ours = of('wasm')
        const torch = of('pytorch').filter(run => ours.some(({ seed }) => seed === run.seed))
        // Where PyTorch ran, only seeds that both have are compared.
        const kept = torch.length > 0 ? ours.filter(run => torch.some(({ seed }) => seed === run.seed)) : ours
        return { net, protocol, seeds: kept.map(run => run.seed), ours: kept, torch }
      }),
    )
    .filter(cell => cell.ours.length > 0)
}

/** @param {Result[]} results */
function detailsOf(results) {
  const details = [...new Set(results.map(run => `${FRAMEWORKS[run.framework]}: ${run.detail}`))]
  return `${details.join('; ')}.`
}

/** @param {Result[]} runs @param {typeof MEASURES[number]} measure */
const accuracies = (runs, measure) => runs.map(run => run[measure].accuracy)

/** @param {Cell[]} cells */
function accuracyTable(cells) {
  const rows = cells.flatMap(({ net, protocol, seeds, ours, torch }) =>
    MEASURES.map(measure => {
      const a = accuracies(ours, measure)
      const head = [nets[net].title, protocol, `${measure} (${seeds.length} x ${ours[0][measure].count})`, spread(a)]
      if (torch.length === 0) return [...head, '', '', '']
      const b = accuracies(torch, measure)
      const [difference, agree] = compared(a, b)
      return [...head, spread(b), difference, agree ? 'yes' : 'no']
    }),
  )
  return markdownTable(
    ['net', 'protocol', 'scored', FRAMEWORKS.wasm, FRAMEWORKS.pytorch, 'difference (95 % interval)', 'agree'],
    rows,
  )
}

/**
 * The mean difference of pairs in words, and whether 0 lies within its interval.
 *
 * @param {number[]} a
 * @param {number[]} b
 * @returns {[string, boolean]}
 */
function compared(a, b) {
  const differences = a.map((value, i) => value - b[i])
  const [low, high] = meanInterval(differences)
  const ends = differences.length > 1 ? ` (${points(low)} to ${points(high)})` : ''
  return [`${points(mean(differences))}${ends}`, low <= 0 && high >= 0]
}

/** @param {Cell[]} cells */
function togetherLine(cells) {
  const pairs = cells.filter(cell => cell.torch.length > 0)
  const [windows, tracks] = MEASURES.map(measure => {
    const of = (/** @type {'ours' | 'torch'} */ side) => pairs.flatMap(cell => accuracies(cell[side], measure))
    return compared(of('ours'), of('torch'))[0]
  })
  const count = pairs.flatMap(cell => cell.torch).length
  if (count === 0) return ''
  return `Over all ${count} pairs of runs the difference is ${windows} points by windows, ${tracks} by tracks.\n\n`
}

/** @param {Cell[]} cells */
function leakTable(cells) {
  const rows = cells
    .filter(cell => cell.protocol === 'row')
    .flatMap(row => {
      const track = cells.find(cell => cell.net === row.net && cell.protocol === 'track')
      if (!track) return []
      const leak = (/** @type {'ours' | 'torch'} */ side) =>
        row[side].length > 0 && track[side].length > 0
          ? points(mean(accuracies(row[side], 'windows')) - mean(accuracies(track[side], 'windows')))
          : ''
      return [[nets[row.net].title, leak('ours'), leak('torch')]]
    })
  return markdownTable(['net', FRAMEWORKS.wasm, FRAMEWORKS.pytorch], rows)
}

/** @param {Result | undefined} run */
const score = run => (run ? `${percent(run.windows.accuracy)} (${percent(run.tracks.accuracy)})` : '')

/** @param {Cell[]} cells */
function seedTable(cells) {
  const rows = cells.flatMap(({ net, protocol, seeds, ours, torch }) =>
    seeds.map((seed, i) => [nets[net].title, protocol, String(seed), score(ours[i]), score(torch[i])]),
  )
  return markdownTable(['net', 'protocol', 'seed', FRAMEWORKS.wasm, FRAMEWORKS.pytorch], rows)
}

/** @param {Result[]} results @param {Cell[]} cells */
function peerTable(results, cells) {
  const rows = results
    .filter(run => run.framework === 'tfjs-node')
    .map(run => {
      const cell = cells.find(({ net, protocol }) => net === run.net && protocol === run.protocol)
      const same = cell?.ours.find(({ seed }) => seed === run.seed)
      return [nets[run.net].title, run.protocol, String(run.seed), score(run), score(same)]
    })
  if (rows.length === 0) return ''
  const table = markdownTable(['net', 'protocol', 'seed', 'tfjs-node', 'WebAssembly'], rows)
  return `\nThe same call on the backend tfjs-node, from the same first weights, order and dropout; what differs is rounding:\n\n${table}\n`
}

/** @param {Cell[]} cells */
function trainTable(cells) {
  const rows = cells.map(({ net, protocol, ours, torch }) => [
    nets[net].title,
    protocol,
    spread(ours.map(run => run.train.accuracy)),
    torch.length > 0 ? spread(torch.map(run => run.train.accuracy)) : '',
  ])
  return markdownTable(['net', 'protocol', FRAMEWORKS.wasm, FRAMEWORKS.pytorch], rows)
}

/** @param {Result[]} results @param {Cell[]} cells */
function timeTable(results, cells) {
  const names = [...new Set(cells.map(cell => cell.net))]
  const frameworks = /** @type {const} */ (['wasm', 'tfjs-node', 'pytorch']).filter(name =>
    results.some(run => run.framework === name),
  )
  const rows = names.map(net => {
    const seconds = frameworks.map(name =>
      results
        .filter(run => run.net === net && run.framework === name)
        .flatMap(run => run.epochs.map(epoch => epoch.cpuSeconds)),
    )
    const learned = cells.filter(cell => cell.net === net)[0].ours[0].train.count
    return [nets[net].title, String(learned), ...seconds.map(all => (all.length > 0 ? mean(all).toFixed(1) : ''))]
  })
  return markdownTable(['net', 'windows learned', ...frameworks.map(name => FRAMEWORKS[name])], rows)
}

/**
 * @param {{ perTrack: number, nets: Record<string, { size: number, windows: number }> }} data
 * @param {Cell[]} cells
 * @param {number} batchSize
 */
function sizeTable(data, cells, batchSize) {
  const names = [...new Set(cells.map(cell => cell.net))]
  const column = (/** @type {(net: import('./settings.mjs').NetName, run: Result) => string} */ value) =>
    names.map(net => value(net, cells.filter(cell => cell.net === net)[0].ours[0]))
  return markdownTable(
    ['', ...names.map(net => nets[net].title)],
    [
      ['pictures', ...column(net => nets[net].pictures)],
      [
        'size here (source)',
        ...column((net, run) => `${run.size} x ${run.size} (${nets[net].source.size} x ${nets[net].source.size})`),
      ],
      [
        'widths here (source)',
        ...column((net, run) => `${run.widths.join(' ')} (${nets[net].source.widths.join(' ')})`),
      ],
      ['hidden units here (source)', ...column((net, run) => `${run.hidden} (${nets[net].source.hidden})`)],
      ['parameters', ...column((_net, run) => String(run.parameters))],
      [
        'windows here (source)',
        ...column(net => `${data.perTrack} of a track, spread evenly (${nets[net].source.windows})`),
      ],
      ['epochs here (source)', ...column((net, run) => `${run.epochs.length} (${nets[net].source.epochs})`)],
      [
        'optimizer',
        ...column(net => {
          const { name, learningRate, weightDecay } = nets[net].optimizer
          return `${name === 'adam' ? 'Adam' : 'AdamW'} ${learningRate}, weight decay ${weightDecay}, batches of ${batchSize}`
        }),
      ],
      [
        'learning rate',
        ...column(net => (nets[net].schedule.name === 'halving' ? 'a quarter from half time on' : 'constant')),
      ],
      ['published, ten genres by row', ...column(net => `${percent(nets[net].source.published)} %`)],
    ],
  )
}

/**
 * Draws the charts and gives the lines that show them.
 *
 * @param {string} out
 * @param {Cell[]} cells
 */
async function draw(out, cells) {
  const save = async (/** @type {string} */ name, /** @type {import('@genre/viz').VegaLiteSpec} */ spec) => {
    writeWhole(path.join(out, 'pictures', `${name}.svg`), await renderSvg(spec))
    return `![${spec.description}](${path.basename(out)}/pictures/${name}.svg)`
  }
  const results = cells.flatMap(({ net, protocol, ours, torch }) =>
    [ours, torch]
      .filter(runs => runs.length > 0)
      .map(runs => {
        const values = accuracies(runs, 'windows')
        const interval = meanInterval(values).map(end => Math.min(1, Math.max(0, end)))
        return {
          model: `${nets[net].short}, ${FRAMEWORKS[runs[0].framework]}`,
          protocol,
          accuracy: mean(values),
          ...(values.length > 1 && { interval: /** @type {[number, number]} */ (interval) }),
        }
      }),
  )
  const accuracy = await save('accuracy', accuracyChart({ title: 'Windows: mean over the seeds', results }))
  const curves = []
  for (const { net, protocol, ours, torch } of cells) {
    const history = [ours, torch]
      .filter(runs => runs.length > 0)
      .flatMap(runs =>
        runs[0].epochs.flatMap((_, i) => {
          const value = (/** @type {'loss' | 'accuracy' | 'testLoss' | 'testAccuracy'} */ name) =>
            mean(runs.map(run => run.epochs[i][name]))
          const name = FRAMEWORKS[runs[0].framework]
          return [
            { epoch: i + 1, set: `train, ${name}`, loss: value('loss'), accuracy: value('accuracy') },
            { epoch: i + 1, set: `test, ${name}`, loss: value('testLoss'), accuracy: value('testAccuracy') },
          ]
        }),
      )
    curves.push(
      await save(
        `curves-${net}-${protocol}`,
        trainingCurvesChart({ title: `${nets[net].title}, by ${protocol}`, history }),
      ),
    )
  }
  return { accuracy, curves: curves.join('\n\n') }
}
