/**
 * The largest difference of two results over the largest magnitude; infinite if they differ in length or one has a NaN.
 *
 * @param {Float64Array} ours
 * @param {Float64Array} theirs
 */
export function relativeToLargest(ours, theirs) {
  if (ours.length !== theirs.length) return Infinity
  let [difference, largest] = [0, 0]
  for (let i = 0; i < ours.length; i++) {
    const here = Math.abs(ours[i] - theirs[i])
    if (Number.isNaN(here)) return Infinity
    difference = Math.max(difference, here)
    largest = Math.max(largest, Math.abs(theirs[i]))
  }
  return difference === 0 ? 0 : difference / largest
}

/**
 * The share of elements that differ: for predicted classes.
 *
 * @param {Float64Array} ours
 * @param {Float64Array} theirs
 */
export function shareThatDiffers(ours, theirs) {
  if (ours.length !== theirs.length) return Infinity
  return ours.filter((value, i) => value !== theirs[i]).length / ours.length
}
