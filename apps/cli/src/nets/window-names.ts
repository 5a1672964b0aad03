/**
 * Names windows as the rows of a table: `track.0.wav`, `track.1.wav`, ... Two files may hold one track (a song as wav and as mp3):
 * their windows are counted on, and so stay together.
 */
export function windowNames(): (track: string) => string {
  const count = new Map<string, number>()
  return track => {
    const window = count.get(track) ?? 0
    count.set(track, window + 1)
    return `${track}.${window}.wav`
  }
}
