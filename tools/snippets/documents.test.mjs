import { beforeAll, describe, expect, test } from 'vitest'
import { checkTypes } from './check-types.mjs'
import { documentSnippets, documents, sourceExamples } from './collect.mjs'
import { commandProblems } from './commands.mjs'
import { execute } from './execute.mjs'

/** @typedef {import('./extract.mjs').Snippet} Snippet */

const written = documentSnippets(['ts', 'typescript'])
const shown = sourceExamples()
const all = [...written, ...shown]
const commands = documentSnippets(['sh', 'bash', 'shell', 'console'])
/** @param {string[]} problems */
const refuse = problems => {
  if (problems.length > 0) expect.fail(problems.join('\n'))
}
const label = (/** @type {Snippet} */ { file, line }) => `${file}:${line}`

/** @type {Map<Snippet, string[]>} */
let run
/** @type {Map<Snippet, string[]>} */
let types

beforeAll(async () => {
  run = await execute(all)
  types = checkTypes(all)
}, 600_000)

test('the documents are found', () => {
  expect(documents()).toContain('README.md')
  expect(written.length).toBeGreaterThan(0)
})

describe('the code of the documents runs on the built packages, type-checks and prints what it says', () => {
  test.for(written.map(snippet => /** @type {const} */ ([label(snippet), snippet])))('%s', ([, snippet]) => {
    refuse([...(run.get(snippet) ?? []), ...(types.get(snippet) ?? [])])
  })
})

describe('the examples of the doc comments run on the built packages, type-check and print what they say', () => {
  test.for(shown.map(snippet => /** @type {const} */ ([label(snippet), snippet])))('%s', ([, snippet]) => {
    refuse([...(run.get(snippet) ?? []), ...(types.get(snippet) ?? [])])
  })
})

describe('the commands of the documents exist', () => {
  test.for(commands.map(snippet => /** @type {const} */ ([label(snippet), snippet])))('%s', async ([, snippet]) => {
    refuse(await commandProblems(snippet))
  })
})
