import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The code of README files and doc comments, executed on the built packages: `npm run build` goes first. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: { name: 'snippets', include: ['documents.test.mjs'], testTimeout: 60_000 },
})
