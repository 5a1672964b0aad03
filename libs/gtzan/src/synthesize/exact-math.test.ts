import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/exact-math.json'
import { cosTurns, decay60, exp, exp2, gain, midiToHz, sinTurns, softClip } from './exact-math'

describe('exact math', () => {
  it('is near the true functions', () => {
    const worst = { sin: 0, cos: 0, exp2: 0, exp: 0, clip: 0 }
    const see = (name: keyof typeof worst, error: number) => (worst[name] = Math.max(worst[name], Math.abs(error)))
    for (let k = -4000; k <= 4000; k++) {
      const x = k / 379
      see('sin', sinTurns(x) - Math.sin(2 * Math.PI * x))
      see('cos', cosTurns(x) - Math.cos(2 * Math.PI * x))
      see('exp2', exp2(x) / 2 ** x - 1)
      see('exp', exp(x) / Math.exp(x) - 1)
      see('clip', softClip(x) - Math.tanh(x))
    }
    expect(worst.sin).toBeLessThan(2e-13)
    expect(worst.cos).toBeLessThan(2e-13)
    expect(worst.exp2).toBeLessThan(1e-14)
    expect(worst.exp).toBeLessThan(1e-14)
    expect(worst.clip).toBeLessThan(0.03)
  })

  it('knows decibels, notes and decays', () => {
    expect(gain(20)).toBeCloseTo(10, 12)
    expect(gain(0)).toBe(1)
    expect(midiToHz(69)).toBe(440)
    expect(midiToHz(60)).toBeCloseTo(261.6255653, 6)
    expect(decay60(1, 1000) ** 1000).toBeCloseTo(0.001, 12)
  })

  it('gives the bits that Python gives for the same formulas', () => {
    const bits = (x: number) => new BigUint64Array(Float64Array.of(x).buffer)[0].toString(16).padStart(16, '0')
    for (const [name, compute] of Object.entries({ sinTurns, exp2, softClip, gain, midiToHz })) {
      expect(
        golden.x.map(x => bits(compute(x))),
        name,
      ).toEqual(golden[name as 'exp2'])
    }
  })

  it('is the only source of transcendental functions in the synthesis', () => {
    const folder = dirname(fileURLToPath(import.meta.url))
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      name => name.endsWith('.ts') && !/\.test(-d)?\.ts$/.test(name),
    )
    expect(sources.length).toBeGreaterThan(20)
    const allowed = new Set(['floor', 'ceil', 'round', 'abs', 'min', 'max', 'sqrt', 'imul', 'trunc', 'fround'])
    for (const name of sources) {
      const code = readFileSync(join(folder, name), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
      for (const [, called] of code.matchAll(/\bMath\.(\w+)\(/g))
        expect(allowed, `${name}: Math.${called}`).toContain(called)
      expect(/nextNormal|standardNormal|\w \*\* /.test(code), `${name}: power or normal numbers`).toBe(false)
    }
  })
})
