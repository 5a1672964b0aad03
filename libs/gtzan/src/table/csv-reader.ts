import { DataError } from '@genre/core'
import Papa from 'papaparse'

/**
 * Reads CSV text that arrives in pieces and hands over its rows as soon as they are complete. The cells of a row are
 * read by Papa Parse; what is done here is to cut the pieces at line ends that do not stand within quotes.
 */
export class CsvReader {
  readonly #name: string
  readonly #onRow: (cells: string[]) => void
  #pending = ''
  #insideQuotes = false
  #started = false
  #rows = 0

  constructor(name: string, onRow: (cells: string[]) => void) {
    this.#name = name
    this.#onRow = onRow
  }

  /** Takes the next piece of the text. */
  push(text: string): void {
    if (!this.#started && text !== '') {
      this.#started = true
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1)
    }
    let cut = -1
    let inside = this.#insideQuotes
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === QUOTE) inside = !inside
      else if (code === LINE_FEED && !inside) cut = i + 1
    }
    this.#insideQuotes = inside
    if (cut < 0) {
      this.#pending += text
      return
    }
    const block = this.#pending + text.slice(0, cut)
    this.#pending = text.slice(cut)
    // Without the last line end, which would be read as one more row with one empty cell.
    this.#read(block.slice(0, block.endsWith('\r\n') ? -2 : -1))
  }

  /** Says that the text is at its end, and reads what has no line end. */
  finish(): void {
    if (this.#pending !== '') this.#read(this.#pending.replace(/\r$/, ''))
    this.#pending = ''
  }

  #read(block: string): void {
    const { data, errors } = Papa.parse<string[]>(unixLineEnds(block), { delimiter: ',', newline: '\n' })
    const error = errors[0]
    const rows = error ? data.slice(0, error.row ?? 0) : data
    for (const cells of rows) {
      this.#onRow(cells)
      this.#rows++
    }
    // Rows of the file count from the header; rows of the table, which the message means, from the one after it.
    if (error) {
      const row = this.#rows > 0 ? this.#rows - 1 : undefined
      throw new DataError({ table: this.#name, row, reason: error.message.toLowerCase() })
    }
  }
}

const QUOTE = 0x22
const LINE_FEED = 0x0a

/** Line ends of every kind as `\n`, except within quotes. */
function unixLineEnds(block: string): string {
  if (!block.includes('\r')) return block
  return block
    .split('"')
    .map((piece, k) => (k % 2 === 0 ? piece.replace(/\r\n?/g, '\n') : piece))
    .join('"')
}
