import { GenreError } from '@genre/core'
import { GenreClassifier, shippedModels } from '@genre/models'
import type { ArchitectureSummary } from '@genre/nets'
import type { Command } from 'commander'
import type { Context } from '../context'
import { importNets } from '../nets/import-nets'

export function modelsCommand(program: Command, context: Context): void {
  program
    .command('models')
    .description(
      'list the models that ship, with what they were trained on and how good they are, and the nets that can be trained',
    )
    .option('--json', 'print one JSON array')
    .addHelpText('after', '\nExamples:\n  $ genre models\n  $ genre models --json')
    .action(async (options: { json?: boolean }) => {
      const models = await Promise.all(shippedModels.map(name => GenreClassifier.load(name)))
      const { out, colors } = context.terminal
      const nets = await listNets()
      if (options.json) {
        const shipped = models.map(({ name, recipe, classes, card }) => ({ name, recipe, classes, card }))
        out(JSON.stringify([...shipped, ...nets], null, 2))
        return
      }
      for (const { name, card } of models) {
        out(`${colors.bold(name)}  ${card?.description ?? ''}`)
        if (!card) continue
        out(`  trained on ${card.data} (${card.tracks} tracks, ${card.rows} segments)`)
        out(`  ${'protocol'.padEnd(16)}${'3 s segments'.padEnd(28)}tracks`)
        for (const score of card.scores) {
          const segments = share(score.segmentAccuracy, score.segmentInterval)
          out(`  ${score.protocol.padEnd(16)}${segments.padEnd(28)}${share(score.trackAccuracy, score.trackInterval)}`)
        }
        for (const limit of card.limits) out(colors.dim(`  ${limit}`))
      }
      if (nets.length > 0) out(`\n${colors.bold('nets')}  without weights, to be trained (genre train)`)
      for (const { name, parameters, input, description } of nets) {
        out(`  ${name.padEnd(20)}${String(parameters).padStart(11)}  ${input.join(' x ').padEnd(15)} ${description}`)
      }
    })
}

/** The architectures of @genre/nets, where it is installed. */
async function listNets(): Promise<ArchitectureSummary[]> {
  try {
    return (await importNets()).listArchitectures()
  } catch (error) {
    if (error instanceof GenreError && error.code === 'MISSING_PACKAGE') return []
    throw error
  }
}

function share(value: number, [low, high]: readonly [number, number]): string {
  const percent = (p: number) => (100 * p).toFixed(1)
  return `${percent(value)} % (${percent(low)} to ${percent(high)})`
}
