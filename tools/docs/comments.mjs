import { ReflectionKind } from 'typedoc'

/** @typedef {import('typedoc').DeclarationReflection} Declaration */

/** Whose functions are formulas: each shows one, says shapes or units, and has an example. */
export const COMPUTING = ['@genre/dsp', '@genre/features']

/** Functions of these packages that compute nothing. */
const PLUMBING = [
  'asFrameMajor',
  'extended207With',
  'extractFeatures',
  'extractFromLogMel',
  'max',
  'sampleRateOf',
  'samplesOf',
  'toTransformStream',
]

/** A piece of code in a comment that is more than a name or a literal: it has an operator in it. */
const FORMULA = /[=+*/^|<>]| - |\b(sum|log|ln|max|min|floor|ceil|round)\b/

/** What a comment says of shapes and units. */
const UNITS =
  /\b(shape|Hz|dB|decibels?|samples?|seconds?|frames?|bins?|octaves?|semitones?|beats|a minute|sample rate|values?)\b/

/**
 * What is missing in the comments of a package: every export has one; in the packages that compute also every member, and
 * every function an example and a formula (a piece of code or an equation in its text).
 *
 * @param {string} name
 * @param {import('typedoc').ProjectReflection} project
 * @returns {string[]} one line each
 */
export function missingComments(name, project) {
  const computing = COMPUTING.includes(name)
  /** @type {string[]} */
  const missing = []
  for (const each of exported(project)) {
    const where = `${name}: ${each.getFullName()}`
    if (!textOf(each)) missing.push(`${where} has no comment`)
    if (!computing) continue
    if (each.kindOf(ReflectionKind.Function)) {
      if (!hasExample(each)) missing.push(`${where} has no @example`)
      if (!PLUMBING.includes(each.name) && !hasFormula(each)) missing.push(`${where} has no formula in its comment`)
      if (!UNITS.test(textOf(each))) missing.push(`${where} says neither shape nor unit`)
    }
    for (const member of each.children ?? []) {
      const said = textOf(member) || member.flags.isInherited || member.kindOf(ReflectionKind.Constructor)
      if (!said) missing.push(`${where}.${member.name} has no comment`)
    }
  }
  return missing
}

/**
 * @param {import('typedoc').ProjectReflection} project
 * @returns {Declaration[]}
 */
function exported(project) {
  const doors = project.getChildrenByKind(ReflectionKind.Module)
  const all = (doors.length > 0 ? doors : [project]).flatMap(door => door.children ?? [])
  return all.filter(each => each.kindOf(ReflectionKind.SomeExport) && !each.kindOf(ReflectionKind.Reference))
}

/** @param {Declaration} each */
function commentsOf(each) {
  const signatures = [each.getSignature, each.setSignature, ...(each.signatures ?? []), ...typeSignatures(each)]
  return [each.comment, ...signatures.map(signature => signature?.comment)].filter(comment => comment !== undefined)
}

/** The signatures of a member that is a function by its type. @param {Declaration} each */
function typeSignatures({ type }) {
  return type?.type === 'reflection' ? (type.declaration.signatures ?? []) : []
}

/** @param {Declaration} each */
function textOf(each) {
  return commentsOf(each)
    .flatMap(({ summary, blockTags }) => [...summary, ...blockTags.flatMap(({ content }) => content)])
    .map(({ text }) => text)
    .join('')
    .trim()
}

/** @param {Declaration} each */
function hasFormula(each) {
  const parts = commentsOf(each).flatMap(({ summary, blockTags }) => [
    ...summary,
    ...blockTags.filter(({ tag }) => tag !== '@example').flatMap(({ content }) => content),
  ])
  return parts.some(({ kind, text }) => kind === 'code' && FORMULA.test(text))
}

/** @param {Declaration} each */
function hasExample(each) {
  return commentsOf(each).some(({ blockTags }) => blockTags.some(({ tag }) => tag === '@example'))
}
