import type { App } from '../state/app'
import { DEFAULT_CUTTING, overlapOf } from '../state/cutting'
import { Slider } from './slider'

/** How the song is cut into the chunks that are named. */
export function CuttingPanel({ app }: { app: App }) {
  const { song, models } = app
  const cutting = song.cutting.value
  const used = overlapOf(cutting)
  const trained = models.model.value?.recipe.segment ?? 3
  const asTrained = cutting.chunk === trained && used === 0
  const asUsual = cutting.chunk === DEFAULT_CUTTING.chunk && cutting.overlap === DEFAULT_CUTTING.overlap
  return (
    <section class="panel" aria-labelledby="cutting">
      <h2 id="cutting">How it is cut</h2>
      <p class="small">Each chunk is named alone. The answer is their mean.</p>
      <Slider
        label="Chunk length"
        value={cutting.chunk}
        min={1}
        max={10}
        step={0.5}
        text={`${cutting.chunk} s`}
        onInput={chunk => song.cut({ ...cutting, chunk })}
      />
      <Slider
        label="Overlap"
        value={cutting.overlap}
        min={0}
        max={5}
        step={0.5}
        text={used === cutting.overlap ? `${used} s` : `${used} s, no more at this length`}
        onInput={overlap => song.cut({ ...cutting, overlap })}
      />
      <div class="row">
        <button
          type="button"
          class="plain"
          aria-pressed={asTrained}
          onClick={() => song.cut({ chunk: trained, overlap: 0 })}
        >
          As trained: {trained} s, no overlap
        </button>
        <button type="button" class="plain" aria-pressed={asUsual} onClick={() => song.cut(DEFAULT_CUTTING)}>
          As usual: {DEFAULT_CUTTING.chunk} s, {DEFAULT_CUTTING.overlap} s overlap
        </button>
      </div>
    </section>
  )
}
