/// <reference lib="webworker" />

/** What an AudioWorkletGlobalScope has. */
declare const registerProcessor: (name: string, processor: unknown) => void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** Samples are handed on in blocks of this many. */
const BLOCK = 2048

/** Sends the mean of its input's channels, block by block, to the port that it is given; silent itself. */
class CaptureProcessor extends AudioWorkletProcessor {
  #to: MessagePort | null = null
  #block = new Float32Array(BLOCK)
  #filled = 0

  constructor() {
    super()
    this.port.onmessage = ({ data }: MessageEvent<{ to: MessagePort } | { stop: true }>) => {
      this.#to = 'to' in data ? data.to : null
    }
  }

  process([channels]: Float32Array[][]): boolean {
    if (!this.#to || channels.length === 0) return true
    const { length } = channels[0]
    for (let i = 0; i < length; i++) {
      let sum = 0
      for (const channel of channels) sum += channel[i]
      this.#block[this.#filled++] = sum / channels.length
      if (this.#filled === BLOCK) {
        this.#to.postMessage(this.#block, [this.#block.buffer])
        this.#block = new Float32Array(BLOCK)
        this.#filled = 0
      }
    }
    return true
  }
}

registerProcessor('capture', CaptureProcessor)
