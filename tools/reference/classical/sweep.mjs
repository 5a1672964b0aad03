// Answers the questions of sweep.py: one JSON line in, one JSON line out.
import { createInterface } from 'node:readline'
import { NdArray } from '@genre/core'
import * as classical from '@genre/classical'

/** Matrices and typed arrays as plain lists, NaN and infinities as words. */
function plain(value) {
  if (value instanceof NdArray) return { shape: [...value.shape], data: Array.from(value.data, plain) }
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value, plain)
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  }
  return value ?? null
}

function read(value) {
  if (Array.isArray(value)) return value.map(read)
  if (typeof value !== 'object' || value === null) return value
  if (value.$map) return new Map(value.$map)
  if (value.$matrix) return new NdArray(Float64Array.from(value.$matrix), value.shape)
  if (value.$make) return make(value.$make, read(value.args))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, read(item)]))
}

function make(type, args) {
  return new classical[type](...args)
}

const jobs = {
  /** Fits, then asks for methods and attributes, once more after a trip through JSON. */
  estimator({ make: given, fit, methods, attributes }) {
    const model = read(given)
    model.fit(...read(fit))
    const text = JSON.stringify(model)
    const back = classical.fromJSON(text)
    const ask = subject =>
      Object.fromEntries(methods.map(([name, args]) => [name, plain(subject[name](...read(args)))]))
    const answers = ask(model)
    if (JSON.stringify(ask(back)) !== JSON.stringify(answers)) throw new Error('changed on the way through JSON')
    return { methods: answers, attributes: Object.fromEntries(attributes.map(name => [name, plain(model[name])])) }
  },
  call({ name, args }) {
    return plain(classical[name](...read(args)))
  },
  split({ make: given, args }) {
    return plain(read(given).split(...read(args)))
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...rest } = JSON.parse(line)
  let answer
  try {
    answer = { result: jobs[job](rest) }
  } catch (error) {
    answer = { error: `${error.code ?? error.name}: ${error.message}`, known: Boolean(error.code) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
