import { checkNumber, InvalidParameterError } from '@genre/core'
import { escapeHtml } from './escape-html'
import { inlineSvg } from './inline-svg'
import { REPORT_STYLE } from './report-style'

/** A cell of a table: a text, a number (shown as it is, aligned right), or nothing. */
export type ReportCell = string | number | null | undefined

/** A paragraph. */
export interface ReportText {
  readonly type: 'text'
  readonly text: string
}

/** A paragraph that should not be missed. */
export interface ReportNote {
  readonly type: 'note'
  readonly text: string
  /** `'info'` (default) or `'warning'`. */
  readonly tone?: 'info' | 'warning'
}

/** A table with a header row. */
export interface ReportTable {
  readonly type: 'table'
  readonly columns: readonly string[]
  readonly rows: readonly (readonly ReportCell[])[]
  readonly caption?: string
  /** Rows (from 0) that stand out. */
  readonly highlight?: readonly number[]
}

/** Names and what they stand for: parameters, versions. */
export interface ReportFacts {
  readonly type: 'facts'
  readonly facts: readonly (readonly [name: string, value: ReportCell])[]
}

/** A chart, from `renderSvg`. The theme `'page'` takes the colours of the report. */
export interface ReportChart {
  readonly type: 'chart'
  readonly svg: string
  /** What the chart shows, for those who cannot see it; the specification's `description` is such a text. */
  readonly description: string
  readonly caption?: string
}

/** A picture, from `encodePng`. */
export interface ReportPicture {
  readonly type: 'picture'
  readonly png: Uint8Array
  readonly description: string
  readonly caption?: string
  /** Width on the page in pixels; default the column's. */
  readonly width?: number
}

/** Text as it was typed: a command, a log. */
export interface ReportCode {
  readonly type: 'code'
  readonly text: string
}

/** What a section of a report is made of. */
export type ReportBlock = ReportText | ReportNote | ReportTable | ReportFacts | ReportChart | ReportPicture | ReportCode

/** A part of a report under a heading of its own. */
export interface ReportSection {
  readonly title: string
  readonly blocks: readonly ReportBlock[]
}

/** What {@link htmlReport} writes. */
export interface HtmlReportOptions {
  readonly title: string
  readonly subtitle?: string
  readonly sections: readonly ReportSection[]
  /** Language of the text, a BCP 47 tag; default `'en'`. */
  readonly language?: string
  /** A line at the end. */
  readonly footer?: string
}

/**
 * A report as one HTML file that needs nothing else: charts and pictures inside, no script, no request (a content security
 * policy in the file forbids both), light or dark as the reader's system, readable on a phone and in print.
 *
 * Every text is escaped; charts are checked to be drawings and nothing else. Works in a browser as in Node.
 *
 * @throws InvalidParameterError for an unknown block, a chart that is more than a drawing, or a picture that is no PNG
 *
 * @example
 * ```ts
 * import { htmlReport } from '@genre/viz'
 * const html = htmlReport({
 *   title: 'My run',
 *   sections: [{ title: 'Result', blocks: [{ type: 'table', columns: ['model', 'accuracy'], rows: [['<KNN>', 0.71]] }] }],
 * })
 * console.log(html.includes('&lt;KNN&gt;')) // => true
 * ```
 */
export function htmlReport(options: HtmlReportOptions): string {
  const { title, subtitle, sections, language = 'en', footer } = options
  if (!/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language)) {
    throw new InvalidParameterError({
      parameter: 'language',
      received: language,
      allowed: "a language tag as 'en' or 'pt-BR'",
    })
  }
  let drawings = 0
  const body = sections.map((section, index) => {
    const blocks = section.blocks.map(block => renderBlock(block, () => `c${drawings++}`))
    return `<section aria-labelledby="s${index}">\n<h2 id="s${index}">${escapeHtml(section.title)}</h2>\n${blocks.join('\n')}\n</section>`
  })
  const contents =
    sections.length > 2
      ? `<nav aria-label="Contents"><ul>${sections.map((section, index) => `<li><a href="#s${index}">${escapeHtml(section.title)}</a></li>`).join('')}</ul></nav>\n`
      : ''
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
${REPORT_STYLE}
</style>
</head>
<body>
<main>
<header>
<h1>${escapeHtml(title)}</h1>
${subtitle === undefined ? '' : `<p class="subtitle">${escapeHtml(subtitle)}</p>\n`}</header>
${contents}${body.join('\n')}
${footer === undefined ? '' : `<footer>${escapeHtml(footer)}</footer>\n`}</main>
</body>
</html>
`
}

function renderBlock(block: ReportBlock, nextName: () => string): string {
  switch (block.type) {
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`
    case 'note':
      return `<p class="note ${block.tone === 'warning' ? 'warning' : 'info'}">${escapeHtml(block.text)}</p>`
    case 'table':
      return renderTable(block)
    case 'facts':
      return `<dl>${block.facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${cellText(value)}</dd>`).join('')}</dl>`
    case 'chart': {
      const svg = inlineSvg(block.svg, nextName())
      return figure(
        `<div class="chart" role="img" aria-label="${escapeHtml(block.description)}" tabindex="0">${svg}</div>`,
        block.caption,
      )
    }
    case 'picture': {
      const width =
        block.width === undefined ? '' : ` width="${checkNumber('width', block.width, { min: 1, max: 10000 })}"`
      const source = `data:image/png;base64,${base64(checkPng(block.png))}`
      return figure(`<img src="${source}" alt="${escapeHtml(block.description)}"${width}>`, block.caption)
    }
    case 'code':
      return `<pre tabindex="0"><code>${escapeHtml(block.text)}</code></pre>`
    default:
      throw new InvalidParameterError({
        parameter: 'type',
        received: (block as { type?: unknown }).type,
        allowed: "one of 'text', 'note', 'table', 'facts', 'chart', 'picture', 'code'",
      })
  }
}

function renderTable({ columns, rows, caption, highlight = [] }: ReportTable): string {
  const numeric = columns.map(
    (_, j) => rows.length > 0 && rows.every(row => typeof row[j] === 'number' || row[j] == null || isFigure(row[j])),
  )
  const align = (j: number) => (numeric[j] ? ' class="number"' : '')
  const head = columns.map((column, j) => `<th scope="col"${align(j)}>${escapeHtml(column)}</th>`).join('')
  const lines = rows.map((row, i) => {
    const cells = columns.map((_, j) => {
      const text = cellText(row[j])
      return j === 0 && !numeric[0] ? `<th scope="row">${text}</th>` : `<td${align(j)}>${text}</td>`
    })
    return `<tr${highlight.includes(i) ? ' class="highlight"' : ''}>${cells.join('')}</tr>`
  })
  const title = caption === undefined ? '' : `<caption>${escapeHtml(caption)}</caption>`
  return `<div class="table" tabindex="0" role="region" aria-label="${escapeHtml(caption ?? columns.join(', '))}"><table>${title}<thead><tr>${head}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table></div>`
}

/** Whether a text begins with a number and is little more than figures (`71.2 %`, `0.71 [0.68, 0.74]`): it stands on the right. */
function isFigure(cell: ReportCell): boolean {
  return (
    typeof cell === 'string' &&
    cell.length < 40 &&
    /^[[(]?[-+\u2212]?\d/.test(cell) &&
    !/[A-Za-z_]{3}/.test(cell.replace('points', ''))
  )
}

function cellText(cell: ReportCell): string {
  return cell === null || cell === undefined ? '' : escapeHtml(String(cell))
}

function figure(content: string, caption: string | undefined): string {
  return `<figure>${content}${caption === undefined ? '' : `<figcaption>${escapeHtml(caption)}</figcaption>`}</figure>`
}

const PNG_MARK = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function checkPng(png: Uint8Array): Uint8Array {
  if (png instanceof Uint8Array && PNG_MARK.every((byte, k) => png[k] === byte)) return png
  throw new InvalidParameterError({ parameter: 'png', received: png, allowed: 'the bytes of a PNG file' })
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(binary)
}
