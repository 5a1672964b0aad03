/** Object URLs of one song; all are given back when the next comes. */
export class ObjectUrls {
  readonly #urls: string[] = []

  of(content: Blob | Uint8Array<ArrayBuffer>): string {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: 'audio/wav' }))
    this.#urls.push(url)
    return url
  }

  revoke(): void {
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url)
  }
}
