/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** An object of JSON; fields that are `undefined` are left out when it is written. */
export interface JsonObject {
  readonly [field: string]: Json | undefined
}

/**
 * A Vega-Lite 6 specification as plain data: it can be written as JSON, changed by spreading, handed to vega-embed in a
 * page, or to `renderSvg` of `@genre/viz/node`. It holds its data and asks for nothing from outside.
 */
export interface VegaLiteSpec extends JsonObject {
  readonly $schema: string
  /** What the chart shows, in words: for those who cannot see it. */
  readonly description: string
  readonly config: JsonObject
}

/** What all charts can be told. */
export interface ChartOptions {
  readonly title?: string
  readonly subtitle?: string
  /**
   * Colours of text, lines and background: `'light'` (default), `'dark'`, or `'page'`, which takes the text colour of the page
   * that the SVG stands in and has no background.
   */
  readonly theme?: ChartTheme
  /** Width of the plotting area in pixels; each chart has its own default. */
  readonly width?: number
}

/** Where a chart will be seen. */
export type ChartTheme = 'light' | 'dark' | 'page'
