/**
 * Whether what was printed is what the comment promises. White space and quotes do not count, as a formatter may move them;
 * `...` (or `…`) stands for anything; after `≈` numbers may differ by one in the last place that is written.
 *
 * @param {string} expected
 * @param {string} printed
 */
export function agrees(expected, printed) {
  const near = /^[≈~]/.test(expected)
  const parts = plain(expected.replace(/^[≈~]/, '')).split(/\.{3}|…/)
  if (near) return parts.length === 1 && numbersAgree(parts[0], plain(printed))
  const pattern = parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[\\s\\S]*')
  return new RegExp(`^${pattern}$`).test(plain(printed))
}

/** @param {string} text */
function plain(text) {
  return text.replace(/[\s'"`]+/g, '')
}

const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi

/**
 * @param {string} expected
 * @param {string} printed
 */
function numbersAgree(expected, printed) {
  const [these, those] = [expected.match(number) ?? [], printed.match(number) ?? []]
  if (these.length !== those.length || expected.replace(number, '#') !== printed.replace(number, '#')) return false
  return these.every((written, i) => {
    const [mantissa, exponent] = written.toLowerCase().split('e')
    const places = (mantissa.split('.')[1] ?? '').length - Number(exponent ?? 0)
    return Math.abs(Number(written) - Number(those[i])) <= 10 ** -places * (1 + 1e-9)
  })
}
