// Runs the tests of @genre/dsp, gathers the worst deviation of each quantity, and writes the table into its README.
//
//     node tools/reference/dsp/deviations.mjs            (--check only compares)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const dsp = fileURLToPath(new URL('../../../libs/dsp/', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'deviations-'))
const file = path.join(folder, 'deviations.jsonl')
try {
  execFileSync('npx', ['vitest', 'run', '--silent', '--reporter=dot'], {
    cwd: dsp,
    env: { ...process.env, GENRE_DEVIATIONS: file },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  /** @type {Map<string, { limit: number, unit: string, why: string, worst: number, compared: number }>} */
  const rows = new Map()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const { quantity, value, limit, unit, why } = JSON.parse(line)
    const row = rows.get(quantity) ?? { limit, unit, why, worst: 0, compared: 0 }
    row.worst = Math.max(row.worst, value)
    row.compared++
    rows.set(quantity, row)
  }
  const table = [
    '| function | worst deviation | tolerance | measured | why not zero |',
    '| --- | --- | --- | --- | --- |',
    ...[...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { worst, limit, unit, why }]) => {
        const seen = worst === 0 ? 'none' : worst.toExponential(0)
        return `| \`${name}\` | ${seen} | ${limit.toExponential(0)} | ${unit} | ${why} |`
      }),
  ].join('\n')
  const readme = path.join(dsp, 'README.md')
  const text = readFileSync(readme, 'utf8')
  const filled = text.replace(/(<!-- deviations -->)[\s\S]*(<!-- \/deviations -->)/, `$1\n\n${table}\n\n$2`)
  if (process.argv.includes('--check')) {
    const plain = (/** @type {string} */ value) => value.replace(/[ -]+/g, '')
    if (plain(filled) !== plain(text))
      throw new Error('the table of deviations in libs/dsp/README.md is not up to date')
  } else writeFileSync(readme, filled)
} finally {
  rmSync(folder, { recursive: true })
}
