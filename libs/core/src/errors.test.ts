import { describe, expect, it } from 'vitest'
import { checkInteger, checkNumber, checkOneOf } from './check'
import {
  DataError,
  DecodeError,
  GenreError,
  InvalidParameterError,
  ModelFormatError,
  NotFittedError,
  ShapeError,
} from './errors'

describe('errors', () => {
  it('name what was given and what would do', () => {
    const error = new InvalidParameterError({ parameter: 'nFft', received: -1, allowed: 'a positive integer' })
    expect(error.message).toBe('nFft must be a positive integer; received -1')
    expect(error).toMatchObject({
      code: 'INVALID_PARAMETER',
      name: 'InvalidParameterError',
      parameter: 'nFft',
      received: -1,
    })
    expect(new ShapeError({ array: 'X', received: [3, 4], expected: '57 columns' }).message).toBe(
      'X must have 57 columns; received shape (3, 4)',
    )
    expect(new DecodeError({ file: 'a.wav', reason: 'no data', offset: 44 }).message).toBe(
      'a.wav: no data (at byte 44)',
    )
    expect(new DataError({ table: 'X', row: 3, column: 'tempo', reason: 'is NaN' }).message).toBe(
      'X, row 3, column tempo: is NaN',
    )
    expect(new DataError({ table: 'X', reason: 'is empty' }).message).toBe('X: is empty')
    expect(new NotFittedError({ estimator: 'SVC' }).message).toContain('SVC is not fitted yet')
    expect(new ModelFormatError({ file: 'm.json', reason: 'version 9 is unknown' }).code).toBe('MODEL_FORMAT')
  })

  it('are one family and keep their cause', () => {
    const cause = new Error('disk')
    const error = new DecodeError({ file: 'a.wav', reason: 'cannot be read', cause })
    expect(error).toBeInstanceOf(GenreError)
    expect(error).toBeInstanceOf(Error)
    expect(error.cause).toBe(cause)
    expect('cause' in new NotFittedError({ estimator: 'SVC' })).toBe(false)
  })

  it('show any value on one short line', () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    const shown = (received: unknown) => new InvalidParameterError({ parameter: 'p', received, allowed: 'x' }).message
    expect(shown('a'.repeat(200)).length).toBeLessThan(120)
    expect(shown(new Float32Array(5))).toContain('Float32Array of 5')
    expect(shown(circular)).toContain('an object')
    expect(shown(new Array(100).fill(0))).toContain('an array of 100')
    expect(shown(-0)).toContain('-0')
    expect(shown(10n)).toContain('10n')
    expect(shown(undefined)).toContain('undefined')
    expect(shown(() => 1)).toContain('function')
    expect(shown(Symbol('s'))).toContain('Symbol(s)')
  })
})

describe('checks', () => {
  it('return the value they accept', () => {
    expect(checkInteger('n', 3, { min: 1, max: 3 })).toBe(3)
    expect(checkNumber('C', 0.5, { min: 0, max: 1, exclusive: 'both' })).toBe(0.5)
    expect(checkOneOf('mode', 'b', ['a', 'b'])).toBe('b')
  })

  it.each([0, 4, 1.5, NaN, Infinity, '2', null])('refuse %j as an integer in 1..3', value => {
    expect(() => checkInteger('n', value, { min: 1, max: 3 })).toThrow(/n must be an integer at least 1 and at most 3/)
  })

  it.each([0, 1, NaN, -Infinity, '0.5', undefined])('refuse %j as a number in (0, 1)', value => {
    expect(() => checkNumber('p', value, { min: 0, max: 1, exclusive: 'both' })).toThrow(
      /greater than 0 and less than 1/,
    )
  })

  it('list the allowed words', () => {
    expect(() => checkOneOf('mode', 'c', ['a', 'b'])).toThrow(/mode must be one of 'a', 'b'; received "c"/)
  })
})
