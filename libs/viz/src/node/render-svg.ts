import { GenreError } from '@genre/core'
import type { VegaLiteSpec } from '../charts/spec'
import { renameIds } from '../report/svg-tags'

/**
 * Draws a chart as SVG, in Node, without a browser. Nothing is fetched: a specification that asks for data or pictures from
 * outside is refused. Expressions are interpreted, not compiled, so no code is made from strings.
 *
 * @returns the text of an `<svg>` element
 * @throws GenreError with code `'CHART'` if Vega-Lite does not understand the specification
 *
 * @example
 * ```ts
 * import { importanceChart } from '@genre/viz'
 * import { renderSvg } from '@genre/viz/node'
 * const svg = await renderSvg(importanceChart({ names: ['tempo'], importances: [1] }))
 * console.log(svg.startsWith('<svg')) // => true
 * ```
 */
export async function renderSvg(spec: VegaLiteSpec): Promise<string> {
  const [vega, { compile }, { expressionInterpreter }] = await Promise.all([
    import('vega'),
    import('vega-lite'),
    import('vega-interpreter'),
  ])
  const problems: string[] = []
  const logger = {
    level: () => logger,
    error: (...parts: readonly unknown[]) => (problems.push(parts.map(String).join(' ')), logger),
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  }
  const refuse = (uri: string) => {
    problems.push(`nothing is fetched, not even ${uri.slice(0, 80)}`)
    return Promise.reject(new Error(problems[problems.length - 1]))
  }
  const sanitize = (uri: string) =>
    /^data:image\/(png|jpeg);base64,/.test(uri) ? Promise.resolve({ href: uri }) : refuse(uri)
  try {
    const compiled = compile(spec as never, { logger: logger as never })
    const loader = { ...vega.loader(), load: refuse, sanitize, http: refuse, file: refuse }
    const runtime = vega.parse(compiled.spec, undefined, { ast: true })
    const view = new vega.View(runtime, {
      renderer: 'none',
      expr: expressionInterpreter,
      loader: loader as never,
      logger: logger as never,
    })
    const svg = await view.toSVG()
    view.finalize()
    if (problems.length === 0) return renumber(svg)
  } catch (cause) {
    throw new GenreError('CHART', `the chart cannot be drawn: ${(cause as Error).message}`, { cause })
  }
  throw new GenreError('CHART', `the chart cannot be drawn: ${problems.join('; ')}`)
}

/** Vega counts the names of gradients and clips through all drawings of a process; here each drawing starts anew. */
function renumber(svg: string): string {
  const names = new Map<string, string>()
  return renameIds(svg, id => {
    if (!names.has(id)) names.set(id, `d${names.size}`)
    return names.get(id)!
  })
}
