/** One step of a network: what it makes of the values of some rows, and of the derivatives on the way back. */
export interface Stage {
  /** The values of `count` rows; the result stays valid, for {@link backward}, until the next call. */
  forward(input: Float64Array, count: number, training: boolean): Float64Array
  /**
   * From derivatives of the loss by the stage's values to those by its input, and the gradient by its own parameters.
   * `delta` may be overwritten.
   *
   * @param total - by which gradients are divided: derivatives come times the weight of all rows
   * @param needed - whether anything before this stage learns; otherwise the result does not matter
   */
  backward(delta: Float64Array, count: number, total: number, needed: boolean): Float64Array
}
