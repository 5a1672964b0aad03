/**
 * The mean of channels, in float32 as `librosa.to_mono` computes it (`numpy.mean` over the channels of a float32 array;
 * librosa 0.11, NumPy 2.4), to the bit. Written into `out`; one channel is copied.
 *
 * Sums run in NumPy's order: one after the other up to seven channels, in eight partial sums from eight on.
 *
 * @param channels one array per channel, all as long as `out`
 */
export function mixToMono(channels: readonly Float32Array[], out: Float32Array): void {
  const { fround } = Math
  const count = channels.length
  if (count === 1) {
    out.set(channels[0])
    return
  }
  if (count === 2) {
    const [left, right] = channels
    for (let i = 0; i < out.length; i++) out[i] = fround(left[i] + right[i]) / 2
    return
  }
  const partial = new Float32Array(8)
  const whole = count - (count % 8)
  for (let i = 0; i < out.length; i++) {
    let sum: number
    let next: number
    if (count < 8) {
      sum = channels[0][i]
      next = 1
    } else {
      for (let k = 0; k < 8; k++) partial[k] = channels[k][i]
      for (let c = 8; c < whole; c += 8) for (let k = 0; k < 8; k++) partial[k] += channels[c + k][i]
      const first = fround(fround(partial[0] + partial[1]) + fround(partial[2] + partial[3]))
      const second = fround(fround(partial[4] + partial[5]) + fround(partial[6] + partial[7]))
      sum = fround(first + second)
      next = whole
    }
    for (let c = next; c < count; c++) sum = fround(sum + channels[c][i])
    out[i] = sum / count
  }
}
