import { existsSync, readFileSync } from 'node:fs'
import { DataError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { formatFeatureTable } from './format-feature-table'
import { FeatureTableParser, parseFeatureTable } from './parse-feature-table'

const shared = (name: string) => new URL(`../../../../../shared/data/${name}`, import.meta.url)

const columns = ['tempo', 'rms_mean']
const header = 'filename,length,tempo,rms_mean,label'
const good = ['blues.00000.0.wav,66149,123.046875,0.1,blues', 'rock.00001.0.wav,66149,1e-05,-0.0,rock']
const csv = (...lines: string[]) => `${[header, ...lines].join('\n')}\n`

function faultOf(text: string, options: Parameters<typeof parseFeatureTable>[1] = { columns }) {
  try {
    parseFeatureTable(text, { name: 'features.csv', ...options })
  } catch (error) {
    if (error instanceof DataError) return error
    throw error
  }
  throw new Error('read without an error')
}

describe('parseFeatureTable', () => {
  it('reads a table', () => {
    const table = parseFeatureTable(csv(...good), { columns })
    expect(table.columns).toEqual(columns)
    expect(table.filenames).toEqual(['blues.00000.0.wav', 'rock.00001.0.wav'])
    expect(table.tracks).toEqual(['blues.00000', 'rock.00001'])
    expect(table.labels).toEqual(['blues', 'rock'])
    expect([...table.lengths]).toEqual([66149, 66149])
    expect([...table.X.data]).toEqual([123.046875, 0.1, 1e-5, -0])
    expect(table.X.shape).toEqual([2, 2])
  })

  const same = parseFeatureTable(csv(...good), { columns })
  it.each([
    ['a byte order mark', '\ufeff' + csv(...good)],
    ['CRLF', csv(...good).replaceAll('\n', '\r\n')],
    ['CR', csv(...good).replaceAll('\n', '\r')],
    ['mixed line ends', csv(...good).replace('\n', '\r\n')],
    ['no line end at the end', csv(...good).trimEnd()],
    ['blank lines at the end', csv(...good) + '\n\r\n\n'],
    [
      'quoted cells',
      csv(...good)
        .replace('blues.00000.0.wav', '"blues.00000.0.wav"')
        .replace('0.1', '"0.1"'),
    ],
    ['quoted cells and CRLF', csv(...good.map(line => line.replace(/\w+$/, '"$&"'))).replaceAll('\n', '\r\n')],
  ])('takes %s', (_, text) => {
    expect(parseFeatureTable(text, { columns })).toEqual(same)
    expect(parseFeatureTable([...text], { columns })).toEqual(same)
  })

  it('reads any cutting of the text', async () => {
    const text = csv('"a, ""b""\nc.wav",5,1.0,2.0,blues', ...good).replaceAll('blues\n', 'blues\r\n')
    const whole = parseFeatureTable(text, { columns })
    expect(whole.filenames[0]).toBe('a, "b"\nc.wav')
    for (let cut = 0; cut <= text.length; cut++) {
      expect(parseFeatureTable([text.slice(0, cut), text.slice(cut)], { columns })).toEqual(whole)
    }
    const pieces = (async function* () {
      yield* text.match(/[^]{1,7}/g)!
    })()
    expect(await parseFeatureTable(pieces, { columns })).toEqual(whole)
    const stream = () => new Blob([text]).stream().pipeThrough(new TextDecoderStream())
    expect(await parseFeatureTable(stream(), { columns })).toEqual(whole)
    await expect(parseFeatureTable(stream())).rejects.toThrowError(DataError)
  })

  it('takes a quote within a cell as it is', () => {
    const text = csv('7" mix.wav,5,1.0,2.0,blues', 'a "b" c.wav,5,1.0,2.0,rock')
    const table = parseFeatureTable(text.replaceAll('\n', '\r\n'), { columns })
    expect(table.filenames).toEqual(['7" mix.wav', 'a "b" c.wav'])
    expect(parseFeatureTable([...text], { columns })).toEqual(table)
  })

  it('counts rows as they come', () => {
    const parser = new FeatureTableParser({ columns })
    parser.push(csv(good[0]))
    expect(parser.rows).toBe(1)
    parser.push(good[1])
    expect(parser.rows).toBe(1)
    expect(parser.finish().filenames).toHaveLength(2)
  })

  it.each<[string, string, Partial<DataError>]>([
    ['nothing', '', { row: undefined }],
    ['only a byte order mark', '\ufeff', { row: undefined }],
    ['only line ends', '\n\n', { row: undefined }],
    ['no header', good.join('\n'), { column: 'filename', row: undefined }],
    ['length missing', 'filename,tempo,label\n', { column: 'length' }],
    ['label not last', 'filename,length,label,tempo\n', { column: 'label' }],
    ['only two columns', 'filename,length\n', { column: 'label' }],
    ['a missing column', 'filename,length,tempo,label\n', { column: 'rms_mean' }],
    ['an extra column', 'filename,length,tempo,rms_mean,x,label\n', { column: '"x"' }],
    ['a column twice', 'filename,length,tempo,tempo,label\n', { column: 'tempo' }],
    ['columns in another order', 'filename,length,rms_mean,tempo,label\n', { column: 'rms_mean' }],
    ['a column without a name', 'filename,length,tempo,,label\n', { row: undefined }],
    ['a short row', csv(good[0], 'rock.00001.wav,5,1.0,rock'), { row: 1, column: undefined }],
    ['a long row', csv(good[0], good[1] + ','), { row: 1, column: undefined }],
    ['a row of one cell', csv(good[0], 'x', good[1]), { row: 1 }],
    ['a blank line within', csv(good[0], '', good[1]), { row: 1 }],
    ['an empty number', csv(good[0], 'rock.00001.wav,5,,1.0,rock'), { row: 1, column: 'tempo' }],
    ['text in a number', csv('rock.00001.wav,5,1.0,fast,rock'), { row: 0, column: 'rms_mean' }],
    ['NaN', csv('rock.00001.wav,5,1.0,nan,rock'), { row: 0, column: 'rms_mean' }],
    ['infinity', csv('rock.00001.wav,5,-inf,1.0,rock'), { row: 0, column: 'tempo' }],
    ['a number out of range', csv('rock.00001.wav,5,1e400,1.0,rock'), { row: 0, column: 'tempo' }],
    ['an empty length', csv('rock.00001.wav,,1.0,1.0,rock'), { row: 0, column: 'length' }],
    ['a fractional length', csv('rock.00001.wav,5.5,1.0,1.0,rock'), { row: 0, column: 'length' }],
    ['a negative length', csv('rock.00001.wav,-5,1.0,1.0,rock'), { row: 0, column: 'length' }],
    ['no file name', csv(',5,1.0,1.0,rock'), { row: 0, column: 'filename' }],
    ['a file name twice', csv(good[0], good[1], good[0]), { row: 2, column: 'filename' }],
    ['no label', csv('rock.00001.wav,5,1.0,1.0,'), { row: 0, column: 'label' }],
    ['an unknown genre', csv('rock.00001.wav,5,1.0,1.0,techno'), { row: 0, column: 'label' }],
    ['an open quote', csv(good[0], '"rock.00001.wav,5,1.0,1.0,rock'), { row: 1 }],
    ['text after a quote', csv(good[0], '"rock.00001.wav"x,5,1.0,1.0,rock'), { row: 1 }],
    ['another file altogether', 'RIFF\u0000\u0000\u0001WAVEfmt ', { column: 'filename' }],
  ])('refuses %s, saying where', (_, text, facts) => {
    const error = faultOf(text)
    expect(error).toMatchObject({ table: 'features.csv', ...facts })
    expect(error.message).toMatch(/^features\.csv/)
  })

  it('says what was there and what would do', () => {
    expect(faultOf(csv('rock.00001.wav,5,1.0,fast,rock')).message).toBe(
      'features.csv, row 0, column rms_mean: "fast" is not a finite number',
    )
    expect(faultOf(csv('rock.00001.wav,5,1.0,1.0,techno')).message).toContain('blues, classical')
    expect(faultOf(csv(...good), {}).message).toContain("columns: 'any'")
  })

  it('takes other columns and other genres where allowed', () => {
    const text = 'filename,length,tempo,label\na/x.wav,5,1.0,techno\n'
    const table = parseFeatureTable(text, { columns: 'any', genres: 'any' })
    expect(table.labels).toEqual(['techno'])
    expect(table.columns).toEqual(['tempo'])
    expect(parseFeatureTable(text, { columns: ['tempo'], genres: ['techno'] })).toEqual(table)
    expect(faultOf(text, { columns: 'any', genres: ['house'] })).toMatchObject({ row: 0, column: 'label' })
  })

  const published = ['features_30_sec.csv', 'features_3_sec.csv']
  it.skipIf(!published.every(name => existsSync(shared(name)))).each(published)(
    'reads and writes the published %s byte for byte (skipped without it)',
    name => {
      const text = readFileSync(shared(name), 'utf8')
      const table = parseFeatureTable(text)
      const lines = text.trimEnd().split('\n')
      expect(table.filenames).toHaveLength(lines.length - 1)
      expect(new Set(table.tracks).size).toBe(1000)
      expect(formatFeatureTable(table) === text).toBe(true)
      // Every value, by JavaScript's own reading.
      const X = table.X.data
      let at = 0
      let different = 0
      for (const line of lines.slice(1))
        for (const cell of line.split(',').slice(2, -1)) if (X[at++] !== Number(cell)) different++
      expect(at).toBe(X.length)
      expect(different).toBe(0)
    },
  )
})
