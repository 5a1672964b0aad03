import { checkNumber, checkOneOf } from '@genre/core'
import type { ChartOptions, ChartTheme, Json, JsonObject, VegaLiteSpec } from './spec'
import { THEMES, themeConfig } from './theme'

/** The version of the grammar that the charts are written in. */
export const VEGA_LITE_SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json'

/** Puts what all charts share round a chart's own part. */
export function chart(options: ChartOptions, description: string, body: JsonObject): VegaLiteSpec {
  const theme = themeOf(options)
  const { title, subtitle } = options
  return {
    $schema: VEGA_LITE_SCHEMA,
    description,
    ...(title === undefined ? {} : { title: subtitle === undefined ? { text: title } : { text: title, subtitle } }),
    background: THEMES[theme].background,
    padding: THEMES[theme].background === null ? 4 : 14,
    ...body,
    config: themeConfig(theme),
  }
}

/** The theme asked for, checked. */
export function themeOf({ theme = 'light' }: ChartOptions): ChartTheme {
  return checkOneOf('theme', theme, ['light', 'dark', 'page'])
}

/** The width asked for, checked. */
export function widthOf(options: ChartOptions, standard: number): number {
  return checkNumber('width', options.width ?? standard, { min: 50, max: 4000 })
}

/** An inline table. */
export function inline(values: readonly JsonObject[]): { readonly values: readonly Json[] } {
  return { values }
}
