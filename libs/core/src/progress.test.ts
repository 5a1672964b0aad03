import { describe, expect, it } from 'vitest'
import type { Progress } from './progress'
import { ProgressMeter } from './progress'

describe('ProgressMeter', () => {
  it('reports each item when asked to, the last one always', () => {
    const seen: Progress[] = []
    const meter = new ProgressMeter({ label: 'count', total: 3, onProgress: p => seen.push(p), interval: 0 })
    for (let i = 0; i < 3; i++) meter.advance()
    expect(seen.map(p => p.done)).toEqual([1, 2, 3])
    expect(seen[2]).toMatchObject({ label: 'count', total: 3, remaining: 0 })
  })

  it('keeps quiet in between', () => {
    const seen: number[] = []
    const meter = new ProgressMeter({ label: 'count', total: 1000, onProgress: p => seen.push(p.done), interval: 1e6 })
    for (let i = 0; i < 1000; i++) meter.advance()
    expect(seen).toEqual([1, 1000])
  })

  it('works without a listener', () => {
    expect(() => new ProgressMeter({ label: 'x', total: 1 }).advance()).not.toThrow()
  })
})
