import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { launchChromium } from '../../../tools/browser/chromium.mjs'
import { serve } from '../../../tools/browser/server.mjs'
import { HEADERS } from '../build/policy.mjs'

export const dist = fileURLToPath(new URL('../dist/', import.meta.url))
export const screenshots = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url))

/** Work on two busy cores may take this long, ms. */
export const PATIENCE = 90_000

/** A file of those that all tests use. */
export const file = (name: string): string => path.join(inject('folder'), name)

type Server = Awaited<ReturnType<typeof serve>>

/** The site and a browser for the tests of one file; every page is watched for what must never happen. */
export class Stage {
  server!: Server
  browser!: Browser
  readonly #contexts: BrowserContext[] = []
  readonly #wrong: string[] = []

  /** Opens the page in a fresh profile; `prepare` runs in it before its own scripts. */
  async open(place = '', options: BrowserContextOptions = {}, prepare?: () => void): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
      ...options,
    })
    this.#contexts.push(context)
    context.setDefaultTimeout(PATIENCE)
    if (prepare) await context.addInitScript(prepare)
    const page = await context.newPage()
    this.#watch(page)
    await page.goto(`${this.server.origin}/${place}`)
    await page.locator('h1').waitFor()
    return page
  }

  /** Everything that went wrong in a page so far: console errors, exceptions, foreign requests, refusals of the policy. */
  takeWrong(): string[] {
    return this.#wrong.splice(0)
  }

  async closePages(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close()
  }

  #watch(page: Page): void {
    const { origin } = new URL(this.server.origin)
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') this.#wrong.push(`console: ${message.text()}`)
    })
    page.on('pageerror', error => this.#wrong.push(`exception: ${error.message}`))
    page.context().on('request', request => {
      const url = new URL(request.url())
      if (url.origin !== origin) this.#wrong.push(`foreign request: ${request.url()}`)
    })
  }
}

/** A stage for the tests of this file. After each test nothing must have gone wrong. */
export function useStage(launch: Parameters<typeof launchChromium>[0] = {}): Stage {
  const stage = new Stage()
  beforeAll(async () => {
    stage.server = await serve({ folders: { '/': dist }, headers: HEADERS })
    stage.browser = await launchChromium(launch)
  })
  afterEach(async () => {
    const wrong = stage.takeWrong()
    await stage.closePages()
    expect(wrong).toEqual([])
  })
  afterAll(async () => {
    await stage.browser?.close()
    await stage.server?.close()
  })
  return stage
}

/** Gives a file to the page as the file dialogue does. */
export async function choose(page: Page, ...names: string[]): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(names.map(file))
}

/** Chooses a song and waits until everything about it stands there. */
export async function listen(page: Page, name: string): Promise<void> {
  await choose(page, name)
  await page.getByRole('heading', { level: 1, name: path.basename(name), exact: true }).waitFor()
  await settled(page)
}

/** Waits until the song is named, explained, and named as the command does. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.numbers tr[data-command]').first().waitFor({ state: 'attached' })
  await page.locator('.panel[aria-busy=false] .pulls li').first().waitFor()
  await page.locator('.busy[data-on]').waitFor({ state: 'detached' })
}

/** The percentages that the bars show, by genre. */
export async function shownShares(page: Page): Promise<Record<string, number>> {
  return shares(page, '.bars li[data-share]', 'share')
}

/** What the table of numbers says that the command says. */
export async function commandShares(page: Page): Promise<Record<string, number>> {
  return shares(page, '.numbers tr[data-command]', 'command')
}

async function shares(page: Page, selector: string, key: 'share' | 'command'): Promise<Record<string, number>> {
  const pairs = await page
    .locator(selector)
    .evaluateAll(
      (elements, key) =>
        elements.map(
          element => [(element as HTMLElement).dataset.genre!, Number((element as HTMLElement).dataset[key])] as const,
        ),
      key,
    )
  return Object.fromEntries(pairs)
}

/** The page may differ from the command by this much; both run the same code, in two engines' worth of decoders. */
export const COMMAND_TOLERANCE = 1e-3

/** Fails unless two sets of probabilities have the same genres and agree everywhere. */
export function expectSameShares(
  found: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>> | undefined,
): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected ?? {}).sort())
  for (const [genre, share] of Object.entries(expected ?? {})) {
    expect(Math.abs(found[genre] - share), `${genre}: ${found[genre]} here, ${share} by the command`).toBeLessThan(
      COMMAND_TOLERANCE,
    )
  }
}

/** The files of the built site that a list of requested paths names. */
export function requestedFiles(requests: readonly string[]): { name: string; bytes: Buffer }[] {
  return [...new Set(requests)].flatMap(request => {
    const name = request.endsWith('/') ? `${request}index.html` : request
    const at = path.join(dist, name)
    return statSync(at, { throwIfNoEntry: false })?.isFile() ? [{ name, bytes: readFileSync(at) }] : []
  })
}
