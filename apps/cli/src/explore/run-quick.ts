import { join } from 'node:path'
import { writeAtomic } from '@genre/core/node'
import { tableHash } from '@genre/gtzan'
import type { FeatureTable } from '@genre/gtzan'
import { compareModels, quickSuite } from '@genre/models'
import type { Comparison, ProtocolName } from '@genre/models'
import { writeModel } from '@genre/models/node'
import type { Context } from '../context'
import { protocolOf } from '../learn/protocol-of'
import { printable } from '../terminal'
import { comparisonTable } from './comparison-table'
import { forestImportances } from './forest-importances'
import { winningModel } from './winning-model'

/** What is asked of the suite `quick`. */
export interface QuickRequest {
  readonly table: string
  readonly suite: string
  readonly protocol: readonly ProtocolName[]
  readonly out: string
  readonly data?: string
  readonly mode: 'librosa' | 'kaggle'
  readonly folds: number
  readonly seed: number
  readonly json?: boolean
}

/** Four models with fixed parameters by folds: results, report, and the winner as a model file. */
export async function runQuick(options: QuickRequest, table: FeatureTable, context: Context): Promise<void> {
  const { terminal, signal } = context
  const folds = { folds: options.folds, randomState: options.seed }
  const candidates = quickSuite(options.seed)
  const view = terminal.progress()
  const comparison = await compareModels(
    table,
    candidates,
    options.protocol.map(name => protocolOf(name, table, folds)),
    { signal, onProgress: view.onProgress },
  ).finally(() => view.stop())

  const hash = tableHash(table)
  const results = resultsOf(comparison, {
    table: options.table,
    tableHash: hash,
    suite: options.suite,
    seed: options.seed,
  })
  await writeAtomic(join(options.out, 'results.json'), [`${JSON.stringify(results, null, 2)}\n`])
  const facts = { mode: options.mode, data: options.table, randomState: options.seed }
  const winner = winningModel(table, comparison, candidates, facts)
  if ('classifier' in winner) await writeModel(join(options.out, 'model.json'), winner.classifier)
  // Charts bring a whole grammar of graphics along: only who draws them waits for it.
  const { explorationReport } = await import('./exploration-report')
  const { pictureSpectrograms } = await import('./spectrograms')
  const report = await explorationReport({
    comparison,
    source: options.table,
    hash,
    candidates,
    seed: options.seed,
    importances: forestImportances(table, options.seed),
    pictures: options.data === undefined ? [] : await pictureSpectrograms(options.data, signal),
  })
  await writeAtomic(join(options.out, 'report.html'), [report])

  if (options.json) terminal.out(JSON.stringify(results, null, 2))
  else {
    terminal.out(comparisonTable(comparison, terminal.colors))
    terminal.out('')
    if ('reason' in winner) terminal.err(`no model.json was written: ${winner.reason}`)
    const files = ['report.html', 'results.json', ...('classifier' in winner ? ['model.json'] : [])]
    terminal.out(`${printable(options.out)}: ${files.join(', ')}`)
  }
}

/** What results.json holds: everything but the answers row by row. */
function resultsOf(comparison: Comparison, facts: Record<string, unknown>) {
  const evaluations = comparison.evaluations.map(({ right: _, ...evaluation }) => evaluation)
  return { format: 'genre-exploration', version: 1, ...facts, ...comparison, evaluations }
}
