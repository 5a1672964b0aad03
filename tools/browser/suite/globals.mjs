// What the test files take from Node's globals and a page has not. In Node nothing changes but the name of the file of
// deviations, which makes the tests note them.

class Bytes extends Uint8Array {
  /** @param {Uint8Array} other */
  equals(other) {
    return this.length === other.length && this.every((value, i) => value === other[i])
  }
}

/**
 * `Buffer.from` of a base64 string, or of a part of a buffer.
 *
 * @param {string | ArrayBuffer} what
 * @param {string | number} [encoding] 'base64' for a string, the offset for a buffer
 * @param {number} [length]
 */
function from(what, encoding, length) {
  if (typeof what !== 'string') return new Bytes(what, Number(encoding ?? 0), length)
  if (encoding !== 'base64') throw new Error(`no encoding ${encoding} here`)
  const text = atob(what)
  const bytes = new Bytes(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

const scope = /** @type {Record<string, any>} */ (globalThis)
scope.Buffer ??= Object.assign(Bytes, { from })
scope.process ??= { env: {} }
scope.process.env.GENRE_DEVIATIONS = 'collected'
