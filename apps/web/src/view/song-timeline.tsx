import { useSignal, useSignalEffect } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import type { App } from '../state/app'
import { clock, percent, ranking } from '../state/format'
import type { Player } from '../state/player'
import type { Chunk, Palette } from '../worker/protocol'
import { PALETTES } from '../worker/protocol'
import { genreClass, genreName } from './genre-color'
import { momentsOf, probabilitiesAt } from './moments'
import { Ribbon } from './ribbon'
import { Spectrogram } from './spectrogram'
import { Transport } from './transport'
import { useWidth } from './use-width'
import { Waveform } from './waveform'

const PALETTE_NAMES: Readonly<Record<Palette, string>> = {
  ink: 'Ink',
  magma: 'Magma',
  viridis: 'Viridis',
  cividis: 'Cividis',
}

/** Loudness, genres and spectrum over one axis of time, with one cursor. */
export function SongTimeline({ app }: { app: App }) {
  const { song, models } = app
  const facts = song.facts.value!
  const reading = song.reading.value
  const model = models.model.value
  const [strata, width] = useWidth<HTMLDivElement>()
  const hover = useSignal<number | null>(null)
  const moments = useMemo(() => (reading ? momentsOf(reading.chunks) : []), [reading])
  const order = useMemo(() => (reading ? ranking(reading.probabilities) : []), [reading])
  const classes = model?.classes ?? []
  const { seconds } = facts
  return (
    <section class="timeline" aria-label="The song over time">
      <Transport player={song.player} seconds={seconds}>
        <Readout player={song.player} hover={hover} chunks={reading?.chunks ?? []} classes={classes} />
      </Transport>
      <div class="strata" ref={strata}>
        <Waveform
          outline={facts.outline}
          chunks={reading?.chunks ?? []}
          classes={classes}
          seconds={seconds}
          width={width}
        />
        {moments.length > 0 ? (
          <Ribbon moments={moments} classes={classes} order={order} seconds={seconds} />
        ) : (
          <div class="ribbon waiting" />
        )}
        <Spectrogram
          picture={song.picture.value}
          palette={song.palette.value}
          ticks={song.ticks.value}
          label="Mel spectrogram of the song, in decibels: time to the right, frequency upwards"
        />
        <Cursor player={song.player} seconds={seconds} />
        <Seek player={song.player} seconds={seconds} hover={hover} chunks={reading?.chunks ?? []} classes={classes} />
      </div>
      <TimeAxis seconds={seconds} width={width} />
      <label class="small palette-choice">
        Spectrogram in{' '}
        <select value={song.palette.value} onChange={event => void song.recolour(event.currentTarget.value as Palette)}>
          {PALETTES.map(each => (
            <option key={each} value={each}>
              {PALETTE_NAMES[each]}
            </option>
          ))}
        </select>
      </label>
    </section>
  )
}

interface Follow {
  readonly player: Player
  readonly seconds: number
}

/** Where the song is; moved without drawing anything else anew. */
export function Cursor({ player, seconds }: Follow) {
  const line = useRef<HTMLDivElement>(null)
  useSignalEffect(() => {
    const share = Math.min(1, player.time.value / seconds)
    if (line.current) line.current.style.transform = `translateX(${100 * share}%)`
  })
  return (
    <div class="cursor" ref={line} aria-hidden="true">
      <i />
    </div>
  )
}

interface Heard {
  readonly player: Player
  readonly hover: { value: number | null }
  readonly chunks: readonly Chunk[]
  readonly classes: readonly string[]
}

/** An invisible slider over all strata: it is what a keyboard and a screen reader use, and where the pointer goes. */
function Seek({ player, seconds, hover, chunks, classes }: Heard & Follow) {
  const slider = useRef<HTMLInputElement>(null)
  useSignalEffect(() => {
    if (slider.current) {
      slider.current.value = String(player.time.value)
      slider.current.setAttribute(
        'aria-valuetext',
        `${clock(player.time.value)} of ${clock(seconds)}${spoken(chunks, classes, player.time.value)}`,
      )
    }
  })
  return (
    <input
      ref={slider}
      class="seek"
      type="range"
      aria-label="Place in the song"
      min={0}
      max={seconds}
      step={seconds > 120 ? 1 : 0.25}
      onInput={event => player.seek(event.currentTarget.valueAsNumber)}
      onPointerMove={event => {
        const { left, width } = event.currentTarget.getBoundingClientRect()
        hover.value = Math.max(0, Math.min(seconds, ((event.clientX - left) / width) * seconds))
      }}
      onPointerLeave={() => (hover.value = null)}
    />
  )
}

function spoken(chunks: readonly Chunk[], classes: readonly string[], time: number): string {
  const probabilities = probabilitiesAt(chunks, time)
  if (!probabilities) return ''
  const [first] = ranking(probabilities)
  return `, ${genreName(classes[first])} ${percent(probabilities[first])}`
}

/** What the song sounds like at the cursor, or where the pointer is. */
function Readout({ player, hover, chunks, classes }: Heard) {
  const time = hover.value ?? Math.floor(4 * player.time.value) / 4
  const probabilities = probabilitiesAt(chunks, time)
  if (!probabilities) return null
  return (
    <p class="readout" aria-hidden="true">
      {hover.value !== null && <span class="readout-time">{clock(time)}</span>}
      {ranking(probabilities)
        .slice(0, 3)
        .map(k => (
          <span key={classes[k]}>
            <i class={`swatch ${genreClass(classes[k])}`} /> {genreName(classes[k])} {percent(probabilities[k])}
          </span>
        ))}
    </p>
  )
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600]

function TimeAxis({ seconds, width }: { seconds: number; width: number }) {
  const step = STEPS.find(each => (each / seconds) * width >= 64) ?? 3600
  const marks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, k) => k * step)
  return (
    <div class="axis small" aria-hidden="true">
      {marks.map(mark => (
        <span key={mark} style={{ left: `${(100 * mark) / seconds}%` }}>
          {clock(mark)}
        </span>
      ))}
    </div>
  )
}
