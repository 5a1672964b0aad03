import type { DropoutKind } from '../spec/net-spec'
import type { NetSketch } from '../spec/net-sketch'

/**
 * GenreGuessr's "classifier": linear, ReLU, batch norm, dropout, linear.
 *
 * Its dropout is PyTorch's `Dropout1d` on a batch of vectors, which PyTorch takes for one example with as many channels
 * as there are vectors: it drops all hidden values of an example together. That is what the source trained with (and why
 * its accuracy during training stays below 80 % where evaluation says 99.9 %), so it is the default here.
 */
export function addClassifierHead(
  net: NetSketch,
  name: string,
  options: { hidden: number; classes: number; dropout: number; headDropout: DropoutKind },
): void {
  net.dense(`${name}.0`, options.hidden, { activation: 'relu' })
  net.batchNorm(`${name}.2`)
  net.dropout(options.dropout, options.headDropout)
  net.dense(`${name}.4`, options.classes)
}
