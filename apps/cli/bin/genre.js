#!/usr/bin/env node
import { existsSync } from 'node:fs'

const built = new URL('../dist/index.js', import.meta.url)
if (existsSync(built)) {
  const { run } = await import(built.href)
  await run()
} else {
  console.error('genre is not built yet. In its repository, run: npm run build')
  process.exitCode = 2
}
