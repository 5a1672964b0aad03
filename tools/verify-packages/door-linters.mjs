import { readFileSync } from 'node:fs'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/**
 * publint, strict: its warnings fail as well as its errors.
 *
 * @param {string} tarball
 * @param {any} manifest
 * @returns {Promise<string[]>}
 */
export async function publintProblems(tarball, manifest) {
  const data = readFileSync(tarball)
  const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)
  const { messages } = await publint({ pack: { tarball: buffer }, strict: true })
  return messages
    .filter(message => message.type !== 'suggestion')
    .map(message => `publint: ${formatMessage(message, manifest, { color: false }) ?? message.code}`)
}

/**
 * are-the-types-wrong, every resolution it knows (node10 as well).
 *
 * @param {string} tarball
 * @param {string[]} entries the entries to look at
 * @param {boolean} esmOnly whether the package means to have no CommonJS entry, and so none for the oldest resolution either
 * @returns {Promise<string[]>}
 */
export async function typesWrongProblems(tarball, entries, esmOnly) {
  if (entries.length === 0) return []
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball))), {
    entrypoints: entries,
  })
  if (analysis.types === false) return ['are-the-types-wrong: there are no types']
  const problems = analysis.problems.filter(
    problem =>
      !esmOnly ||
      !(problem.kind === 'CJSResolvesToESM' || ('resolutionKind' in problem && problem.resolutionKind === 'node10')),
  )
  return problems.map(problem => {
    const at = ['entrypoint', 'resolutionKind', 'typesFileName', 'fileName']
      .map(key => /** @type {any} */ (problem)[key])
      .filter(Boolean)
    return `are-the-types-wrong: ${problem.kind} (${at.join(', ')})`
  })
}
