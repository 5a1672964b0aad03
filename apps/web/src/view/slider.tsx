import { useId } from 'preact/hooks'

interface Props {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** The value as it is read: `4 s`. */
  readonly text: string
  readonly onInput: (value: number) => void
}

/** A slider with its name and its value. */
export function Slider({ label, value, min, max, step, text, onInput }: Props) {
  const id = useId()
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <output for={id}>{text}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        style={{ '--share': `${(100 * (value - min)) / (max - min)}%` }}
        onInput={event => onInput(event.currentTarget.valueAsNumber)}
      />
    </div>
  )
}
