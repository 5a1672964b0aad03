import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { createFeatureTable } from './feature-table'
import { selectRows } from './select-rows'

const table = createFeatureTable({
  columns: ['a', 'b'],
  filenames: ['blues.00000.0.wav', 'blues.00000.1.wav', 'rock.00007.0.wav'],
  lengths: [10, 20, 30],
  labels: ['blues', 'blues', 'rock'],
  values: Float64Array.of(1, 2, 3, 4, 5, 6),
})

describe('selectRows', () => {
  it('takes rows in the given order, also twice', () => {
    const chosen = selectRows(table, Int32Array.of(2, 0, 2))
    expect(chosen.filenames).toEqual(['rock.00007.0.wav', 'blues.00000.0.wav', 'rock.00007.0.wav'])
    expect([...chosen.X.data]).toEqual([5, 6, 1, 2, 5, 6])
    expect([...chosen.lengths]).toEqual([30, 10, 30])
    expect([...chosen.segments]).toEqual([0, 0, 0])
  })

  it('reads a strided matrix', () => {
    const turned = { ...table, columns: ['x', 'y', 'z'], X: table.X.transpose() }
    expect([...selectRows(turned, [1]).X.data]).toEqual([2, 4, 6])
  })

  it.each([[[3]], [[-1]], [[0.5]]])('refuses row %j', rows => {
    expect(() => selectRows(table, rows)).toThrowError(InvalidParameterError)
  })
})
