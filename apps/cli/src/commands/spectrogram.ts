import { writeAtomic } from '@genre/core/node'
import { readAudio } from '@genre/gtzan/node'
import { COLOR_MAPS, FREQUENCY_AXES } from '@genre/viz'
import type { ColorMap, FrequencyAxis } from '@genre/viz'
import type { Command } from 'commander'

import type { Context } from '../context'
import { choice, positive, shared, wholeNumber } from '../options'
import { pictureOf } from '../sound/picture-of'
import { printable } from '../terminal'

interface Options {
  out: string
  axis: FrequencyAxis
  mels: number
  colorMap: ColorMap
  width?: number
  height?: number
  offset?: number
  duration?: number
  json?: boolean
}

export function spectrogramCommand(program: Command, context: Context): void {
  program
    .command('spectrogram')
    .description('draw the spectrogram of an audio file as a PNG picture')
    .argument('<file>', 'an audio file')
    .addOption(shared.out('the picture').makeOptionMandatory())
    .addOption(choice('--axis <kind>', 'of frequency', FREQUENCY_AXES).default('mel'))
    .option('--mels <n>', 'bands of the mel axis', wholeNumber(8), 128)
    .addOption(choice('--color-map <name>', 'colours', COLOR_MAPS).default('magma'))
    .option('--width <pixels>', 'default one a frame, at most 2000', wholeNumber(1))
    .option('--height <pixels>', 'default one a row, from 128 to 512', wholeNumber(1))
    .option('--offset <s>', 'where to begin, in seconds', positive(86_400))
    .option('--duration <s>', 'how much to draw, in seconds', positive(86_400))
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  $ genre spectrogram song.mp3 --out song.png
  $ genre spectrogram song.wav -o low.png --axis log --color-map viridis --offset 30 --duration 10`,
    )
    .action(async (file: string, options: Options) => {
      const { terminal, signal } = context
      const { offset, duration } = options
      const audio = await readAudio(file, { offset, duration, signal })
      const { png, width, height } = pictureOf(audio, options)
      const seconds = audio.samples.length / audio.sampleRate
      await writeAtomic(options.out, [png], { signal })
      for (const text of audio.warnings ?? []) terminal.err(`${printable(file)}: note: ${printable(text)}`)
      if (options.json) terminal.out(JSON.stringify({ file, out: options.out, width, height, seconds }, null, 2))
      else terminal.out(`${printable(options.out)}: ${width} x ${height} pixels, ${seconds.toFixed(1)} s`)
    })
}
