import { gtzan57, pictureTexture } from '@genre/features'
import { describe, expect, it } from 'vitest'
import { descriptorWords } from './descriptor-words'
import { dominantAt, momentsOf, probabilitiesAt } from './moments'
import { RIBBON, ribbonPaths } from './ribbon-path'

const chunks = [
  { start: 0, end: 4, probabilities: [1, 0] },
  { start: 2, end: 6, probabilities: [0.4, 0.6] },
]

describe('moments', () => {
  it('are the means of the chunks that lie there', () => {
    expect(probabilitiesAt(chunks, 1)).toEqual([1, 0])
    expect(probabilitiesAt(chunks, 3)).toEqual([0.7, 0.3])
    expect(probabilitiesAt(chunks, 9)).toEqual([0.4, 0.6])
    expect(probabilitiesAt([], 1)).toBeNull()
    expect([dominantAt(chunks, 3), dominantAt(chunks, 5), dominantAt([], 0)]).toEqual([0, 1, -1])
  })
})

describe('ribbonPaths', () => {
  it('fills the whole height, band upon band', () => {
    const paths = ribbonPaths(momentsOf(chunks), [1, 0], 6)
    const numbers = paths.map(path => path.match(/-?\d+(\.\d+)?/g)!.map(Number))
    expect(paths).toHaveLength(2)
    // The lower band begins at the bottom, the upper one ends at the top.
    expect(numbers[0].slice(0, 2)).toEqual([0, RIBBON.height])
    const line = /L(\S+) (\S+?)C/.exec(paths[1])!
    expect([Number(line[1]), Number(line[2])]).toEqual([RIBBON.width, 0])
    expect(numbers.flat().every(value => value >= 0 && value <= RIBBON.width)).toBe(true)
  })
})

describe('descriptorWords', () => {
  it('has words for each of the 57 descriptors', () => {
    const words = gtzan57.columns.map(({ name }) => descriptorWords(name))
    expect(new Set(words).size).toBe(57)
    expect(words.some(text => /_/.test(text))).toBe(false)
    expect(descriptorWords('rms_var')).toBe('loudness: how it varies')
    expect(descriptorWords('mfcc7_var')).toBe('fine shape of the timbre, 7: how it varies')
    expect(descriptorWords('mfcc7_mean')).toBe('fine shape of the timbre, 7')
  })

  it('has words for each of the 879 of pictures', () => {
    const words = pictureTexture.columns.map(({ name }) => descriptorWords(name))
    expect(new Set(words).size).toBe(879)
    expect(words.some(text => /_|NaN|undefined/.test(text))).toBe(false)
    expect(descriptorWords('band3_change')).toBe('level at 460 Hz: how fast it changes')
    expect(descriptorWords('band1_modulation7')).toBe('beat at 92 Hz, 2.2 Hz')
    expect(descriptorWords('band1_band18_correlation')).toBe('92 Hz and 10 kHz together')
    expect(descriptorWords('zone6_pattern31')).toBe('texture at 8.3 kHz, pattern 31')
    expect(descriptorWords('slope1_direction4')).toBe('lower edges at 210 Hz, direction 4')
    expect(descriptorWords('cepstrum2_std')).toBe('shape of the spectrum, 2: how it varies')
    expect(descriptorWords('of_ones_own')).toBe('of_ones_own')
  })
})
