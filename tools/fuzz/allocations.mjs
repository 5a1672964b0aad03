/**
 * Counts what is asked of memory: every typed array, array buffer and Node buffer that is made from now on.
 *
 * Constructors and `Buffer`'s functions are replaced by ones that note the size first; nothing else is changed. What WebAssembly
 * takes for itself is not seen here (the process's own peak is).
 *
 * @returns {{ reset(): void, readonly largest: number, readonly total: number }} bytes since the last reset
 */
export function countAllocations() {
  let largest = 0
  let total = 0
  const note = (/** @type {number} */ bytes) => {
    if (!(bytes > 0)) return
    if (bytes > largest) largest = bytes
    total += bytes
  }
  const kinds = [
    'Int8Array',
    'Uint8Array',
    'Uint8ClampedArray',
    'Int16Array',
    'Uint16Array',
    'Int32Array',
    'Uint32Array',
  ]
  const wide = ['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']
  const scope = /** @type {Record<string, any>} */ (globalThis)
  for (const name of [...kinds, ...wide, 'ArrayBuffer']) {
    const original = scope[name]
    const width = original.BYTES_PER_ELEMENT ?? 1
    scope[name] = new Proxy(original, {
      construct(target, args, newTarget) {
        const [first] = args
        if (typeof first === 'number') note(first * width)
        else if (first && !(first instanceof ArrayBuffer) && typeof first.length === 'number')
          note(first.length * width)
        return Reflect.construct(target, args, newTarget === scope[name] ? target : newTarget)
      },
    })
  }
  for (const name of /** @type {const} */ (['alloc', 'allocUnsafe', 'allocUnsafeSlow'])) {
    const original = /** @type {any} */ (Buffer[name])
    Buffer[name] = (/** @type {any[]} */ ...args) => {
      note(args[0])
      return original.apply(Buffer, args)
    }
  }
  return {
    reset() {
      largest = 0
      total = 0
    },
    get largest() {
      return largest
    },
    get total() {
      return total
    },
  }
}
