import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What stands in which README, in this order. */
const PLACES = {
  dsp: ['stft', 'stft-complex', 'mel', 'hpss', 'resample-16k', 'resample'],
  features: ['mfcc', 'chroma', 'descriptors57', 'descriptors57-shared', 'threads', 'hour'],
}

/** @type {Record<import('./entry').JsPeer, string>} */
const NAMES = { libsonare: 'libsonare', meyda: 'Meyda', essentia: 'essentia.js' }

/**
 * Writes the results between the marks `<!-- bench -->` and `<!-- /bench -->` of the packages' READMEs.
 *
 * @param {import('./measure.mjs').Measured[]} results
 * @param {{ name: string, job: string, text: string }[]} own
 * @param {{ versions: Record<string, string | null | undefined>, processor: string, cpu: boolean, repetitions: number }} run
 */
export function writeReadmes(results, own, run) {
  for (const [name, entries] of Object.entries(PLACES)) {
    const file = fileURLToPath(new URL(`../../libs/${name}/README.md`, import.meta.url))
    const text = readFileSync(file, 'utf8')
    const rows = entries.flatMap(entry => results.find(result => result.name === entry) ?? [])
    const lines = entries.flatMap(entry => own.find(result => result.name === entry) ?? [])
    writeFileSync(
      file,
      text.replace(/(<!-- bench -->)[\s\S]*(<!-- \/bench -->)/, `$1\n\n${section(rows, lines, run)}\n\n$2`),
    )
  }
}

/**
 * @param {import('./measure.mjs').Measured[]} rows
 * @param {{ job: string, text: string }[]} lines
 * @param {{ versions: Record<string, string | null | undefined>, processor: string, cpu: boolean, repetitions: number }} run
 */
export function section(rows, lines, { versions, processor, cpu, repetitions }) {
  const others = /** @type {import('./entry').JsPeer[]} */ (Object.keys(NAMES)).filter(name =>
    rows.some(row => row.others[name]),
  )
  const heads = ['job', 'here', 'librosa', ...others.map(name => NAMES[name])]
  const table = [
    heads,
    heads.map((_, i) => (i === 0 ? '---' : '---:')),
    ...rows.map(({ job, ours, theirs, ratio, others: measured }) => [
      job,
      milliseconds(ours),
      theirs === undefined || ratio === undefined ? '' : `${milliseconds(theirs)} (${times(ratio)})`,
      ...others.map(name => {
        const other = measured[name]
        return other ? `${milliseconds(other.seconds)} (${times(other.ratio)})` : ''
      }),
    ]),
  ].map(cells => `| ${cells.join(' | ')} |`)
  const clock = cpu ? 'processor time' : 'elapsed time'
  const beside = others.map(name => `, ${NAMES[name]} ${versions[name]}`).join('')
  return [
    `30 s of sound at 22050 Hz, milliseconds of ${clock} on one core, medians of ${repetitions}; in brackets how many times as long as here. ` +
      `One run of \`npm run bench\`: ${processor}, Node ${versions.node}, librosa ${versions.librosa}${beside}.`,
    '',
    ...table,
    ...(lines.length > 0 ? ['', ...lines.map(({ job, text }) => `- ${job}: ${text}`)] : []),
  ].join('\n')
}

/** @param {number} ratio */
function times(ratio) {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)} x`
}

/** @param {number} seconds */
function milliseconds(seconds) {
  const value = seconds * 1000
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
