/** How far results may be from the reference, each with its reason. Deviations are relative where `unit` says so. */
export const TOLERANCES = {
  window: { limit: 1e-14, unit: 'absolute', why: 'double precision, other order of the same formula' },
  stft: { limit: 1e-7, unit: "of the clip's largest magnitude", why: 'both stored in single precision (6e-8)' },
  istft: {
    limit: 1e-6,
    unit: 'of full scale or the largest sample',
    why: 'the reference adds its frames in single precision',
  },
  mel: { limit: 1e-6, unit: "of the clip's largest value", why: 'the reference multiplies in single precision' },
  melBank: { limit: 1e-6, unit: 'of the largest weight', why: 'stored in single precision' },
  decibels: { limit: 1e-4, unit: 'dB', why: 'single precision at 100 dB is 8e-6' },
  dct: { limit: 1e-3, unit: 'absolute, values up to 1e3', why: 'single precision at 1e3 is 6e-5' },
  median: { limit: 1e-7, unit: 'relative', why: 'a median is one of the values: only their own rounding differs' },
  hpssMask: { limit: 1e-6, unit: 'absolute', why: 'quotients of single-precision numbers' },
  hpss: { limit: 1e-6, unit: 'absolute', why: 'the reference transforms back in single precision' },
  resample: {
    limit: 1e-5,
    unit: "of the signal's root mean square, low in the pass band",
    why: 'both work to about 120 dB; higher up soxr itself droops by up to 0.009 dB',
  },
  conversion: { limit: 1e-12, unit: 'relative', why: 'double precision' },
} as const
