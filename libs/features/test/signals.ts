/** The synthetic signals of the golden files, by the formulas of tools/reference/features/golden.py. */

const TAU = 6.283185307179586
const RATE = 22050

/** s <- (1664525 s + 1013904223) mod 2^32; s / 2^31 - 1 */
function lcg(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return state / 2147483648 - 1
  }
}

const pcm16 = (value: number) => Math.floor(value * 32767 + 0.5) / 32768

function noise(n: number, seed: number, amplitude: number): Float32Array {
  const next = lcg(seed)
  return Float32Array.from({ length: n }, () => amplitude * next())
}

function chord(n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => {
    const t = i / RATE
    let value = 0
    for (const base of [220, 277.1826309768721, 329.6275569128699]) {
      for (let h = 1; h < 5; h++) value += (0.12 / h) * Math.sin(TAU * (base * 1.0133740137434466 * h) * t)
    }
    return pcm16(value)
  })
}

function chirp(n: number, low: number, high: number): Float32Array {
  const seconds = n / RATE
  const ratio = Math.log(high / low)
  const phase = (i: number) => ((TAU * low * seconds) / ratio) * (Math.exp((ratio * (i / RATE)) / seconds) - 1)
  return Float32Array.from({ length: n }, (_, i) => pcm16(0.6 * Math.sin(phase(i))))
}

function clicks(n: number, period: number, frequency: number, decay: number, accent: number): Float32Array {
  const out = new Float64Array(n)
  for (let k = 0; k * period < n; k++) {
    const amplitude = k % 4 === 0 ? 0.8 : accent
    for (let j = 0; j < 1500 && k * period + j < n; j++) {
      out[k * period + j] += amplitude * Math.exp(-j / decay) * Math.sin((TAU * frequency * j) / RATE)
    }
  }
  return Float32Array.from(out, pcm16)
}

function music(n: number): Float32Array {
  const steps = [0, 4, 7, 12, 9, 5, 2, 11]
  const next = lcg(777)
  return Float32Array.from({ length: n }, (_, i) => {
    const draw = next()
    const note = Math.floor(i / 13230)
    const j = i - note * 13230
    const f0 = 196 * Math.exp((0.6931471805599453 * steps[note % 8]) / 12)
    const envelope = Math.exp(-j / 9000)
    let value = 0
    for (let h = 1; h < 7; h++) value += (0.18 / h) * envelope * Math.sin(TAU * f0 * h * (j / RATE))
    return pcm16(value + 0.35 * Math.exp(-(i % 6615) / 400) * draw)
  })
}

const makers: Record<string, () => Float32Array> = {
  noise: () => noise(44100, 12345, 0.5),
  chord: () => chord(66150),
  chirp: () => chirp(44100, 110, 8800),
  clicks: () => clicks(220500, 9450, 1000, 120, 0.5),
  music: () => music(66149),
  odd: () => music(50001),
  quiet: () => noise(22050, 99, 1e-5),
  short: () => noise(1500, 4242, 0.5),
  'single-frame': () => noise(400, 31337, 0.5),
  silence: () => new Float32Array(22050),
  dc: () => new Float32Array(22050).fill(0.25),
  impulse: () => new Float32Array(22050).fill(1, 9000, 9001),
  nyquist: () => Float32Array.from({ length: 22050 }, (_, i) => (i % 2 ? -0.5 : 0.5)),
}

/** Names of all signals. */
export const signalNames = Object.keys(makers)

/** The samples of a signal. */
export function signal(name: string): Float32Array {
  return makers[name]()
}
