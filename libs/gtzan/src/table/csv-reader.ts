import { DataError } from '@genre/core'
import Papa from 'papaparse'

/**
 * Reads CSV text that arrives in pieces and hands over its rows as soon as they are complete. The cells of a row are
 * read by Papa Parse; what is done here is to cut the pieces at line ends that do not stand within quotes, and to make
 * line ends of every kind one.
 */
export class CsvReader {
  readonly #name: string
  readonly #onRow: (cells: string[]) => void
  #pending = ''
  #started = false
  #rows = 0
  // Where in a row the text so far ends.
  #quoted = false
  #closed = false
  #cellStart = true
  #afterReturn = false

  constructor(name: string, onRow: (cells: string[]) => void) {
    this.#name = name
    this.#onRow = onRow
  }

  /** Takes the next piece of the text. */
  push(text: string): void {
    if (!this.#started && text !== '') {
      this.#started = true
      if (text.charCodeAt(0) === BYTE_ORDER_MARK) text = text.slice(1)
    }
    const { clean, cut } = this.#scan(text)
    if (cut === 0) {
      this.#pending += clean
      return
    }
    // Without the last line end, which would be read as one more row with one empty cell.
    const block = this.#pending + clean.slice(0, cut - 1)
    this.#pending = clean.slice(cut)
    this.#read(block)
  }

  /** Says that the text is at its end, and reads what has no line end. */
  finish(): void {
    if (this.#pending !== '') this.#read(this.#pending)
    this.#pending = ''
  }

  /** The text with `\n` for every line end outside of quotes, and where the last of them ends (0 if there is none). */
  #scan(text: string): { clean: string; cut: number } {
    let clean = ''
    let copied = 0
    let cut = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (this.#quoted) {
        if (code === QUOTE) {
          this.#quoted = false
          this.#closed = true
        }
        continue
      }
      if (code === RETURN || code === LINE_FEED) {
        clean += text.slice(copied, i)
        copied = i + 1
        if (code === RETURN || !this.#afterReturn) {
          clean += '\n'
          cut = clean.length
        }
        this.#cellStart = true
      } else {
        // A quote opens at the start of a cell, or goes on after one that only seemed to close ("").
        if (code === QUOTE) this.#quoted = this.#cellStart || this.#closed
        this.#cellStart = code === COMMA
      }
      this.#closed = false
      this.#afterReturn = code === RETURN
    }
    return { clean: clean + text.slice(copied), cut }
  }

  #read(block: string): void {
    if (block === '') {
      this.#onRow(['']) // Papa Parse would see no row at all
      return
    }
    const { data, errors } = Papa.parse<string[]>(block, { delimiter: ',', newline: '\n' })
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

const BYTE_ORDER_MARK = 0xfeff
const QUOTE = 0x22
const COMMA = 0x2c
const LINE_FEED = 0x0a
const RETURN = 0x0d
