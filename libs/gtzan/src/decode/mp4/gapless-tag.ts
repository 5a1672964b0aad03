import type { HeaderReader } from '../header-reader'
import { fourCharacters } from '../header-reader'
import type { Box, Span } from './box'
import { boxes, findBox } from './box'

/** More tags than this are not looked through. */
const MAX_TAGS = 256

/**
 * What iTunes notes in the tag `iTunSMPB` of files without an edit list: how many samples the encoder put before the
 * sound, and how many the sound has, both at the sound's own rate.
 */
export async function readGaplessTag(
  reader: HeaderReader,
  movie: Box,
): Promise<{ delay: number; samples: number } | undefined> {
  const meta = await findBox(reader, movie, 'udta', 'meta')
  if (!meta || meta.end - meta.start < 12) return undefined
  // MP4 puts four bytes before the boxes within, QuickTime does not
  const isPlain = fourCharacters(await reader.view(meta.start + 4, 4, 'the tags'), 0) === 'hdlr'
  const list = await findBox(reader, { start: meta.start + (isPlain ? 0 : 4), end: meta.end }, 'ilst')
  if (!list) return undefined
  let count = 0
  for await (const tag of boxes(reader, list.start, list.end)) {
    if (++count > MAX_TAGS) return undefined
    if (tag.type !== '----' || (await text(reader, tag, 'name', 4)) !== 'iTunSMPB') continue
    const fields = (await text(reader, tag, 'data', 8))?.trim().split(/\s+/) ?? []
    const [delay, samples] = [fields[1], fields[3]].map(field => parseInt(field, 16))
    return delay >= 0 && samples > 0 ? { delay, samples } : undefined
  }
  return undefined
}

/** The text of a part of a tag, behind as many bytes that are something else. */
async function text(reader: HeaderReader, tag: Span, part: string, skip: number): Promise<string | undefined> {
  const box = await findBox(reader, tag, part)
  const length = box ? box.end - box.start - skip : 0
  if (!box || length <= 0 || length > 1024) return undefined
  const view = await reader.view(box.start + skip, length, 'a tag')
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset, length))
}
