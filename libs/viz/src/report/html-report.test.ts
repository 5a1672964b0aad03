import { InvalidParameterError } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importanceChart } from '../charts/importance-chart'
import { encodePng } from '../node/encode-png'
import { renderSvg } from '../node/render-svg'
import { htmlReport, type ReportBlock } from './html-report'

const page = (...blocks: ReportBlock[]) => htmlReport({ title: 'T', sections: [{ title: 'S', blocks }] })

/** What stands between <body> and </body>. */
const body = (html: string) => html.slice(html.indexOf('<body>'), html.indexOf('</body>'))

const png = encodePng({ width: 1, height: 1, data: Uint8ClampedArray.of(1, 2, 3, 255) })

describe('htmlReport', () => {
  it('is one file without script or request', async () => {
    const svg = await renderSvg(importanceChart({ names: ['tempo'], importances: [1], theme: 'page' }))
    const html = htmlReport({
      title: 'Run',
      subtitle: 'all of it',
      footer: 'end',
      sections: [
        {
          title: 'One',
          blocks: [
            { type: 'text', text: 'Hello.' },
            { type: 'note', text: 'Careful.', tone: 'warning' },
            { type: 'facts', facts: [['seed', 1]] },
            { type: 'table', columns: ['model', 'accuracy'], rows: [['KNN', 0.7]], caption: 'Scores', highlight: [0] },
            { type: 'chart', svg, description: 'one bar', caption: 'A bar' },
            { type: 'picture', png, description: 'a dot', width: 10 },
            { type: 'code', text: 'genre report' },
          ],
        },
      ],
    })
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
    expect(html).toContain("default-src 'none'")
    expect(html).toContain('prefers-color-scheme: dark')
    expect(html).toContain('<th scope="row">KNN</th><td class="number">0.7</td>')
    expect(html).toContain('<tr class="highlight">')
    expect(html).toContain('src="data:image/png;base64,iVBOR')
    expect(html).not.toMatch(/<script|\son\w+=|@import|<link|<iframe/i)
    for (const [, address] of html.matchAll(/(?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^(#|data:image\/png;base64,)/)
    for (const [address] of html.matchAll(/https?:\/\/[^\s"']+/g)) expect(address).toMatch(/^http:\/\/www\.w3\.org\//)
  })

  it('escapes every text, whatever it holds', () => {
    const evil = fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '=', '\u0000', '/', 'script', ' ', '\n', '-', '!'),
    })
    fc.assert(
      fc.property(evil, text => {
        const html = htmlReport({
          title: text,
          subtitle: text,
          footer: text,
          sections: [
            {
              title: text,
              blocks: [
                { type: 'text', text },
                { type: 'note', text },
                { type: 'code', text },
                { type: 'facts', facts: [[text, text]] },
                { type: 'table', columns: [text], rows: [[text], [text]], caption: text },
                { type: 'picture', png, description: text, caption: text },
                { type: 'chart', svg: '<svg></svg>', description: text, caption: text },
              ],
            },
          ],
        })
        const plain = htmlReport({
          title: 'a',
          subtitle: 'a',
          footer: 'a',
          sections: [
            {
              title: 'a',
              blocks: [
                { type: 'text', text: 'a' },
                { type: 'note', text: 'a' },
                { type: 'code', text: 'a' },
                { type: 'facts', facts: [['a', 'a']] },
                { type: 'table', columns: ['a'], rows: [['a'], ['a']], caption: 'a' },
                { type: 'picture', png, description: 'a', caption: 'a' },
                { type: 'chart', svg: '<svg></svg>', description: 'a', caption: 'a' },
              ],
            },
          ],
        })
        // No text makes, ends or changes a tag: their sequence is that of harmless text.
        const tags = (html: string) => [...html.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(match => match[0])
        expect(tags(html)).toEqual(tags(plain))
        expect(html.split('"').length).toBe(plain.split('"').length)
        expect(html).not.toContain('\u0000')
      }),
      { numRuns: 200 },
    )
  })

  it('aligns columns of figures', () => {
    const html = page({
      type: 'table',
      columns: ['model', 'accuracy', 'interval', 'words'],
      rows: [
        ['KNN', '71.2 %', '0.71 [0.68, 0.74]', '3 blind mice'],
        ['SVM', '9 %', null, 'none'],
      ],
    })
    expect(html.match(/<th scope="col"[^>]*>/g)).toEqual([
      '<th scope="col">',
      '<th scope="col" class="number">',
      '<th scope="col" class="number">',
      '<th scope="col">',
    ])
  })

  it('gives the names within each drawing a prefix of its own', () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="clip0"><rect/></clipPath></defs><g clip-path="url(#clip0)" style="fill:url('#clip0')"/><use xlink:href="#clip0"/></svg>`
    const html = body(page({ type: 'chart', svg, description: '' }, { type: 'chart', svg, description: '' }))
    for (const name of ['c0-clip0', 'c1-clip0']) {
      for (const use of [`id="${name}"`, `clip-path="url(#${name})"`, `fill:url(#${name})`, `xlink:href="#${name}"`]) {
        expect(html).toContain(use)
      }
    }
    expect(html).not.toMatch(/["#]clip0/)
  })

  it('refuses drawings that are more than drawings', () => {
    const bad = [
      '',
      'text',
      '<div></div>',
      '<svg><script>alert(1)</script></svg>',
      '<svg onload="alert(1)"></svg>',
      '<svg><rect onclick=alert(1) /></svg>',
      '<svg><rect/onclick="alert(1)"/></svg>',
      '<svg><a href="javascript:alert(1)"><text>x</text></a></svg>',
      '<svg><image href="https://example.org/x.png"/></svg>',
      '<svg><image href="data:image/svg+xml;base64,AAAA"/></svg>',
      '<svg><use href="other.svg#x"/></svg>',
      '<svg><rect fill="url(https://example.org/#x)"/></svg>',
      '<svg><rect style="background:url(//example.org)"/></svg>',
      '<svg><rect fill="u&#114;l(https://example.org)"/></svg>',
      '<svg><style>@import "x"</style></svg>',
      '<svg><foreignObject><p>x</p></foreignObject></svg>',
      '<svg><!-- --><rect/></svg>',
      '<svg><![CDATA[<script>]]></svg>',
      '<svg><animate attributeName="href" to="javascript:x"/></svg>',
      '<svg></svg><p>',
      '<svg><rect "></svg>',
    ]
    for (const svg of bad) {
      expect(() => page({ type: 'chart', svg, description: '' }), svg).toThrow(InvalidParameterError)
    }
    expect(() => page({ type: 'chart', svg: '<?xml version="1.0"?><svg><g/></svg>', description: '' })).not.toThrow()
  })

  it('refuses pictures that are no PNG, unknown blocks and languages', () => {
    expect(() => page({ type: 'picture', png: Uint8Array.of(1, 2, 3), description: '' })).toThrow('bytes of a PNG file')
    expect(() => page({ type: 'video' } as never)).toThrow('type must be one of')
    expect(() => htmlReport({ title: '', sections: [], language: '"><script>' })).toThrow(InvalidParameterError)
  })
})
