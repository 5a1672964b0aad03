import { describe, expect, it } from 'vitest'
import { outlineOf } from './outline'
import { melPicture, melTicks } from './pictures'
import { RecentSamples } from './recent-samples'
import { SampleList } from './sample-list'
import { troubleOf } from './trouble'

describe('outlineOf', () => {
  it('has the least and the greatest of each stretch', () => {
    expect(Array.from(outlineOf(Float32Array.of(0, 1, -2, 3, -4, 5, 6), 2))).toEqual([-2, 1, -4, 6])
    expect(Array.from(outlineOf(Float32Array.of(1, 2), 10))).toEqual([1, 1, 2, 2])
  })
})

describe('RecentSamples', () => {
  it('keeps the last ones', () => {
    const recent = new RecentSamples(5)
    recent.push(Float32Array.of(1, 2, 3))
    expect(Array.from(recent.last(2))).toEqual([2, 3])
    recent.push(Float32Array.of(4, 5, 6, 7))
    expect(Array.from(recent.last(9))).toEqual([3, 4, 5, 6, 7])
    recent.push(Float32Array.from({ length: 8 }, (_, i) => 10 + i))
    expect(Array.from(recent.last(5))).toEqual([13, 14, 15, 16, 17])
  })
})

describe('SampleList', () => {
  it('copies what it is given', () => {
    const list = new SampleList()
    const piece = Float32Array.of(1, 2)
    list.push(piece)
    piece[0] = 9
    list.push(Float32Array.of(3))
    expect([list.length, ...list.join()]).toEqual([3, 1, 2, 3])
  })
})

describe('melPicture', () => {
  it('puts a tone where its tick says', () => {
    const samples = Float32Array.from({ length: 22050 }, (_, i) => Math.sin((2 * Math.PI * 2000 * i) / 22050))
    const { width, height, data } = melPicture({ samples, sampleRate: 22050 }, { palette: 'ink', width: 20 })
    const column = Array.from({ length: height }, (_, y) => data[4 * (y * width + 10)])
    const { position } = melTicks(22050).find(({ hz }) => hz === 2000)!
    expect(Math.abs(height * (1 - position) - 0.5 - column.indexOf(Math.max(...column)))).toBeLessThan(3)
  })
})

describe('troubleOf', () => {
  it('tells what it knows', () => {
    expect(troubleOf('odd')).toEqual({ code: 'UNKNOWN', message: 'odd' })
    expect(troubleOf(new RangeError('Array buffer allocation failed'))).toMatchObject({ code: 'MEMORY' })
    expect(troubleOf(new DOMException('x', 'AbortError'))).toEqual({ code: 'ABORTED', message: 'cancelled' })
  })
})
