/*
 * ECMAScript leaves the last bits of Math.sin, exp, pow, log and tanh to the engine, and a filter that runs for a
 * million samples turns a different last bit into a different file. What stands here is made of + - * / and floor
 * alone, which IEEE 754 fixes bit by bit, so the same seed gives the same bytes everywhere.
 */

export const TAU = 6.283185307179586
const LN2 = 0.6931471805599453
const LOG2_E = 1.4426950408889634

/**
 * `sin(2 pi turns)`, equal on every machine; within 2e-13 of the true value for |turns| below 1e3.
 *
 * @param turns - the angle in whole turns
 */
export function sinTurns(turns: number): number {
  let reduced = turns - Math.floor(turns + 0.5)
  if (reduced > 0.25) reduced = 0.5 - reduced
  else if (reduced < -0.25) reduced = -0.5 - reduced
  const x = reduced * TAU
  const y = x * x
  // Taylor series; on a quarter turn the first omitted term is below 5e-14.
  let sum = 1 - y / 272
  sum = 1 - (y / 210) * sum
  sum = 1 - (y / 156) * sum
  sum = 1 - (y / 110) * sum
  sum = 1 - (y / 72) * sum
  sum = 1 - (y / 42) * sum
  sum = 1 - (y / 20) * sum
  sum = 1 - (y / 6) * sum
  return x * sum
}

/** `cos(2 pi turns)`, equal on every machine. */
export function cosTurns(turns: number): number {
  return sinTurns(turns + 0.25)
}

/** `2 ** x`, equal on every machine; within 1e-14 relative for |x| below 1000. */
export function exp2(x: number): number {
  const whole = Math.floor(x)
  const t = (x - whole) * LN2
  let sum = 1
  for (let k = 16; k >= 1; k--) sum = 1 + (t * sum) / k
  const step = whole < 0 ? 0.5 : 2
  for (let k = Math.abs(whole); k > 0; k--) sum *= step
  return sum
}

/** `e ** x`, equal on every machine. */
export function exp(x: number): number {
  return exp2(x * LOG2_E)
}

/** The amplitude ratio of a level in decibels: `10 ** (decibels / 20)`. */
export function gain(decibels: number): number {
  return exp2(decibels * 0.16609640474436813)
}

/** The frequency in Hz of a MIDI note number: 69 is 440 Hz, one more is a semitone. */
export function midiToHz(note: number): number {
  return 440 * exp2((note - 69) / 12)
}

/**
 * What a sample is multiplied by, each sample, to fall by 60 dB in `seconds`.
 */
export function decay60(seconds: number, sampleRate: number): number {
  return exp2(-9.965784284662087 / (seconds * sampleRate))
}

/** A saturating curve close to tanh: odd, slope 1 at 0, exactly -1 or 1 beyond |x| = 3. */
export function softClip(x: number): number {
  if (x >= 3) return 1
  if (x <= -3) return -1
  const y = x * x
  return (x * (27 + y)) / (27 + 9 * y)
}
