import { dirname, extname, join, basename } from 'node:path'
import { writeAtomic } from '@genre/core/node'
import { encodeWav } from '@genre/gtzan'
import { readAudio } from '@genre/gtzan/node'
import type { Command } from 'commander'

import { checkOtherFile, checkOutput } from '../check-output'
import type { Context } from '../context'
import { choice, shared, stretch } from '../options'
import { clean, cleaningPictures, METHODS } from '../sound/clean'
import { printable } from '../terminal'

interface Options {
  noise: { start?: number; end?: number }
  method: (typeof METHODS)[number]
  normalize: boolean
  pictures: boolean
  json?: boolean
}

export function denoiseCommand(program: Command, context: Context): void {
  program
    .command('denoise')
    .description('take a steady noise out of a recording by spectral subtraction, with pictures of before and after')
    .argument('<in>', 'a recording, of any format')
    .argument('<out>', 'the wav file to write: mono, 16 bits, at the rate of the recording')
    .option('--noise <start:end>', 'a stretch of nothing but noise, in seconds', stretch, { start: 0, end: 1 })
    .addOption(choice('--method <name>', 'how', METHODS).default('subtraction'))
    .option('--no-normalize', 'keep the level instead of a peak of 1')
    .option('--no-pictures', 'write no pictures beside the wav file')
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  $ genre denoise noisy.wav clean.wav
  $ genre denoise talk.mp3 clean.wav --noise 2.5:4 --method wiener --no-pictures

Beside clean.wav stand clean.noisy.png, clean.noise.png and clean.denoised.png.`,
    )
    .action(async (input: string, out: string, options: Options) => {
      const { terminal, signal } = context
      await checkOutput(out, 'out')
      await checkOtherFile(input, out, 'out')
      const noisy = await readAudio(input, { sampleRate: null, signal })
      const cleaned = clean(noisy, options)
      const files: Record<string, Uint8Array> = { [out]: encodeWav(cleaned.audio) }
      if (options.pictures) {
        const stem = join(dirname(out), basename(out, extname(out)))
        for (const [name, png] of Object.entries(cleaningPictures(noisy, cleaned))) files[`${stem}.${name}.png`] = png
      }
      for (const [path, bytes] of Object.entries(files)) await writeAtomic(path, [bytes], { signal })
      for (const text of noisy.warnings ?? []) terminal.err(`${printable(input)}: note: ${printable(text)}`)
      const { snr } = cleaned
      const seconds = noisy.samples.length / noisy.sampleRate
      if (options.json) {
        terminal.out(
          JSON.stringify(
            { in: input, out, seconds, sampleRate: noisy.sampleRate, snr, files: Object.keys(files) },
            null,
            2,
          ),
        )
        return
      }
      const decibels = (value: number | null) => (value === null ? 'unknown' : `${value.toFixed(1)} dB`)
      terminal.out(
        `${printable(out)}: ${seconds.toFixed(1)} s, signal to noise ${decibels(snr.before)}, now ${decibels(snr.after)}`,
      )
      const [, ...pictures] = Object.keys(files)
      if (pictures.length) terminal.out(`pictures: ${pictures.map(printable).join(', ')}`)
    })
}
