import type { Words } from '../state/words'

/** Something that did not work, in words. */
export function Notice({ words }: { words: Words | null }) {
  return (
    <div role="alert" class="notice-place">
      {words && (
        <div class="notice">
          <strong>{words.title}</strong>
          <p>{words.detail}</p>
        </div>
      )}
    </div>
  )
}
