// Runs the tests of @genre/features with their deviations noted, and writes the table of them into the package's README.
//
//     node tools/reference/features/deviations.mjs [--check]     --check: only say whether the table is up to date
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const home = fileURLToPath(new URL('../../../libs/features/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'genre-deviations-'))
const file = join(folder, 'deviations.jsonl')
const run = spawnSync('npx', ['vitest', 'run'], {
  cwd: home,
  env: { ...process.env, GENRE_DEVIATIONS: file },
  stdio: 'inherit',
})
if (run.status !== 0) process.exit(run.status ?? 1)

const worst = new Map()
for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
  const entry = JSON.parse(line)
  const known = worst.get(entry.quantity)
  if (!known || entry.value > known.value) worst.set(entry.quantity, entry)
}
rmSync(folder, { recursive: true })

const number = value => (value === 0 ? '0' : Number(value.toPrecision(1)).toExponential(0))
const rows = [...worst.values()]
  .sort((a, b) => (a.quantity < b.quantity ? -1 : 1))
  .map(({ quantity, value, absolute, relative = 0, unit, why }) => {
    const limits = [absolute > 0 ? number(absolute) : '', relative > 0 ? `${number(relative)} relative` : '']
    const allowed = limits.filter(Boolean).join(' + ') || 'equal'
    return `| ${quantity} | ${value === 0 ? 'none' : number(value)} | ${allowed} | ${unit === 'relative' ? '' : unit} | ${why} |`
  })
const table = ['| function | worst seen | allowed | unit | why |', '| --- | --- | --- | --- | --- |', ...rows].join(
  '\n',
)

const path = join(home, 'README.md')
const readme = readFileSync(path, 'utf8')
const marked = /(<!-- deviations -->\n)[\s\S]*(<!-- \/deviations -->)/
const next = readme.replace(marked, (_, before, after) => `${before}\n${table}\n\n${after}`)
const text = await format(next, { ...(await resolveConfig(path)), parser: 'markdown' })
if (process.argv.includes('--check')) {
  if (text !== readme) {
    console.error('the table of deviations in libs/features/README.md is out of date')
    process.exit(1)
  }
} else writeFileSync(path, text)
