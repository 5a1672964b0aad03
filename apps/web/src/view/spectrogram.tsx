import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Palette, Picture, Tick } from '../worker/protocol'

interface Props {
  readonly picture: Picture | null
  readonly palette: Palette
  readonly ticks?: readonly Tick[]
  /** What it shows, for screen readers. */
  readonly label: string
}

/** A spectrogram as a picture, with its frequencies. */
export function Spectrogram({ picture, palette, ticks = [], label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    if (!canvas.current || !picture) return
    canvas.current.width = picture.width
    canvas.current.height = picture.height
    canvas.current.getContext('2d')?.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0)
  }, [picture])
  return (
    <div class={`spectrogram palette-${palette}`} role="img" aria-label={label}>
      <canvas ref={canvas} />
      {ticks.map(({ hz, position }) => (
        <span key={hz} class="tick" style={{ bottom: `${100 * position}%` }} aria-hidden="true">
          {hz < 1000 ? hz : `${hz / 1000}k`}
        </span>
      ))}
    </div>
  )
}
