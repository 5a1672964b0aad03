import { expect, test } from 'vitest'
import { exportedValues, importedFromSources } from './bundle.mjs'

test('what a source exports: values only, an overload once', () => {
  const source = `
export function a(x: number): number
export function a(x: string): string
export async function b() {}
export class C {}
export abstract class D {}
export const e = 1
export interface F {}
export type G = 1
export { h, i as j, type K } from './h'
function inner() {}
`
  expect(exportedValues(source)).toEqual(['a', 'b', 'C', 'D', 'e', 'h', 'j'])
})

test('what a test imports from sources beside it', () => {
  const source = `
import { expect } from 'vitest'
import { golden } from '../test/golden'
import type { A } from './a'
import { b, type B, c as d } from './b'
`
  expect(importedFromSources(source)).toEqual(['b', 'c'])
})
