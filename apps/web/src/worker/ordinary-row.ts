/**
 * What the model takes for an ordinary value of each descriptor: the median of what its first step learned from (ranks), or the mean
 * or middle (standard, robust and min-max scaling). `null` if its first step is none of these.
 *
 * @param file - a model file as `GenreClassifier.toJSON` gives it
 */
export function ordinaryRow(file: unknown): Float64Array | null {
  const estimator = (file as { estimator?: { state?: { steps?: Step[] } } }).estimator
  const first = estimator?.state?.steps?.[0]
  if (!first?.state) return null
  const { state } = first
  switch (first.type) {
    case 'QuantileTransformer': {
      const { data, shape } = decode(state.quantiles)
      const [rows, columns] = shape
      const low = Math.floor((rows - 1) / 2)
      const high = Math.ceil((rows - 1) / 2)
      return Float64Array.from({ length: columns }, (_, j) => (data[low * columns + j] + data[high * columns + j]) / 2)
    }
    case 'StandardScaler':
      return state.mean ? decode(state.mean).data : null
    case 'RobustScaler':
      return state.center ? decode(state.center).data : null
    case 'MinMaxScaler': {
      const least = decode(state.dataMin).data
      const most = decode(state.dataMax).data
      return least.map((value, j) => (value + most[j]) / 2)
    }
    default:
      return null
  }
}

interface Step {
  readonly type: string
  readonly state?: Readonly<Record<string, Packed>>
}

/** Numbers as model files hold them. */
interface Packed {
  readonly shape: readonly number[]
  readonly data: string
}

function decode({ shape, data }: Packed): { data: Float64Array; shape: readonly number[] } {
  const bytes = Uint8Array.from(atob(data), character => character.charCodeAt(0))
  return { data: new Float64Array(bytes.buffer), shape }
}
