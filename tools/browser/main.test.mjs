import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { run } from '../common/run.mjs'

const main = fileURLToPath(new URL('main.mjs', import.meta.url))

test('without a Chromium it says that it skips; on CI that is a failure', { timeout: 60_000 }, async () => {
  const here = await run(process.execPath, [main], { env: { PATH: '' } })
  expect(here).toMatchObject({ status: 0, stderr: '' })
  expect(here.stdout).toMatch(/^SKIPPED: no Chromium: .*apt-get install chromium/)
  const onCi = await run(process.execPath, [main], { env: { PATH: '', CI: 'true' } })
  expect(onCi.status).toBe(1)
  expect(onCi.stdout).toMatch(/^FAILED: no Chromium/)
})

test('--help', { timeout: 60_000 }, async () => {
  const { status, stdout } = await run(process.execPath, [main, '--help'])
  expect(status).toBe(0)
  expect(stdout).toContain('npm run test:browser')
})
