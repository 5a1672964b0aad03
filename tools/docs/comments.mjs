import { ReflectionKind } from 'typedoc'

/** @typedef {import('typedoc').DeclarationReflection} Declaration */

/** Whose functions are formulas: each shows one, says shapes or units, and has an example. */
export const COMPUTING = ['@genre/dsp', '@genre/features']

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
function hasExample(each) {
  return commentsOf(each).some(({ blockTags }) => blockTags.some(({ tag }) => tag === '@example'))
}
