import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The tests of the tools themselves; the documents' code has a project of its own (tools/snippets). */
export default defineConfig({
  test: {
    name: 'tools',
    dir: fileURLToPath(new URL('..', import.meta.url)),
    include: [
      '{common,verify-packages,size,licences,snippets,bench,ci,browser,docs,evidence,fuzz,webgpu,examples}/**/*.test.mjs',
    ],
    exclude: ['**/documents.test.mjs'],
  },
})
