import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { GENRES, encodeWav, synthesizeTrack } from '@genre/gtzan'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { publishablePackages, root } from '../common/packages.mjs'
import { installExamples } from './installed.mjs'

// Each starts Node and installs or trains something: seconds on an idle machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

// The pages among the examples are tried in a browser, by the end-to-end tests of apps/web.
const built = publishablePackages().every(({ dir }) => existsSync(path.join(dir, 'dist')))

describe.skipIf(!built)('the examples, on the packages as they are published (skipped where nothing is built)', () => {
  /** @type {Awaited<ReturnType<typeof installExamples>>} */
  let place
  /** @param {string} name */
  const at = name => path.join(place.folder, name)
  /**
   * @param {string} example
   * @param {string[]} words
   */
  const node = async (example, ...words) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { cwd: at(example) })
    expect(stderr).toBe('')
    return stdout.trim().split('\n')
  }

  beforeAll(async () => {
    place = await installExamples()
    for (const genre of GENRES.slice(0, 2)) {
      mkdirSync(at(`music/${genre}`), { recursive: true })
      for (let track = 0; track < 3; track++) {
        const audio = synthesizeTrack({ genre, track, seed: 1, seconds: 6.5 })
        writeFileSync(at(`music/${genre}/${genre}.0000${track}.wav`), encodeWav(audio))
      }
    }
  })
  afterAll(() => place?.remove())

  it('have a README and a line in the list, and ask only for what is published', () => {
    const folders = readdirSync(path.join(root, 'examples'), { withFileTypes: true }).filter(each => each.isDirectory())
    const list = readFileSync(path.join(root, 'examples/README.md'), 'utf8')
    const known = publishablePackages().map(({ name, manifest }) => [name, manifest.version])
    expect(folders.map(({ name }) => name)).toHaveLength(5)
    for (const { name } of folders) {
      expect(list).toContain(`(${name})`)
      expect(existsSync(at(`${name}/README.md`)), name).toBe(true)
      const { dependencies } = JSON.parse(readFileSync(at(`${name}/package.json`), 'utf8'))
      for (const [dependency, range] of Object.entries(dependencies)) {
        if (dependency.startsWith('@genre/')) expect([...known]).toContainEqual([dependency, String(range).slice(1)])
      }
    }
    expect(realpathSync(at('node_modules/@genre/models')).startsWith(realpathSync(place.folder))).toBe(true)
  })

  it('classify', async () => {
    const lines = await node(
      'classify',
      'classify.js',
      '../music/blues/blues.00000.wav',
      '../music/classical/classical.00001.wav',
    )
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatch(/\.wav: [a-z]+, \d+ %, most of all from \d to \d s$/)
  })

  it('own-descriptors', async () => {
    const lines = await node('own-descriptors', 'describe.js', '../music', 'own.csv')
    expect(lines[0]).toBe('own.csv: centroid, centroid_spread, low_bands, high_bands, noisiness, tempo of 12 segments')
    expect(lines[1]).toMatch(/^\d+ % of songs named right by 6 numbers \(\d+ % to \d+ %, by track\)$/)
    const [head, ...rows] = readFileSync(at('own-descriptors/own.csv'), 'utf8').trim().split('\n')
    expect(head).toBe('filename,length,centroid,centroid_spread,low_bands,high_bands,noisiness,tempo,label')
    expect(rows).toHaveLength(12)
  })

  it('train-a-net', async () => {
    const lines = await node('train-a-net', 'train.js', '../music', 'net', '1')
    expect(lines[0]).toMatch(/^12 windows of 6 songs, 2 genres, on [a-z-]+$/)
    expect(lines[1]).toMatch(/^epoch 1: loss \d\.\d{3}$/)
    expect(lines[2]).toMatch(/^\d+ % of windows of songs it never heard \(by track\); the net is in net$/)
    const [answer] = await node('train-a-net', 'name.js', 'net', '../music/blues/blues.00000.wav')
    expect(answer).toMatch(/: (blues|classical), \d+ %$/)
  })

  it('forest-in-the-browser trains in Node', async () => {
    const extract = `import { extractToFile } from '@genre/gtzan/node'; await extractToFile('../music', 'features.csv')`
    await node('forest-in-the-browser', '--input-type=module', '--eval', extract)
    const lines = await node('forest-in-the-browser', 'train.js')
    expect(lines[0]).toMatch(/^\d+ % of segments of songs it never heard \(by track\)$/)
    expect(lines[1]).toBe('wrote public/forest.json')
  })
})
