import { useEffect, useRef } from 'preact/hooks'
import type { LiveStore } from '../state/live-store'
import type { Palette, Picture } from '../worker/protocol'

/** Columns that are seen at once: 43 a second, 20 s. */
const COLUMNS = 860
const ROWS = 128

/** What the microphone gives and what is left of it, running. */
export function LiveSpectrograms({ live, palette }: { live: LiveStore; palette: Palette }) {
  const before = useRef<HTMLCanvasElement>(null)
  const after = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    live.onColumns = update => {
      append(before.current, update.before)
      append(after.current, update.after)
    }
    return () => {
      live.onColumns = () => {}
    }
  }, [live])
  return (
    <div class="pair live-pair">
      <figure>
        <div class={`spectrogram palette-${palette}`} role="img" aria-label="Running spectrogram of the microphone">
          <canvas ref={before} width={COLUMNS} height={ROWS} />
        </div>
        <figcaption>Before</figcaption>
      </figure>
      <figure>
        <div class={`spectrogram palette-${palette}`} role="img" aria-label="Running spectrogram without the noise">
          <canvas ref={after} width={COLUMNS} height={ROWS} />
        </div>
        <figcaption>After</figcaption>
      </figure>
    </div>
  )
}

/** Moves the picture to the left and puts the new columns at its right end. */
function append(canvas: HTMLCanvasElement | null, { width, height, data }: Picture): void {
  const context = canvas?.getContext('2d')
  if (!canvas || !context || width === 0) return
  const shown = Math.min(width, COLUMNS)
  context.globalCompositeOperation = 'copy'
  context.drawImage(canvas, -shown, 0)
  context.globalCompositeOperation = 'source-over'
  context.putImageData(new ImageData(data, width, height), COLUMNS - width, 0)
}
