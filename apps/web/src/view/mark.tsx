const HEIGHTS = [6, 11, 16, 9, 20, 14, 22, 12, 17, 8]
const GENRES = ['blues', 'classical', 'country', 'disco', 'hiphop', 'jazz', 'metal', 'pop', 'reggae', 'rock']

/** The mark: ten genres as ten bars. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 38.4 24" width="38.4" height="24" aria-hidden="true">
      {GENRES.map((genre, k) => (
        <rect
          key={genre}
          class={`genre-${genre}`}
          x={4 * k}
          y={12 - HEIGHTS[k] / 2}
          width="2.4"
          height={HEIGHTS[k]}
          rx="1.2"
        />
      ))}
    </svg>
  )
}
