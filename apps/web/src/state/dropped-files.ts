import type { FoundFile } from './batch-store'

/** The files of a drop, those within folders too, in the order of their paths. */
export async function droppedFiles(transfer: DataTransfer): Promise<{ files: FoundFile[]; folder: boolean }> {
  // Entries have to be asked for before the first await: the list is emptied then.
  const entries = Array.from(transfer.items, item => item.webkitGetAsEntry()).filter(entry => entry !== null)
  if (entries.length === 0) {
    return { files: Array.from(transfer.files, file => ({ file, path: file.name })), folder: false }
  }
  const files: FoundFile[] = []
  for (const entry of entries) await collect(entry, files)
  files.sort((a, b) => a.path.localeCompare(b.path))
  return { files, folder: entries.some(entry => entry.isDirectory) }
}

async function collect(entry: FileSystemEntry, files: FoundFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    files.push({ file, path: entry.fullPath.replace(/^\//, '') })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return
    for (const each of some) await collect(each, files)
  }
}

/** The files that were chosen in a file field. */
export function chosenFiles(input: HTMLInputElement): { files: FoundFile[]; folder: boolean } {
  const files = Array.from(input.files ?? [], file => ({ file, path: file.webkitRelativePath || file.name }))
  return { files, folder: files.some(({ file }) => file.webkitRelativePath !== '') }
}
