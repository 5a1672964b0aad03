import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeJson } from '../common/json-file.mjs'
import { writePage } from './page.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'nets-audio-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** @param {number} accuracy */
const score = accuracy => ({ count: 40, accuracy, confusion: [] })

/**
 * @param {string} framework
 * @param {'row' | 'track'} protocol
 * @param {number} seed
 * @param {number} accuracy
 */
function save(framework, protocol, seed, accuracy) {
  const epoch = {
    epoch: 1,
    loss: 1,
    accuracy: 0.4,
    testLoss: 1.2,
    testAccuracy: accuracy,
    cpuSeconds: framework === 'wasm' ? 4 : 2,
    seconds: 5,
  }
  writeJson(path.join(folder, 'out/runs', `csc461-cnn.${protocol}.${seed}.${framework}.json`), {
    ...{ key: '', net: 'csc461-cnn', protocol, seed, framework, size: 48, widths: [2], hidden: 3, batchSize: 32 },
    ...{
      detail: 'a machine',
      parameters: 7,
      epochs: [epoch],
      train: score(0.9),
      windows: { ...score(accuracy), loss: 1.2 },
      tracks: score(accuracy + 0.1),
    },
  })
}

test('compares seeds that both sides have, and says where they agree', async () => {
  const out = path.join(folder, 'out')
  await expect(writePage(out)).rejects.toThrow('no results yet')
  writeJson(path.join(out, 'data.json'), {
    genres: ['blues', 'rock'],
    tracks: 20,
    originals: 20,
    perTrack: 3,
    nets: {},
  })
  for (const [seed, accuracy] of [0.7, 0.8, 0.9].entries()) save('wasm', 'row', seed, accuracy)
  for (const [seed, accuracy] of [0.75, 0.8].entries()) save('pytorch', 'row', seed, accuracy)
  for (const [seed, accuracy] of [0.5, 0.52].entries()) save('wasm', 'track', seed, accuracy)
  for (const [seed, accuracy] of [0.6, 0.61].entries()) save('pytorch', 'track', seed, accuracy)
  await writePage(out)
  const page = readFileSync(`${out}.md`, 'utf8')
  // Seed 2 has no counterpart. Differences of -5 and 0: -2.5 and 12.706 * 3.54 / sqrt(2) to each side.
  expect(page).toContain('| row | windows (2 x 40) | 75.0 ± 7.1 | 77.5 ± 3.5 | -2.5 (-34.3 to +29.3) | yes |')
  expect(page).toContain('| track | windows (2 x 40) | 51.0 ± 1.4 | 60.5 ± 0.7 | -9.5 (-15.9 to -3.1) | no |')
  expect(page).toContain('| CSC 461 CNN | +24.0 | +17.0 |')
  expect(page).toContain('| CSC 461 CNN | 40 | 4.0 | 2.0 |')
  expect(readFileSync(path.join(out, 'pictures/curves-csc461-cnn-row.svg'), 'utf8')).toContain('<svg')
})
