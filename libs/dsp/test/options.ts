/** Options of the reference, snake_case as in the golden files, in our names; `'Infinity'`, which JSON lacks, as a number. */
export function camelCase<T>(options: Record<string, unknown>): T {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value === 'Infinity' ? Infinity : value,
    ]),
  ) as T
}
