/**
 * @typedef {'permissive' | 'weak' | 'forbidden' | 'unknown'} Verdict
 * @typedef {{ permissive: string[], weak: string[] }} Policy
 */

/** The better of two comes first: for A OR B the better counts, for A AND B the worse. */
const order = /** @type {Verdict[]} */ (['permissive', 'weak', 'unknown', 'forbidden'])

/** Older spellings of SPDX identifiers. */
const aliases = /** @type {Record<string, string>} */ ({
  'LGPL-2.1': 'LGPL-2.1-only',
  'LGPL-2.1+': 'LGPL-2.1-or-later',
  'LGPL-3.0': 'LGPL-3.0-only',
  'LGPL-3.0+': 'LGPL-3.0-or-later',
})

/**
 * What a package.json says of its licence, as one SPDX expression; an empty string where it says nothing.
 *
 * @param {{ license?: unknown, licenses?: unknown }} manifest
 * @returns {string}
 */
export function licenceOf({ license, licenses }) {
  if (typeof license === 'string') return license.trim()
  const type = (/** @type {unknown} */ each) =>
    typeof each === 'string' ? each : String(/** @type {{ type?: string }} */ (each)?.type ?? '')
  if (license && typeof license === 'object') return type(license)
  // The form that npm gave up long ago: a list to choose from.
  if (Array.isArray(licenses) && licenses.length > 0) return `(${licenses.map(type).join(' OR ')})`
  return ''
}

/**
 * Judges an SPDX expression (identifiers, AND, OR, WITH, brackets).
 *
 * @param {string} expression
 * @param {Policy} policy
 * @returns {Verdict}
 */
export function judge(expression, policy) {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  /** @returns {Verdict} */
  const either = () => {
    let verdict = both()
    while (tokens[at] === 'OR') {
      at++
      verdict = better(verdict, both())
    }
    return verdict
  }
  /** @returns {Verdict} */
  const both = () => {
    let verdict = one()
    while (tokens[at] === 'AND') {
      at++
      verdict = worse(verdict, one())
    }
    return verdict
  }
  /** @returns {Verdict} */
  const one = () => {
    const token = tokens[at++]
    if (token === undefined) return 'unknown'
    if (token === '(') {
      const verdict = either()
      return tokens[at++] === ')' ? verdict : 'unknown'
    }
    // An exception only ever adds permissions: what stands before WITH decides.
    if (tokens[at] === 'WITH') at += 2
    return identifier(token, policy)
  }
  const verdict = either()
  return at === tokens.length ? verdict : 'unknown'
}

/**
 * @param {string} name
 * @param {Policy} policy
 * @returns {Verdict}
 */
function identifier(name, policy) {
  const known = aliases[name] ?? name
  if (policy.permissive.includes(known)) return 'permissive'
  if (policy.weak.includes(known)) return 'weak'
  return /^(A?GPL|SSPL|EUPL|OSL|CC-BY-(NC|SA|ND))/i.test(known) ? 'forbidden' : 'unknown'
}

/**
 * @param {Verdict} a
 * @param {Verdict} b
 */
function better(a, b) {
  return order.indexOf(a) <= order.indexOf(b) ? a : b
}

/**
 * @param {Verdict} a
 * @param {Verdict} b
 */
function worse(a, b) {
  return order.indexOf(a) <= order.indexOf(b) ? b : a
}
