import { describeNet, netSize } from '@genre/nets'
import { confusionMatrixChart, f1Chart, trainingCurvesChart } from '@genre/viz'
import { writeWhole } from '../common/json-file.mjs'
import { markdownTable, reading } from '../common/markdown.mjs'
import { percent, spread } from '../common/numbers.mjs'
import { pagePictures } from '../common/page-pictures.mjs'
import { averaged, confusionOf, f1Of, readRuns, withInterval } from '../common/tracks.mjs'

const PUBLISHED = { fcnn: '32.5 and 28.0', cnn: '60.5 and 57.5' }
const PROTOCOLS = /** @type {const} */ (['track', 'fault-filtered'])

/**
 * Writes the page out of the runs that are there.
 *
 * @param {string} out the folder of the runs; the page stands beside it
 */
export async function writePage(out) {
  const runs = readRuns(out)
  const page = `${out}.md`
  const picture = pagePictures(out)
  const search = runs.filter(run => run.id.startsWith('search-'))
  const small = runs.filter(run => run.kind === 'small' && run.scoredOn === 'test')
  const sections = [
    ...(await sourceNets(runs, picture)),
    ...(await searchSection(search, picture)),
    ...(await testSection(small, picture)),
    ...rowSection(runs.filter(run => run.kind === 'small-rows')),
    ...timeSection(runs),
  ]
  const text = `# Nets on Kaggle's mel pictures

The pictures of \`images_original\` are the one form in which 999 of GTZAN's 1000 tracks are at hand. Two things are learned from them: the CNN of CS 4100, on the coloured pictures with their margins, beside its net on the table of whole tracks; and the small net of \`@genre/nets\`, on the spectrograms in them.

\`\`\`sh
npm install && node tools/evidence/nets-pictures/main.mjs --images images_original --table features_30_sec.csv --out docs/results/nets-pictures
\`\`\`

Chance is 10 %. By track: tracks at random, in proportion to the genres. Fault-filtered: the published split, repeats and distorted tracks out, artists apart, 290 tracks to test. In brackets 95 % intervals.

${reading(page)}

${sections.join('\n\n')}
`
  writeWhole(page, text)
}

/** @typedef {import('../common/page-pictures.mjs').Draw} Draw */

/** @param {any[]} runs @param {Draw} picture */
async function sourceNets(runs, picture) {
  const kinds = [
    { title: 'FCNN, columns as they are', of: (/** @type {any} */ run) => run.kind === 'fcnn' && !run.scaled },
    { title: 'FCNN, standardised', of: (/** @type {any} */ run) => run.kind === 'fcnn' && run.scaled },
    { title: 'CNN on pictures', of: (/** @type {any} */ run) => run.kind === 'cnn' },
  ].filter(({ of }) => runs.some(of))
  if (kinds.length === 0) return []
  const rows = kinds.map(({ title, of }) => {
    const cells = PROTOCOLS.map(protocol => {
      const found = runs.filter(run => of(run) && run.protocol === protocol)
      if (found.length === 0) return ''
      const accuracies = found.map(run => run.accuracy)
      return found.length === 1
        ? `${withInterval(found[0])}, one seed`
        : `${spread(accuracies)} (${found.length} seeds)`
    })
    const [any] = runs.filter(of)
    const published = title.startsWith('CNN') ? PUBLISHED.cnn : title.includes('as they are') ? PUBLISHED.fcnn : ''
    return [title, thousands(parametersOf(any)), published, ...cells]
  })
  const curves = []
  for (const scaled of [false, true]) {
    const run = runs.find(({ id }) => id === `fcnn-${scaled ? 'scaled' : 'unscaled'}-track-1`)
    if (!run) continue
    const title = scaled ? 'FCNN, standardised columns' : 'FCNN, columns as they are'
    curves.push(await picture(`fcnn-${scaled ? 'scaled' : 'unscaled'}`, curvesOf([{ run }], title)))
  }
  const cnns = runs.filter(run => run.kind === 'cnn')
  if (cnns.length > 0) {
    const [height, width] = cnns[0].size
    const title = `CNN on pictures of ${height} x ${width}`
    curves.push(
      await picture(
        'cnn',
        curvesOf(
          cnns.map(run => ({ run, name: run.id.slice(4) })),
          `${title}, training tracks`,
        ),
      ),
    )
  }
  return [
    '## CS 4100: a net on a table, and one on pictures',
    'As the source: Adam 1e-3, cross entropy, batches of 32, 30 epochs, the last epoch counts; 80 and 20 % of the tracks, drawn by each seed anew. Fault-filtered they learn from the 443 tracks for training (442 have a picture). Accuracy on the test tracks in %, mean ± standard deviation over the seeds.',
    markdownTable(['net', 'parameters', 'published', 'by track', 'fault-filtered'], rows),
    ...curves,
  ]
}

/** @param {any[]} search @param {Draw} picture */
async function searchSection(search, picture) {
  if (search.length === 0) return []
  const best = search.reduce((a, b) => (b.accuracy > a.accuracy ? b : a))
  const rows = search.map(run => [
    run === best ? `**${run.why}**` : run.why,
    thousands(parametersOf(run)),
    String(run.epochs),
    percent(run.history.at(-1).validationAccuracy),
    withInterval(run),
    String(run.processorSeconds),
  ])
  const { recipe, bands, frames } = best
  const { optimizer } = recipe
  return [
    '## The small net: what was chosen, and on what',
    `Margins cut off, colours turned back into decibels (\`melPictureLevels\` of \`@genre/viz\`): 128 bands x 336 frames, 11.2 a second, of which pairs of bands are averaged. An example is a stretch of ${bands} bands x ${frames} frames (${(frames / 11.2).toFixed(1)} s), at a new random place in every epoch, one a track; SpecAugment (two stripes of up to an eighth each way), AdamW ${optimizer.learningRate} with weight decay ${optimizer.weightDecay}, cosine to zero, batches of ${recipe.batchSize}, label smoothing ${recipe.labelSmoothing}, dropout ${recipe.dropout}. A track is told by the mean of the probabilities of ${recipe.windows} windows.`,
    `The search learned from the ${best.learnedFrom} training tracks of the fault-filtered split and was scored on its 197 validation tracks, after the last epoch. The most tracks named decides. In %:`,
    markdownTable(
      ['configuration', 'parameters', 'epochs', 'validation, middle window', 'validation, tracks', 'processor seconds'],
      rows,
    ),
    await picture(
      'search',
      curvesOf(
        search.map(run => ({ run, name: run.why, part: 'validation' })),
        'Search: validation tracks, middle window',
      ),
    ),
    await picture(
      'chosen',
      curvesOf([{ run: best }, { run: best, part: 'validation' }], `What was chosen: ${best.why}`),
    ),
  ]
}

/** @param {any[]} small @param {Draw} picture */
async function testSection(small, picture) {
  if (small.length === 0) return []
  const groups = PROTOCOLS.map(protocol => ({ protocol, runs: small.filter(run => run.protocol === protocol) })).filter(
    ({ runs }) => runs.length > 0,
  )
  const rows = groups.map(({ protocol, runs }) => [
    protocol,
    `${runs[0].learnedFrom}`,
    runs.map(run => percent(run.accuracy)).join(', '),
    spread(runs.map(run => run.accuracy)),
    runs.length > 1 ? withInterval(averaged(runs)) : withInterval(runs[0]),
    spread(runs.map(run => run.windowAccuracy)),
    String(runs.length),
  ])
  const blocks = [
    '## The small net: tested',
    `${small[0].epochs} epochs, a number that was set beforehand; no test track was seen before the last of them. Fault-filtered, training and validation tracks together are learned from; by track 70 % of the tracks (seed 42: those of the pages on classical models), and the 15 % for validation are not used. In %:`,
    markdownTable(
      [
        'protocol',
        'tracks learned from',
        'seeds',
        'mean ± deviation',
        'the seeds’ probabilities averaged',
        'single windows',
        'times that the test part was met',
      ],
      rows,
    ),
  ]
  const f1 = []
  for (const { protocol, runs } of groups) {
    const all = averaged(runs)
    const title = `Small net, ${protocol}, ${all.tracks.length} tracks`
    const subtitle = `${percent(all.accuracy)} %, ${runs.length === 1 ? 'one seed' : `${runs.length} seeds averaged`}`
    const labels = all.classes
    blocks.push(
      await picture(
        `confusion-${protocol}`,
        confusionMatrixChart({ title, subtitle, labels, matrix: confusionOf(all) }),
      ),
    )
    f1.push({ model: protocol, scores: f1Of(all) })
  }
  const labels = small[0].classes
  blocks.push(await picture('f1', f1Chart({ title: 'Small net: F1 by genre, tracks', labels, series: f1 })))
  blocks.push(
    await picture(
      'test-curves',
      curvesOf(
        small.map(run => ({ run, name: run.id.slice(6) })),
        'The runs that were tested: training tracks',
      ),
    ),
  )
  return blocks
}

/** @param {any[]} runs */
function rowSection(runs) {
  return runs.flatMap(run => [
    '## The small net by row',
    `What a row protocol measures: every picture cut into ten stretches of 3 s, as the table of segments is, 70, 15 and 15 % of these at random (seed 42), ${run.epochs} epochs. The net names ${percent(run.windowAccuracy)} % of the ${run.windows} stretches, and ${percent(run.accuracy)} % of the ${run.tracks.length} tracks that they are of, nearly all of which it learned from.`,
  ])
}

/** @param {any[]} runs */
function timeSection(runs) {
  /** @param {(run: any) => boolean} of @param {string} title */
  const row = (of, title) => {
    const found = runs.filter(of)
    if (found.length === 0) return []
    const sum = (/** @type {'processorSeconds' | 'seconds'} */ key) => found.reduce((total, run) => total + run[key], 0)
    const backends = [...new Set(found.map(run => run.backend))].join(', ')
    return [[title, String(found.length), backends, String(sum('processorSeconds')), String(sum('seconds'))]]
  }
  return [
    '## Times',
    'Seconds of all runs of a kind together, reading the pictures and scoring included. The clock ran on while others used the two cores; processor seconds did not.',
    markdownTable(
      ['what', 'runs', 'backend', 'processor seconds', 'seconds by the clock'],
      [
        ...row(run => run.kind === 'fcnn', 'FCNN'),
        ...row(run => run.kind === 'cnn', 'CNN'),
        ...row(run => run.id.startsWith('search-'), 'small net, search'),
        ...row(run => run.kind === 'small' && run.scoredOn === 'test', 'small net, tested'),
        ...row(run => run.kind === 'small-rows', 'small net, by row'),
      ],
    ),
  ]
}

/**
 * @param {{ run: any, name?: string, part?: 'training' | 'validation' }[]} lines
 * @param {string} title
 */
function curvesOf(lines, title) {
  const history = lines.flatMap(({ run, name, part = 'training' }) =>
    run.history.map((/** @type {import('@genre/nets').EpochRecord} */ record) => ({
      epoch: record.epoch,
      set: name ?? part,
      ...(part === 'training'
        ? { loss: record.loss, accuracy: record.trainAccuracy ?? record.accuracy }
        : { loss: record.validationLoss, accuracy: record.validationAccuracy }),
    })),
  )
  return trainingCurvesChart({ title, history })
}

/** @param {any} run */
function parametersOf(run) {
  const [net, options] =
    run.kind === 'small'
      ? ['small', { input: [run.bands, run.frames, 1], widths: run.widths }]
      : run.kind === 'cnn'
        ? ['cs4100-cnn', { input: [...run.size, 3] }]
        : ['cs4100-fcnn', {}]
  return netSize(describeNet(/** @type {string} */ (net), options)).parameters
}

/** @param {number} value */
function thousands(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
}
