import { NdArray } from '@genre/core'
import type { Field } from '../base/schema'
import type { TransformerSchema } from '../base/transformer'
import { Transformer } from '../base/transformer'
import type { Matrix } from '../base/validate'

/** The parts of the state that every selector has. */
export interface SelectorSchema extends TransformerSchema {
  readonly support: Field<Uint8Array>
}

/** A transformer that keeps some of the columns, in their order. */
export abstract class ColumnSelector<P extends object, S extends SelectorSchema> extends Transformer<P, S> {
  /** For each column whether it is kept. */
  get support(): boolean[] {
    return Array.from(this.state.support as Uint8Array, Boolean)
  }

  /** The positions of the columns that are kept. */
  get selected(): number[] {
    const support = this.state.support as Uint8Array
    return [...support.keys()].filter(j => support[j] === 1)
  }

  protected transformMatrix(X: Matrix): Matrix {
    const { selected } = this
    const [rows, columns] = X.shape
    const out = new Float64Array(rows * selected.length)
    for (let i = 0, k = 0; i < rows; i++) {
      for (let n = 0; n < selected.length; n++, k++) out[k] = X.data[i * columns + selected[n]]
    }
    return new NdArray(out, [rows, selected.length])
  }
}
