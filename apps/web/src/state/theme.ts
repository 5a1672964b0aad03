import type { ReadonlySignal } from '@preact/signals'
import { effect, signal } from '@preact/signals'

export type Theme = 'light' | 'dark'

const KEY = 'theme'

/** Light or dark: as the system has it until a person chooses. */
export class ThemeStore {
  readonly #theme = signal<Theme>('light')
  #chosen: Theme | null

  constructor() {
    const system = matchMedia('(prefers-color-scheme: dark)')
    this.#chosen = remembered()
    this.#theme.value = this.#chosen ?? (system.matches ? 'dark' : 'light')
    system.addEventListener('change', () => {
      if (!this.#chosen) this.#theme.value = system.matches ? 'dark' : 'light'
    })
    effect(() => {
      document.documentElement.dataset.theme = this.#theme.value
    })
  }

  get theme(): ReadonlySignal<Theme> {
    return this.#theme
  }

  toggle(): void {
    this.#chosen = this.#theme.value = this.#theme.value === 'dark' ? 'light' : 'dark'
    try {
      localStorage.setItem(KEY, this.#chosen)
    } catch {
      // it lasts as long as the page
    }
  }
}

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'light' || value === 'dark' ? value : null
  } catch {
    return null
  }
}
