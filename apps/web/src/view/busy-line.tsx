import type { Busy } from '../state/song-store'

interface Props {
  readonly busy: Busy | null
  readonly onCancel: () => void
}

/** What is going on and how far it is. */
export function BusyLine({ busy, onCancel }: Props) {
  return (
    <div class="busy" role="status" data-on={busy ? '' : undefined}>
      {busy && (
        <>
          <span>{busy.what}</span>
          {busy.share === null ? (
            <progress aria-label={busy.what} />
          ) : (
            <progress aria-label={busy.what} max={1} value={busy.share} />
          )}
          <button type="button" class="plain" onClick={onCancel}>
            Cancel
          </button>
        </>
      )}
    </div>
  )
}
