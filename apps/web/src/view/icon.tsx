const PATHS = {
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z',
  stop: 'M6 6h12v12H6z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11.2 2h1.6v3.4h-1.6zM11.2 18.6h1.6V22h-1.6zM2 11.2h3.4v1.6H2zM18.6 11.2H22v1.6h-3.4zM4.4 5.5l1.1-1.1 2.4 2.4-1.1 1.1zM16.1 17.2l1.1-1.1 2.4 2.4-1.1 1.1zM4.4 18.5l2.4-2.4 1.1 1.1-2.4 2.4zM16.1 6.8l2.4-2.4 1.1 1.1-2.4 2.4z',
  moon: 'M14.5 3.2A9 9 0 1 0 20.8 15 7.4 7.4 0 0 1 14.5 3.2z',
  mic: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11h1.7a4.8 4.8 0 0 0 9.6 0h1.7a6.5 6.5 0 0 1-5.6 6.4V21h-1.8v-3.6A6.5 6.5 0 0 1 5.5 11z',
} as const

/** A small picture beside or instead of a word; never the only name of anything. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="glyph" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={PATHS[name]} fill="currentColor" />
    </svg>
  )
}
