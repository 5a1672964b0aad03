import { defineConfig } from 'vitest/config'

/** The tests of the tools themselves. */
export default defineConfig({
  test: {
    name: 'tools',
    root: '..',
    include: ['{common,verify-packages,size,licences,snippets,bench,ci}/**/*.test.mjs'],
  },
})
