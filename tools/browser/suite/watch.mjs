import { state } from './host.mjs'

/**
 * A function that does what the given one does and adds a fingerprint of each result (or of the error) to the run's list:
 * engines whose fingerprints agree give the same bits. Classes and what is no function are handed through.
 *
 * @param {string} name
 * @param {unknown} value
 */
export function watch(name, value) {
  if (typeof value !== 'function' || /^class\b/.test(Function.prototype.toString.call(value))) return value
  const watched = (/** @type {unknown[]} */ ...args) => {
    const prints = state.results.get(name) ?? []
    state.results.set(name, prints)
    try {
      const result = value(...args)
      prints.push(add(0, result))
      return result
    } catch (error) {
      prints.push(add(0, String(error)))
      throw error
    }
  }
  return Object.defineProperty(watched, 'name', { value: value.name })
}

const number = new Float64Array(1)
const words = new Int32Array(number.buffer)

/**
 * Mixes every number and character of a value into a hash (MurmurHash3's steps).
 *
 * @param {number} hash
 * @param {unknown} value
 * @returns {number}
 */
export function add(hash, value) {
  if (typeof value === 'number') {
    number[0] = value
    return mix(mix(hash, words[0]), words[1])
  }
  if (typeof value === 'string') {
    for (let i = 0; i < value.length; i++) hash = mix(hash, value.charCodeAt(i))
    return mix(hash, value.length)
  }
  if (typeof value === 'boolean') return mix(hash, value ? 1 : 2)
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value
    const aligned = byteOffset % 4 === 0 && byteLength % 4 === 0
    const all = aligned
      ? new Int32Array(buffer, byteOffset, byteLength / 4)
      : new Uint8Array(buffer, byteOffset, byteLength)
    for (let i = 0; i < all.length; i++) hash = mix(hash, all[i])
    return mix(hash, byteLength)
  }
  if (value !== null && typeof value === 'object') {
    for (const [key, each] of Object.entries(value)) hash = add(add(hash, key), each)
    return mix(hash, 3)
  }
  return mix(hash, 4)
}

/**
 * @param {number} hash
 * @param {number} word
 */
function mix(hash, word) {
  let k = Math.imul(word, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}
