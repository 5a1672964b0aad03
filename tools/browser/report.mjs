import { table } from '../common/table.mjs'

/** @typedef {import('./suite/run.mjs').Run} Run */

/** Which package a test file tests: `libs/dsp/src/stft.test.js` is dsp's. */
const packageOf = (/** @type {string} */ file) => /libs\/(\w+)\//.exec(file)?.[1] ?? 'cases'

/**
 * The worst deviation of each function from its golden values in each run, and whether runs agree bit for bit.
 *
 * @param {Run[]} runs the first is Node's
 * @returns {string}
 */
export function deviationTable(runs) {
  const worst = runs.map(run => {
    /** @type {Map<string, { value: number, limit: string }>} */
    const found = new Map()
    for (const { file, quantity, value, ...tolerance } of run.deviations) {
      const key = `${packageOf(file)}\t${quantity}`
      found.set(key, { value: Math.max(value, found.get(key)?.value ?? 0), limit: limitOf(tolerance) })
    }
    return found
  })
  const keys = [...new Set(worst.flatMap(each => [...each.keys()]))].sort()
  const rows = keys.map(key => {
    const values = worst.map(each => each.get(key)?.value)
    const known = values.filter(value => value !== undefined)
    const same = known.every(value => Object.is(value, known[0]))
    return [
      ...key.split('\t'),
      ...values.map(value => (value === undefined ? '-' : value === 0 ? 'none' : value.toExponential(2))),
      worst.map(each => each.get(key)?.limit).find(limit => limit !== undefined) ?? '',
      same ? '' : 'engines differ',
    ]
  })
  return table(['of', 'function', ...runs.map(run => run.engine), 'tolerance', ''], rows)
}

/** @param {{ limit?: number, absolute?: number, relative?: number, unit?: string }} tolerance of dsp's kind, or of features' */
function limitOf({ limit, absolute, relative, unit = '' }) {
  const parts =
    limit === undefined ? [absolute, relative ? `${relative.toExponential()} of the value` : undefined] : [limit]
  const given = parts.filter(part => part !== undefined && part !== 0)
  if (given.length === 0) return 'none'
  return `${given.map(part => (typeof part === 'number' ? part.toExponential() : part)).join(' + ')} ${unit}`.trim()
}

/**
 * Which functions gave the same bits in two runs, by the fingerprints of their results, and in how many calls the others did
 * not. A function that only one run called, or that was called more often in one, differs in those calls.
 *
 * @param {Run} first
 * @param {Run} other
 * @returns {{ same: string[], different: { name: string, calls: number, of: number }[] }}
 */
export function compareBits(first, other) {
  const names = [...new Set([...Object.keys(first.results), ...Object.keys(other.results)])].sort()
  const found = names.map(name => {
    const [a, b] = [first.results[name] ?? [], other.results[name] ?? []]
    const of = Math.max(a.length, b.length)
    return { name, of, calls: Array.from({ length: of }, (_, i) => a[i] !== b[i]).filter(Boolean).length }
  })
  return {
    same: found.filter(({ calls }) => calls === 0).map(({ name }) => name),
    different: found.filter(({ calls }) => calls > 0),
  }
}

/**
 * One sentence on {@link compareBits}.
 *
 * @param {Run} first
 * @param {Run} other
 */
export function bitsLine(first, other) {
  const { same, different } = compareBits(first, other)
  const rest = different.map(({ name, calls, of }) => `${name} (${calls} of ${of})`).join(', ')
  return (
    `${other.engine} and ${first.engine}: ${same.length} of ${same.length + different.length} functions give the same bits in ` +
    `all calls${rest === '' ? '' : `; in some calls not: ${rest}`}`
  )
}

/**
 * @param {Run} run
 * @returns {import('../ci/count.mjs').Count}
 */
export function countOf({ outcomes }) {
  const of = (/** @type {string} */ state) => outcomes.filter(each => each.state === state).length
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') }
}
