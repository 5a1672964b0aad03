import type { HeaderReader } from '../header-reader'
import { fourCharacters } from '../header-reader'

/** A part of the file, from its first byte to behind its last. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A box of an MP4 file: its type and where its content lies. */
export interface Box extends Span {
  readonly type: string
  /** It claims to reach beyond the part of the file that it lies in. */
  readonly isCut: boolean
}

/** More boxes in a row than this are taken for damage. */
const MAX_BOXES = 100_000

/** The boxes within a part of the file. A box that does not fit in is cut to it. */
export async function* boxes(reader: HeaderReader, start: number, end: number): AsyncGenerator<Box, void, void> {
  let at = start
  for (let count = 0; at + 8 <= end; count++) {
    if (count === MAX_BOXES) throw reader.error('bad-header', 'boxes without an end', at)
    const head = await reader.view(at, 8, 'a box header')
    let size = head.getUint32(0)
    const type = fourCharacters(head, 4)
    let header = 8
    if (size === 1) {
      size = Number((await reader.view(at + 8, 8, 'a box header')).getBigUint64(0))
      header = 16
    } else if (size === 0) size = end - at
    if (size < header) return
    yield { type, start: at + header, end: Math.min(end, at + size), isCut: at + size > end }
    at += size
  }
}

/** The first box of a type within a part of the file, by a path of types. */
export async function findBox(reader: HeaderReader, within: Span, ...path: string[]): Promise<Span | undefined> {
  let found = within
  for (const type of path) {
    let next: Box | undefined
    for await (const box of boxes(reader, found.start, found.end))
      if (box.type === type) {
        next = box
        break
      }
    if (!next) return undefined
    found = next
  }
  return found
}
