/** One way of damaging a file: what was done, and the text. */
export interface Mutation {
  readonly what: string
  readonly json: string
}

const REPLACEMENTS: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1,
  1e300,
  0.5,
  '',
  'x',
  'AAAA',
  [],
  [1, 2],
  {},
  { format: 'genre-classical', version: 1, type: 'Nothing', params: {}, state: null },
]

type Path = readonly (string | number)[]

/**
 * Damaged versions of a model file, at most about `limit`, spread evenly over all that there are: every value replaced
 * by every other kind of value, removed, repeated, sized up; every text cut; unknown and dangerous properties added;
 * deep nesting.
 */
export function mutations(text: string, limit: number): Mutation[] {
  const original: unknown = JSON.parse(text)
  const all: Mutation[] = []
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const add = (what: string, path: Path, change: (holder: never, key: never) => void) => {
    const copy = JSON.parse(text) as unknown
    let holder = copy as Record<string | number, unknown>
    for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>
    change(holder as never, path[path.length - 1] as never)
    all.push({ what: `${what} at ${path.join('.')}`, json: JSON.stringify(copy) })
  }
  const visit = (value: unknown, path: Path) => {
    if (path.length > 0) {
      for (const replacement of REPLACEMENTS) {
        if (JSON.stringify(replacement) === JSON.stringify(value)) continue
        add(`${JSON.stringify(replacement)}`, path, (holder: Record<string, unknown>, key: string) => {
          holder[key] = replacement
        })
      }
      add('removed', path, (holder: Record<string, unknown> | unknown[], key: string & number) => {
        if (Array.isArray(holder)) holder.splice(key, 1)
        else delete holder[key]
      })
      if (typeof value === 'string' && value.length > 1) {
        add('cut', path, (holder: Record<string, unknown>, key: string) => (holder[key] = value.slice(0, -4)))
        add('doubled', path, (holder: Record<string, unknown>, key: string) => (holder[key] = value + value))
        // Other bits at the same length: this is what gets past a check of sizes.
        add('/// bits', path, (holder: Record<string, unknown>, key: string) => {
          holder[key] = value.replace(/^[^=]*/, digits => '/'.repeat(digits.length))
        })
        add('AAA bits', path, (holder: Record<string, unknown>, key: string) => {
          holder[key] = value.replace(/^[^=]*/, digits => 'A'.repeat(digits.length))
        })
        add('reversed bits', path, (holder: Record<string, unknown>, key: string) => {
          holder[key] = value.replace(/^[^=]*/, digits => [...digits].reverse().join(''))
        })
      }
      if (typeof value === 'number') {
        for (const next of [value + 1, value - 1, -value, value * 1e9]) {
          add(`${next}`, path, (holder: Record<string, unknown>, key: string) => (holder[key] = next))
        }
      }
      if (Array.isArray(value) && value.length) {
        add('first item twice', path, (holder: Record<string, unknown[]>, key: string) => {
          holder[key] = [holder[key][0], ...holder[key]]
        })
      }
    }
    if (Array.isArray(value)) value.slice(0, 4).forEach((item, i) => visit(item, [...path, i]))
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key])
    }
  }
  visit(original, [])
  const step = Math.max(1, all.length / limit)
  const chosen: Mutation[] = []
  for (let k = 0; k < all.length; k += step) chosen.push(all[Math.floor(k)])
  const opening = /\{/g
  const places = [...text.matchAll(opening)].map(match => match.index)
  const every = Math.max(1, Math.floor(places.length / 20))
  for (let k = 0; k < places.length; k += every) {
    const at = places[k] + 1
    for (const extra of ['"__proto__":{"polluted":true}', '"constructor":{"prototype":{"polluted":true}}']) {
      const comma = text[at] === '}' ? '' : ','
      chosen.push({ what: `${extra} at ${at}`, json: text.slice(0, at) + extra + comma + text.slice(at) })
    }
  }
  for (const key of ['"params":', '"state":']) {
    chosen.push({ what: `deep ${key}`, json: text.replace(key, `${key}${deep(50_000)},"x":`) })
    chosen.push({ what: `deep array as ${key}`, json: text.replace(/"state":[^]*$/, `"state":${deep(50_000)}}`) })
  }
  for (const json of ['null', '1', '"x"', '[]', '{}', deep(50_000)]) chosen.push({ what: 'other JSON', json })
  return chosen
}
