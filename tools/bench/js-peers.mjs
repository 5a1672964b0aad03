// Other JavaScript libraries, where somebody has installed them in a folder of their own:
//
//   mkdir peers && cd peers && npm init -y && npm install @libraz/libsonare@1.7 meyda essentia.js@0.1.3
//   GENRE_BENCH_PEERS=peers npm run bench
//
// essentia.js is under the AGPL, so nothing in this repository names it as a dependency.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** @type {Record<import('./entry').JsPeer, string>} */
const PACKAGES = { libsonare: '@libraz/libsonare', meyda: 'meyda', essentia: 'essentia.js' }

/**
 * What is installed of them, ready to use, with their versions.
 *
 * @param {string | undefined} folder
 * @returns {Promise<Partial<Record<import('./entry').JsPeer, { library: any, version: string }>>>}
 */
export async function findJsPeers(folder) {
  /** @type {Partial<Record<import('./entry').JsPeer, { library: any, version: string }>>} */
  const found = {}
  if (!folder) return found
  const require = createRequire(path.resolve(folder, 'index.js'))
  for (const [name, id] of /** @type {[import('./entry').JsPeer, string][]} */ (Object.entries(PACKAGES))) {
    const home = path.resolve(folder, 'node_modules', id)
    try {
      const about = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'))
      found[name] = { library: await load(name, home, about, require), version: about.version }
    } catch (error) {
      console.error(`${id}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    }
  }
  return found
}

/**
 * @param {import('./entry').JsPeer} name
 * @param {string} home
 * @param {{ main: string }} about
 * @param {NodeJS.Require} require
 */
async function load(name, home, about, require) {
  if (name === 'libsonare') {
    const library = await import(pathToFileURL(path.join(home, about.main)).href)
    await library.init()
    return library
  }
  const library = require(home)
  if (name === 'meyda')
    return Object.assign(library.default ?? library, { bufferSize: 2048, windowingFunction: 'hanning' })
  return new library.Essentia(library.EssentiaWASM)
}

/**
 * An array of shape (rows, frames), row after row, frame after frame instead.
 *
 * @param {Float32Array} data
 * @param {number} rows
 */
export function frameByFrame(data, rows) {
  const frames = data.length / rows
  const out = new Float32Array(data.length)
  for (let r = 0; r < rows; r++) for (let t = 0; t < frames; t++) out[t * rows + r] = data[r * frames + t]
  return out
}

/**
 * Meyda's way: a feature of each frame of 2048 samples, 512 apart.
 *
 * @param {any} meyda
 * @param {Float32Array} samples
 * @param {string} feature
 */
export function meydaFrames(meyda, samples, feature) {
  let last
  for (let at = 0; at + 2048 <= samples.length; at += 512)
    last = meyda.extract(feature, samples.subarray(at, at + 2048))
  return last
}

/**
 * essentia.js' way: spectra of frames of 2048 samples, 512 apart, each handed on.
 *
 * @param {any} essentia
 * @param {Float32Array} samples
 * @param {(spectrum: any) => void} [use]
 */
export function essentiaFrames(essentia, samples, use) {
  const frames = essentia.FrameGenerator(samples, 2048, 512)
  for (let i = 0; i < frames.size(); i++) {
    const windowed = essentia.Windowing(frames.get(i), true, 2048, 'hann')
    const { spectrum } = essentia.Spectrum(windowed.frame, 2048)
    use?.(spectrum)
    spectrum.delete()
    windowed.frame.delete()
  }
  frames.delete()
}
