/** Class of a genre's colour (`styles/genres.css`); one for all that have none of their own. */
const KNOWN = new Set(['blues', 'classical', 'country', 'disco', 'hiphop', 'jazz', 'metal', 'pop', 'reggae', 'rock'])

export function genreClass(genre: string): string {
  return KNOWN.has(genre) ? `genre-${genre}` : 'genre-other'
}

const NAMES: Readonly<Record<string, string>> = { hiphop: 'hip-hop' }

/** A genre as a person writes it. */
export function genreName(genre: string): string {
  return NAMES[genre] ?? genre
}
