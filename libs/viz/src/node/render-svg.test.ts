import { GenreError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { confusionMatrixChart } from '../charts/confusion-matrix-chart'
import { importanceChart } from '../charts/importance-chart'
import { renderSvg } from './render-svg'

describe('renderSvg', () => {
  it('draws every label and value', async () => {
    const labels = ['jazz', 'rock', '<b>&"pop"']
    const svg = await renderSvg(
      confusionMatrixChart({
        labels,
        matrix: [
          [81, 12, 3],
          [14, 75, 6],
          [7, 8, 69],
        ],
        title: 'A & B',
      }),
    )
    for (const text of [
      '>jazz<',
      '>rock<',
      '&lt;b&gt;&amp;"pop"',
      '>81<',
      '>75<',
      '>69<',
      'A &amp; B',
      '>true genre<',
    ]) {
      expect(svg).toContain(text)
    }
    expect(svg).not.toContain('<b>')
  })

  it('leaves text alone that looks like a name or a reference', async () => {
    const svg = await renderSvg(importanceChart({ names: ['id="clip0" url(#clip0)'], importances: [1] }))
    expect(svg).toContain('>id="clip0" url(#clip0)<')
  })

  it('gives the same drawing every time', async () => {
    const spec = importanceChart({ names: ['a', 'b'], importances: [1, 2] })
    expect(await renderSvg(spec)).toBe(await renderSvg(spec))
  })

  it('fetches nothing', async () => {
    const spec = importanceChart({ names: ['a'], importances: [1] })
    for (const url of ['http://127.0.0.1:9/x.json', '/etc/passwd', 'file:///etc/hosts']) {
      await expect(renderSvg({ ...spec, data: { url } })).rejects.toThrow(/nothing is fetched/)
    }
  })

  it('says in an error of its own what cannot be drawn', async () => {
    const spec = importanceChart({ names: ['a'], importances: [1] })
    await expect(renderSvg({ ...spec, layer: undefined, mark: 'nonsense' })).rejects.toBeInstanceOf(GenreError)
    await expect(renderSvg({} as never)).rejects.toMatchObject({ code: 'CHART' })
  })
})
