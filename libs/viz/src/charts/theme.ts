import type { ChartTheme, JsonObject } from './spec'

/**
 * Colours for things that are told apart, in the order of use: readable on white and on near-black (contrast of 3:1 or
 * more on both), and at least 25 apart in CIELAB for full colour vision and for protanopia, deuteranopia and tritanopia.
 */
export const CATEGORY_COLORS = ['#0d59ff', '#db781b', '#2ea677', '#bb17b6', '#cb2d37', '#c779ba'] as const

/** Shapes that go with the colours, so that a chart can be read without them. */
export const CATEGORY_SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'] as const

/** The colour of a single series, and of what stands back. */
export const MAIN_COLOR = '#3b82c4'
export const QUIET_COLOR = '#8a8f98'

/** Text and background of a theme. */
export const THEMES: Readonly<Record<ChartTheme, { readonly text: string; readonly background: string | null }>> = {
  light: { text: '#1b1f24', background: '#ffffff' },
  dark: { text: '#e8eaed', background: '#15181d' },
  page: { text: 'currentColor', background: null },
}

const FONT = 'system-ui, "Segoe UI", Helvetica, Arial, sans-serif'

/** From this share of its scale on, viridis is bright enough for dark text. */
export const BRIGHT = 0.45

/** Text colours on a coloured cell. */
export const INK = { dark: '#10131a', light: '#ffffff' } as const

/** A legend above the plot, in one line. */
export const TOP_LEGEND: JsonObject = { orient: 'top', direction: 'horizontal', offset: 8 }

/** The Vega-Lite configuration that all charts share. */
export function themeConfig(theme: ChartTheme): JsonObject {
  const { text } = THEMES[theme]
  return {
    font: FONT,
    view: { stroke: null },
    title: {
      color: text,
      subtitleColor: text,
      fontSize: 15,
      subtitleFontSize: 12,
      fontWeight: 600,
      anchor: 'start',
      offset: 12,
      subtitlePadding: 4,
    },
    axis: {
      labelColor: text,
      titleColor: text,
      domainColor: text,
      tickColor: text,
      gridColor: text,
      gridOpacity: 0.12,
      domainOpacity: 0.4,
      tickOpacity: 0.4,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 500,
      titlePadding: 8,
      labelLimit: 240,
    },
    legend: {
      labelColor: text,
      titleColor: text,
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: 500,
      symbolSize: 90,
      symbolOpacity: 1,
      symbolBaseFillColor: QUIET_COLOR,
      titleLimit: 400,
      labelLimit: 240,
    },
    header: { labelColor: text, titleColor: text, labelFontSize: 13, labelFontWeight: 600, titleFontSize: 12 },
    text: { color: text, fontSize: 12 },
    rule: { color: text },
    range: { category: [...CATEGORY_COLORS] },
  }
}

/** As many of the items as asked for, from the front again when they run out. */
export function cycle(items: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, k) => items[k % items.length])
}
