import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wavFile } from '../common/wav.mjs'
import { findChromium } from './chromium.mjs'
import { openSession } from './session.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'genre-session-'))
const tone = path.join(folder, 'tone.wav')
beforeAll(() => {
  const rate = 48000
  writeFileSync(
    tone,
    wavFile(
      Float32Array.from({ length: rate }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 1000 * i) / rate)),
      rate,
    ),
  )
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><title>t</title><link rel="icon" href="data:,"><script src="page.js"></script>',
  )
  writeFileSync(
    path.join(folder, 'page.js'),
    `window.listen = async () => {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      })
      const context = new AudioContext()
      const analyser = new AnalyserNode(context, { fftSize: 4096 })
      context.createMediaStreamSource(stream).connect(analyser)
      await context.resume()
      await new Promise(resolve => setTimeout(resolve, 700))
      const levels = new Float32Array(analyser.frequencyBinCount)
      analyser.getFloatFrequencyData(levels)
      return (levels.indexOf(Math.max(...levels)) * context.sampleRate) / analyser.fftSize
    }
    window.misbehave = async () => {
      console.error('said aloud')
      await fetch('https://example.com/').catch(() => {})
      await fetch('absent.json')
      setTimeout(() => { throw new Error('uncaught') })
    }`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.skipIf(!findChromium())('a page in Chromium (skipped where there is none)', () => {
  test('hears the file that its microphone plays', { timeout: 60_000 }, async () => {
    const session = await openSession({ folder, microphone: tone })
    try {
      await session.page.goto(session.origin)
      const hertz = await session.page.evaluate(() => /** @type {any} */ (window).listen())
      expect(Math.abs(hertz - 1000)).toBeLessThan(30)
      expect(session.problems).toEqual([])
      expect(session.requests).toEqual(expect.arrayContaining(['/', '/page.js']))
    } finally {
      await session.close()
    }
  })

  test('whatever it must not do is noted', { timeout: 60_000 }, async () => {
    const session = await openSession({ folder })
    try {
      await session.page.goto(session.origin)
      await session.page.evaluate(() => /** @type {any} */ (window).misbehave())
      await expect.poll(() => session.problems.join('\n')).toContain('error: uncaught')
      const problems = session.problems.join('\n')
      expect(problems).toContain('console: said aloud')
      expect(problems).toMatch(/console: .*Content Security Policy/)
      expect(problems).toContain('example.com')
      expect(problems).toMatch(/console: .*404/)
    } finally {
      await session.close()
    }
  })
})
