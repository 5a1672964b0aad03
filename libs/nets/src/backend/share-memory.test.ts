import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { shareMemory } from './share-memory'

const { resolve } = createRequire(import.meta.url)
const program = new Uint8Array(readFileSync(resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')))

/** A module with nothing but a memory section. */
const withMemory = (...section: number[]) =>
  Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, section.length, ...section])

describe('shareMemory', () => {
  it('changes one byte of the program of tfjs, which stays valid', () => {
    const shared = shareMemory(program)!
    expect(WebAssembly.validate(shared)).toBe(true)
    expect(shared.length).toBe(program.length)
    expect(shared.reduce((count, byte, i) => count + Number(byte !== program[i]), 0)).toBe(1)
  })

  it('does not change what it was given', () => {
    const before = program.slice()
    shareMemory(program)
    expect(Buffer.compare(program, before)).toBe(0)
  })

  it('makes a memory that other threads see', () => {
    const exported = [7, 5, 1, 1, 109, 2, 0]
    const module = Uint8Array.from([...shareMemory(withMemory(1, 1, 1, 2))!, ...exported])
    const { m } = new WebAssembly.Instance(new WebAssembly.Module(module)).exports as { m: WebAssembly.Memory }
    expect(m.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it.each([
    ['no memory at all', Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
    ['a memory without a maximum', withMemory(1, 0, 1)],
    ['two memories', withMemory(2, 1, 1, 2, 1, 1, 2)],
    ['nothing', new Uint8Array()],
    ['a length that never ends', Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255])],
    ['a page of HTML', new TextEncoder().encode('<!doctype html><html><body>not found</body></html>')],
  ])('leaves alone: %s', (_, bytes) => {
    expect(shareMemory(bytes)).toBeUndefined()
  })
})
