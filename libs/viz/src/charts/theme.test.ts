import { describe, expect, it } from 'vitest'
import { pairs } from './scatter-chart'
import { CATEGORY_COLORS, MAIN_COLOR, QUIET_COLOR, THEMES } from './theme'

type Triple = [number, number, number]

const linear = (hex: string) =>
  [1, 3, 5].map(at => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as Triple

const times = (matrix: readonly Triple[], [x, y, z]: Triple) =>
  matrix.map(([a, b, c]) => Math.min(1, Math.max(0, a * x + b * y + c * z))) as Triple

/** WCAG's contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = linear(hex)
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue
  }
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** Machado, Oliveira and Fernandes 2009, full severity, on linear RGB. */
const VISION: Record<string, Triple[]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function lab([r, g, b]: Triple): Triple {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b)
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

describe('theme', () => {
  it('has colours that stand out from both backgrounds', () => {
    for (const color of [...CATEGORY_COLORS, MAIN_COLOR, QUIET_COLOR]) {
      expect(contrast(color, THEMES.light.background!), color).toBeGreaterThanOrEqual(3)
      expect(contrast(color, THEMES.dark.background!), color).toBeGreaterThanOrEqual(3)
    }
    for (const theme of ['light', 'dark'] as const) {
      expect(contrast(THEMES[theme].text, THEMES[theme].background!)).toBeGreaterThan(12)
    }
  })

  it('has colours that the colour-blind tell apart', () => {
    for (const [name, matrix] of Object.entries(VISION)) {
      const seen = CATEGORY_COLORS.map(color => lab(times(matrix, linear(color))))
      for (let i = 0; i < seen.length; i++) {
        for (let j = 0; j < i; j++) {
          const distance = Math.hypot(...seen[i].map((v, k) => v - seen[j][k]))
          expect(distance, `${CATEGORY_COLORS[i]} and ${CATEGORY_COLORS[j]}, ${name}`).toBeGreaterThan(25)
        }
      }
    }
  })

  it('has a pair of colour and shape for each of thirty classes', () => {
    const { range, shapes } = pairs(30)
    expect(new Set(range.map((color, k) => color + shapes[k])).size).toBe(30)
  })
})
