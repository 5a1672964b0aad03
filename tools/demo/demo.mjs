// The main job from end to end, by the CLI's own commands: a collection, its health, descriptors, models under two
// protocols, a report, and one song classified with the winner.
//
//   npm run demo                          a synthesized collection of 100 tracks
//   npm run demo -- --data FOLDER         a GTZAN folder of your own, which is read and not changed
//   npm run demo -- --out FOLDER --seed 2 --tracks 20
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, symlinkSync, existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cli = join(root, 'apps/cli/bin/genre.js')

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: join(root, 'demo-output') },
    tracks: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help) {
  console.log('npm run demo [-- [--data FOLDER] [--out FOLDER] [--tracks N] [--seed N]]')
  process.exit(0)
}
const start = performance.now()
const out = resolve(values.out)
const show = path => relative(process.cwd(), path) || '.'

/** Runs `genre` with the given words, shows the command line first, and ends the demo if the command fails. */
function genre(words, { mayFail = false } = {}) {
  console.log(`\n$ genre ${words.map(word => (/[^\w./:=-]/.test(word) ? JSON.stringify(word) : word)).join(' ')}`)
  const { status, signal } = spawnSync(process.execPath, [cli, ...words], { stdio: 'inherit' })
  if (signal || (status !== 0 && !(mayFail && status === 1))) process.exit(status ?? 130)
}

mkdirSync(out, { recursive: true })
for (const old of ['data', 'quarantine', 'unseen', 'features.csv', 'report']) {
  rmSync(join(out, old), { recursive: true, force: true })
}

const data = join(out, 'data')
let clip
if (values.data === undefined) {
  genre(['synthesize', '--tracks', values.tracks, '--seed', values.seed, '--out', show(data)])
  const unseen = join(out, 'unseen')
  genre([
    'synthesize',
    '--tracks',
    '1',
    '--seed',
    String(Number(values.seed) + 1000),
    '--no-faults',
    '--out',
    show(unseen),
  ])
  clip = join(unseen, 'genres_original/reggae/reggae.00000.wav')
} else {
  // The folder is the user's: the demo works on links to its files, and what it quarantines is a link.
  if (!existsSync(values.data)) {
    console.error(`${values.data}: no such folder`)
    process.exit(2)
  }
  clip = linkFiles(resolve(values.data), data)
}

const quarantine = join(out, 'quarantine')
genre(['health', show(data), '--quarantine', show(quarantine)], { mayFail: true })
const table = join(out, 'features.csv')
genre(['extract', show(data), '--segments', '3', '--out', show(table)])
const report = join(out, 'report')
genre([
  'explore',
  '--table',
  show(table),
  '--suite',
  'quick',
  '--protocol',
  'row,track',
  '--data',
  show(data),
  '--out',
  show(report),
])
genre(['classify', show(clip), '--model', show(join(report, 'model.json'))])
console.log(
  values.data === undefined
    ? '(a track the model has never heard)'
    : '(one of the tracks that the model learned from: this shows the way, not how good it is)',
)

const seconds = (performance.now() - start) / 1000
console.log(
  `\n${show(join(report, 'report.html'))} shows it all: the table, the leak, the confusion matrix, the descriptors that matter.`,
)
console.log(`Done in ${seconds.toFixed(0)} s.`)

/** Mirrors a folder with links to its files; returns the first audio file. */
function linkFiles(from, to) {
  let first
  const walk = (source, target) => {
    mkdirSync(target, { recursive: true })
    for (const entry of readdirSync(source, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory()) walk(join(source, entry.name), join(target, entry.name))
      else if (/\.(wav|au|mp3|flac|ogg|m4a)$/i.test(entry.name)) {
        symlinkSync(join(source, entry.name), join(target, entry.name))
        first ??= join(target, entry.name)
      }
    }
  }
  walk(from, to)
  return first
}
