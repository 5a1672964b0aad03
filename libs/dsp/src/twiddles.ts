/** cos(2 pi k / n) for 0 <= k < n, reduced to the first octant so that it is exact where it should be. */
export function cosTurn(k: number, n: number): number {
  return sinTurn(4 * k <= 3 * n ? k + n / 4 : k - (3 * n) / 4, n)
}

/** sin(2 pi k / n) for 0 <= k <= n (k may be a fraction), reduced to the first octant. */
export function sinTurn(k: number, n: number): number {
  if (2 * k > n) return -sinTurn(n - k, n)
  if (4 * k > n) k = n / 2 - k
  return 8 * k <= n ? Math.sin((2 * Math.PI * k) / n) : Math.cos((2 * Math.PI * (n / 4 - k)) / n)
}
