import { useRef } from 'preact/hooks'
import type { FoundFile } from '../state/batch-store'
import { chosenFiles } from '../state/dropped-files'

interface Props {
  readonly label: string
  readonly accept?: string
  readonly multiple?: boolean
  readonly folder?: boolean
  readonly quiet?: boolean
  readonly onFiles: (files: FoundFile[], folder: boolean) => void
}

/** A button that asks for files. */
export function FileButton({ label, accept, multiple, folder, quiet, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const chosen = () => {
    if (!input.current) return
    const { files, folder: whole } = chosenFiles(input.current)
    input.current.value = ''
    if (files.length > 0) onFiles(files, whole)
  }
  return (
    <>
      <button type="button" class={quiet ? 'quiet' : ''} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={multiple}
        {...(folder && { webkitdirectory: true })}
        onChange={chosen}
      />
    </>
  )
}
