import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { publishablePackages, root } from '../common/packages.mjs'
import { pack } from '../verify-packages/pack.mjs'

const run = promisify(execFile)

/**
 * A folder of the examples whose node_modules has our packages unpacked from the tarballs that would be published, not links into the
 * workspace; what others published is linked, for it was installed already.
 *
 * @returns {Promise<{ folder: string, remove: () => void }>}
 */
export async function installExamples() {
  const folder = mkdtempSync(path.join(tmpdir(), 'genre-examples-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    cpSync(path.join(root, 'examples'), folder, {
      recursive: true,
      filter: source => !/node_modules|[/\\]dist$/.test(source),
    })
    const modules = path.join(folder, 'node_modules')
    const tarballs = path.join(folder, 'tarballs')
    for (const each of [path.join(modules, '@genre'), tarballs]) mkdirSync(each, { recursive: true })
    for (const name of readdirSync(path.join(root, 'node_modules'))) {
      if (name === '@genre' || name.startsWith('.')) continue
      symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name))
    }
    const packed = await pack(
      publishablePackages().filter(({ dir }) => path.basename(path.dirname(dir)) === 'libs'),
      tarballs,
    )
    await Promise.all(
      packed.map(async ({ of, tarball }) => {
        const place = path.join(modules, of.name)
        mkdirSync(place)
        // Versions of its own of what it needs.
        const own = path.join(of.dir, 'node_modules')
        if (existsSync(own)) symlinkSync(own, path.join(place, 'node_modules'))
        await run('tar', ['-xzf', tarball, '-C', place, '--strip-components=1'])
      }),
    )
    rmSync(tarballs, { recursive: true })
    return { folder, remove }
  } catch (error) {
    remove()
    throw error
  }
}
