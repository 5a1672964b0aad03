/** A share as a whole percentage; what is not nothing is not shown as 0. */
export function percent(share: number): string {
  const whole = Math.round(100 * share)
  return whole === 0 && share > 0.0005 ? '<1 %' : `${whole} %`
}

/** A share to a tenth of a percent. */
export function finePercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

/** 83.4 s as `1:23`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds + 1e-6))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** `1 chunk`, `14 chunks`. */
export function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}

/** 22050 Hz as `22.05 kHz`. */
export function kiloHertz(hz: number): string {
  return `${Number((hz / 1000).toFixed(2))} kHz`
}

/** The places of the largest shares, largest first. */
export function ranking(shares: readonly number[]): number[] {
  return shares.map((_, k) => k).sort((a, b) => shares[b] - shares[a])
}
