/**
 * A 16-bit mono WAVE file.
 *
 * @param {ArrayLike<number>} samples in -1..1; what lies outside is clipped
 * @param {number} rate in Hz
 */
export function wavFile(samples, rate) {
  const bytes = 2 * samples.length
  const file = Buffer.alloc(44 + bytes)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + bytes, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(2 * rate, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(bytes, 40)
  for (let i = 0; i < samples.length; i++) {
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, samples[i])) * 32767), 44 + 2 * i)
  }
  return file
}

/**
 * Something like music, the same each time: a chord struck twice a second that wanders through four harmonies, over a little
 * noise.
 *
 * @param {number} rate in Hz
 * @param {number} seconds
 * @returns {Float32Array}
 */
export function chords(rate, seconds) {
  const samples = new Float32Array(Math.round(rate * seconds))
  const roots = [220, 174.61, 261.63, 196]
  let state = 1
  for (let i = 0; i < samples.length; i++) {
    const time = i / rate
    const root = roots[Math.floor(time / 2) % roots.length]
    const decay = Math.exp(-6 * (time % 0.5))
    let value = 0
    for (const ratio of [1, 1.26, 1.5, 2, 3]) value += Math.sin(2 * Math.PI * root * ratio * time) / ratio
    state = (state * 1664525 + 1013904223) >>> 0 // a linear congruential generator, for the noise
    samples[i] = 0.15 * decay * value + 0.02 * (state / 2 ** 31 - 1)
  }
  return samples
}
