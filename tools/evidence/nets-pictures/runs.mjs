// What is run, in this order. The search learns from the training part of the fault-filtered split and is scored on its
// validation part; the test parts are met once by each run of the last list.

/** Two thirds of the small net's channels: less than half of the work. */
const NARROW = [16, 32, 64, 128]

/** @type {readonly (import('./small-net.mjs').SmallRun & { why: string })[]} */
export const SEARCH = [
  { why: '2/3 of the channels', widths: NARROW, mixup: 0 },
  { why: '2/3, mixup 0.4', widths: NARROW, mixup: 0.4 },
  { why: 'all channels', widths: [24, 48, 96, 192], mixup: 0 },
].map(({ why, ...rest }, i) => ({
  id: `search-${i + 1}`,
  kind: /** @type {const} */ ('small'),
  why,
  protocol: /** @type {const} */ ('fault-filtered'),
  scoredOn: /** @type {const} */ ('validation'),
  // Stretches of 11.4 s, pairs of bands averaged.
  bands: 64,
  frames: 128,
  epochs: 40,
  seed: 1,
  ...rest,
}))

/** Epochs of the runs that are tested: decided beforehand. */
export const TEST_EPOCHS = 50

/** @type {readonly import('./cs4100.mjs').FcnnRun[]} */
export const FCNN = /** @type {const} */ (['track', 'fault-filtered']).flatMap(protocol =>
  [false, true].flatMap(scaled =>
    [1, 2, 3, 4, 5].map(seed => ({
      id: `fcnn-${scaled ? 'scaled' : 'unscaled'}-${protocol}-${seed}`,
      kind: /** @type {const} */ ('fcnn'),
      protocol,
      scaled,
      epochs: 30,
      seed,
    })),
  ),
)

/** @type {readonly import('./cs4100.mjs').CnnRun[]} */
export const CNN = /** @type {const} */ ([
  ['track', 1],
  ['fault-filtered', 1],
  ['track', 2],
  ['fault-filtered', 2],
]).map(([protocol, seed]) => ({
  id: `cnn-${protocol}-${seed}`,
  kind: /** @type {const} */ ('cnn'),
  protocol,
  size: /** @type {const} */ ([216, 144]),
  epochs: 30,
  seed,
}))

/**
 * The runs that are tested, with what the search chose.
 *
 * @param {(typeof SEARCH)[number]} chosen
 * @returns {readonly import('./small-net.mjs').SmallRun[]}
 */
export function tested(chosen) {
  const { why: _, ...rest } = chosen
  const base = { ...rest, scoredOn: /** @type {const} */ ('test'), epochs: TEST_EPOCHS }
  return /** @type {const} */ ([
    ['fault-filtered', true, 1],
    ['track', false, 1],
    ['fault-filtered', true, 2],
    ['fault-filtered', true, 3],
    ['track', false, 2],
  ]).map(([protocol, withValidation, seed]) => ({
    ...base,
    id: `small-${protocol}-${seed}`,
    protocol,
    withValidation,
    seed,
  }))
}

/**
 * By row, on stretches of 3 s, with what the search chose.
 *
 * @param {(typeof SEARCH)[number]} chosen
 * @returns {readonly import('./small-rows.mjs').RowRun[]}
 */
export function byRow({ bands, widths, mixup }) {
  return [
    {
      id: 'small-row-1',
      kind: 'small-rows',
      protocol: 'row',
      scoredOn: 'test',
      bands,
      frames: 33,
      widths: widths ?? [],
      mixup,
      epochs: 6,
      seed: 1,
    },
  ]
}

/**
 * The configuration that named the most validation tracks; of equal ones the first.
 *
 * @param {readonly { accuracy: number }[]} results of SEARCH, in its order
 */
export function choose(results) {
  let best = 0
  results.forEach(({ accuracy }, i) => {
    if (accuracy > results[best].accuracy) best = i
  })
  return SEARCH[best]
}
