import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidParameterError } from '@genre/core'
import { tableHash } from '@genre/gtzan'
import type { FeatureTable } from '@genre/gtzan'
import { runExperiment, trackStatistics } from '@genre/models'
import type { ExperimentData, ExperimentResults, GridSize, ProtocolName, SuiteName } from '@genre/models'
import { experimentWorkers, openTrialLog } from '@genre/models/node'
import type { ProgressView } from '../terminal'
import { pictureColumns } from './mel-picture'
import { suiteProtocols, withAbsentRows } from './suite-protocols'

/** What `genre explore` was asked for. */
export interface SuiteRequest {
  readonly suite: SuiteName
  readonly table: FeatureTable
  readonly protocols: readonly ProtocolName[]
  readonly grid: GridSize
  readonly seed: number
  readonly jobs: number
  readonly out: string
  /** A file that lists rows which the table lacks. */
  readonly absent?: string
  /** A folder of Kaggle's mel pictures. */
  readonly pictures?: string
}

/** What came of it. */
export interface SuiteRun {
  readonly results: ExperimentResults
  readonly data: ExperimentData
  readonly identity: Readonly<Record<string, unknown>>
  /** Seconds of all fits together, those of earlier runs that were taken up again included. */
  readonly seconds: number
  readonly resumed: number
}

/** Runs a suite on a table; every trial is kept in `trials.jsonl` of the folder, from which a stopped run goes on. */
export async function runSuite(request: SuiteRequest, view: ProgressView, signal: AbortSignal): Promise<SuiteRun> {
  const { suite, table, grid, seed, out } = request
  const absent = request.absent === undefined ? [] : await listOf(request.absent)
  if (absent.length > 0 && suite === 'best') {
    throw new InvalidParameterError({
      parameter: 'absent',
      received: request.absent,
      allowed: 'absent for the suite best',
    })
  }
  const segments = { X: table.X, columns: table.columns, labels: table.labels, tracks: table.tracks }
  const pictures = request.pictures === undefined ? undefined : await pictureColumns(request.pictures, signal)
  const data = suite === 'best' ? trackStatistics(segments, pictures) : segments
  const excerpts = suite === 'best' ? { filenames: data.tracks, tracks: data.tracks, labels: data.labels } : table
  const identity = {
    suite,
    grid,
    seed,
    table: tableHash(table),
    values: createHash('sha256').update(data.X.data).digest('hex'),
    absent: absent.length,
  }
  const log = openTrialLog(join(out, 'trials.jsonl'), identity)
  const pool = experimentWorkers({ jobs: request.jobs })
  try {
    const results = await runExperiment({
      suite,
      data,
      protocols: suiteProtocols(request.protocols, withAbsentRows(excerpts, absent), excerpts, seed),
      randomState: seed,
      grid,
      pool,
      log,
      signal,
      onProgress: view.onProgress,
    })
    const spent = [...results.cells.flatMap(cell => [...cell.trials, cell]), ...results.untested.flatMap(c => c.trials)]
    const seconds = spent.reduce((sum, { seconds: [fit, score] }) => sum + fit + score, 0)
    return { results, data, identity, seconds, resumed: log.known.size }
  } finally {
    view.stop()
    await pool?.close()
    log.close()
  }
}

/** The first word of each line that is no comment. */
async function listOf(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/)
  return lines.map(line => line.trim().split(/\s/)[0]).filter(word => word !== '' && !word.startsWith('#'))
}
