import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { mkdtemp, rm } from 'node:fs/promises'
import { build } from 'esbuild'
import { root } from '../common/packages.mjs'

/**
 * The damage that the tests of @genre/gtzan do to bytes and texts, from their sources.
 *
 * @returns {Promise<{
 *   mutate(bytes: Uint8Array, other: Uint8Array, random: any): Uint8Array,
 *   resealOgg(bytes: Uint8Array): Uint8Array,
 *   resealTar(bytes: Uint8Array): Uint8Array,
 *   mutateText(text: string, random: any): string,
 *   mutateBytes(bytes: Uint8Array, random: any): Uint8Array,
 * }>}
 */
export async function loadMutators() {
  const folder = await mkdtemp(path.join(root, 'node_modules', '.genre-fuzz-'))
  try {
    const files = ['mutate', 'mutate-text']
    await build({
      entryPoints: files.map(name => path.join(root, 'libs/gtzan/test', `${name}.ts`)),
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      format: 'esm',
      logLevel: 'error',
    })
    const modules = await Promise.all(files.map(name => import(pathToFileURL(path.join(folder, `${name}.mjs`)).href)))
    return Object.assign({}, ...modules)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const VALUES = [
  null,
  true,
  0,
  -0,
  -1,
  1,
  2,
  0.5,
  3,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  '',
  'x',
  'AAAA',
  '__proto__',
  [],
  {},
  [[]],
]

/**
 * A copy of plain data with one to three of its values replaced, left out, doubled, or put where others stand.
 *
 * @param {unknown} json
 * @param {any} random
 */
export function mutateJson(json, random) {
  const copy = /** @type {any} */ (structuredClone(json))
  const pickOf = (/** @type {any[]} */ values) => values[random.nextInteger(0, values.length)]
  for (let changes = random.nextInteger(1, 4); changes > 0; changes--) {
    const places = placesOf(copy)
    if (places.length === 0) return copy
    const pick = () => places[random.nextInteger(0, places.length)]
    const { holder, key } = pick()
    const other = pick()
    switch (random.nextInteger(0, 6)) {
      case 0:
      case 1:
        holder[key] = structuredClone(VALUES[random.nextInteger(0, VALUES.length)])
        break
      case 2:
        if (Array.isArray(holder)) holder.splice(Number(key), 1)
        else delete holder[key]
        break
      case 3:
        if (Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)]))
        else holder[`${key}2`] = structuredClone(holder[key])
        break
      case 4:
        holder[key] = structuredClone(other.holder[other.key])
        break
      default: {
        const value = holder[key]
        if (typeof value === 'number') holder[key] = pickOf([value + 1, -value, value * 1e6, value + 0.5])
        else if (typeof value === 'string') {
          const at = random.nextInteger(0, value.length + 1)
          holder[key] = value.slice(0, at) + pickOf(['', 'A', '=', '\0']) + value.slice(at + random.nextInteger(0, 9))
        } else holder[key] = value === null ? 0 : null
      }
    }
  }
  return copy
}

/** Every place in plain data; of a long list only some, so that what stands around it has its turn. */
function placesOf(/** @type {any} */ json) {
  /** @type {{ holder: any, key: string }[]} */
  const places = []
  const visit = (/** @type {any} */ value, /** @type {number} */ depth) => {
    if (typeof value !== 'object' || value === null || depth > 40) return
    const keys = Object.keys(value)
    const step = Math.max(1, Math.floor(keys.length / 20))
    for (let i = 0; i < keys.length; i += step) {
      places.push({ holder: value, key: keys[i] })
      visit(value[keys[i]], depth + 1)
    }
  }
  visit(json, 0)
  return places
}
