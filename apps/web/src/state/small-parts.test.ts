import { describe, expect, it } from 'vitest'
import { TaskError } from '../worker/client'
import { batchCsv } from './batch-csv'
import { clock, count, finePercent, kiloHertz, percent, ranking } from './format'
import { isCancel, wordsOf } from './words'

describe('format', () => {
  it('writes as people read', () => {
    expect([percent(0.123), percent(0.004), percent(0), percent(1)]).toEqual(['12 %', '<1 %', '0 %', '100 %'])
    expect(finePercent(0.1234)).toBe('12.3 %')
    expect([clock(0), clock(83.4), clock(3725), clock(-1)]).toEqual(['0:00', '1:23', '1:02:05', '0:00'])
    expect([count(1, 'chunk'), count(2, 'chunk')]).toEqual(['1 chunk', '2 chunks'])
    expect([kiloHertz(22050), kiloHertz(44100), kiloHertz(8000)]).toEqual(['22.05 kHz', '44.1 kHz', '8 kHz'])
    expect(ranking([0.2, 0.5, 0.3])).toEqual([1, 2, 0])
  })
})

describe('wordsOf', () => {
  it('has a title for every problem of a file', () => {
    const problems = [
      'empty',
      'not-audio',
      'unsupported',
      'protected',
      'bad-header',
      'truncated',
      'damaged',
      'no-samples',
      'not-finite',
      'too-long',
      'unreadable',
    ]
    const titles = problems.map(problem => wordsOf(new TaskError({ code: 'DECODE', problem, message: 'x' })).title)
    expect(new Set(titles).size).toBe(problems.length)
    expect(titles).not.toContain('This file cannot be read')
  })

  it('ends sentences', () => {
    expect(wordsOf(new TaskError({ code: 'SILENT', message: 'silence has no genre' })).detail).toBe(
      'silence has no genre.',
    )
    expect(wordsOf(new Error('Odd!')).detail).toBe('Odd!')
    expect(isCancel(new TaskError({ code: 'ABORTED', message: '' }))).toBe(true)
  })
})

describe('batchCsv', () => {
  it('has a row for each file and disarms formulas', async () => {
    const file = new File([], 'x')
    const answer = {
      genre: 'jazz',
      probabilities: [0.75, 0.25],
      segments: 2,
      seconds: 6.5,
      warnings: ['short, but fine'],
    }
    const rows = [
      { id: 0, file, path: '=SUM(A1).wav', state: 'done' as const, answer },
      {
        id: 1,
        file,
        path: 'b.txt',
        state: 'failed' as const,
        words: { title: 'This is not audio', detail: 'It is text.' },
      },
    ]
    expect((await batchCsv(rows, ['jazz', 'rock'])).split('\n')).toEqual([
      'file,genre,seconds,segments,jazz,rock,note',
      `"'=SUM(A1).wav",jazz,6.50,2,0.750000,0.250000,"short, but fine"`,
      'b.txt,,,,,,This is not audio. It is text.',
    ])
  })
})
