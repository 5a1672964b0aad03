import { gtzanGuide, validate } from '@genre/gtzan/node'
import type { Validation } from '@genre/gtzan/node'
import type { Command } from 'commander'
import type { Context } from '../context'
import { shared } from '../options'
import { printable } from '../terminal'

export function gtzanCommand(program: Command, context: Context): void {
  program
    .command('gtzan')
    .description('where GTZAN can be had, under what terms, how to cite it; compare a copy with the known checksums')
    .argument('[dir]', 'a copy: a folder of any known layout, or its .tar.gz')
    .option('--how', 'tell how to get, cite and check it (the default without a folder)')
    .addOption(shared.json())
    .addHelpText(
      'after',
      `
Examples:
  $ genre gtzan --how
  $ genre gtzan genres.tar.gz
  $ genre gtzan Data --json

Exit code: 1 if a track is missing or is not the known one, 0 otherwise.`,
    )
    .action(async (dir: string | undefined, options: { how?: boolean; json?: boolean }) => {
      const { terminal, signal } = context
      if (dir === undefined || options.how) {
        if (options.json) terminal.out(JSON.stringify(gtzanGuide(), null, 2))
        else terminal.out(guideText(terminal.colors))
        if (dir === undefined) return
      }
      const view = terminal.progress()
      const validation = await validate(dir, { signal, onProgress: view.onProgress }).finally(() => view.stop())
      if (options.json) terminal.out(JSON.stringify(validation, null, 2))
      else tell(validation, context)
      if (!validation.complete) context.fail()
    })
}

function guideText(colors: Context['terminal']['colors']): string {
  const { summary, sources, terms, citations, archive, check } = gtzanGuide()
  return [
    colors.bold('GTZAN'),
    `  ${summary}`,
    '',
    colors.bold('Where it was to be had'),
    ...sources.flatMap(({ name, url, holds }) => [`  ${name}: ${url}`, `    ${holds}`]),
    '',
    colors.bold('Terms'),
    `  ${terms}`,
    '',
    colors.bold('To cite'),
    ...citations.map(entry => `  ${entry}`),
    '',
    colors.bold('To check'),
    ...check.map(line => `  ${line}`),
    `  genres.tar.gz: MD5 ${archive.md5}, SHA-256 ${archive.sha256} (${archive.from})`,
  ].join('\n')
}

const WORDS: Readonly<Record<string, string>> = {
  'known-damage': 'is damaged, as in every copy from Kaggle',
  different: 'has other samples than GTZAN’s track of this name',
  unreadable: 'cannot be read as audio',
  foreign: 'is not called like a track of GTZAN',
}

function tell({ root, layout, files, missing, skipped, counts, archive, complete }: Validation, context: Context) {
  const { out, err, colors } = context.terminal
  for (const { file, status } of files) {
    if (!(status in WORDS)) continue
    const mark = status === 'known-damage' || status === 'foreign' ? colors.yellow('note') : colors.red('bad ')
    out(`${mark} ${printable(file)}: ${WORDS[status]}`)
  }
  for (const { file, error } of skipped) err(`${printable(file)}: ${printable(error.message)}`)
  if (archive) {
    const known = archive.isOriginal ? 'the archive as it was distributed' : 'not the archive as it was distributed'
    out(`MD5 ${archive.md5}: ${known}`)
  }
  const same = counts['same-samples'] ? `, ${counts['same-samples']} with the known samples in other files` : ''
  out(`${printable(root)} (${layout}): ${counts.original} of 1000 tracks byte for byte as known${same}`)
  if (missing.length) {
    const some = missing.slice(0, 5).join(', ')
    out(`${missing.length} missing: ${some}${missing.length > 5 ? ', ...' : ''}`)
  }
  out(complete ? colors.green('complete') : colors.yellow('not complete'))
}
