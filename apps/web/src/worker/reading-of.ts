import type { Classification } from '@genre/models'
import type { Reading } from './protocol'

/** An answer as the page shows it. */
export function readingOf(classes: readonly string[], answer: Classification): Reading {
  const { genre, probabilities, chunks, warnings } = answer
  return {
    genre,
    probabilities: classes.map(name => probabilities[name]),
    chunks,
    warnings: warnings.map(text => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
  }
}
