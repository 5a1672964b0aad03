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
  return (
    <label class="slider">
      <span class="slider-name">{label}</span>
      <output>{text}</output>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        style={{ '--share': `${(100 * (value - min)) / (max - min)}%` }}
        onInput={event => onInput(event.currentTarget.valueAsNumber)}
      />
    </label>
  )
}
