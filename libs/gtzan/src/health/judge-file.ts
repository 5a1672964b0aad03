import type { FileHealth, HealthProblem } from './health-report'

/** What most files of the collection are like; a file is judged by how it differs. */
export interface Norm {
  readonly sampleRate: number
  readonly channels: number
  /** Whether the collection has clips of 30 s. */
  readonly thirtySeconds: boolean
}

/** The most common rate and channel count, and whether most files last 30 s. */
export function normOf(files: readonly Pick<FileHealth, 'audio'>[]): Norm {
  const audio = files.flatMap(file => (file.audio ? [file.audio] : []))
  const thirty = audio.filter(({ seconds }) => seconds >= 29 && seconds <= 31).length
  return {
    sampleRate: mostCommon(audio.map(({ sampleRate }) => sampleRate)) ?? 0,
    channels: mostCommon(audio.map(({ channels }) => channels)) ?? 0,
    thirtySeconds: thirty > audio.length / 2,
  }
}

/** What is odd about a file that could be read. */
export function judgeFile(audio: NonNullable<FileHealth['audio']>, norm: Norm): HealthProblem[] {
  const problems: HealthProblem[] = []
  const note = (code: string, message: string) => problems.push({ code, message })
  if (norm.thirtySeconds && audio.seconds < 29) note('short', `lasts ${audio.seconds.toFixed(2)} s, the others 30 s`)
  if (norm.thirtySeconds && audio.seconds > 31) note('long', `lasts ${audio.seconds.toFixed(2)} s, the others 30 s`)
  if (audio.sampleRate !== norm.sampleRate)
    note('rate', `has ${audio.sampleRate} Hz, most others ${norm.sampleRate} Hz`)
  if (audio.channels !== norm.channels) note('channels', `has ${audio.channels} channels, most others ${norm.channels}`)
  if (audio.peak === 0) note('silent', 'every sample is 0')
  else if (audio.peak < 0.01) note('quiet', `its loudest sample is ${audio.peak.toPrecision(2)} of full scale`)
  if (audio.gap >= audio.sampleRate)
    note('gap', `has ${(audio.gap / audio.sampleRate).toFixed(2)} s of digital silence within`)
  if (audio.clipped > 0.01) note('clipped', `${(100 * audio.clipped).toFixed(1)} % of its samples are clipped`)
  if (Math.abs(audio.dc) > 0.02) note('dc', `has a direct current of ${(100 * audio.dc).toFixed(1)} % of full scale`)
  return problems
}

function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0]
}
