import type { RandomState } from '@genre/core'

const TOKENS = [
  ...[
    '"',
    ',',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\ufeff',
    ' ',
    '""',
    '-',
    'e',
    '.',
    '[',
    ']',
    '{',
    '}',
    ':',
    '\\',
    '\ud800',
    'é',
  ],
  ...['nan', 'NaN', 'inf', '1e999', '-0.0', '0x1', 'null', 'true', '99999999999999999999', '-1', '1e-400', 'filename'],
  ...['label', 'blues', '__proto__', 'constructor', ',,,,', '"x""y"', '0.1.2', '9'.repeat(400)],
]

/** A text with one to six random changes. */
export function mutateText(text: string, random: RandomState): string {
  for (let changes = random.nextInteger(1, 7); changes > 0; changes--) {
    const at = random.nextInteger(0, text.length + 1)
    const span = random.next() < 0.8 ? random.nextInteger(0, 8) : random.nextInteger(0, text.length + 1)
    const token = TOKENS[random.nextInteger(0, TOKENS.length)]
    const piece = text.slice(at, at + span)
    text =
      text.slice(0, at) + [piece + token, token, '', piece + piece][random.nextInteger(0, 4)] + text.slice(at + span)
  }
  return text
}

/** Bytes with some of them changed, left out or repeated. */
export function mutateBytes(bytes: Uint8Array, random: RandomState): Uint8Array {
  let out = Array.from(bytes)
  for (let changes = random.nextInteger(1, 5); changes > 0; changes--) {
    const at = random.nextInteger(0, out.length + 1)
    const kind = random.nextInteger(0, 4)
    if (kind < 2) out[at] = random.nextInteger(0, 256)
    else if (kind === 2) out.splice(at, random.nextInteger(1, 20))
    else out = [...out.slice(0, at), ...out.slice(Math.max(0, at - random.nextInteger(0, 40)))]
  }
  return Uint8Array.from(out, byte => byte ?? 0)
}
