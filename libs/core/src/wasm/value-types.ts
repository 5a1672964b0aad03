/** The type of a local variable: a 32-bit integer. */
export const I32 = 0x7f
/** A float. */
export const F32 = 0x7d
/** A double. */
export const F64 = 0x7c
/** A vector of 128 bits. */
export const V128 = 0x7b

/** Types of local variables; the parameters of functions are all of {@link I32}. */
export type ValueType = typeof I32 | typeof F32 | typeof F64 | typeof V128
