import { InvalidParameterError, RandomState, checkInteger } from '@genre/core'
import type { Seed } from '@genre/core'

/**
 * What a parameter is drawn from: a list of values; evenly from `low` to `high`; evenly on a logarithmic scale; or whole
 * numbers from `low` to `high`, the latter left out.
 */
export type ParamDistribution =
  | readonly unknown[]
  | { readonly uniform: readonly [low: number, high: number] }
  | { readonly logUniform: readonly [low: number, high: number] }
  | { readonly integer: readonly [low: number, high: number] }

/** What each parameter is drawn from; of several such records one is drawn first. */
export type ParamDistributions =
  Readonly<Record<string, ParamDistribution>> | readonly Readonly<Record<string, ParamDistribution>>[]

type OneRecord = Readonly<Record<string, ParamDistribution>>

/**
 * Combinations of parameters, drawn at random: scikit-learn 1.9's `ParameterSampler`, with the same draws from the same
 * seed. Where there are only lists, no combination comes twice, and there are no more than there can be.
 *
 * @throws InvalidParameterError for distributions that are none
 *
 * @example
 * ```ts
 * import { parameterSampler } from '@genre/classical'
 * const drawn = parameterSampler({ C: { logUniform: [0.1, 100] }, kernel: ['rbf'] }, { nIter: 3, randomState: 0 })
 * console.log(drawn.every(({ C }) => (C as number) >= 0.1 && (C as number) <= 100)) // => true
 * ```
 */
export function parameterSampler(
  distributions: ParamDistributions,
  options: { nIter?: number; randomState?: Seed } = {},
): Record<string, unknown>[] {
  checkDistributions(distributions)
  const nIter = checkInteger('nIter', options.nIter ?? 10, { min: 1 })
  const random = RandomState.from(options.randomState)
  const records = (Array.isArray(distributions) ? distributions : [distributions]) as readonly OneRecord[]
  if (records.every(record => Object.values(record).every(Array.isArray))) {
    const sizes = records.map(gridSize)
    const total = sizes.reduce((sum, size) => sum + size, 0)
    return Array.from(drawDifferent(total, Math.min(nIter, total), random), index => {
      let at = index
      let grid = 0
      while (at >= sizes[grid]) at -= sizes[grid++]
      return gridItem(records[grid], at)
    })
  }
  return Array.from({ length: nIter }, () => {
    const record = records[random.nextInteger(0, records.length)]
    const names = Object.keys(record).sort()
    return Object.fromEntries(names.map(name => [name, draw(record[name], random)]))
  })
}

/** Refuses what is no {@link ParamDistributions}. */
export function checkDistributions(distributions: unknown): void {
  const records: readonly unknown[] = Array.isArray(distributions) ? distributions : [distributions]
  if (records.length === 0 || records.some(record => typeof record !== 'object' || record === null)) {
    const allowed = 'lists or ranges by parameter'
    throw new InvalidParameterError({ parameter: 'paramDistributions', received: distributions, allowed })
  }
  for (const record of records) {
    for (const [name, distribution] of Object.entries(record as object)) checkDistribution(name, distribution)
  }
}

function checkDistribution(name: string, distribution: unknown): void {
  if (Array.isArray(distribution) && distribution.length > 0) return
  const entries = typeof distribution === 'object' && distribution !== null ? Object.entries(distribution) : []
  if (!Array.isArray(distribution) && entries.length === 1) {
    const [[kind, range]] = entries as [string, unknown][]
    const [low, high] = Array.isArray(range) && range.length === 2 ? (range as unknown[]) : []
    if (typeof low === 'number' && typeof high === 'number' && low < high && Number.isFinite(high - low)) {
      if (kind === 'uniform' || (kind === 'logUniform' && low > 0)) return
      if (kind === 'integer' && Number.isSafeInteger(low) && Number.isSafeInteger(high)) return
    }
  }
  const allowed = 'a list of values, or one of { uniform }, { logUniform }, { integer } with [low, high]'
  throw new InvalidParameterError({ parameter: `paramDistributions.${name}`, received: distribution, allowed })
}

function draw(distribution: ParamDistribution, random: RandomState): unknown {
  if ('uniform' in distribution) {
    const [low, high] = distribution.uniform
    return low + (high - low) * random.next()
  }
  if ('logUniform' in distribution) {
    const [low, high] = distribution.logUniform.map(Math.log)
    return Math.exp(low + (high - low) * random.next())
  }
  if ('integer' in distribution) return random.nextInteger(...distribution.integer)
  return distribution[random.nextInteger(0, distribution.length)]
}

function gridSize(record: OneRecord): number {
  return Object.values(record).reduce((size, values) => size * (values as readonly unknown[]).length, 1)
}

/** The combination that stands at a position of the grid: the last parameter by name changes fastest. */
function gridItem(record: OneRecord, index: number): Record<string, unknown> {
  let at = index
  const chosen = Object.keys(record)
    .sort()
    .reverse()
    .map(name => {
      const values = record[name] as readonly unknown[]
      const value = values[at % values.length]
      at = Math.floor(at / values.length)
      return [name, value] as const
    })
  return Object.fromEntries(chosen.reverse())
}

/** Different positions, drawn as scikit-learn's `sample_without_replacement` does. */
function drawDifferent(population: number, count: number, random: RandomState): Iterable<number> {
  const ratio = count / population
  if (ratio > 0.01 && ratio < 0.99) return random.permutation(population).subarray(0, count)
  const chosen = new Set<number>()
  if (ratio < 0.2) {
    while (chosen.size < count) chosen.add(random.nextInteger(0, population))
    return chosen
  }
  const reservoir = Array.from({ length: count }, (_, i) => i)
  for (let i = count; i < population; i++) {
    const j = random.nextInteger(0, i + 1)
    if (j < count) reservoir[j] = i
  }
  return reservoir
}
