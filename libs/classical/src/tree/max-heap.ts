/**
 * A binary heap, the item of the largest key on top. Of equal keys the same one comes first as from Python's `heapq` and
 * C++'s `push_heap` and `pop_heap`, which agree.
 */
export class MaxHeap<T> {
  readonly #items: T[] = []
  readonly #key: (item: T) => number

  constructor(key: (item: T) => number) {
    this.#key = key
  }

  get size(): number {
    return this.#items.length
  }

  push(item: T): void {
    this.#items.push(item)
    this.#rise(this.#items.length - 1)
  }

  /** Takes the item on top; `undefined` if there is none. */
  pop(): T | undefined {
    const items = this.#items
    const last = items.pop()
    if (last === undefined || items.length === 0) return last
    const top = items[0]
    // Down to the bottom along the larger children, then up to where the last item belongs.
    let at = 0
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && !(this.#key(items[child]) > this.#key(items[child + 1]))) child++
      items[at] = items[child]
      at = child
    }
    items[at] = last
    this.#rise(at)
    return top
  }

  /** Takes all items, in no particular order. */
  takeAll(): T[] {
    return this.#items.splice(0)
  }

  #rise(from: number): void {
    const items = this.#items
    const item = items[from]
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!(this.#key(item) > this.#key(items[parent]))) break
      items[at] = items[parent]
      at = parent
    }
    items[at] = item
  }
}
