import type { Command } from 'commander'

import type { Context } from '../context'
import { choice, wholeNumber } from '../options'
import type { Capture, RawFormat } from './microphone'
import { FORMATS, openMicrophone } from './microphone'

/** Where sound comes from, on the command line. */
export interface SoundOptions {
  stdin?: boolean
  rate: number
  format: (typeof FORMATS)[number]
  channels: number
}

/** Adds the options of {@link SoundOptions}. */
export function soundOptions(command: Command, rate = 22050): void {
  command
    .option('--stdin', 'raw samples on standard input instead of a microphone')
    .option('--rate <hz>', 'sampling rate', wholeNumber(1000), rate)
    .addOption(choice('--format <name>', 'of raw samples', FORMATS).default('s16le'))
    .option('--channels <n>', 'of raw samples; they are mixed to one', wholeNumber(1), 1)
}

/** The microphone, or standard input. */
export function openSound(options: SoundOptions, context: Context): Capture & { readonly format: RawFormat } {
  if (!options.stdin) return openMicrophone(options.rate)
  const input = context.input
  return {
    name: 'standard input',
    format: options,
    bytes: input(),
    stop: () => undefined,
  }
}
