// tools/bench/classical.mjs
import { mkdtempSync, readFileSync as readFileSync2, rmSync, writeFileSync as writeFileSync2 } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import path2 from "node:path";
import { fileURLToPath as fileURLToPath2 } from "node:url";
import { parseArgs } from "node:util";

// libs/core/src/errors.ts
var GenreError = class extends Error {
  /** What went wrong, for programs: `'INVALID_PARAMETER'`, `'SHAPE'`, `'DECODE'`, ... */
  code;
  constructor(code, message, options = {}) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
  }
};
var InvalidParameterError = class extends GenreError {
  parameter;
  received;
  allowed;
  constructor(facts) {
    super("INVALID_PARAMETER", `${facts.parameter} must be ${facts.allowed}; received ${show(facts.received)}`, facts);
    this.parameter = facts.parameter;
    this.received = facts.received;
    this.allowed = facts.allowed;
  }
};
var ShapeError = class extends GenreError {
  /** What the array is, in the caller's words: `'X'`, `'spectrogram'`, ... */
  array;
  received;
  expected;
  constructor(facts) {
    super("SHAPE", `${facts.array} must have ${facts.expected}; received shape (${facts.received.join(", ")})`, facts);
    this.array = facts.array;
    this.received = facts.received;
    this.expected = facts.expected;
  }
};
var NotFittedError = class extends GenreError {
  estimator;
  constructor(facts) {
    super("NOT_FITTED", `this ${facts.estimator} is not fitted yet; call fit(X, y) first`);
    this.estimator = facts.estimator;
  }
};
var DataError = class extends GenreError {
  table;
  row;
  column;
  reason;
  constructor(facts) {
    const place = [
      facts.row === void 0 ? "" : `row ${facts.row}`,
      facts.column === void 0 ? "" : `column ${facts.column}`
    ].filter(Boolean);
    super("DATA", `${facts.table}${place.length ? `, ${place.join(", ")}` : ""}: ${facts.reason}`, facts);
    this.table = facts.table;
    this.row = facts.row;
    this.column = facts.column;
    this.reason = facts.reason;
  }
};
function show(value) {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name} of ${value.length ?? value.byteLength}`;
  if (typeof value === "object" && value !== null) {
    let text2;
    try {
      text2 = JSON.stringify(value);
    } catch {
      text2 = void 0;
    }
    return text2 !== void 0 && text2.length <= 60 ? text2 : Array.isArray(value) ? `an array of ${value.length}` : "an object";
  }
  return Object.is(value, -0) ? "-0" : String(value);
}

// libs/core/src/check.ts
function checkInteger(parameter, value, range3 = {}) {
  const { min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = range3;
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new InvalidParameterError({ parameter, received: value, allowed: `an integer${interval(range3)}` });
}
function checkNumber(parameter, value, range3 = {}) {
  const { min = -Infinity, max = Infinity, exclusive } = range3;
  const aboveMin = exclusive === "min" || exclusive === "both" ? value > min : value >= min;
  const belowMax = exclusive === "max" || exclusive === "both" ? value < max : value <= max;
  if (typeof value === "number" && Number.isFinite(value) && aboveMin && belowMax) return value;
  throw new InvalidParameterError({ parameter, received: value, allowed: `a finite number${interval(range3)}` });
}
function checkOneOf(parameter, value, allowed) {
  if (allowed.includes(value)) return value;
  const words = allowed.map((word) => `'${word}'`).join(", ");
  throw new InvalidParameterError({ parameter, received: value, allowed: `one of ${words}` });
}
function interval({ min, max, exclusive }) {
  const open = (side) => exclusive === side || exclusive === "both";
  const parts = [];
  if (min !== void 0) parts.push(`${open("min") ? "greater than" : "at least"} ${min}`);
  if (max !== void 0) parts.push(`${open("max") ? "less than" : "at most"} ${max}`);
  return parts.length ? ` ${parts.join(" and ")}` : "";
}

// libs/core/src/ndarray.ts
var NdArray = class _NdArray {
  data;
  shape;
  stride;
  offset;
  /**
   * @param data - the memory; it is viewed, not copied
   * @param shape - lengths of the axes
   * @param stride - elements to step along each axis; default row-major
   * @param offset - index of the first element; default 0
   * @throws ShapeError if the view would reach outside `data`
   */
  constructor(data, shape, stride = rowMajor(shape), offset = 0) {
    let low = offset;
    let high = offset;
    let empty = false;
    for (let axis = 0; axis < shape.length; axis++) {
      if (!(Number.isInteger(shape[axis]) && shape[axis] >= 0)) {
        throw new ShapeError({ array: "an NdArray", received: shape, expected: "non-negative integer lengths" });
      }
      if (shape[axis] === 0) empty = true;
      const reach = (shape[axis] - 1) * stride[axis];
      if (reach > 0) high += reach;
      else low += reach;
    }
    if (stride.length !== shape.length || !empty && (low < 0 || high >= data.length)) {
      throw new ShapeError({
        array: "an NdArray",
        received: shape,
        expected: `a view that fits ${data.length} elements`
      });
    }
    this.data = data;
    this.shape = shape;
    this.stride = stride;
    this.offset = offset;
  }
  /** Number of elements. */
  get size() {
    return this.shape.reduce((product, length3) => product * length3, 1);
  }
  /** Number of axes. */
  get dimension() {
    return this.shape.length;
  }
  /** Where element `index` stands in `data`. */
  index(...index) {
    let position = this.offset;
    for (let axis = 0; axis < index.length; axis++) position += index[axis] * this.stride[axis];
    return position;
  }
  get(...index) {
    return this.data[this.index(...index)];
  }
  set(...indexAndValue) {
    const value = indexAndValue[indexAndValue.length - 1];
    this.data[this.index(...indexAndValue.slice(0, -1))] = value;
  }
  /** The axes in another order; without arguments in reverse order. */
  transpose(...axes) {
    const order = axes.length ? axes : this.shape.map((_, axis) => this.dimension - 1 - axis);
    const shape = order.map((axis) => this.shape[axis]);
    const stride = order.map((axis) => this.stride[axis]);
    return new _NdArray(this.data, shape, stride, this.offset);
  }
  /** Fixes each axis for which a number is given and keeps those with `null`: `a.pick(null, 3)` is column 3. */
  pick(...index) {
    let offset = this.offset;
    const shape = [];
    const stride = [];
    for (let axis = 0; axis < this.dimension; axis++) {
      const at = index[axis] ?? null;
      if (at === null) {
        shape.push(this.shape[axis]);
        stride.push(this.stride[axis]);
      } else {
        offset += at * this.stride[axis];
      }
    }
    return new _NdArray(this.data, shape, stride, offset);
  }
  /** Elements `start` to `end` (not included) of one axis, as a view. */
  slice(axis, start, end) {
    const from = Math.max(0, Math.min(start, this.shape[axis]));
    const to = Math.max(from, Math.min(end, this.shape[axis]));
    const shape = this.shape.map((length3, k) => k === axis ? to - from : length3);
    return new _NdArray(this.data, shape, this.stride, this.offset + from * this.stride[axis]);
  }
  /** Whether the elements stand in row-major order without gaps. */
  get isContiguous() {
    const expected = rowMajor(this.shape);
    return this.shape.every((length3, axis) => length3 <= 1 || this.stride[axis] === expected[axis]);
  }
  /** The elements in row-major order, in memory of their own. */
  toContiguous() {
    const out = new this.data.constructor(this.size);
    copyRowMajor(this, out);
    return out;
  }
  /** Nested plain arrays: `number[]` for one axis, `number[][]` for two. */
  toArray() {
    if (this.dimension === 0) return this.data[this.offset];
    const rows2 = [];
    for (let i = 0; i < this.shape[0]; i++) {
      rows2.push(this.dimension === 1 ? this.get(i) : this.pick(i).toArray());
    }
    return rows2;
  }
};
function rowMajor(shape) {
  const stride = new Array(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    stride[axis] = step;
    step *= shape[axis];
  }
  return stride;
}
function isArrayView(value) {
  if (typeof value !== "object" || value === null) return false;
  const view = value;
  return ArrayBuffer.isView(view.data) && Array.isArray(view.shape) && Array.isArray(view.stride) && typeof view.offset === "number";
}
function copyRowMajor(view, out) {
  const { data, shape, stride } = view;
  const dimension = shape.length;
  const counter = new Array(dimension).fill(0);
  let position = view.offset;
  for (let k = 0; k < out.length; k++) {
    out[k] = data[position];
    for (let axis = dimension - 1; axis >= 0; axis--) {
      position += stride[axis];
      if (++counter[axis] < shape[axis]) break;
      position -= shape[axis] * stride[axis];
      counter[axis] = 0;
    }
  }
}

// libs/core/src/matrix.ts
function asMatrix(name, value) {
  if (Array.isArray(value)) return fromRows(name, value);
  if (typeof value !== "object" || value === null || !("data" in value) || !("shape" in value)) {
    throw new InvalidParameterError({
      parameter: name,
      received: value,
      allowed: "a matrix: rows of numbers, or { data, shape }"
    });
  }
  if (!ArrayBuffer.isView(value.data) || !Array.isArray(value.shape)) {
    throw new InvalidParameterError({ parameter: name, received: value, allowed: "a typed array with a shape" });
  }
  if (value.shape.length !== 2)
    throw new ShapeError({ array: name, received: value.shape, expected: "two axes (rows, columns)" });
  const view = isArrayView(value) ? new NdArray(value.data, value.shape, value.stride, value.offset) : new NdArray(value.data, value.shape);
  if (view.data instanceof Float64Array && view.isContiguous) {
    const exact = view.offset === 0 && view.size === view.data.length;
    const data = exact ? view.data : view.data.subarray(view.offset, view.offset + view.size);
    return new NdArray(data, view.shape);
  }
  return new NdArray(Float64Array.from(view.toContiguous()), view.shape);
}
function fromRows(name, rows2) {
  const width = rows2.length === 0 ? 0 : rows2[0]?.length;
  if (rows2.length > 0 && typeof width !== "number") {
    throw new ShapeError({ array: name, received: [rows2.length], expected: "two axes (rows, columns)" });
  }
  const data = new Float64Array(rows2.length * width);
  rows2.forEach((row, i) => {
    if (row?.length !== width) {
      throw new ShapeError({
        array: `${name}, row ${i},`,
        received: [row?.length ?? 0],
        expected: `${width} columns like row 0`
      });
    }
    for (let j = 0; j < width; j++) data[i * width + j] = row[j];
  });
  return new NdArray(data, [rows2.length, width]);
}

// libs/core/src/random-state.ts
var N = 624;
var M = 397;
var RandomState = class _RandomState {
  #key = new Uint32Array(N);
  #position = N;
  #spare = null;
  /**
   * @param seed - an integer in 0..2^32-1, a non-empty array of such, or nothing for an unpredictable stream
   * @throws InvalidParameterError for any other seed
   */
  constructor(seed) {
    if (seed == null) {
      this.#seedArray(crypto.getRandomValues(new Uint32Array(8)));
    } else if (typeof seed === "number") {
      this.#seedInteger(checkInteger("seed", seed, { min: 0, max: 4294967295 }));
    } else if (Array.isArray(seed) && seed.length > 0) {
      this.#seedArray(Uint32Array.from(seed, (part) => checkInteger("seed", part, { min: 0, max: 4294967295 })));
    } else {
      throw new InvalidParameterError({
        parameter: "seed",
        received: seed,
        allowed: "an integer from 0 to 4294967295, a non-empty array of such, or nothing"
      });
    }
  }
  /** The generator that a `randomState` parameter stands for: itself, or a new one from the seed. */
  static from(randomState) {
    return randomState instanceof _RandomState ? randomState : new _RandomState(randomState);
  }
  /** The next 32 random bits. */
  nextUint32() {
    if (this.#position === N) this.#twist();
    let y = this.#key[this.#position++];
    y ^= y >>> 11;
    y ^= y << 7 & 2636928640;
    y ^= y << 15 & 4022730752;
    y ^= y >>> 18;
    return y >>> 0;
  }
  /** The next number in [0, 1), with 53 random bits: one value of `random_sample`. */
  next() {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }
  /** `size` numbers in [0, 1): `random_sample(size)`. */
  randomSample(size) {
    return this.#fill(size, () => this.next());
  }
  /** `size` numbers in [low, high): `uniform(low, high, size)`. */
  uniform(low, high, size) {
    const range3 = high - low;
    return this.#fill(size, () => low + range3 * this.next());
  }
  /** The next integer in [low, high): one value of `randint(low, high)`. `high - low` is at most 2^53. */
  nextInteger(low, high) {
    if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && low < high)) {
      throw new InvalidParameterError({
        parameter: "high",
        received: high,
        allowed: `a safe integer greater than low (${low})`
      });
    }
    return low + this.#interval(high - low - 1);
  }
  /** `size` integers in [low, high): `randint(low, high, size)`. */
  randint(low, high, size) {
    return this.#fill(size, () => this.nextInteger(low, high));
  }
  /** The next standard normal number: one value of `standard_normal` (Marsaglia's polar method, as the legacy stream has it). */
  nextNormal() {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    let x, y, r2;
    do {
      x = 2 * this.next() - 1;
      y = 2 * this.next() - 1;
      r2 = x * x + y * y;
    } while (r2 >= 1 || r2 === 0);
    const factor = Math.sqrt(-2 * Math.log(r2) / r2);
    this.#spare = factor * x;
    return factor * y;
  }
  /** `size` standard normal numbers: `standard_normal(size)`. */
  standardNormal(size) {
    return this.#fill(size, () => this.nextNormal());
  }
  /** Shuffles an array in place, as `shuffle` does, and returns it. */
  shuffle(array) {
    const items = array;
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.#interval(i);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
    return array;
  }
  /** The integers 0 to n - 1 in random order: `permutation(n)`. */
  permutation(n) {
    checkInteger("n", n, { min: 0, max: 2147483647 });
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    return this.shuffle(order);
  }
  /**
   * `size` of the integers 0 to n - 1: `choice(n, size, replace, p)`. Without replacement, weights are not supported.
   */
  choice(n, size, options = {}) {
    const { replace = true, p } = options;
    checkInteger("n", n, { min: 1, max: 2147483647 });
    if (!replace) {
      if (p) throw new InvalidParameterError({ parameter: "p", received: p, allowed: "absent when replace is false" });
      checkInteger("size", size, { min: 0, max: n });
      return this.permutation(n).slice(0, size);
    }
    if (!p) return Int32Array.from(this.randint(0, n, size));
    if (p.length !== n) throw new InvalidParameterError({ parameter: "p", received: p, allowed: `${n} weights` });
    const cumulative = new Float64Array(n);
    let sum = 0;
    for (let i = 0; i < n; i++) cumulative[i] = sum += p[i];
    for (let i = 0; i < n; i++) cumulative[i] /= sum;
    return Int32Array.from(this.randomSample(size), (u) => {
      let low = 0;
      let high = n;
      while (low < high) {
        const middle = low + high >> 1;
        if (cumulative[middle] <= u) low = middle + 1;
        else high = middle;
      }
      return Math.min(low, n - 1);
    });
  }
  #fill(size, next) {
    checkInteger("size", size, { min: 0 });
    const out = new Float64Array(size);
    for (let i = 0; i < size; i++) out[i] = next();
    return out;
  }
  /** A uniform integer in 0..max by masked rejection, NumPy's `random_interval`. */
  #interval(max) {
    if (max === 0) return 0;
    if (max <= 4294967295) {
      const mask = max === 0 ? 0 : 4294967295 >>> Math.clz32(max);
      let value2;
      do
        value2 = (this.nextUint32() & mask) >>> 0;
      while (value2 > max);
      return value2;
    }
    const highMask = 4294967295 >>> Math.clz32(Math.floor(max / 4294967296));
    let value;
    do {
      const high = (this.nextUint32() & highMask) >>> 0;
      value = high * 4294967296 + this.nextUint32();
    } while (value > max);
    return value;
  }
  #seedInteger(seed) {
    const key = this.#key;
    key[0] = seed;
    for (let i = 1; i < N; i++) {
      const previous = key[i - 1] ^ key[i - 1] >>> 30;
      key[i] = Math.imul(1812433253, previous) + i;
    }
    this.#position = N;
  }
  #seedArray(parts) {
    this.#seedInteger(19650218);
    const key = this.#key;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, parts.length); k > 0; k--) {
      key[i] = (key[i] ^ Math.imul(key[i - 1] ^ key[i - 1] >>> 30, 1664525)) + parts[j] + j;
      if (++i >= N) {
        key[0] = key[N - 1];
        i = 1;
      }
      if (++j >= parts.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      key[i] = (key[i] ^ Math.imul(key[i - 1] ^ key[i - 1] >>> 30, 1566083941)) - i;
      if (++i >= N) {
        key[0] = key[N - 1];
        i = 1;
      }
    }
    key[0] = 2147483648;
  }
  #twist() {
    const key = this.#key;
    for (let k = 0; k < N; k++) {
      const y = key[k] & 2147483648 | key[(k + 1) % N] & 2147483647;
      key[k] = key[(k + M) % N] ^ y >>> 1 ^ (y & 1 ? 2567483615 : 0);
    }
    this.#position = 0;
  }
};

// libs/classical/src/base/params.ts
function isEncodable(value) {
  return typeof value === "object" && value !== null && typeof value.type === "string" && typeof value.toJSON === "function";
}
function encodeParam(value, precision, path3) {
  if (value === null || value === void 0 || value instanceof RandomState) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : { $number: String(value) };
  if (isEncodable(value)) return value.toJSON({ precision });
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value, (item, i) => encodeParam(item, precision, `${path3}[${i}]`));
  }
  if (Array.isArray(value)) return value.map((item, i) => encodeParam(item, precision, `${path3}[${i}]`));
  if (value instanceof Map) return { $map: encodeParam([...value], precision, path3) };
  const prototype = typeof value === "object" ? Object.getPrototypeOf(value) : void 0;
  if (prototype === Object.prototype || prototype === null) {
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      encodeParam(item, precision, `${path3}.${key}`)
    ]);
    return Object.fromEntries(entries);
  }
  const own = value;
  if (typeof own.toJSON === "function") return encodeParam(own.toJSON(), precision, path3);
  throw new InvalidParameterError({
    parameter: path3,
    received: value,
    allowed: "plain data or an estimator, to be saved"
  });
}
function decodeParam(json, at) {
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map((item, i) => decodeParam(item, at.child(i)));
  if (Object.hasOwn(json, "format")) return at.estimator(json, at);
  if (Object.hasOwn(json, "$number")) {
    const word = at.record(json, ["$number"]).$number;
    if (word !== "NaN" && word !== "Infinity" && word !== "-Infinity") at.fail("$number must be NaN or an infinity");
    return Number(word);
  }
  if (Object.hasOwn(json, "$map")) {
    const pairs = decodeParam(at.record(json, ["$map"]).$map, at);
    if (!Array.isArray(pairs) || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) {
      return at.fail("$map must hold pairs of key and value");
    }
    return new Map(pairs);
  }
  const entries = Object.entries(json).map(([key, item]) => {
    if (key === "__proto__") at.fail("a parameter cannot be called __proto__");
    return [key, decodeParam(item, at.child(key.slice(0, 60)))];
  });
  return Object.fromEntries(entries);
}

// libs/classical/src/base/base64.ts
var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function toBase64(bytes) {
  const chunks = [];
  const units = new Uint8Array(4 * 2048);
  for (let start = 0; start < bytes.length; start += 3 * 2048) {
    const end = Math.min(start + 3 * 2048, bytes.length);
    let out = 0;
    for (let i = start; i < end; i += 3) {
      const rest = end - i;
      const word = bytes[i] << 16 | (rest > 1 ? bytes[i + 1] << 8 : 0) | (rest > 2 ? bytes[i + 2] : 0);
      units[out++] = ALPHABET.charCodeAt(word >> 18);
      units[out++] = ALPHABET.charCodeAt(word >> 12 & 63);
      units[out++] = rest > 1 ? ALPHABET.charCodeAt(word >> 6 & 63) : 61;
      units[out++] = rest > 2 ? ALPHABET.charCodeAt(word & 63) : 61;
    }
    chunks.push(String.fromCharCode(...units.subarray(0, out)));
  }
  return chunks.join("");
}
function fromBase64(text2) {
  if (text2.length % 4 !== 0) return null;
  const padding = text2.endsWith("==") ? 2 : text2.endsWith("=") ? 1 : 0;
  const digits = text2.length - padding;
  const bytes = new Uint8Array(text2.length / 4 * 3 - padding);
  const value = new Int8Array(128).fill(-1);
  for (let i = 0; i < 64; i++) value[ALPHABET.charCodeAt(i)] = i;
  let out = 0;
  for (let i = 0; i < text2.length; i += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) {
      const unit = i + k < digits ? text2.charCodeAt(i + k) : 65;
      const digit = unit < 128 ? value[unit] : -1;
      if (digit < 0) return null;
      word = word << 6 | digit;
    }
    const present = Math.min(3, bytes.length - out);
    if ((word & (1 << 8 * (3 - present)) - 1) !== 0) return null;
    for (let k = 0; k < present; k++) bytes[out++] = word >> 16 - 8 * k & 255;
  }
  return bytes;
}

// libs/classical/src/base/labels.ts
function encodeLabels(y, name = "y") {
  const labels = checkLabels(y, name);
  const position = /* @__PURE__ */ new Map();
  for (let i = 0; i < labels.length; i++) position.set(labels[i], 0);
  const classes = sortLabels([...position.keys()]);
  classes.forEach((label, code) => position.set(label, code));
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) codes[i] = position.get(labels[i]);
  return { classes, codes };
}
function codesOf(y, classes, name = "y") {
  const labels = checkLabels(y, name);
  const position = new Map(classes.map((label, code) => [label, code]));
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) codes[i] = position.get(labels[i]) ?? -1;
  return codes;
}
function sortLabels(labels) {
  return [...labels].sort((a, b) => compareLabels(a, b));
}
function compareLabels(a, b) {
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  return Number(a) - Number(b);
}
function checkLabels(y, name = "y") {
  if (ArrayBuffer.isView(y) && typeof y[0] !== "bigint" && !(y instanceof DataView)) {
    const numbers = y;
    if (!(numbers instanceof Float64Array || numbers instanceof Float32Array)) return y;
    for (let i = 0; i < numbers.length; i++) checkNumberLabel(numbers[i], i, name);
    return y;
  }
  if (!Array.isArray(y)) {
    throw new InvalidParameterError({ parameter: name, received: y, allowed: "an array or typed array of labels" });
  }
  const labels = y;
  const kind = labels.length ? typeof labels[0] : "string";
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row];
    if (typeof label !== kind || kind !== "string" && kind !== "number" && kind !== "boolean") {
      const known = typeof label === "string" || typeof label === "number" || typeof label === "boolean";
      const reason = known ? `labels must be all of one kind; this one is a ${typeof label}, the first one a ${kind}` : `a label must be a string, a whole number or a boolean; this one is ${label === null ? "null" : typeof label}`;
      throw new DataError({ table: name, row, reason });
    }
    if (kind === "number") checkNumberLabel(label, row, name);
  }
  return labels;
}
function checkNumberLabel(label, row, table2) {
  if (Number.isInteger(label)) return;
  throw new DataError({ table: table2, row, reason: `a class must be a whole number, not ${label} (this is no regression)` });
}
function compareStrings(a, b) {
  const length3 = Math.min(a.length, b.length);
  for (let i = 0; i < length3; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}
function codePointRank(unit) {
  return unit >= 55296 && unit <= 57343 ? unit + 65536 : unit;
}

// libs/classical/src/base/schema.ts
function encodeState(schema, state, precision) {
  const out = {};
  for (const key of Object.keys(schema)) out[key] = schema[key].encode(state[key], precision);
  return out;
}
function decodeState(schema, json, at) {
  const keys = Object.keys(schema);
  const missing = keys.filter((key) => schema[key].absent);
  const record = at.record(json, keys, missing);
  const out = {};
  for (const key of keys) {
    const { absent } = schema[key];
    out[key] = absent && !Object.hasOwn(record, key) ? absent.value : schema[key].decode(record[key], at.child(key));
  }
  return out;
}
var field = {
  /** An integer. */
  integer: (range3 = {}) => ({
    encode: (value) => value,
    decode: (json, at) => integerIn(json, range3.min ?? -Number.MAX_SAFE_INTEGER, range3.max, at)
  }),
  /** A positive integer that names a size: what other fields of the state mean by that name. */
  size: (name) => ({
    encode: (value) => value,
    decode: (json, at) => {
      const value = integerIn(json, 1, 2147483647, at);
      at.size(name, value);
      return value;
    }
  }),
  /** A number. */
  number: (range3 = {}) => ({
    encode: (value) => Number.isFinite(value) ? value : String(value),
    decode: (json, at) => {
      const words = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };
      const spelled = range3.nonFinite && typeof json === "string" && Object.hasOwn(words, json);
      const value = spelled ? words[json] : json;
      if (typeof value !== "number") at.fail("a number is needed");
      checkFloat(value, range3, at);
      return value;
    }
  }),
  boolean: () => ({
    encode: (value) => value,
    decode: (json, at) => typeof json === "boolean" ? json : at.fail("true or false is needed")
  }),
  string: () => ({
    encode: (value) => value,
    decode: (json, at) => typeof json === "string" ? json : at.fail("a string is needed")
  }),
  /** Class labels: of one kind, different, sorted. */
  labels: (size) => ({
    encode: (value) => [...value],
    decode: (json, at) => {
      if (!Array.isArray(json)) at.fail("an array of labels is needed");
      const kind = typeof json[0];
      for (let i = 0; i < json.length; i++) {
        const label = json[i];
        const fits = kind === "string" || kind === "boolean" || kind === "number" && Number.isInteger(label);
        if (typeof label !== kind || !fits) at.fail(`item ${i} is no label, or of another kind than the first`);
        if (i > 0 && compareLabels(json[i - 1], json[i]) >= 0) at.fail(`item ${i} is out of order or repeated`);
      }
      at.size(size, json.length);
      return [...json];
    }
  }),
  /** A Float64Array. */
  floats: (size, range3 = {}) => ({
    encode: (value, precision) => encodeFloats(value, [value.length], precision),
    decode: (json, at) => decodeFloats(json, [size], range3, at).data
  }),
  /** A (rows, columns) matrix of Float64. */
  matrix: (rows2, columns, range3 = {}) => ({
    encode: (value, precision) => encodeFloats(value.toContiguous(), value.shape, precision),
    decode: (json, at) => decodeFloats(json, [rows2, columns], range3, at)
  }),
  /** An Int32Array. */
  integers: (size, range3 = {}) => ({
    encode: (value) => encodeIntegers(value),
    decode: (json, at) => decodeIntegers(json, size, range3, at)
  }),
  /** A Uint8Array. */
  bytes: (size, range3 = {}) => ({
    encode: (value) => pack("uint8", [value.length], value, value.length, 1),
    decode: (json, at) => {
      const values2 = decodeIntegers(json, size, { min: 0, max: 255, ...range3 }, at);
      return Uint8Array.from(values2);
    }
  }),
  /** The field; `value` in files that do not have it. */
  added: (inner, value) => ({ ...inner, absent: { value } }),
  /** The field, or `null`. */
  optional: (inner) => ({
    encode: (value, precision) => value === null ? null : inner.encode(value, precision),
    decode: (json, at) => json === null ? null : inner.decode(json, at)
  }),
  /** An array of fields of one kind. Sizes that an item names for the first time are the item's own. */
  list: (size, inner) => ({
    encode: (value, precision) => value.map((item) => inner.encode(item, precision)),
    decode: (json, at) => {
      if (!Array.isArray(json)) at.fail("an array is needed");
      at.size(size, json.length);
      return json.map((item, i) => inner.decode(item, at.child(i, true)));
    }
  }),
  /** An object with fields of its own. */
  object: (schema) => ({
    encode: (value, precision) => encodeState(schema, value, precision),
    decode: (json, at) => decodeState(schema, json, at)
  }),
  /** Parameters of an estimator: plain data and estimators by name. */
  params: () => ({
    encode: (value, precision) => encodeParam(value, precision, "params"),
    decode: (json, at) => {
      if (typeof json !== "object" || json === null || Array.isArray(json)) return at.fail("an object is needed");
      const value = decodeParam(json, at);
      return isEncodable(value) ? at.fail("parameters are needed, not an estimator") : value;
    }
  }),
  /** A nested estimator, with its parameters and state. */
  estimator: () => ({
    encode: (value, precision) => value.toJSON({ precision }),
    decode: (json, at) => at.estimator(json, at)
  })
};
function integerIn(json, min, max, at) {
  if (typeof json !== "number" || !Number.isSafeInteger(json)) at.fail("an integer is needed");
  if (json < min || max !== void 0 && json > max) {
    at.fail(`${json} is outside ${min}..${max ?? Number.MAX_SAFE_INTEGER}`);
  }
  return json;
}
function checkFloat(value, range3, at) {
  const { nonFinite = false, min = -Infinity, max = Infinity } = range3;
  if (Number.isNaN(value)) {
    if (!nonFinite) at.fail("NaN where a number is needed");
  } else if (value < min || value > max || !nonFinite && !Number.isFinite(value)) {
    at.fail(`${value} where a ${nonFinite ? "" : "finite "}number from ${min} to ${max} is needed`);
  }
}
var DTYPES = {
  float64: { width: 8, get: (v, k) => v.getFloat64(k, true) },
  float32: { width: 4, get: (v, k) => v.getFloat32(k, true) },
  int32: { width: 4, get: (v, k) => v.getInt32(k, true) },
  uint16: { width: 2, get: (v, k) => v.getUint16(k, true) },
  uint8: { width: 1, get: (v, k) => v.getUint8(k) }
};
function pack(dtype, shape, values2, length3, width) {
  const bytes = new Uint8Array(length3 * width);
  const view = new DataView(bytes.buffer);
  if (dtype === "float64") for (let k = 0; k < length3; k++) view.setFloat64(8 * k, values2[k], true);
  else if (dtype === "float32") for (let k = 0; k < length3; k++) view.setFloat32(4 * k, values2[k], true);
  else if (dtype === "int32") for (let k = 0; k < length3; k++) view.setInt32(4 * k, values2[k], true);
  else if (dtype === "uint16") for (let k = 0; k < length3; k++) view.setUint16(2 * k, values2[k], true);
  else for (let k = 0; k < length3; k++) bytes[k] = values2[k];
  return { dtype, shape: [...shape], data: toBase64(bytes) };
}
function encodeFloats(values2, shape, precision) {
  let exact = true;
  let outside = false;
  for (let k = 0; k < values2.length && !outside; k++) {
    const rounded = Math.fround(values2[k]);
    if (rounded !== values2[k] && !Number.isNaN(values2[k])) exact = false;
    outside = Number.isFinite(values2[k]) !== Number.isFinite(rounded) || rounded === 0 && values2[k] !== 0;
  }
  const narrow = !outside && (exact || precision === "float32");
  return narrow ? pack("float32", shape, values2, values2.length, 4) : pack("float64", shape, values2, values2.length, 8);
}
function encodeIntegers(values2) {
  let min = 0;
  let max = 0;
  for (let k = 0; k < values2.length; k++) {
    if (values2[k] < min) min = values2[k];
    if (values2[k] > max) max = values2[k];
  }
  const dtype = min < 0 || max > 65535 ? "int32" : max > 255 ? "uint16" : "uint8";
  return pack(dtype, [values2.length], values2, values2.length, DTYPES[dtype].width);
}
function unpack(json, dimensions, dtypes, at) {
  const { dtype, shape, data } = at.record(json, ["dtype", "shape", "data"]);
  if (!dtypes.includes(dtype)) at.fail(`dtype must be one of ${dtypes.join(", ")}`);
  if (!Array.isArray(shape) || shape.length !== dimensions) at.fail(`shape must have ${dimensions} lengths`);
  const lengths = shape.map((length3, i) => integerIn(length3, 0, 2147483647, at.child("shape").child(i)));
  const size = lengths.reduce((product, length3) => product * length3, 1);
  if (typeof data !== "string") at.fail("data must be base64 text");
  const { width, get } = DTYPES[dtype];
  if (data.length !== 4 * Math.ceil(size * width / 3)) at.fail(`data does not have the length of shape ${lengths}`);
  const bytes = fromBase64(data);
  if (!bytes || bytes.length !== size * width) at.fail("data is no base64 of that many bytes");
  return { lengths, size, view: new DataView(bytes.buffer), width, get };
}
function decodeFloats(json, sizes, range3, at) {
  const { lengths, size, view, width, get } = unpack(json, sizes.length, ["float64", "float32"], at);
  lengths.forEach((length3, axis) => at.size(sizes[axis], length3));
  const values2 = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const value = get(view, k * width);
    checkFloat(value, range3, at);
    values2[k] = value;
  }
  return new NdArray(values2, lengths);
}
function decodeIntegers(json, expected, range3, at) {
  const { lengths, size, view, width, get } = unpack(json, 1, ["int32", "uint16", "uint8"], at);
  at.size(expected, lengths[0]);
  const below2 = typeof range3.below === "string" ? at.sizes.get(range3.below) : range3.below;
  if (range3.below !== void 0 && below2 === void 0) at.fail(`size ${range3.below} is not known here`);
  const min = range3.min ?? -2147483648;
  const max = Math.min(range3.max ?? 2147483647, below2 === void 0 ? 2147483647 : below2 - 1);
  const values2 = new Int32Array(size);
  for (let k = 0; k < size; k++) {
    const value = get(view, k * width);
    if (value < min || value > max) at.fail(`item ${k} is ${value}, outside ${min}..${max}`);
    values2[k] = value;
  }
  return values2;
}

// libs/classical/src/base/estimator.ts
var FORMAT = "genre-classical";
var VERSION = 1;
var Estimator = class _Estimator {
  /** The class's name, as model files have it. */
  type;
  #defaults;
  #schema;
  #params;
  #state = null;
  /**
   * @throws InvalidParameterError for a parameter that this estimator does not have. Values are checked by `fit`.
   */
  constructor(type, defaults, schema, params) {
    this.type = type;
    this.#defaults = defaults;
    this.#schema = schema;
    this.#params = this.#merge(defaults, params);
  }
  /** The parameters' values, as given or by default. */
  get params() {
    return this.#params;
  }
  /** Whether `fit` has been called with success. */
  get isFitted() {
    return this.#state !== null;
  }
  /**
   * Whether this estimator has a method, such as `'predictProba'`. A pipeline has those of its last step.
   */
  supports(method) {
    return typeof this[method] === "function";
  }
  /**
   * A copy of the parameters; those of estimators within as `name__parameter` unless `deep` is false.
   *
   * @example
   * ```ts
   * import { KNeighborsClassifier } from '@genre/classical'
   * console.log(new KNeighborsClassifier({ nNeighbors: 3 }).getParams().nNeighbors) // => 3
   * ```
   */
  getParams(options = {}) {
    const out = { ...this.#params };
    if (options.deep ?? true) {
      for (const [name, inner] of this.children()) {
        out[name] ??= inner;
        for (const [key, value] of Object.entries(inner.getParams())) out[`${name}__${key}`] = value;
      }
    }
    return out;
  }
  /**
   * Replaces parameters; `name__parameter` reaches into the estimator called `name`. The fitted state stays.
   *
   * @throws InvalidParameterError for a parameter that does not exist
   */
  setParams(params) {
    const own = {};
    const nested = [];
    for (const [key, value] of Object.entries(params)) {
      const at = key.indexOf("__");
      if (at > 0) nested.push([key.slice(0, at), key.slice(at + 2), value]);
      else own[key] = value;
    }
    this.replaceParams(own);
    for (const [name, key, value] of nested) {
      const inner = this.children().get(name);
      if (!inner) {
        const names2 = [...this.children().keys()].map((known) => `'${known}'`).join(", ");
        throw new InvalidParameterError({
          parameter: `${name}__${key}`,
          received: value,
          allowed: names2 ? `a parameter of one of ${names2}` : `absent: ${this.type} has no estimators within`
        });
      }
      inner.setParams({ [key]: value });
    }
    return this;
  }
  /** A new, unfitted estimator with the same parameters; estimators within are cloned as well. */
  clone() {
    return this.create(cloneParam(this.#params));
  }
  /**
   * The estimator as plain JSON data: `JSON.stringify(model)` works. Numbers are kept to the last bit unless
   * `precision: 'float32'` asks for files of half the size.
   *
   * @throws InvalidParameterError for a parameter that JSON cannot hold, such as a function
   */
  toJSON(options) {
    const precision = typeof options === "object" ? options.precision ?? "exact" : "exact";
    const params = {};
    for (const [key, value] of Object.entries(this.#params)) params[key] = encodeParam(value, precision, key);
    const state = this.#state === null ? null : encodeState(this.#schema, this.#state, precision);
    return { format: FORMAT, version: VERSION, type: this.type, params, state };
  }
  /** @internal Reads a fitted state; called by `fromJSON` on a fresh estimator. */
  restore(json, at) {
    this.checkParams(this.#params);
    if (json === null) return;
    const state = decodeState(this.#schema, json, at);
    this.checkState(state, at);
    this.#state = state;
  }
  /** The fitted state. @throws NotFittedError before `fit` */
  get state() {
    if (this.#state === null) throw new NotFittedError({ estimator: this.type });
    return this.#state;
  }
  set state(state) {
    this.#state = state;
  }
  /** Refuses a state read from a file for what its schema cannot say, with `at.fail(...)`. */
  checkState(_state, _at) {
  }
  /** A new estimator of this class; to be overridden where the constructor does not take one object of parameters. */
  create(params) {
    return new this.constructor(params);
  }
  /** The estimators within, by name: parameters that are estimators. */
  children() {
    const out = /* @__PURE__ */ new Map();
    for (const [name, value] of Object.entries(this.#params)) if (value instanceof _Estimator) out.set(name, value);
    return out;
  }
  /** Replaces own parameters. */
  replaceParams(params) {
    this.#params = this.#merge(this.#params, params);
  }
  #merge(base, params) {
    if (typeof params !== "object" || params === null || Array.isArray(params)) {
      throw new InvalidParameterError({ parameter: "params", received: params, allowed: "an object of parameters" });
    }
    const out = { ...base };
    for (const [key, value] of Object.entries(params)) {
      if (!Object.hasOwn(this.#defaults, key)) {
        const names2 = Object.keys(this.#defaults).join(", ");
        throw new InvalidParameterError({
          parameter: key,
          received: value,
          allowed: `one of the parameters of ${this.type}${names2 ? ` (${names2})` : ", which has none"}`
        });
      }
      out[key] = value === void 0 ? this.#defaults[key] : value;
    }
    return out;
  }
};
function cloneParam(value) {
  if (value instanceof Estimator) return value.clone();
  if (Array.isArray(value)) return value.map(cloneParam);
  if (typeof value === "object" && value !== null) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cloneParam(item)]));
    }
  }
  return value;
}

// libs/classical/src/base/validate.ts
function checkMatrix(X, columns, name = "X") {
  const matrix = asMatrix(name, X);
  const [rows2, width] = matrix.shape;
  if (rows2 === 0) throw new ShapeError({ array: name, received: matrix.shape, expected: "at least one row" });
  if (width === 0) throw new ShapeError({ array: name, received: matrix.shape, expected: "at least one column" });
  if (columns !== void 0 && width !== columns) {
    throw new ShapeError({
      array: name,
      received: matrix.shape,
      expected: `${columns} ${columns === 1 ? "column" : "columns"}, as many as fit saw`
    });
  }
  checkFinite(matrix.data, width, name);
  return matrix;
}
function checkData(X, y) {
  const matrix = checkMatrix(X);
  const [rows2, columns] = matrix.shape;
  const { classes, codes } = encodeLabels(y);
  if (codes.length !== rows2) {
    throw new ShapeError({ array: "y", received: [codes.length], expected: `${rows2} labels, one for each row of X` });
  }
  return { X: matrix, rows: rows2, columns, classes, codes };
}
function checkSampleWeight(sampleWeight, rows2) {
  if (sampleWeight == null) return new Float64Array(rows2).fill(1);
  if (typeof sampleWeight !== "object") {
    throw new InvalidParameterError({
      parameter: "sampleWeight",
      received: sampleWeight,
      allowed: "an array of numbers"
    });
  }
  if (sampleWeight.length !== rows2) {
    throw new ShapeError({
      array: "sampleWeight",
      received: [sampleWeight.length],
      expected: `${rows2} weights, one for each row`
    });
  }
  const weights = new Float64Array(rows2);
  let any = false;
  for (let row = 0; row < rows2; row++) {
    const weight = sampleWeight[row];
    if (!(typeof weight === "number" && weight >= 0 && weight < Infinity)) {
      throw new DataError({
        table: "sampleWeight",
        row,
        reason: `a weight must be a number of at least 0, not ${weight}`
      });
    }
    weights[row] = weight;
    if (weight > 0) any = true;
  }
  if (!any) throw new DataError({ table: "sampleWeight", reason: "at least one weight must be greater than 0" });
  return weights;
}
function refuseSampleWeight(type, sampleWeight) {
  if (sampleWeight == null) return;
  const allowed = `absent: ${type} cannot weight rows`;
  throw new InvalidParameterError({ parameter: "sampleWeight", received: sampleWeight, allowed });
}
function checkFinite(data, columns, table2) {
  let even = 0;
  let odd = 0;
  let k = 0;
  for (; k + 1 < data.length; k += 2) {
    even += data[k] - data[k];
    odd += data[k + 1] - data[k + 1];
  }
  if (k < data.length) even += data[k] - data[k];
  if (even + odd === 0) return;
  const at = data.findIndex((value) => !Number.isFinite(value));
  throw new DataError({
    table: table2,
    row: Math.floor(at / columns),
    column: at % columns,
    reason: `${Number.isNaN(data[at]) ? "NaN" : "an infinite value"} where a finite number is needed`
  });
}

// libs/classical/src/base/classifier.ts
var Classifier = class extends Estimator {
  get kind() {
    return "classifier";
  }
  /** The classes that `fit` saw, sorted: the order of the columns of `predictProba`. */
  get classes() {
    return [...this.state.classes];
  }
  /** How many columns `fit` saw. */
  get nFeaturesIn() {
    return this.state.nFeaturesIn;
  }
  /**
   * A label for each row, of the kind that `fit` was given, in a plain array.
   *
   * @throws NotFittedError before `fit`; ShapeError for another number of columns than `fit` saw; DataError for NaN
   */
  predict(X) {
    const codes = this.predictCodes(this.checkX(X));
    const classes = this.state.classes;
    return Array.from(codes, (code) => classes[code]);
  }
  /**
   * The share of rows whose label is predicted right (weighted by `sampleWeight`). A label that `fit` did not see
   * counts as wrong.
   *
   * @throws as {@link predict}; ShapeError if there is not one label a row
   */
  score(X, y, options = {}) {
    const matrix = this.checkX(X);
    const truth = codesOf(y, this.state.classes);
    const rows2 = matrix.shape[0];
    if (truth.length !== rows2) {
      throw new ShapeError({ array: "y", received: [truth.length], expected: `${rows2} labels, one for each row of X` });
    }
    const weights = checkSampleWeight(options.sampleWeight, rows2);
    const predicted = this.predictCodes(matrix);
    let right = 0;
    let all = 0;
    for (let i = 0; i < rows2; i++) {
      all += weights[i];
      if (predicted[i] === truth[i]) right += weights[i];
    }
    return right / all;
  }
  /** A matrix of the width that `fit` saw. @throws NotFittedError, ShapeError, DataError */
  checkX(X) {
    return checkMatrix(X, this.nFeaturesIn);
  }
};
function argmaxRows(matrix, priors = null) {
  const [rows2, columns] = matrix.shape;
  const { data } = matrix;
  const out = new Int32Array(rows2);
  for (let i = 0, k = 0; i < rows2; i++) {
    let best = 0;
    let value = data[k];
    for (let j = 0; j < columns; j++, k++) {
      if (data[k] > value || priors && data[k] === value && priors[j] > priors[best]) {
        value = data[k];
        best = j;
      }
    }
    out[i] = best;
  }
  return out;
}

// libs/classical/src/base/transformer.ts
var Transformer = class extends Estimator {
  get kind() {
    return "transformer";
  }
  /** How many columns `fit` saw. */
  get nFeaturesIn() {
    return this.state.nFeaturesIn;
  }
  /**
   * The rows transformed, in memory of their own.
   *
   * @throws NotFittedError before `fit`; ShapeError for another number of columns than `fit` saw; DataError for NaN
   */
  transform(X) {
    return this.transformMatrix(checkMatrix(X, this.nFeaturesIn));
  }
  /** `fit(X, y)`, then the transformed X. */
  fitTransform(X, y) {
    return this.fit(X, y).transform(X);
  }
};

// libs/classical/src/model-selection/take.ts
function countRows(rows2, name = "an array") {
  if (Array.isArray(rows2) || ArrayBuffer.isView(rows2) && !(rows2 instanceof DataView)) {
    return rows2.length;
  }
  if (typeof rows2 === "object" && rows2 !== null && "shape" in rows2) return asView(rows2, name).shape[0];
  throw new InvalidParameterError({ parameter: name, received: rows2, allowed: "a matrix, an array or a typed array" });
}
function takeRows(rows2, indices) {
  const count = countRows(rows2);
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k];
    if (!(Number.isInteger(i) && i >= 0 && i < count)) {
      throw new InvalidParameterError({
        parameter: `indices[${k}]`,
        received: i,
        allowed: `a row from 0 to ${count - 1}`
      });
    }
  }
  if (Array.isArray(rows2)) return Array.from(indices, (i) => rows2[i]);
  if (ArrayBuffer.isView(rows2)) {
    const from = rows2;
    const out2 = emptyLike(from, indices.length);
    for (let k = 0; k < indices.length; k++) out2[k] = from[indices[k]];
    return out2;
  }
  const view = asView(rows2, "an array");
  const width = view.shape[1];
  const { data, stride, offset } = view;
  const out = emptyLike(data, indices.length * width);
  for (let k = 0; k < indices.length; k++) {
    const from = offset + indices[k] * stride[0];
    for (let j = 0; j < width; j++) out[k * width + j] = data[from + j * stride[1]];
  }
  return new NdArray(out, [indices.length, width]);
}
function emptyLike(data, length3) {
  return new data.constructor(length3);
}
function asView(value, name) {
  if (isArrayView(value)) {
    if (value.shape.length === 2) return new NdArray(value.data, value.shape, value.stride, value.offset);
    throw new ShapeError({ array: name, received: value.shape, expected: "two axes (rows, columns)" });
  }
  if (typeof value === "object" && "data" in value && ArrayBuffer.isView(value.data) && Array.isArray(value.shape)) {
    if (value.shape.length === 2) return new NdArray(value.data, value.shape);
  }
  return asMatrix(name, value);
}

// libs/classical/src/cluster/initial-centers.ts
function initialCenters(X, search, count, how, weights, random) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => weight / total);
  if (how === "random") return takeRows(X, drawDifferent(shares, count, random));
  const [rows2] = X.shape;
  const chosen = new Int32Array(count);
  chosen[0] = random.choice(rows2, 1, { p: shares })[0];
  let nearest = search.squaredDistances(chosen.slice(0, 1), null)[0];
  let potential = dot(nearest, weights);
  const trials = 2 + Math.floor(Math.log(count));
  const cumulative = new Float64Array(rows2);
  for (let c = 1; c < count; c++) {
    for (let i = 0, sum = 0; i < rows2; i++) cumulative[i] = sum += weights[i] * nearest[i];
    const candidates = Int32Array.from(random.uniform(0, 1, trials), (draw) => {
      return Math.min(firstAtLeast(cumulative, draw * potential), rows2 - 1);
    });
    let best = 0;
    let lowest2 = Infinity;
    const distances = search.squaredDistances(candidates, nearest);
    distances.forEach((own, t) => {
      const sum = dot(own, weights);
      if (sum < lowest2) {
        lowest2 = sum;
        best = t;
      }
    });
    chosen[c] = candidates[best];
    nearest = distances[best];
    potential = lowest2;
  }
  return takeRows(X, chosen);
}
function firstAtLeast(ascending, x) {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (ascending[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
function drawDifferent(p, size, random) {
  const found = /* @__PURE__ */ new Set();
  const left = p.slice();
  while (found.size < size) {
    const draws = random.randomSample(size - found.size);
    for (const position of found) left[position] = 0;
    const cumulative = new Float64Array(left.length);
    let sum = 0;
    for (let i = 0; i < left.length; i++) cumulative[i] = sum += left[i];
    if (sum === 0) {
      for (let i = 0; found.size < size; i++) found.add(i);
      break;
    }
    for (let i = 0; i < left.length; i++) cumulative[i] /= sum;
    for (const draw of draws) {
      let position = firstAtLeast(cumulative, draw);
      while (position < left.length - 1 && cumulative[position] <= draw) position++;
      found.add(position);
    }
  }
  return Int32Array.from(found);
}
function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

// libs/classical/src/cluster/lloyd.ts
function lloyd(X, search, weights, start, maxIter, tolerance) {
  const sums = new ClusterSums(X, weights, start.shape[0]);
  let centers = start;
  let before2 = null;
  let labels = search.nearest(centers);
  let nIter = 1;
  for (; ; nIter++) {
    const next = sums.means(centers, labels);
    const shift = squaredShift(centers, next);
    const ends = before2 && sameLabels(labels, before2);
    const done = shift <= tolerance || nIter === maxIter;
    centers = ends || done ? sums.exactMeans(centers, labels) : next;
    if (ends) break;
    before2 = labels;
    labels = search.nearest(centers);
    if (done) break;
  }
  return { centers, labels, inertia: inertiaOf(X, weights, centers, labels), nIter };
}
function inertiaOf(X, weights, centers, labels) {
  const columns = X.shape[1];
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += weights[i] * squaredDistance(X, i, centers, labels[i], columns);
  return sum;
}
function sameLabels(a, b) {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
var ClusterSums = class {
  #X;
  #weights;
  #even;
  #count;
  #labels = null;
  #sums;
  #mass;
  constructor(X, weights, count) {
    this.#X = X;
    this.#weights = weights;
    this.#even = weights.every((weight) => weight === 1);
    this.#count = count;
    this.#sums = new Float64Array(count * X.shape[1]);
    this.#mass = new Float64Array(count);
  }
  /** The (weighted) means of the clusters' rows, nearly to the last bit. */
  means(centers, labels) {
    if (!this.#even || !this.#labels) return this.exactMeans(centers, labels);
    const { data, shape } = this.#X;
    const columns = shape[1];
    for (let i = 0; i < labels.length; i++) {
      const from = this.#labels[i];
      const to = labels[i];
      if (from === to) continue;
      this.#mass[from]--;
      this.#mass[to]++;
      const row = i * columns;
      for (let j = 0; j < columns; j++) {
        this.#sums[from * columns + j] -= data[row + j];
        this.#sums[to * columns + j] += data[row + j];
      }
    }
    this.#labels = labels;
    return this.#centers(centers, labels);
  }
  /** The same from all rows. */
  exactMeans(centers, labels) {
    const { data, shape } = this.#X;
    const columns = shape[1];
    const sums = this.#sums.fill(0);
    const mass = this.#mass.fill(0);
    const weights = this.#weights;
    for (let i = 0, k = 0; i < labels.length; i++) {
      const at = labels[i] * columns;
      mass[labels[i]] += weights[i];
      if (this.#even) for (let j = 0; j < columns; j++, k++) sums[at + j] += data[k];
      else for (let j = 0; j < columns; j++, k++) sums[at + j] += data[k] * weights[i];
    }
    this.#labels = labels;
    return this.#centers(centers, labels);
  }
  #centers(centers, labels) {
    const columns = this.#X.shape[1];
    const sums = this.#sums.slice();
    const mass = this.#mass.slice();
    fillEmpty(this.#X, this.#weights, centers, labels, sums, mass);
    for (let c = 0; c < this.#count; c++) {
      const share = mass[c] > 0 ? 1 / mass[c] : 1;
      for (let j = c * columns; j < (c + 1) * columns; j++) sums[j] *= share;
    }
    const heaviest = mass.indexOf(Math.max(...mass));
    for (let c = 0; c < this.#count; c++) {
      if (!(mass[c] > 0)) sums.copyWithin(c * columns, heaviest * columns, (heaviest + 1) * columns);
    }
    return new NdArray(sums, [this.#count, columns]);
  }
};
function fillEmpty(X, weights, centers, labels, sums, mass) {
  const empty = [...mass.keys()].filter((c) => mass[c] === 0);
  if (empty.length === 0) return;
  const columns = X.shape[1];
  const distances = Float64Array.from(labels, (label, i) => squaredDistance(X, i, centers, label, columns));
  const farthest = Int32Array.from(distances.keys()).sort((a, b) => distances[b] - distances[a] || b - a);
  if (!(distances[farthest[0]] > 0)) return;
  empty.forEach((cluster, n) => {
    const row = farthest[n];
    const from = labels[row];
    for (let j = 0; j < columns; j++) {
      const value = X.data[row * columns + j] * weights[row];
      sums[from * columns + j] -= value;
      sums[cluster * columns + j] = value;
    }
    mass[cluster] = weights[row];
    mass[from] -= weights[row];
  });
}
function squaredShift(a, b) {
  let sum = 0;
  for (let k = 0; k < a.data.length; k++) sum += (a.data[k] - b.data[k]) * (a.data[k] - b.data[k]);
  return sum;
}
function squaredDistance(X, row, centers, center, columns) {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const difference = X.data[row * columns + j] - centers.data[center * columns + j];
    sum += difference * difference;
  }
  return sum;
}

// libs/classical/src/linear/products/plain-products.ts
function dotRows(x, xAt, y, width, rows2, from, to, out) {
  let k = from;
  for (; k + 3 < to; k += 4) {
    dot4(x, xAt, y, rows2[k] * width, rows2[k + 1] * width, rows2[k + 2] * width, rows2[k + 3] * width, width, out, k);
  }
  for (; k < to; k++) out[k] = dot2(x, xAt, y, rows2[k] * width, width);
}
function products(a, m, b, n, width, out) {
  for (let i = 0; i < m; i++) {
    let j = 0;
    for (; j + 3 < n; j += 4) {
      const at = j * width;
      dot4(a, i * width, b, at, at + width, at + 2 * width, at + 3 * width, width, out, i * n + j);
    }
    for (; j < n; j++) out[i * n + j] = dot2(a, i * width, b, j * width, width);
  }
}
function addWeightedRows(p, m, n, a, width, out) {
  let i = 0;
  for (; i + 1 < m; i += 2) {
    const first = i * width;
    const second = first + width;
    for (let j = 0; j < n; j++) {
      const weight1 = p[i * n + j];
      const weight2 = p[i * n + n + j];
      const to = j * width;
      for (let k = 0; k < width; k++) out[to + k] = out[to + k] + weight1 * a[first + k] + weight2 * a[second + k];
    }
  }
  for (; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const weight = p[i * n + j];
      for (let k = 0; k < width; k++) out[j * width + k] += weight * a[i * width + k];
    }
  }
}
var EXP = {
  lowest: -708,
  highest: 709,
  log2e: Math.LOG2E,
  shift: 6755399441055744,
  /** ln 2 in two parts; the high one has so few bits that its product with n is exact. */
  ln2High: 0.6931471803691238,
  ln2Low: 19082149292705877e-26,
  /** 1 / k! from k = 13 down to 0. */
  coefficients: [6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1].map(
    (factorial) => 1 / factorial
  )
};
function exponentials(x, count) {
  const power2 = new Float64Array(1);
  const words = new Int32Array(power2.buffer);
  const { lowest: lowest2, highest, log2e, shift, ln2High, ln2Low, coefficients } = EXP;
  power2[0] = 1;
  const high = words[1] === 0 ? 0 : 1;
  for (let k = 0; k < count; k++) {
    const value = Math.min(Math.max(x[k], lowest2), highest);
    const whole = value * log2e + shift - shift;
    const rest = value - whole * ln2High - whole * ln2Low;
    let sum = coefficients[0];
    for (let c = 1; c < coefficients.length; c++) sum = sum * rest + coefficients[c];
    words[high] = whole + 1023 << 20;
    x[k] = sum * power2[0];
  }
}
function dot2(x, xAt, y, yAt, width) {
  let even = 0;
  let odd = 0;
  const last = width - 1;
  let k = 0;
  for (; k < last; k += 2) {
    even += x[xAt + k] * y[yAt + k];
    odd += x[xAt + k + 1] * y[yAt + k + 1];
  }
  if (k === last) even += x[xAt + k] * y[yAt + k];
  return even + odd;
}
function dot4(x, xAt, y, a, b, c, d, width, out, at) {
  let even1 = 0;
  let even2 = 0;
  let even3 = 0;
  let even4 = 0;
  let odd1 = 0;
  let odd2 = 0;
  let odd3 = 0;
  let odd4 = 0;
  const last = width - 1;
  let k = 0;
  for (; k < last; k += 2) {
    const value = x[xAt + k];
    const next = x[xAt + k + 1];
    even1 += value * y[a + k];
    even2 += value * y[b + k];
    even3 += value * y[c + k];
    even4 += value * y[d + k];
    odd1 += next * y[a + k + 1];
    odd2 += next * y[b + k + 1];
    odd3 += next * y[c + k + 1];
    odd4 += next * y[d + k + 1];
  }
  if (k === last) {
    const value = x[xAt + k];
    even1 += value * y[a + k];
    even2 += value * y[b + k];
    even3 += value * y[c + k];
    even4 += value * y[d + k];
  }
  out[at] = even1 + odd1;
  out[at + 1] = even2 + odd2;
  out[at + 2] = even3 + odd3;
  out[at + 3] = even4 + odd4;
}

// libs/classical/src/linear/products/assembler.ts
var I32 = 127;
var V128 = 123;
var FunctionCode = class {
  #parameters;
  #locals = [];
  #bytes = [];
  constructor(parameters) {
    this.#parameters = parameters;
  }
  /** A new variable. */
  local(type) {
    this.#locals.push(type);
    return this.#parameters + this.#locals.length - 1;
  }
  get(local) {
    return this.#emit(32, local);
  }
  set(local) {
    return this.#emit(33, local);
  }
  i32(value) {
    return this.#emit(65, ...signed(value));
  }
  add() {
    return this.#emit(106);
  }
  sub() {
    return this.#emit(107);
  }
  mul() {
    return this.#emit(108);
  }
  and() {
    return this.#emit(113);
  }
  shiftLeft() {
    return this.#emit(116);
  }
  /** Unsigned: addresses are. */
  lessThan() {
    return this.#emit(73);
  }
  atLeast() {
    return this.#emit(79);
  }
  /** Adds `times * local` to what is on the stack. */
  addTimes(local, times3) {
    if (times3 === 0) return this;
    return times3 === 1 ? this.get(local).add() : this.get(local).i32(times3).mul().add();
  }
  /** `local += amount`. */
  increase(local, amount) {
    return this.get(local).i32(amount).add().set(local);
  }
  /** Runs the body for as long as the condition, tested first, holds. */
  while(condition, body) {
    this.#emit(2, 64, 3, 64);
    condition();
    this.#emit(69, 13, 1);
    body();
    return this.#emit(12, 0, 11, 11);
  }
  if(condition, body) {
    condition();
    this.#emit(4, 64);
    body();
    return this.#emit(11);
  }
  loadI32() {
    return this.#emit(40, 2, 0);
  }
  loadF64(offset = 0) {
    return this.#emit(43, 3, ...unsigned(offset));
  }
  storeF64(offset = 0) {
    return this.#emit(57, 3, ...unsigned(offset));
  }
  addF64() {
    return this.#emit(160);
  }
  mulF64() {
    return this.#emit(162);
  }
  /** Two float64 at once; they need not be aligned. */
  load2(offset = 0) {
    return this.#simd(0, 3, ...unsigned(offset));
  }
  /** One float64, twice. */
  loadSplat(offset = 0) {
    return this.#simd(10, 3, ...unsigned(offset));
  }
  store2(offset = 0) {
    return this.#simd(11, 3, ...unsigned(offset));
  }
  /** One float64, and 0; stores the first of two float64. */
  loadFirst() {
    return this.#simd(93, 3, 0);
  }
  storeFirst() {
    return this.#simd(91, 3, 0, 0);
  }
  /** A number, twice. */
  constant2(value) {
    const bytes = new DataView(new ArrayBuffer(8));
    bytes.setFloat64(0, value, true);
    const once = Array.from({ length: 8 }, (_, k) => bytes.getUint8(k));
    return this.#simd(12, ...once, ...once);
  }
  lane(lane) {
    return this.#simd(33, lane);
  }
  replaceLane(lane) {
    return this.#simd(34, lane);
  }
  add2() {
    return this.#simd(240);
  }
  sub2() {
    return this.#simd(241);
  }
  min2() {
    return this.#simd(244);
  }
  max2() {
    return this.#simd(245);
  }
  div2() {
    return this.#simd(243);
  }
  /** Two float32 from memory as float64. */
  load2Single() {
    return this.#simd(93, 3, 0).#simd(95);
  }
  /** All bits of a number where the comparison holds, none where not. */
  greater2() {
    return this.#simd(74);
  }
  atLeast2() {
    return this.#simd(76);
  }
  and2() {
    return this.#simd(78);
  }
  /** Of the first two of three numbers the first where the third has bits, the second elsewhere. */
  choose2() {
    return this.#simd(82);
  }
  /** On the bits as integers of 64 bits. */
  shiftLeftBits() {
    return this.#simd(203);
  }
  addBits() {
    return this.#simd(206);
  }
  mul2() {
    return this.#simd(242);
  }
  /** One float32, four times. */
  loadSplat4(offset = 0) {
    return this.#simd(9, 2, ...unsigned(offset));
  }
  /** Sums of four float32 each, and products. */
  add4() {
    return this.#simd(228);
  }
  mul4() {
    return this.#simd(230);
  }
  /** The smaller ones of two times four float32, the first where they are equal. */
  smaller4() {
    return this.#simd(234);
  }
  /** The larger ones, the first where they are equal. */
  larger4() {
    return this.#simd(235);
  }
  /** All bits of a float32 where the comparison holds, none where not. */
  less4() {
    return this.#simd(67);
  }
  atMost4() {
    return this.#simd(69);
  }
  /** One bit for each of four float32: its sign. */
  signs4() {
    return this.#simd(164);
  }
  /** An i32, four times. */
  splatI32() {
    return this.#simd(17);
  }
  shiftRight() {
    return this.#emit(118);
  }
  storeI32(offset = 0) {
    return this.#emit(54, 2, ...unsigned(offset));
  }
  /** The entry of the code section. */
  encode() {
    const runs = [];
    for (const type of this.#locals) {
      const last = runs.at(-1);
      if (last?.[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    const body = [unsigned(runs.length), ...runs, this.#bytes, [11]].flat();
    return [unsigned(body.length), body].flat();
  }
  #simd(opcode, ...rest) {
    return this.#emit(253, ...unsigned(opcode), ...rest);
  }
  #emit(...bytes) {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }
};
function assembleModule(functions) {
  const types = functions.map(({ parameters }) => [
    96,
    ...unsigned(parameters),
    ...new Array(parameters).fill(I32),
    0
  ]);
  const memory = [...text("env"), ...text("memory"), 2, 0, 0];
  const exported = functions.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]);
  const declared = functions.map((_, i) => unsigned(i));
  const bodies = functions.map(({ code }) => code.encode());
  const sections = [
    section(1, types),
    section(2, [memory]),
    section(3, declared),
    section(7, exported),
    section(10, bodies)
  ];
  return Uint8Array.from([[0, 97, 115, 109, 1, 0, 0, 0], ...sections].flat());
}
function section(id, entries) {
  const content = [unsigned(entries.length), ...entries].flat();
  return [[id], unsigned(content.length), content].flat();
}
function text(name) {
  return [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))];
}
function unsigned(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push(rest & 127 | 128);
  }
}
function signed(value) {
  const bytes = [];
  for (let rest = value; ; rest >>= 7) {
    const byte = rest & 127;
    if (rest >> 7 === 0 && (byte & 64) === 0 || rest >> 7 === -1 && (byte & 64) !== 0) return [...bytes, byte];
    bytes.push(byte | 128);
  }
}

// libs/classical/src/linear/products/product-module.ts
function productModule() {
  return assembleModule([
    { name: "dotRows", parameters: 6, code: dotRows2() },
    { name: "products", parameters: 6, code: products2() },
    { name: "addWeightedRows", parameters: 6, code: addWeightedRows2() }
  ]);
}
function exponentialModule() {
  return assembleModule([{ name: "exponentials", parameters: 2, code: exponentials2() }]);
}
var range = (n) => Array.from({ length: n }, (_, i) => i);
function writeDots(code, left, right, width, end, store, scratch2) {
  const { sums } = scratch2;
  const used = left.length * right.length;
  for (const k of range(used)) code.constant2(0).set(sums[k]);
  const step = (offset) => {
    left.forEach((address, i) => code.get(address).load2(offset).set(scratch2.left[i]));
    right.forEach((address, j) => code.get(address).load2(offset).set(scratch2.right[j]));
    for (const i of range(left.length)) {
      for (const j of range(right.length)) {
        const sum = sums[i * right.length + j];
        code.get(sum).get(scratch2.left[i]).get(scratch2.right[j]).mul2().add2().set(sum);
      }
    }
  };
  const advance = (bytes) => [...left, ...right].forEach((address) => code.increase(address, bytes));
  code.get(left[0]).get(width).i32(-4).and().i32(3).shiftLeft().add().set(end);
  code.while(
    () => code.get(left[0]).get(end).lessThan(),
    () => {
      step(0);
      step(16);
      advance(32);
    }
  );
  code.if(
    () => code.get(width).i32(2).and(),
    () => {
      step(0);
      advance(16);
    }
  );
  code.if(
    () => code.get(width).i32(1).and(),
    () => {
      for (const k of range(used)) {
        const [i, j] = [Math.floor(k / right.length), k % right.length];
        code.get(sums[k]).get(sums[k]).lane(0);
        code.get(left[i]).loadF64().get(right[j]).loadF64().mulF64().addF64().replaceLane(0).set(sums[k]);
      }
    }
  );
  for (const k of range(used)) store(k, () => code.get(sums[k]).lane(0).get(sums[k]).lane(1).addF64());
}
function dotRows2() {
  const code = new FunctionCode(6);
  const [x, y, width, rows2, count, out] = range(6);
  const at = code.local(I32);
  const end = code.local(I32);
  const rowsEnd = code.local(I32);
  const right = range(4).map(() => code.local(I32));
  const scratch2 = vectors(code, 1, 4);
  const group = (size) => code.while(
    () => code.get(rows2).i32(4 * (size - 1)).add().get(rowsEnd).lessThan(),
    () => {
      code.get(x).set(at);
      for (const j of range(size)) {
        code.get(rows2).i32(4 * j).add().loadI32();
        code.get(width).mul().i32(3).shiftLeft().get(y).add().set(right[j]);
      }
      const store = (k, push) => {
        code.get(out);
        push();
        code.storeF64(8 * k);
      };
      writeDots(code, [at], right.slice(0, size), width, end, store, scratch2);
      code.increase(rows2, 4 * size).increase(out, 8 * size);
    }
  );
  code.get(rows2).get(count).i32(2).shiftLeft().add().set(rowsEnd);
  group(4);
  group(1);
  return code;
}
function products2() {
  const code = new FunctionCode(6);
  const [a, m, b, n, width, out] = range(6);
  const stride = code.local(I32);
  const outStride = code.local(I32);
  const aEnd = code.local(I32);
  const bEnd = code.local(I32);
  const bAt = code.local(I32);
  const end = code.local(I32);
  const left = range(2).map(() => code.local(I32));
  const right = range(4).map(() => code.local(I32));
  const scratch2 = vectors(code, 2, 4);
  const columns = (height, size) => code.while(
    () => code.get(bAt).addTimes(stride, size - 1).get(bEnd).lessThan(),
    () => {
      for (const i of range(height)) code.get(a).addTimes(stride, i).set(left[i]);
      for (const j of range(size)) code.get(bAt).addTimes(stride, j).set(right[j]);
      const store = (k, push) => {
        const [i, j] = [Math.floor(k / size), k % size];
        code.get(out).addTimes(outStride, i);
        push();
        code.storeF64(8 * j);
      };
      writeDots(code, left.slice(0, height), right.slice(0, size), width, end, store, scratch2);
      code.get(bAt).addTimes(stride, size).set(bAt);
      code.increase(out, 8 * size);
    }
  );
  const rows2 = (height) => code.while(
    () => code.get(a).addTimes(stride, height - 1).get(aEnd).lessThan(),
    () => {
      code.get(b).set(bAt);
      if (height > 1) columns(height, 4);
      columns(height, 1);
      code.get(a).addTimes(stride, height).set(a);
      code.get(out).addTimes(outStride, height - 1).set(out);
    }
  );
  code.get(width).i32(3).shiftLeft().set(stride);
  code.get(n).i32(3).shiftLeft().set(outStride);
  code.get(a).get(stride).get(m).mul().add().set(aEnd);
  code.get(b).get(stride).get(n).mul().add().set(bEnd);
  rows2(2);
  rows2(1);
  return code;
}
var CHUNK = 2048;
function addWeightedRows2() {
  const code = new FunctionCode(6);
  const [p, m, n, a, width, out] = range(6);
  const stride = code.local(I32);
  const pStride = code.local(I32);
  const aEnd = code.local(I32);
  const chunk = code.local(I32);
  const chunkEnd = code.local(I32);
  const pairsEnd = code.local(I32);
  const at = code.local(I32);
  const j = code.local(I32);
  const target = code.local(I32);
  const sources = range(4).map(() => code.local(I32));
  const weights = range(4).map(() => code.local(V128));
  const group = (size) => code.while(
    () => code.get(a).addTimes(stride, size - 1).get(aEnd).lessThan(),
    () => {
      code.i32(0).set(chunk);
      code.while(
        () => code.get(chunk).get(stride).lessThan(),
        () => {
          code.get(chunk).i32(CHUNK).add().set(chunkEnd);
          code.if(
            () => code.get(chunkEnd).get(stride).atLeast(),
            () => code.get(stride).set(chunkEnd)
          );
          code.get(chunkEnd).get(chunk).sub().i32(-16).and().get(chunk).add().set(pairsEnd);
          code.i32(0).set(j);
          code.while(
            () => code.get(j).get(n).lessThan(),
            () => {
              code.get(out).get(j).get(stride).mul().add().get(chunk).add().set(target);
              for (const i of range(size)) {
                code.get(a).addTimes(stride, i).get(chunk).add().set(sources[i]);
                code.get(p).addTimes(pStride, i).get(j).i32(3).shiftLeft().add().loadSplat().set(weights[i]);
              }
              code.get(chunk).set(at);
              code.while(
                () => code.get(at).get(pairsEnd).lessThan(),
                () => {
                  code.get(target).get(target).load2();
                  for (const i of range(size)) code.get(weights[i]).get(sources[i]).load2().mul2().add2();
                  code.store2();
                  for (const address of [at, target, ...sources.slice(0, size)]) code.increase(address, 16);
                }
              );
              code.if(
                () => code.get(at).get(chunkEnd).lessThan(),
                () => {
                  code.get(target).get(target).loadF64();
                  for (const i of range(size))
                    code.get(weights[i]).lane(0).get(sources[i]).loadF64().mulF64().addF64();
                  code.storeF64();
                }
              );
              code.increase(j, 1);
            }
          );
          code.get(chunkEnd).set(chunk);
        }
      );
      code.get(a).addTimes(stride, size).set(a);
      code.get(p).addTimes(pStride, size).set(p);
    }
  );
  code.get(width).i32(3).shiftLeft().set(stride);
  code.get(n).i32(3).shiftLeft().set(pStride);
  code.get(a).get(stride).get(m).mul().add().set(aEnd);
  group(4);
  group(1);
  return code;
}
function exponentials2() {
  const code = new FunctionCode(2);
  const [x, count] = range(2);
  const end = code.local(I32);
  const [value, shifted3, whole, rest, sum] = range(5).map(() => code.local(V128));
  const exponential = () => {
    code.constant2(EXP.lowest).max2().constant2(EXP.highest).min2().set(value);
    code.get(value).constant2(EXP.log2e).mul2().constant2(EXP.shift).add2().set(shifted3);
    code.get(shifted3).constant2(EXP.shift).sub2().set(whole);
    code.get(value).get(whole).constant2(EXP.ln2High).mul2().sub2();
    code.get(whole).constant2(EXP.ln2Low).mul2().sub2().set(rest);
    code.constant2(EXP.coefficients[0]).set(sum);
    for (const coefficient of EXP.coefficients.slice(1)) {
      code.get(sum).get(rest).mul2().constant2(coefficient).add2().set(sum);
    }
    code.get(sum).get(shifted3).i32(52).shiftLeftBits().constant2(1).addBits().mul2();
  };
  code.get(x).get(count).i32(-2).and().i32(3).shiftLeft().add().set(end);
  code.while(
    () => code.get(x).get(end).lessThan(),
    () => {
      code.get(x).get(x).load2();
      exponential();
      code.store2().increase(x, 16);
    }
  );
  code.if(
    () => code.get(count).i32(1).and(),
    () => {
      code.get(x).get(x).loadFirst();
      exponential();
      code.storeFirst();
    }
  );
  return code;
}
function vectors(code, left, right) {
  const many = (count) => range(count).map(() => code.local(V128));
  return { left: many(left), right: many(right), sums: many(left * right) };
}

// libs/classical/src/linear/products/products.ts
var Products = class {
  /** @param bytes - of all arrays together; for few of them a block of WebAssembly's memory does not pay */
  static create(bytes) {
    return (bytes < PAGE ? null : WasmProducts.tryCreate(bytes)) ?? new PlainProducts();
  }
};
var PlainProducts = class extends Products {
  float64(length3) {
    return new Float64Array(length3);
  }
  float32(length3) {
    return new Float32Array(length3);
  }
  int32(length3) {
    return new Int32Array(length3);
  }
  extend() {
    return null;
  }
  dotRows = dotRows;
  products = products;
  addWeightedRows = addWeightedRows;
  exponentials = exponentials;
};
var compiledModules = /* @__PURE__ */ (() => {
  let modules;
  return () => modules ??= [productModule(), exponentialModule()].map((code) => new WebAssembly.Module(code));
})();
var PAGE = 65536;
var MAX_BYTES = 2 ** 31;
var WasmProducts = class _WasmProducts extends Products {
  #memory;
  #exports;
  #used = 0;
  constructor(memory, exports) {
    super();
    this.#memory = memory;
    this.#exports = exports;
  }
  /**
   * `null` where there is no WebAssembly, it may not be compiled, it knows no vectors, or memory does not suffice.
   *
   * @param compile - gives the compiled modules
   */
  static tryCreate(bytes, compile = compiledModules) {
    const pages = Math.ceil(bytes / PAGE) + 1;
    if (typeof WebAssembly !== "object" || pages * PAGE > MAX_BYTES) return null;
    try {
      const modules = compile();
      const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
      const exports = modules.map((module) => new WebAssembly.Instance(module, { env: { memory } }).exports);
      return new _WasmProducts(memory, Object.assign({}, ...exports));
    } catch {
      return null;
    }
  }
  float64(length3) {
    return new Float64Array(this.#memory.buffer, this.#take(8 * length3), length3);
  }
  float32(length3) {
    return new Float32Array(this.#memory.buffer, this.#take(4 * length3), length3);
  }
  extend(module) {
    return new WebAssembly.Instance(module(), { env: { memory: this.#memory } }).exports;
  }
  int32(length3) {
    return new Int32Array(this.#memory.buffer, this.#take(4 * length3), length3);
  }
  dotRows(x, xAt, y, width, rows2, from, to, out) {
    this.#exports.dotRows(
      x.byteOffset + 8 * xAt,
      y.byteOffset,
      width,
      rows2.byteOffset + 4 * from,
      to - from,
      out.byteOffset + 8 * from
    );
  }
  products(a, m, b, n, width, out) {
    this.#exports.products(a.byteOffset, m, b.byteOffset, n, width, out.byteOffset);
  }
  addWeightedRows(p, m, n, a, width, out) {
    this.#exports.addWeightedRows(p.byteOffset, m, n, a.byteOffset, width, out.byteOffset);
  }
  exponentials(x, count) {
    this.#exports.exponentials(x.byteOffset, count);
  }
  #take(bytes) {
    const at = this.#used;
    this.#used += Math.ceil(bytes / 16) * 16;
    return at;
  }
};

// libs/classical/src/linalg/single-module.ts
function singleModule() {
  return assembleModule([
    { name: "multiply", parameters: 7, code: multiply() },
    { name: "below", parameters: 4, code: below() },
    { name: "lowest", parameters: 7, code: lowest() }
  ]);
}
var range2 = (n) => Array.from({ length: n }, (_, i) => i);
function times(code, end, at, step, body) {
  code.i32(0).set(at);
  code.while(
    () => code.get(at).get(end).lessThan(),
    () => {
      body();
      code.increase(at, step);
    }
  );
}
function multiply() {
  const code = new FunctionCode(7);
  const [rows2, groups, width, vectors2, quads, out, stride] = range2(7);
  const i32 = () => code.local(I32);
  const v128 = () => code.local(V128);
  const [group, quad, row, vector, rowEnd, target, rowBytes] = range2(7).map(i32);
  const sums = range2(8).map(v128);
  const [low, high, factor] = range2(3).map(v128);
  code.get(width).i32(5).shiftLeft().set(rowBytes);
  times(code, groups, group, 1, () => {
    code.get(vectors2).set(vector);
    code.get(out).get(group).i32(5).shiftLeft().add().set(target);
    times(code, quads, quad, 1, () => {
      for (const sum of sums) code.constant2(0).set(sum);
      code.get(rows2).set(row);
      code.get(rows2).get(rowBytes).add().set(rowEnd);
      code.while(
        () => code.get(row).get(rowEnd).lessThan(),
        () => {
          code.get(row).load2().set(low);
          code.get(row).load2(16).set(high);
          for (const j of range2(4)) {
            code.get(vector).loadSplat4(4 * j).set(factor);
            code.get(sums[2 * j]).get(low).get(factor).mul4().add4().set(sums[2 * j]);
            code.get(sums[2 * j + 1]).get(high).get(factor).mul4().add4().set(sums[2 * j + 1]);
          }
          code.increase(row, 32).increase(vector, 16);
        }
      );
      for (const j of range2(4)) {
        code.get(target).get(sums[2 * j]).store2();
        code.get(target).get(sums[2 * j + 1]).store2(16);
        code.get(target).get(stride).add().set(target);
      }
    });
    code.get(rows2).get(rowBytes).add().set(rows2);
  });
  return code;
}
function below() {
  const code = new FunctionCode(4);
  const [values2, groups, limitAt, positions] = range2(4);
  const [group, mask, start] = range2(3).map(() => code.local(I32));
  const limit = code.local(V128);
  code.get(limitAt).loadSplat4().set(limit);
  code.get(positions).set(start);
  times(code, groups, group, 4, () => {
    code.get(values2).get(group).i32(2).shiftLeft().add().load2().get(limit).atMost4().signs4().set(mask);
    code.if(
      () => code.get(mask),
      () => {
        for (const lane of range2(4)) {
          code.get(positions).get(group).i32(lane).add().storeI32();
          code.get(positions).get(mask).i32(lane).shiftRight().i32(1).and().i32(2).shiftLeft().add().set(positions);
        }
      }
    );
  });
  code.get(limitAt).get(positions).get(start).sub().i32(2).shiftRight().storeI32();
  return code;
}
function lowest() {
  const code = new FunctionCode(7);
  const [values2, groups, count, stride, bestAt, secondAt, labelAt] = range2(7);
  const [group, index, at] = range2(3).map(() => code.local(I32));
  const [best, second, label, value, less] = range2(5).map(() => code.local(V128));
  const place = (base) => code.get(base).get(group).i32(2).shiftLeft().add();
  times(code, groups, group, 4, () => {
    place(values2).set(at);
    code.get(at).load2().set(best);
    code.constant2(0).set(label);
    code.i32(2139095040).splatI32().set(second);
    code.i32(1).set(index);
    code.while(
      () => code.get(index).get(count).lessThan(),
      () => {
        code.get(at).get(stride).add().set(at);
        code.get(at).load2().set(value);
        code.get(value).get(best).less4().set(less);
        code.get(second).get(best).get(value).larger4().smaller4().set(second);
        code.get(index).splatI32().get(label).get(less).choose2().set(label);
        code.get(best).get(value).smaller4().set(best);
        code.increase(index, 1);
      }
    );
    place(bestAt).get(best).store2();
    place(secondAt).get(second).store2();
    place(labelAt).get(label).store2();
  });
  return code;
}

// libs/classical/src/linalg/single-products.ts
var GROUP = 8;
var QUAD = 4;
var compiledModule = /* @__PURE__ */ (() => {
  let module;
  return () => module ??= new WebAssembly.Module(singleModule());
})();
var SingleProducts = class {
  /** How many rows there are, and how many beyond them to make groups full: their products mean nothing. */
  rows;
  padded;
  width;
  error;
  /** Rows in groups of 8, in each group column after column. */
  #rows;
  /** Vectors in groups of 4, in each group column after column. */
  #vectors;
  #out;
  #most;
  /** How many rows' products there is room for. */
  #chunk;
  #positions;
  #limit;
  #found;
  #lowest;
  #exports;
  /**
   * @param most - with how many vectors at most products are taken at a time
   * @param chunk - and of how many rows; default all of them
   */
  constructor(rows2, width, most, chunk = rows2) {
    this.rows = rows2;
    this.width = width;
    this.padded = GROUP * Math.ceil(rows2 / GROUP);
    this.#most = QUAD * Math.ceil(most / QUAD);
    this.#chunk = Math.min(this.padded, GROUP * Math.ceil(chunk / GROUP));
    this.error = 2 * (width + 3) * 2 ** -24;
    const numbers = this.padded * width + this.#most * width + this.#most * this.#chunk + 4 * this.padded;
    const unit = Products.create(4 * numbers + 256);
    this.#rows = unit.float32(this.padded * width);
    this.#vectors = unit.float32(this.#most * width);
    this.#out = unit.float32(this.#most * this.#chunk);
    this.#positions = unit.int32(this.padded + GROUP);
    this.#limit = unit.float32(4);
    this.#found = new Int32Array(this.#limit.buffer, this.#limit.byteOffset, 1);
    this.#lowest = {
      best: unit.float32(this.padded),
      second: unit.float32(this.padded),
      label: unit.int32(this.padded)
    };
    this.#exports = unit.extend(compiledModule);
  }
  /** Sets a row's number in a column. */
  setRow(row, column, value) {
    this.#rows[(Math.floor(row / GROUP) * this.width + column) * GROUP + row % GROUP] = value;
  }
  /** Sets a column of all rows, those that only fill groups included. */
  fillColumn(column, value) {
    for (let row = 0; row < this.padded; row++) this.setRow(row, column, value);
  }
  /** Sets a vector's number in a column. */
  setVector(vector, column, value) {
    this.#vectors[(Math.floor(vector / QUAD) * this.width + column) * QUAD + vector % QUAD] = value;
  }
  /** How many rows a call of {@link multiply} takes. */
  get chunk() {
    return this.#chunk;
  }
  /**
   * `out[v * chunk + r] = vector[v] . row[first + r]` for the first `count` vectors and as many rows as there are, at most
   * {@link chunk}; to be used before the next call.
   *
   * @param first - a multiple of {@link chunk}
   */
  multiply(count, first = 0) {
    const quads = Math.ceil(count / QUAD);
    const { width } = this;
    const chunk = this.#chunk;
    const rows2 = Math.min(chunk, this.padded - first);
    const out = this.#out;
    if (this.#exports) {
      const from = this.#rows.byteOffset + 4 * first * width;
      const { byteOffset: vectors2 } = this.#vectors;
      this.#exports.multiply(from, rows2 / GROUP, width, vectors2, quads, out.byteOffset, 4 * chunk);
      return out;
    }
    for (let v = 0; v < count; v++) {
      const from = Math.floor(v / QUAD) * width * QUAD + v % QUAD;
      for (let r = 0; r < rows2; r++) {
        const at = Math.floor((first + r) / GROUP) * width * GROUP + r % GROUP;
        let sum = 0;
        for (let k = 0; k < width; k++) sum += this.#rows[at + k * GROUP] * this.#vectors[from + k * QUAD];
        out[v * chunk + r] = sum;
      }
    }
    return out;
  }
  /**
   * The rows whose product with a vector, by the last {@link multiply} of all rows, is at most `limit`, in order: the
   * first `count` of `positions`, until the next call.
   */
  below(vector, limit) {
    const at = vector * this.#chunk;
    const positions = this.#positions;
    this.#limit[0] = limit + Math.abs(limit) * 2 ** -22;
    let count = 0;
    if (this.#exports) {
      const { byteOffset } = this.#limit;
      this.#exports.below(this.#out.byteOffset + 4 * at, this.padded, byteOffset, positions.byteOffset);
      count = this.#found[0];
      while (count > 0 && positions[count - 1] >= this.rows) count--;
      return { positions, count };
    }
    const bar = this.#limit[0];
    for (let r = 0; r < this.rows; r++) if (this.#out[at + r] <= bar) positions[count++] = r;
    return { positions, count };
  }
  /**
   * For each row the smallest product with one of the first `count` vectors, which one it is (the first of equals), and
   * the second smallest: kept until the next call.
   */
  lowest(count) {
    const { best, second, label } = this.#lowest;
    const chunk = this.#chunk;
    for (let first = 0; first < this.padded; first += chunk) {
      const out = this.multiply(count, first);
      const rows2 = Math.min(chunk, this.padded - first);
      if (this.#exports) {
        const [bestAt, secondAt, labelAt] = [best, second, label].map((array) => array.byteOffset + 4 * first);
        this.#exports.lowest(out.byteOffset, rows2, count, 4 * chunk, bestAt, secondAt, labelAt);
        continue;
      }
      for (let r = 0; r < rows2; r++) {
        let [least, next, where] = [out[r], Infinity, 0];
        for (let v = 1; v < count; v++) {
          const value = out[v * chunk + r];
          next = Math.min(next, Math.max(least, value));
          if (value < least) {
            least = value;
            where = v;
          }
        }
        best[first + r] = least;
        second[first + r] = next;
        label[first + r] = where;
      }
    }
    return this.#lowest;
  }
};

// libs/classical/src/cluster/center-search.ts
var CHUNK2 = 1024;
var CenterSearch = class {
  #X;
  /** What rows are multiplied by, so that the longest one is 1. */
  #unit;
  #squares;
  /** 1 and the numbers of each row; `null` where float32 does not reach. */
  #single;
  /** @param most - how many centres there are at most at a time */
  constructor(X, most) {
    const [rows2, columns] = X.shape;
    this.#X = X;
    this.#squares = squaredLengths(X);
    let largest2 = 0;
    for (const square of this.#squares) largest2 = Math.max(largest2, square);
    this.#unit = 1 / Math.sqrt(largest2);
    const usable2 = largest2 > 1e-280 && largest2 < 1e280;
    const single = usable2 ? new SingleProducts(rows2, columns + 1, most, CHUNK2) : null;
    if (single) {
      for (let i = 0, k = 0; i < rows2; i++) {
        single.setRow(i, 0, 1);
        for (let j = 0; j < columns; j++, k++) single.setRow(i, j + 1, X.data[k] * this.#unit);
      }
    }
    this.#single = single;
  }
  /** The nearest centre of each row, the first of equally near ones. */
  nearest(centers) {
    const rows2 = this.#X.shape[0];
    const count = centers.shape[0];
    const squares = squaredLengths(centers);
    const labels = new Int32Array(rows2);
    const longest = this.#setCenters(centers, squares);
    if (!this.#single || !(longest < 1e15)) {
      for (let i = 0; i < rows2; i++) labels[i] = this.#exactNearest(i, centers, squares);
      return labels;
    }
    const { best, second, label } = this.#single.lowest(count);
    labels.set(label.subarray(0, rows2));
    const { error } = this.#single;
    for (let i = 0; i < rows2; i++) {
      const doubt = 2.2 * error * longest * (longest + 2 * Math.sqrt(this.#squares[i]) * this.#unit);
      if (!(second[i] - best[i] > doubt)) labels[i] = this.#exactNearest(i, centers, squares);
    }
    return labels;
  }
  /**
   * The squared distance of each row from some rows, or `limits[i]` if that is smaller.
   *
   * @param limits - for each row; `null` for none
   */
  squaredDistances(chosen, limits) {
    const { data, shape } = this.#X;
    const [rows2, columns] = shape;
    const squares = this.#squares;
    const single = limits ? this.#single : null;
    const out = Array.from(chosen, () => new Float64Array(rows2));
    if (single) this.#setRows(chosen);
    const chunk = single?.chunk ?? rows2;
    const scale = 1 / (this.#unit * this.#unit);
    for (let first = 0; first < rows2; first += chunk) {
      const products3 = single?.multiply(chosen.length, first);
      chosen.forEach((row, c) => {
        const own = out[c];
        const at = row * columns;
        const length3 = Math.sqrt(squares[row]) * this.#unit;
        const doubt = single ? 1.1 * single.error * length3 * (length3 + 2) : 0;
        for (let i = first; i < Math.min(rows2, first + chunk); i++) {
          if (limits && products3) {
            const least = (products3[c * chunk + i - first] - doubt) * scale + squares[i] * (1 - 1e-14);
            if (least >= limits[i]) {
              own[i] = limits[i];
              continue;
            }
          }
          const exact = Math.max(0, squares[i] - 2 * dot3(data, i * columns, data, at, columns) + squares[row]);
          own[i] = limits ? Math.min(limits[i], exact) : exact;
        }
        own[row] = 0;
      });
    }
    return out;
  }
  /** Brings |c|^2 and -2 c to where products are taken; the length of the longest centre, in units of the longest row. */
  #setCenters(centers, squares) {
    const [count, columns] = centers.shape;
    let longest = 0;
    for (let c = 0, k = 0; c < count; c++) {
      const square = squares[c] * this.#unit * this.#unit;
      longest = Math.max(longest, square);
      this.#single?.setVector(c, 0, square);
      for (let j = 0; j < columns; j++, k++) this.#single?.setVector(c, j + 1, -2 * centers.data[k] * this.#unit);
    }
    return Math.sqrt(longest);
  }
  /** The same for rows. */
  #setRows(chosen) {
    const { data, shape } = this.#X;
    chosen.forEach((row, c) => {
      this.#single?.setVector(c, 0, this.#squares[row] * this.#unit * this.#unit);
      for (let j = 0; j < shape[1]; j++) this.#single?.setVector(c, j + 1, -2 * data[row * shape[1] + j] * this.#unit);
    });
  }
  #exactNearest(i, centers, squares) {
    const columns = centers.shape[1];
    let best = 0;
    let least = Infinity;
    for (let c = 0; c < squares.length; c++) {
      const distance = squares[c] - 2 * dot3(this.#X.data, i * columns, centers.data, c * columns, columns);
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }
};
function squaredLengths({ data, shape: [rows2, columns] }) {
  const out = new Float64Array(rows2);
  for (let i = 0; i < rows2; i++) out[i] = dot3(data, i * columns, data, i * columns, columns);
  return out;
}
function dot3(a, aAt, b, bAt, columns) {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 1 < columns; j += 2) {
    even += a[aAt + j] * b[bAt + j];
    odd += a[aAt + j + 1] * b[bAt + j + 1];
  }
  return (j < columns ? even + a[aAt + j] * b[bAt + j] : even) + odd;
}

// libs/classical/src/cluster/k-means.ts
var DEFAULTS = {
  nClusters: 8,
  init: "k-means++",
  nInit: "auto",
  maxIter: 300,
  tol: 1e-4,
  randomState: null
};
var SCHEMA = {
  nFeaturesIn: field.size("columns"),
  clusterCenters: field.matrix("clusters", "columns"),
  labels: field.integers("rows", { min: 0, below: "clusters" }),
  inertia: field.number({ min: 0 }),
  nIter: field.integer({ min: 1 })
};
var KMeans = class extends Estimator {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("KMeans", DEFAULTS, SCHEMA, params);
  }
  get kind() {
    return "clusterer";
  }
  /** (clusters, columns) centres. */
  get clusterCenters() {
    return this.state.clusterCenters;
  }
  /** The cluster of each training row. */
  get labels() {
    return this.state.labels;
  }
  /** The sum of (weighted) squared distances of the training rows from their centres. */
  get inertia() {
    return this.state.inertia;
  }
  /** How many rounds it took. */
  get nIter() {
    return this.state.nIter;
  }
  /** How many columns `fit` saw. */
  get nFeaturesIn() {
    return this.state.nFeaturesIn;
  }
  /**
   * `y` is not used.
   *
   * @throws InvalidParameterError for parameters out of range and fewer rows than clusters; ShapeError for given centres
   *   of another shape
   */
  fit(X, _y, options = {}) {
    this.checkParams(this.params);
    const matrix = checkMatrix(X);
    const [rows2, columns] = matrix.shape;
    const { nClusters, init, maxIter } = this.params;
    if (rows2 < nClusters) {
      const allowed = `at most ${rows2}, the number of rows`;
      throw new InvalidParameterError({ parameter: "nClusters", received: nClusters, allowed });
    }
    const weights = checkSampleWeight(options.sampleWeight, rows2);
    const random = RandomState.from(this.params.randomState);
    const mean2 = columnMeans(matrix);
    const centered = shifted(matrix, mean2, -1);
    const given = typeof init === "string" ? null : this.#given(init, columns, mean2);
    const search = new CenterSearch(centered, Math.max(nClusters, 2 + Math.floor(Math.log(nClusters))));
    const tries = given ? 1 : this.#tries();
    const tolerance = this.params.tol * meanVariance(centered);
    let best = null;
    for (let n = 0; n < tries; n++) {
      const start = given ?? initialCenters(centered, search, nClusters, init, weights, random);
      const found = lloyd(centered, search, weights, start, maxIter, tolerance);
      if (!best || found.inertia < best.inertia && !sameClusters(found.labels, best.labels)) best = found;
    }
    const { centers, labels, inertia, nIter } = best;
    this.state = { nFeaturesIn: columns, clusterCenters: shifted(centers, mean2, 1), labels, inertia, nIter };
    return this;
  }
  /** `fit(X)`, then the cluster of each row. */
  fitPredict(X, y, options = {}) {
    return this.fit(X, y, options).labels.slice();
  }
  /** The nearest centre of each row, the first of equally near ones. @throws NotFittedError, ShapeError, DataError */
  predict(X) {
    return this.#nearest(this.#checkX(X));
  }
  /** (rows, clusters) distances from the centres. @throws NotFittedError, ShapeError, DataError */
  transform(X) {
    const { clusterCenters } = this.state;
    const matrix = this.#checkX(X);
    const [rows2, columns] = matrix.shape;
    const [clusters] = clusterCenters.shape;
    const out = new Float64Array(rows2 * clusters);
    for (let i = 0; i < rows2; i++) {
      for (let c = 0; c < clusters; c++) {
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          const difference = matrix.data[i * columns + j] - clusterCenters.data[c * columns + j];
          sum += difference * difference;
        }
        out[i * clusters + c] = Math.sqrt(sum);
      }
    }
    return new NdArray(out, [rows2, clusters]);
  }
  /** `fit(X)`, then the distances from the centres. */
  fitTransform(X, y, options = {}) {
    return this.fit(X, y, options).transform(X);
  }
  /** The negative sum of (weighted) squared distances from the nearest centres. @throws as `predict` */
  score(X, _y, options = {}) {
    const matrix = this.#checkX(X);
    const { clusterCenters } = this.state;
    const weights = checkSampleWeight(options.sampleWeight, matrix.shape[0]);
    return -inertiaOf(matrix, weights, clusterCenters, this.#nearest(matrix));
  }
  checkParams({ nClusters, init, nInit, maxIter, tol }) {
    checkInteger("nClusters", nClusters, { min: 1 });
    if (typeof init === "string" && init !== "k-means++" && init !== "random") {
      const allowed = "'k-means++', 'random' or a matrix of centres";
      throw new InvalidParameterError({ parameter: "init", received: init, allowed });
    }
    if (typeof init !== "string") asMatrix("init", init);
    if (nInit !== "auto") checkInteger("nInit", nInit, { min: 1 });
    checkInteger("maxIter", maxIter, { min: 1 });
    checkNumber("tol", tol, { min: 0 });
  }
  #given(init, columns, mean2) {
    const centers = checkMatrix(init, void 0, "init");
    const { nClusters } = this.params;
    if (centers.shape[0] !== nClusters || centers.shape[1] !== columns) {
      const expected = `shape (${nClusters}, ${columns}): clusters, columns`;
      throw new ShapeError({ array: "init", received: centers.shape, expected });
    }
    return shifted(centers, mean2, -1);
  }
  #tries() {
    const { nInit, init } = this.params;
    return nInit === "auto" ? init === "random" ? 10 : 1 : nInit;
  }
  #nearest(X) {
    const { clusterCenters } = this.state;
    return new CenterSearch(X, clusterCenters.shape[0]).nearest(clusterCenters);
  }
  #checkX(X) {
    return checkMatrix(X, this.nFeaturesIn);
  }
};
function columnMeans({ data, shape: [rows2, columns] }) {
  const mean2 = new Float64Array(columns);
  for (let i = 0, k = 0; i < rows2; i++) for (let j = 0; j < columns; j++, k++) mean2[j] += data[k];
  return mean2.map((sum) => sum / rows2);
}
function shifted(X, by, sign) {
  const [rows2, columns] = X.shape;
  const out = new Float64Array(rows2 * columns);
  for (let i = 0, k = 0; i < rows2; i++) for (let j = 0; j < columns; j++, k++) out[k] = X.data[k] + sign * by[j];
  return new NdArray(out, X.shape);
}
function meanVariance(centered) {
  let sum = 0;
  for (const x of centered.data) sum += x * x;
  return sum / centered.data.length;
}
function sameClusters(a, b) {
  const to = /* @__PURE__ */ new Map();
  return a.every((label, i) => {
    if (!to.has(label)) to.set(label, b[i]);
    return to.get(label) === b[i];
  });
}

// libs/classical/src/base/check-boolean.ts
function checkBoolean(parameter, value) {
  if (typeof value === "boolean") return value;
  throw new InvalidParameterError({ parameter, received: value, allowed: "true or false" });
}

// libs/classical/src/linalg/products.ts
var DEPTH = 256;
var WIDTH = 64;
var ROWS = 128;
var LARGE = 1 << 18;
function multiplyTransposed(a, b) {
  const [m, k] = a.shape;
  const n = b.shape[0];
  const out = new Float64Array(m * n);
  addProducts(a.data, m, b.data, n, k, out, false);
  return new NdArray(out, [m, n]);
}
function multiply2(a, b) {
  return multiplyTransposed(a, transposed(b));
}
function gram(x) {
  const columns = transposed(x);
  const [n, m] = columns.shape;
  const out = new Float64Array(n * n);
  addProducts(columns.data, n, columns.data, n, m, out, true);
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) out[i * n + j] = out[j * n + i];
  return new NdArray(out, [n, n]);
}
function transposed(x) {
  const [m, n] = x.shape;
  const out = new Float64Array(m * n);
  for (let i0 = 0; i0 < m; i0 += 32) {
    const i1 = Math.min(m, i0 + 32);
    for (let j0 = 0; j0 < n; j0 += 32) {
      const j1 = Math.min(n, j0 + 32);
      for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) out[j * m + i] = x.data[i * n + j];
    }
  }
  return new NdArray(out, [n, m]);
}
function addProducts(a, m, b, n, k, out, lower) {
  if (m * n * k >= LARGE) {
    addLargeProducts(a, m, b, n, k, out, lower);
    return;
  }
  const m4 = m - m % 4;
  const n4 = n - n % 4;
  for (let k0 = 0; k0 < k; k0 += DEPTH) {
    const k1 = Math.min(k, k0 + DEPTH);
    for (let j0 = 0; j0 < n4; j0 += WIDTH) {
      const j1 = Math.min(n4, j0 + WIDTH);
      for (let i = 0; i < m4; i += 4) {
        for (let j = j0; j < j1 && !(lower && j > i + 3); j += 4) addBlock(a, i, b, j, k, k0, k1, out, n);
      }
    }
    for (let i = 0; i < m; i++) {
      for (let j = i < m4 ? n4 : 0; j < n && !(lower && j > i); j++) {
        let sum = 0;
        for (let l = k0; l < k1; l++) sum += a[i * k + l] * b[j * k + l];
        out[i * n + j] += sum;
      }
    }
  }
}
function addLargeProducts(a, m, b, n, k, out, lower) {
  const depth = Math.min(k, DEPTH);
  const rows2 = Math.min(m, ROWS);
  const unit = Products.create(8 * (rows2 * depth + n * depth + rows2 * n) + 64);
  const left = unit.float64(rows2 * depth);
  const right = unit.float64(n * depth);
  const part = unit.float64(rows2 * n);
  for (let k0 = 0; k0 < k; k0 += depth) {
    const width = Math.min(depth, k - k0);
    copyPanel(b, 0, n, k, k0, width, right);
    for (let i0 = 0; i0 < m; i0 += rows2) {
      const count = Math.min(rows2, m - i0);
      const columns = lower ? Math.min(n, i0 + count) : n;
      copyPanel(a, i0, count, k, k0, width, left);
      unit.products(left, count, right, columns, width, part);
      for (let i = 0; i < count; i++) {
        for (let j = 0, from = i * columns, to = (i0 + i) * n; j < columns; j++) out[to + j] += part[from + j];
      }
    }
  }
}
function copyPanel(data, row, count, k, k0, width, out) {
  for (let i = 0; i < count; i++) {
    const from = (row + i) * k + k0;
    out.set(data.subarray(from, from + width), i * width);
  }
}
function addBlock(a, i, b, j, k, k0, k1, out, n) {
  let [s00, s01, s02, s03] = [0, 0, 0, 0];
  let [s10, s11, s12, s13] = [0, 0, 0, 0];
  let [s20, s21, s22, s23] = [0, 0, 0, 0];
  let [s30, s31, s32, s33] = [0, 0, 0, 0];
  const a0 = i * k;
  const a1 = a0 + k;
  const a2 = a1 + k;
  const a3 = a2 + k;
  const b0 = j * k;
  const b1 = b0 + k;
  const b2 = b1 + k;
  const b3 = b2 + k;
  for (let l = k0; l < k1; l++) {
    const y0 = b[b0 + l];
    const y1 = b[b1 + l];
    const y2 = b[b2 + l];
    const y3 = b[b3 + l];
    let x = a[a0 + l];
    s00 += x * y0;
    s01 += x * y1;
    s02 += x * y2;
    s03 += x * y3;
    x = a[a1 + l];
    s10 += x * y0;
    s11 += x * y1;
    s12 += x * y2;
    s13 += x * y3;
    x = a[a2 + l];
    s20 += x * y0;
    s21 += x * y1;
    s22 += x * y2;
    s23 += x * y3;
    x = a[a3 + l];
    s30 += x * y0;
    s31 += x * y1;
    s32 += x * y2;
    s33 += x * y3;
  }
  let at = i * n + j;
  out[at] += s00;
  out[at + 1] += s01;
  out[at + 2] += s02;
  out[at + 3] += s03;
  at += n;
  out[at] += s10;
  out[at + 1] += s11;
  out[at + 2] += s12;
  out[at + 3] += s13;
  at += n;
  out[at] += s20;
  out[at + 1] += s21;
  out[at + 2] += s22;
  out[at + 3] += s23;
  at += n;
  out[at] += s30;
  out[at + 1] += s31;
  out[at + 2] += s32;
  out[at + 3] += s33;
}

// libs/classical/src/linalg/singular-values.ts
var SWEEPS = 60;
function singularValues(a) {
  const [m, n] = a.shape;
  const count = Math.min(m, n);
  const rows2 = m > n ? triangle(a) : a.data.slice();
  orthogonalize(rows2, count, n);
  const lengths = Float64Array.from({ length: count }, (_, i) => length(rows2, i * n, n));
  const order = Int32Array.from(lengths.keys()).sort((i, j) => lengths[j] - lengths[i]);
  const right = new Float64Array(count * n);
  order.forEach((from, to) => {
    for (let j = 0; j < n; j++) right[to * n + j] = lengths[from] > 0 ? rows2[from * n + j] / lengths[from] : 0;
  });
  const values2 = Float64Array.from(order, (i) => lengths[i]);
  complete(right, values2, n);
  return { values: values2, right: new NdArray(right, [count, n]) };
}
function triangle(a) {
  const [m, n] = a.shape;
  const x = a.data.slice();
  const w = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let scale = 0;
    for (let i = k; i < m; i++) scale = Math.max(scale, Math.abs(x[i * n + k]));
    if (scale === 0) continue;
    let sum = 0;
    for (let i = k; i < m; i++) sum += (x[i * n + k] / scale) ** 2;
    const norm3 = scale * (x[k * n + k] >= 0 ? -Math.sqrt(sum) : Math.sqrt(sum));
    const head = x[k * n + k] - norm3;
    for (let i = k + 1; i < m; i++) x[i * n + k] /= head;
    const factor = -head / norm3;
    for (let j = k + 1; j < n; j++) w[j] = x[k * n + j];
    for (let i = k + 1; i < m; i++) {
      const v = x[i * n + k];
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) w[j] += v * x[at];
    }
    for (let j = k + 1; j < n; j++) {
      w[j] *= factor;
      x[k * n + j] -= w[j];
    }
    for (let i = k + 1; i < m; i++) {
      const v = x[i * n + k];
      for (let j = k + 1, at = i * n + j; j < n; j++, at++) x[at] -= v * w[j];
    }
    x[k * n + k] = norm3;
  }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) out[i * n + j] = x[i * n + j];
  return out;
}
function orthogonalize(rows2, count, n) {
  const tolerance = Number.EPSILON * Math.sqrt(n);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let rotations = 0;
    for (let i = 0; i < count - 1; i++) {
      for (let j = i + 1; j < count; j++) {
        const x = i * n;
        const y = j * n;
        let xx = 0;
        let yy = 0;
        let xy = 0;
        for (let k = 0; k < n; k++) {
          const a = rows2[x + k];
          const b = rows2[y + k];
          xx += a * a;
          yy += b * b;
          xy += a * b;
        }
        if (xy === 0 || Math.abs(xy) <= tolerance * Math.sqrt(xx) * Math.sqrt(yy)) continue;
        rotations++;
        const zeta = (yy - xx) / (2 * xy);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const c = 1 / Math.hypot(1, t);
        const s = c * t;
        for (let k = 0; k < n; k++) {
          const a = rows2[x + k];
          const b = rows2[y + k];
          rows2[x + k] = c * a - s * b;
          rows2[y + k] = s * a + c * b;
        }
      }
    }
    if (rotations === 0) return;
  }
}
function complete(right, values2, n) {
  const count = values2.length;
  const noise = count > 0 ? values2[0] * Number.EPSILON * Number.EPSILON : 0;
  let unit = 0;
  for (let i = 0; i < count; i++) {
    if (values2[i] > noise) continue;
    const row = right.subarray(i * n, (i + 1) * n);
    for (; unit < n; unit++) {
      row.fill(0);
      row[unit] = 1;
      for (let round = 0; round < 2; round++) {
        for (let other = 0; other < i; other++) {
          let dot9 = 0;
          for (let j = 0; j < n; j++) dot9 += row[j] * right[other * n + j];
          for (let j = 0; j < n; j++) row[j] -= dot9 * right[other * n + j];
        }
      }
      const left = length(right, i * n, n);
      if (left < 0.1 / Math.sqrt(n)) continue;
      for (let j = 0; j < n; j++) row[j] /= left;
      unit++;
      break;
    }
  }
}
function length(data, at, n) {
  let scale = 0;
  for (let j = 0; j < n; j++) scale = Math.max(scale, Math.abs(data[at + j]));
  if (scale === 0) return 0;
  let sum = 0;
  for (let j = 0; j < n; j++) sum += (data[at + j] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

// libs/classical/src/linalg/symmetric-eigen.ts
function symmetricEigen(a) {
  const n = a.shape[0];
  const { diagonal, below: below2, reflectors, factors } = tridiagonal(a);
  const vectors2 = accumulate(reflectors, factors, n);
  diagonalize(diagonal, below2, vectors2, n);
  const order = Int32Array.from(diagonal.keys()).sort((i, j) => diagonal[i] - diagonal[j]);
  const sorted = new Float64Array(n * n);
  order.forEach((from, to) => sorted.set(vectors2.subarray(from * n, (from + 1) * n), to * n));
  return { values: Float64Array.from(order, (i) => diagonal[i]), vectors: new NdArray(sorted, [n, n]) };
}
function largestEigen(a, count) {
  const n = a.shape[0];
  const { diagonal, below: below2, reflectors, factors } = tridiagonal(a);
  const values2 = diagonal.slice();
  diagonalize(values2, below2.slice(), null, n);
  values2.sort().reverse();
  const wanted = count(values2);
  const vectors2 = wanted <= n / 4 ? tridiagonalVectors(diagonal, below2, values2, wanted) : null;
  if (!vectors2) {
    const all = symmetricEigen(a);
    const out = new Float64Array(wanted * n);
    for (let i = 0; i < wanted; i++) out.set(all.vectors.data.subarray((n - 1 - i) * n, (n - i) * n), i * n);
    return { values: all.values.reverse(), vectors: new NdArray(out, [wanted, n]) };
  }
  reflectBack(reflectors, factors, vectors2, n);
  return { values: values2, vectors: new NdArray(vectors2, [wanted, n]) };
}
function tridiagonal({ data, shape: [n] }) {
  const m = data.slice();
  const diagonal = new Float64Array(n);
  const below2 = new Float64Array(n);
  const factors = new Float64Array(n);
  let v = new Float64Array(n);
  let w = new Float64Array(n);
  let u = new Float64Array(n);
  let p = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    for (let i = k; i < n; i++) m[i * n + k] -= v[i] * w[k] + w[i] * v[k];
    diagonal[k] = m[k * (n + 1)];
    if (k === n - 1) break;
    const { factor, first } = k < n - 2 ? reflection(m, k, n, u) : { factor: 0, first: m[(k + 1) * n + k] };
    below2[k] = first;
    factors[k] = factor;
    if (factor === 0) u.fill(0);
    p.fill(0);
    updateAndMultiply(m, n, k + 1, v, w, u, p);
    let dot9 = 0;
    for (let i = k + 1; i < n; i++) {
      p[i] *= factor;
      dot9 += p[i] * u[i];
    }
    const half = factor * dot9 / 2;
    for (let i = k + 1; i < n; i++) {
      p[i] -= half * u[i];
      if (factor !== 0) m[i * n + k] = u[i];
    }
    ;
    [v, w, u, p] = [u, p, v, w];
    v[k] = w[k] = 0;
  }
  return { diagonal, below: below2, reflectors: m, factors };
}
function updateAndMultiply(m, n, from, v, w, u, p) {
  for (let i = from; i < n; i++) {
    const vi = v[i];
    const wi = w[i];
    const ui = u[i];
    let sum = 0;
    let at = i * n + from;
    for (let j = from; j < i; j++, at++) {
      const x = m[at] - (vi * w[j] + wi * v[j]);
      m[at] = x;
      sum += x * u[j];
      p[j] += x * ui;
    }
    m[at] -= 2 * vi * wi;
    p[i] += sum + m[at] * ui;
  }
}
function reflection(m, k, n, v) {
  let scale = 0;
  for (let i = k + 2; i < n; i++) scale = Math.max(scale, Math.abs(m[i * n + k]));
  const head = m[(k + 1) * n + k];
  if (scale === 0) return { factor: 0, first: head };
  scale = Math.max(scale, Math.abs(head));
  let sum = 0;
  for (let i = k + 1; i < n; i++) {
    v[i] = m[i * n + k] / scale;
    sum += v[i] * v[i];
  }
  const length3 = v[k + 1] >= 0 ? -Math.sqrt(sum) : Math.sqrt(sum);
  const start = v[k + 1] - length3;
  v[k + 1] = start;
  for (let i = k + 1; i < n; i++) v[i] /= start;
  return { factor: -start / length3, first: length3 * scale };
}
function accumulate(m, factors, n) {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  const v = new Float64Array(n);
  for (let k = n - 3; k >= 0; k--) {
    if (factors[k] === 0) continue;
    for (let i = k + 1; i < n; i++) v[i] = m[i * n + k];
    for (let i = k + 1; i < n; i++) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += q[i * n + j] * v[j];
      sum *= factors[k];
      for (let j = k + 1; j < n; j++) q[i * n + j] -= sum * v[j];
    }
  }
  return q;
}
function diagonalize(d, e, vectors2, n) {
  for (let first = 0; first < n; first++) {
    for (let round = 0; ; round++) {
      let last = first;
      while (last < n - 1 && Math.abs(e[last]) > Number.EPSILON * (Math.abs(d[last]) + Math.abs(d[last + 1]))) last++;
      if (last === first || round === 60) break;
      let g = (d[first + 1] - d[first]) / (2 * e[first]);
      const root = Math.hypot(g, 1);
      g = d[last] - d[first] + e[first] / (g + (g >= 0 ? root : -root));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = last - 1;
      for (; i >= first; i--) {
        const f = s * e[i];
        const b = c * e[i];
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          e[last] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        const t = (d[i] - g) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
        if (vectors2) rotate(vectors2, i * n, (i + 1) * n, n, c, s);
      }
      if (i >= first) continue;
      d[first] -= p;
      e[first] = g;
      e[last] = 0;
    }
  }
}
function rotate(m, x, y, n, c, s) {
  for (let k = 0; k < n; k++) {
    const a = m[x + k];
    const b = m[y + k];
    m[x + k] = c * a - s * b;
    m[y + k] = s * a + c * b;
  }
}
function reflectBack(reflectors, factors, rows2, n) {
  const u = new Float64Array(n);
  for (let k = n - 3; k >= 0; k--) {
    if (factors[k] === 0) continue;
    for (let i = k + 1; i < n; i++) u[i] = reflectors[i * n + k];
    for (let at = 0; at < rows2.length; at += n) {
      let sum = 0;
      for (let j = k + 1; j < n; j++) sum += rows2[at + j] * u[j];
      sum *= factors[k];
      for (let j = k + 1; j < n; j++) rows2[at + j] -= sum * u[j];
    }
  }
}
function tridiagonalVectors(diagonal, below2, descending, count) {
  const n = diagonal.length;
  const norm3 = Math.max(Math.abs(descending[0]), Math.abs(descending[n - 1]));
  const out = new Float64Array(count * n);
  if (!(norm3 > 0 && norm3 < Infinity)) return null;
  const random = new RandomState(0);
  let shift = Infinity;
  for (let i = 0; i < count; i++) {
    shift = Math.min(descending[i], shift - 10 * Number.EPSILON * norm3);
    const solve = shifted2(diagonal, below2, shift, norm3);
    const z = out.subarray(i * n, (i + 1) * n);
    z.set(random.uniform(-1, 1, n));
    for (let round = 0; round < 3; round++) {
      solve(z);
      for (let other = i - 1; other >= 0 && descending[other] - descending[i] < 1e-3 * norm3; other--) {
        let dot9 = 0;
        for (let j = 0; j < n; j++) dot9 += z[j] * out[other * n + j];
        for (let j = 0; j < n; j++) z[j] -= dot9 * out[other * n + j];
      }
      let largest2 = 0;
      for (let j = 0; j < n; j++) largest2 = Math.max(largest2, Math.abs(z[j]));
      let squares = 0;
      for (let j = 0; j < n; j++) squares += (z[j] / largest2) ** 2;
      const length3 = largest2 * Math.sqrt(squares);
      for (let j = 0; j < n; j++) z[j] /= length3;
    }
    for (let j = 0; j < n; j++) {
      const before2 = j > 0 ? below2[j - 1] * z[j - 1] : 0;
      const after = j < n - 1 ? below2[j] * z[j + 1] : 0;
      const residual = before2 + (diagonal[j] - descending[i]) * z[j] + after;
      if (!(Math.abs(residual) <= 1e-12 * norm3)) return null;
    }
  }
  return out;
}
function shifted2(diagonal, below2, shift, norm3) {
  const n = diagonal.length;
  const tiny = Number.EPSILON * norm3;
  const [pivot, upper, second, factor] = [0, 1, 2, 3].map(() => new Float64Array(n));
  const swap4 = new Uint8Array(n);
  let here = diagonal[0] - shift;
  let right = n > 1 ? below2[0] : 0;
  for (let i = 0; i < n - 1; i++) {
    const next = diagonal[i + 1] - shift;
    const nextRight = i < n - 2 ? below2[i + 1] : 0;
    if (Math.abs(below2[i]) > Math.abs(here)) {
      swap4[i] = 1;
      pivot[i] = below2[i];
      upper[i] = next;
      second[i] = nextRight;
      factor[i] = here / below2[i];
      here = right - factor[i] * next;
      right = -factor[i] * nextRight;
    } else {
      pivot[i] = Math.abs(here) < tiny ? tiny : here;
      upper[i] = right;
      factor[i] = below2[i] / pivot[i];
      here = next - factor[i] * right;
      right = nextRight;
    }
  }
  pivot[n - 1] = Math.abs(here) < tiny ? tiny : here;
  return (b) => {
    for (let i = 0; i < n - 1; i++) {
      if (swap4[i]) {
        const first = b[i];
        b[i] = b[i + 1];
        b[i + 1] = first - factor[i] * b[i];
      } else b[i + 1] -= factor[i] * b[i];
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i];
      if (i < n - 1) sum -= upper[i] * b[i + 1];
      if (i < n - 2) sum -= second[i] * b[i + 2];
      b[i] = sum / pivot[i];
    }
  };
}

// libs/classical/src/base/log-gamma.ts
var LANCZOS = [
  0.9999999999998099,
  676.5203681218851,
  -1259.1392167224028,
  771.3234287776531,
  -176.6150291621406,
  12.507343278686905,
  -0.13857109526572012,
  9984369578019572e-21,
  15056327351493116e-23
];
function logGamma(x) {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  let sum = LANCZOS[0];
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k] / (z + k);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

// libs/classical/src/decomposition/minka-dimension.ts
var TINY = 1e-15;
function minkaDimension(spectrum, rows2) {
  const n = spectrum.length;
  const logRows = Math.log(rows2);
  let best = 0;
  let bestValue = -Infinity;
  let angles = 0;
  let logs = 0;
  let inner = 0;
  for (let rank = 1; rank < n; rank++) {
    const last = rank - 1;
    const index = (n - rank + 1) / 2;
    angles += logGamma(index) - Math.log(Math.PI) * index;
    if (spectrum[last] < TINY) continue;
    logs += Math.log(spectrum[last]);
    for (let i = 0; i < last; i++) inner += gap(spectrum[i], spectrum[last], 1 / spectrum[last] - 1 / spectrum[i]);
    let rest = 0;
    for (let j = rank; j < n; j++) rest += spectrum[j];
    const noise = Math.max(TINY, rest / (n - rank));
    let outer = 0;
    for (let i = 0; i < rank; i++) {
      for (let j = rank; j < n; j++) outer += gap(spectrum[i], spectrum[j], 1 / noise - 1 / spectrum[i]);
    }
    const pairs = rank * (2 * n - rank - 1) / 2;
    const m = n * rank - rank * (rank + 1) / 2;
    const value = angles - rank * Math.LN2 - logs * rows2 / 2 - Math.log(noise) * rows2 * (n - rank) / 2 + Math.log(2 * Math.PI) * (m + rank) / 2 - (inner + outer + pairs * logRows) / 2 - rank * logRows / 2;
    if (value > bestValue) {
      bestValue = value;
      best = rank;
    }
  }
  return best;
}
function gap(a, b, inverse) {
  const product = (a - b) * inverse;
  if (!(product > 0)) {
    throw new DataError({
      table: "X",
      reason: "two components have the same variance; 'mle' cannot choose between them"
    });
  }
  return Math.log(product);
}

// libs/classical/src/decomposition/randomized-right.ts
function randomizedRight(X, count, size, iterations, random) {
  const wide = X.shape[0] < X.shape[1];
  const a = wide ? transposed(X) : X;
  const aT = wide ? X : transposed(X);
  const [rows2, columns] = a.shape;
  let q = new NdArray(random.standardNormal(columns * size), [columns, size]);
  for (let k = 0; k < iterations; k++) q = orthonormalized(multiply2(aT, orthonormalized(multiply2(a, q))));
  q = orthonormalized(multiply2(a, q));
  const reduced = multiply2(transposed(q), a);
  const { values: values2, right } = singularValues(reduced);
  const kept = Math.min(count, values2.length);
  const first = new NdArray(right.data.slice(0, kept * columns), [kept, columns]);
  if (!wide) return { values: values2.slice(0, kept), right: first };
  const left = multiply2(q, multiplyTransposed(reduced, first));
  const out = transposed(left);
  for (let k = 0; k < out.data.length; k++) out.data[k] /= values2[Math.floor(k / rows2)] || 1;
  return { values: values2.slice(0, kept), right: out };
}
function orthonormalized(a) {
  const rows2 = transposed(a);
  const [count, n] = rows2.shape;
  const { data } = rows2;
  for (let i = 0; i < count; i++) {
    const at = i * n;
    const before2 = length2(data, at, n);
    for (let round = 0; round < 2; round++) {
      for (let other = 0; other < i; other++) {
        let dot9 = 0;
        for (let j = 0; j < n; j++) dot9 += data[at + j] * data[other * n + j];
        for (let j = 0; j < n; j++) data[at + j] -= dot9 * data[other * n + j];
      }
    }
    const left = length2(data, at, n);
    const factor = left > 1e-13 * before2 ? 1 / left : 0;
    for (let j = 0; j < n; j++) data[at + j] *= factor;
  }
  return transposed(rows2);
}
function length2(data, at, n) {
  let scale = 0;
  for (let j = 0; j < n; j++) scale = Math.max(scale, Math.abs(data[at + j]));
  if (scale === 0) return 0;
  let sum = 0;
  for (let j = 0; j < n; j++) sum += (data[at + j] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

// libs/classical/src/decomposition/pca.ts
var DEFAULTS2 = {
  nComponents: null,
  whiten: false,
  svdSolver: "auto",
  iteratedPower: "auto",
  nOversamples: 10,
  randomState: null
};
var SCHEMA2 = {
  nFeaturesIn: field.size("columns"),
  components: field.matrix("components", "columns"),
  explainedVariance: field.floats("components", { min: 0 }),
  explainedVarianceRatio: field.floats("components", { min: 0 }),
  singularValues: field.floats("components", { min: 0 }),
  mean: field.floats("columns"),
  noiseVariance: field.number(),
  nSamples: field.integer({ min: 1 })
};
var LARGE2 = 400;
var PCA = class extends Transformer {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("PCA", DEFAULTS2, SCHEMA2, params);
  }
  /** (components, columns) directions of length 1, by falling variance. */
  get components() {
    return this.state.components;
  }
  /** How many components are kept. */
  get nComponents() {
    return this.state.components.shape[0];
  }
  /** The variance of the rows along each component (divided by the number of rows less one). */
  get explainedVariance() {
    return this.state.explainedVariance;
  }
  /** The share of all variance along each component. */
  get explainedVarianceRatio() {
    return this.state.explainedVarianceRatio;
  }
  /** The singular values of the centred rows. */
  get singularValues() {
    return this.state.singularValues;
  }
  /** The mean of each column. */
  get mean() {
    return this.state.mean;
  }
  /** The mean variance along the components that are not kept. */
  get noiseVariance() {
    return this.state.noiseVariance;
  }
  /**
   * `y` is not used.
   *
   * @throws InvalidParameterError for more components than rows or columns; DataError for a single row, rows that are all
   *   equal, and where squares overflow
   */
  fit(X, _y) {
    this.checkParams(this.params);
    const matrix = checkMatrix(X);
    const [rows2, columns] = matrix.shape;
    if (rows2 < 2) throw new DataError({ table: "X", reason: "there must be at least two rows to have a variance" });
    const most = Math.min(rows2, columns);
    const { nComponents } = this.params;
    if (nComponents === "mle" && rows2 < columns) {
      const allowed = `a number or null with fewer rows (${rows2}) than columns (${columns})`;
      throw new InvalidParameterError({ parameter: "nComponents", received: nComponents, allowed });
    }
    if (typeof nComponents === "number" && nComponents > most) {
      const allowed = `at most ${most}, the smaller of rows and columns`;
      throw new InvalidParameterError({ parameter: "nComponents", received: nComponents, allowed });
    }
    const mean2 = new Float64Array(columns);
    for (let k = 0; k < matrix.data.length; k++) mean2[k % columns] += matrix.data[k];
    for (let j = 0; j < columns; j++) mean2[j] /= rows2;
    const centered = new NdArray(
      matrix.data.map((x, k) => x - mean2[k % columns]),
      matrix.shape
    );
    let total = 0;
    for (const x of centered.data) total += x * x;
    total /= rows2 - 1;
    if (!(total > 0 && total < Infinity)) {
      const reason = total === 0 ? "all rows are equal" : "squares of the values overflow; scale the columns first";
      throw new DataError({ table: "X", reason });
    }
    const { values: values2, right } = this.#decompose(centered, most);
    const variance = values2.map((s) => s * s / (rows2 - 1));
    const kept = keptComponents(nComponents, variance, most, rows2);
    const sum = values2.length === most ? variance.reduce((all, v) => all + v, 0) : total;
    const components = flipped(right, kept);
    let noise = 0;
    if (kept < most) noise = Math.max(0, sum - variance.slice(0, kept).reduce((all, v) => all + v, 0)) / (most - kept);
    this.state = {
      nFeaturesIn: columns,
      components,
      explainedVariance: variance.slice(0, kept),
      explainedVarianceRatio: variance.slice(0, kept).map((v) => v / sum),
      singularValues: values2.slice(0, kept),
      mean: mean2,
      noiseVariance: noise,
      nSamples: rows2
    };
    return this;
  }
  /** Rows of components back as rows of columns. @throws NotFittedError, ShapeError, DataError */
  inverseTransform(X) {
    const { components, mean: mean2 } = this.state;
    const matrix = checkMatrix(X, components.shape[0]);
    const scale = this.#scale(1);
    const scaled2 = new NdArray(
      matrix.data.map((x, k) => x * scale[k % scale.length]),
      matrix.shape
    );
    const out = multiply2(scaled2, components);
    for (let k = 0; k < out.data.length; k++) out.data[k] += mean2[k % mean2.length];
    return out;
  }
  transformMatrix(X) {
    const { components, mean: mean2 } = this.state;
    const columns = X.shape[1];
    const centered = new NdArray(
      X.data.map((x, k) => x - mean2[k % columns]),
      X.shape
    );
    const out = multiplyTransposed(centered, components);
    const scale = this.#scale(Number.EPSILON);
    for (let k = 0; k < out.data.length; k++) out.data[k] /= scale[k % scale.length];
    return out;
  }
  checkParams(params) {
    const { nComponents, iteratedPower } = params;
    if (nComponents !== null) {
      const isShare = typeof nComponents === "number" && nComponents > 0 && nComponents < 1;
      if (nComponents !== "mle" && !isShare) checkInteger("nComponents", nComponents, { min: 1 });
      else if (params.svdSolver === "randomized") {
        const allowed = "a whole number with the solver 'randomized'";
        throw new InvalidParameterError({ parameter: "nComponents", received: nComponents, allowed });
      }
    }
    checkBoolean("whiten", params.whiten);
    checkOneOf("svdSolver", params.svdSolver, ["auto", "full", "covariance_eigh", "randomized"]);
    if (iteratedPower !== "auto") checkInteger("iteratedPower", iteratedPower, { min: 0, max: 1e3 });
    checkInteger("nOversamples", params.nOversamples, { min: 1 });
    if (typeof params.randomState === "number") checkNumber("randomState", params.randomState, { min: 0 });
  }
  /** Singular values and right singular vectors of the centred rows, as many as there are or are asked for. */
  #decompose(centered, most) {
    const [rows2, columns] = centered.shape;
    const { nComponents, svdSolver, iteratedPower, nOversamples, randomState } = this.params;
    const count = nComponents === "mle" ? most : nComponents ?? most;
    let solver = svdSolver;
    if (solver === "auto") {
      const tall = columns <= 1e3 && rows2 >= 10 * columns;
      const few = count >= 1 && count < 0.8 * most;
      solver = tall ? "covariance_eigh" : Math.max(rows2, columns) <= 500 || !few ? "full" : "randomized";
    }
    if (solver === "randomized") {
      const iterations = iteratedPower === "auto" ? count < 0.1 * most ? 7 : 4 : iteratedPower;
      return randomizedRight(centered, count, count + nOversamples, iterations, RandomState.from(randomState));
    }
    if (solver === "full" && most <= LARGE2) return singularValues(centered);
    return columns <= rows2 || solver === "covariance_eigh" ? fromCovariance(centered, most, nComponents) : fromRowProducts(centered);
  }
  /** What components are divided by: 1 unless they are to be whitened. */
  #scale(least) {
    const { explainedVariance } = this.state;
    return explainedVariance.map((v) => this.params.whiten ? Math.max(least === 1 ? 0 : least, Math.sqrt(v)) : 1);
  }
};
function keptComponents(nComponents, variance, most, rows2) {
  if (nComponents === null) return most;
  if (nComponents === "mle") return Math.max(1, minkaDimension(variance, rows2));
  if (nComponents >= 1) return nComponents;
  const sum = variance.reduce((all, v) => all + v, 0);
  let share = 0;
  let kept = 0;
  while (kept < most) {
    share += variance[kept++] / sum;
    if (share > nComponents) break;
  }
  return kept;
}
function fromCovariance(X, most, nComponents) {
  const roots = (descending) => descending.slice(0, most).map((value) => Math.sqrt(Math.max(0, value)));
  const kept = (descending) => {
    const variance = roots(descending).map((s) => s * s / (X.shape[0] - 1));
    return keptComponents(nComponents, variance, most, X.shape[0]);
  };
  const { values: values2, vectors: vectors2 } = largestEigen(gram(X), kept);
  return { values: roots(values2), right: vectors2 };
}
function fromRowProducts(X) {
  const [rows2, columns] = X.shape;
  const { vectors: vectors2 } = symmetricEigen(multiplyTransposed(X, X));
  const { values: values2, right } = singularValues(multiply2(vectors2, X));
  return { values: values2, right: new NdArray(right.data, [rows2, columns]) };
}
function flipped(rows2, count) {
  const columns = rows2.shape[1];
  const data = rows2.data.slice(0, count * columns);
  for (let i = 0; i < count; i++) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    let largest2 = 0;
    for (const x of row) if (Math.abs(x) > Math.abs(largest2)) largest2 = x;
    if (largest2 < 0) for (let j = 0; j < columns; j++) row[j] = -row[j];
  }
  return new NdArray(data, [count, columns]);
}

// libs/classical/src/base/log-probability.ts
function softmaxRows(scores2) {
  const [rows2, columns] = scores2.shape;
  const out = new Float64Array(rows2 * columns);
  for (let i = 0; i < rows2; i++) {
    const at = i * columns;
    let largest2 = -Infinity;
    for (let j = at; j < at + columns; j++) largest2 = Math.max(largest2, scores2.data[j]);
    let sum = 0;
    for (let j = at; j < at + columns; j++) sum += out[j] = Math.exp(scores2.data[j] - largest2);
    for (let j = at; j < at + columns; j++) out[j] /= sum;
  }
  return new NdArray(out, [rows2, columns]);
}

// libs/classical/src/base/priors.ts
function checkPriors(priors, classes) {
  if (priors === null) return;
  const list = Array.isArray(priors) || ArrayBuffer.isView(priors) ? Array.from(priors) : null;
  const sum = list?.reduce((total, prior) => total + prior, 0);
  const fits = list?.every((prior) => typeof prior === "number" && prior >= 0) && Math.abs(sum - 1) <= 1e-5;
  if (fits && (classes === void 0 || list?.length === classes)) return;
  const count = classes === void 0 ? "" : `${classes} `;
  throw new InvalidParameterError({
    parameter: "priors",
    received: priors,
    allowed: `null or ${count}numbers of at least 0 that sum to 1, one for each class`
  });
}

// libs/classical/src/linear/linear-classifier.ts
var LINEAR_SCHEMA = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("features"),
  coef: field.matrix("outputs", "features"),
  intercept: field.floats("outputs")
};
var LinearClassifier = class extends Classifier {
  /** (1 or classes, columns) weights of the columns. */
  get coef() {
    return this.state.coef;
  }
  /** One constant a row of {@link coef}. */
  get intercept() {
    return this.state.intercept;
  }
  /**
   * The scores: (rows, classes), or (rows, 1) with two classes, where positive values are for the second.
   *
   * @throws as `predict`
   */
  decisionFunction(X) {
    return this.scores(this.checkX(X));
  }
  predictCodes(X) {
    const scores2 = this.scores(X);
    return scores2.shape[1] === 1 ? Int32Array.from(scores2.data, (score) => Number(score > 0)) : argmaxRows(scores2);
  }
  /** The scores of checked rows. */
  scores(X) {
    const { coef, intercept } = this;
    const [rows2, columns] = X.shape;
    const outputs = intercept.length;
    const unit = Products.create(8 * (X.data.length + coef.data.length + rows2 * outputs) + 48);
    const x = unit.float64(X.data.length);
    x.set(X.data);
    const weights = unit.float64(coef.data.length);
    weights.set(coef.data);
    const products3 = unit.float64(rows2 * outputs);
    unit.products(x, rows2, weights, outputs, columns, products3);
    const scores2 = products3.slice();
    for (let k = 0; k < scores2.length; k++) scores2[k] += intercept[k % outputs];
    return new NdArray(scores2, [rows2, outputs]);
  }
  checkState(state, at) {
    const classes = state.classes.length;
    const outputs = classes === 2 ? 1 : classes;
    if (state.intercept.length !== outputs) {
      at.fail(`intercept must have ${outputs} values for ${classes} classes`);
    }
  }
};
var ITERATIVE_SCHEMA = { ...LINEAR_SCHEMA, nIter: field.integer({ min: 0 }), converged: field.boolean() };
var IterativeLinearClassifier = class extends LinearClassifier {
  /** How many iterations were made; of several problems the most. */
  get nIter() {
    return this.state.nIter;
  }
  /** Whether the tolerance was reached before the iterations ran out. */
  get converged() {
    return this.state.converged;
  }
};

// libs/classical/src/base/class-weight.ts
function computeClassWeight(classWeight, classes, codes, sampleWeight) {
  checkClassWeight(classWeight);
  const weights = new Float64Array(classes.length).fill(1);
  if (classWeight === null) return weights;
  if (classWeight === "balanced") {
    const counts = new Float64Array(classes.length);
    let total = 0;
    for (let i = 0; i < codes.length; i++) {
      const weight = sampleWeight ? sampleWeight[i] : 1;
      counts[codes[i]] += weight;
      total += weight;
    }
    return counts.map((count) => total / (classes.length * count));
  }
  const entries = classWeight instanceof Map ? classWeight.entries() : Object.entries(classWeight);
  for (const [label, weight] of entries) {
    const code = classes.findIndex(
      (known) => known === label || !(classWeight instanceof Map) && String(known) === label
    );
    if (code < 0) {
      throw new InvalidParameterError({
        parameter: "classWeight",
        received: label,
        allowed: `weights of known classes (${classes.slice(0, 20).join(", ")})`
      });
    }
    weights[code] = weight;
  }
  return weights;
}
function checkClassWeight(classWeight) {
  if (classWeight === null || classWeight === "balanced") return;
  const values2 = classWeight instanceof Map ? [...classWeight.values()] : typeof classWeight === "object" && !Array.isArray(classWeight) && !ArrayBuffer.isView(classWeight) ? Object.values(classWeight) : null;
  if (values2?.every((value) => typeof value === "number" && value >= 0 && value < Infinity)) return;
  throw new InvalidParameterError({
    parameter: "classWeight",
    received: classWeight,
    allowed: "null, 'balanced', or weights of at least 0 by label"
  });
}

// libs/classical/src/model-selection/split-sizes.ts
function shuffleSplitOptions(argument, defaultSplits) {
  const options = typeof argument === "number" ? { nSplits: argument } : argument ?? {};
  const { nSplits = defaultSplits, testSize = null, trainSize = null, randomState = null } = options;
  checkInteger("nSplits", nSplits, { min: 1 });
  checkSize("testSize", testSize);
  checkSize("trainSize", trainSize);
  return { nSplits, testSize, trainSize, randomState };
}
function splitSizes(count, sizes, byDefault) {
  const { trainSize = null } = sizes;
  let { testSize = null } = sizes;
  if (testSize === null && trainSize === null) testSize = byDefault;
  checkSize("testSize", testSize, count);
  checkSize("trainSize", trainSize, count);
  const part = (size, round) => size < 1 ? round(size * count) : size;
  const given = { test: testSize && part(testSize, Math.ceil), train: trainSize && part(trainSize, Math.floor) };
  const test2 = given.test ?? count - given.train;
  const train2 = given.train ?? count - test2;
  const tooMuch = train2 + test2 > count || trainSize !== null && testSize !== null && trainSize < 1 && testSize < 1 && trainSize + testSize > 1;
  if (tooMuch) {
    throw new InvalidParameterError({
      parameter: "trainSize",
      received: trainSize,
      allowed: `at most what testSize (${testSize}) leaves of ${count}`
    });
  }
  if (train2 === 0) {
    const parameter = trainSize === null ? "testSize" : "trainSize";
    throw new InvalidParameterError({
      parameter,
      received: trainSize ?? testSize,
      allowed: `such that training rows are left of ${count}`
    });
  }
  return { train: train2, test: test2 };
}
function checkSize(parameter, size, count = Infinity) {
  if (size === null) return;
  if (typeof size === "number" && size > 0 && (size < 1 || Number.isInteger(size) && size < count)) return;
  const most = Number.isFinite(count) ? `a whole number below ${count}` : "a whole number";
  throw new InvalidParameterError({ parameter, received: size, allowed: `a share between 0 and 1 or ${most}` });
}

// libs/classical/src/model-selection/splitter.ts
function codesFor(name, labels, rows2) {
  if (labels == null) {
    const what = name === "y" ? "labels: this splitter stratifies by them" : "given: one group a row";
    throw new InvalidParameterError({ parameter: name, received: labels, allowed: what });
  }
  const encoded = encodeLabels(labels, name);
  if (encoded.codes.length !== rows2) {
    throw new ShapeError({
      array: name,
      received: [encoded.codes.length],
      expected: `${rows2} items, one for each row of X`
    });
  }
  return encoded;
}
function countCodes(codes, classes) {
  const counts = new Int32Array(classes);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}

// libs/classical/src/model-selection/shuffle-split.ts
function randomSplits(count, options, defaultTestSize) {
  const { train: train2, test: test2 } = splitSizes(count, options, defaultTestSize);
  const random = RandomState.from(options.randomState);
  return Array.from({ length: options.nSplits }, () => {
    const order = random.permutation(count);
    return { train: order.slice(test2, test2 + train2), test: order.slice(0, test2) };
  });
}

// libs/classical/src/model-selection/group-shuffle-split.ts
function groupSplits(rows2, groups, options, defaultTestSize) {
  const { classes, codes } = codesFor("groups", groups, rows2);
  const all = Int32Array.from(codes.keys());
  return randomSplits(classes.length, options, defaultTestSize).map((split) => {
    const train2 = new Set(split.train);
    const test2 = new Set(split.test);
    return { train: all.filter((row) => train2.has(codes[row])), test: all.filter((row) => test2.has(codes[row])) };
  });
}

// libs/classical/src/model-selection/stratified-shuffle-split.ts
function stratifiedSplits(rows2, y, options, defaultTestSize) {
  const { classes, codes } = codesFor("y", y, rows2);
  const sizes = splitSizes(rows2, options, defaultTestSize);
  const counts = countCodes(codes, classes.length);
  const single = counts.findIndex((count) => count < 2);
  if (single >= 0) {
    throw new DataError({
      table: "y",
      row: codes.indexOf(single),
      reason: `class ${String(classes[single])} has a single row, so it cannot be in both parts`
    });
  }
  for (const part of ["train", "test"]) {
    if (sizes[part] >= classes.length) continue;
    throw new InvalidParameterError({
      parameter: `${part}Size`,
      received: options[`${part}Size`],
      allowed: `such that there are at least ${classes.length} rows, one for each class, not ${sizes[part]}`
    });
  }
  const members = classes.map(() => []);
  codes.forEach((code, row) => members[code].push(row));
  const random = RandomState.from(options.randomState);
  return Array.from({ length: options.nSplits }, () => {
    const trainOf = proportionalCounts(counts, sizes.train, random);
    const testOf = proportionalCounts(
      counts.map((count, c) => count - trainOf[c]),
      sizes.test,
      random
    );
    const train2 = [];
    const test2 = [];
    members.forEach((own, c) => {
      const order = random.permutation(own.length);
      for (let k = 0; k < trainOf[c] + testOf[c]; k++) (k < trainOf[c] ? train2 : test2).push(own[order[k]]);
    });
    return { train: random.shuffle(Int32Array.from(train2)), test: random.shuffle(Int32Array.from(test2)) };
  });
}
function proportionalCounts(counts, draws, random) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = Array.from(counts, (count) => count / total * draws);
  const out = Int32Array.from(exact, Math.floor);
  let missing = draws - out.reduce((sum, count) => sum + count, 0);
  const remainders = exact.map((share, c) => share - out[c]);
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing <= 0) break;
    const equal = [...remainders.keys()].filter((c) => remainders[c] === remainder);
    const chosen = random.choice(equal.length, Math.min(equal.length, missing), { replace: false });
    for (const k of chosen) out[equal[k]]++;
    missing -= chosen.length;
  }
  return out;
}

// libs/classical/src/model-selection/train-test-split.ts
function trainTestSplit(arrays, options = {}) {
  if (!Array.isArray(arrays) || arrays.length === 0) {
    throw new InvalidParameterError({
      parameter: "arrays",
      received: arrays,
      allowed: "a list of arrays, as in [X, y]"
    });
  }
  const rows2 = countRows(arrays[0], "arrays[0]");
  arrays.forEach((array, k) => {
    const length3 = countRows(array, `arrays[${k}]`);
    if (length3 === rows2) return;
    throw new ShapeError({ array: `arrays[${k}]`, received: [length3], expected: `${rows2} rows like arrays[0]` });
  });
  const { train: train2, test: test2 } = drawSplit(rows2, options);
  return arrays.flatMap((array) => [takeRows(array, train2), takeRows(array, test2)]);
}
function drawSplit(rows2, options) {
  const { shuffle = true, stratify = null, groups = null, testSize, trainSize, randomState } = options;
  const shuffling = shuffleSplitOptions({ nSplits: 1, testSize, trainSize, randomState }, 1);
  if (stratify && groups) {
    throw new InvalidParameterError({
      parameter: "groups",
      received: groups,
      allowed: "absent where stratify is given"
    });
  }
  if (!shuffle) {
    if (stratify || groups) {
      throw new InvalidParameterError({
        parameter: "shuffle",
        received: shuffle,
        allowed: "true where stratify or groups is given"
      });
    }
    const sizes = splitSizes(rows2, shuffling, 0.25);
    const order = Int32Array.from({ length: sizes.train + sizes.test }, (_, row) => row);
    return { train: order.slice(0, sizes.train), test: order.slice(sizes.train) };
  }
  if (groups) return groupSplits(rows2, groups, shuffling, 0.25)[0];
  if (stratify) return stratifiedSplits(rows2, stratify, shuffling, 0.25)[0];
  return randomSplits(rows2, shuffling, 0.25)[0];
}

// libs/classical/src/base/check-random-state.ts
function checkRandomState(randomState) {
  if (randomState == null || randomState instanceof RandomState) return;
  const parts = Array.isArray(randomState) ? randomState : [randomState];
  if (parts.length > 0 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 4294967295)) return;
  throw new InvalidParameterError({
    parameter: "randomState",
    received: randomState,
    allowed: "an integer from 0 to 4294967295, a non-empty array of such, a RandomState, or null"
  });
}

// libs/classical/src/ensemble/boosting/bin-columns.ts
var SUBSAMPLE = 2e5;
function binColumns(X, weights, maxBins, seed) {
  const [rows2, columns] = X.shape;
  let sample = null;
  let sampleWeights = weights;
  if (rows2 > SUBSAMPLE) {
    const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? 1;
    const p = weights?.map((weight) => weight / total);
    sample = new RandomState(seed).choice(rows2, SUBSAMPLE, p ? { p } : {});
    sampleWeights = null;
  }
  const bins = new Uint8Array(rows2 * columns);
  const thresholds = [];
  const column = new Float64Array(rows2);
  for (let f = 0; f < columns; f++) {
    for (let i = 0; i < rows2; i++) column[i] = X.data[i * columns + f];
    const values2 = sample ? Float64Array.from(sample, (row) => column[row]) : column;
    const bounds = binThresholds(values2, sampleWeights, maxBins);
    thresholds.push(bounds);
    for (let i = 0; i < rows2; i++) bins[f * rows2 + i] = binOf(bounds, column[i]);
  }
  return { rows: rows2, columns, bins, thresholds };
}
function binOf(thresholds, value) {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = low + high >> 1;
    if (value <= thresholds[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
function binThresholds(values2, weights, maxBins) {
  const order = Array.from(values2.keys()).filter((i) => !weights || weights[i] !== 0);
  order.sort((a, b) => values2[a] - values2[b]);
  const sorted = Float64Array.from(order, (i) => values2[i]);
  const distinct = sorted.filter((value, k) => k === 0 || value !== sorted[k - 1]);
  if (distinct.length <= maxBins) {
    return Float64Array.from({ length: distinct.length - 1 }, (_, k) => (distinct[k] + distinct[k + 1]) / 2);
  }
  const share = (k) => (k + 1) * (100 / maxBins) / 100;
  const quantile = weights ? weightedQuantiles(sorted, order, weights) : quantiles(sorted);
  const bounds = Float64Array.from({ length: maxBins - 1 }, (_, k) => quantile(share(k)));
  return bounds.filter((bound, k) => k === 0 || bound !== bounds[k - 1]);
}
function quantiles(sorted) {
  return (share) => {
    const at = sorted.length * share - 1;
    if (at < 0) return sorted[0];
    if (at >= sorted.length - 1) return sorted[sorted.length - 1];
    const below2 = Math.floor(at);
    const next = sorted[below2 + 1];
    return at === below2 ? next - (next - sorted[below2]) * 0.5 : next;
  };
}
function weightedQuantiles(sorted, order, weights) {
  const sums = new Float64Array(sorted.length);
  let sum = 0;
  order.forEach((row, k) => sums[k] = sum += weights[row]);
  const last = sorted.length - 1;
  return (share) => {
    const target = share * sum;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (sums[middle] < target) low = middle + 1;
      else high = middle;
    }
    const at = Math.min(low, last);
    if (sums[at] - target > Number.EPSILON) return sorted[at];
    return (sorted[at] + sorted[Math.min(at + 1, last)]) / 2;
  };
}

// libs/classical/src/ensemble/boosting/boosted-trees.ts
function addTreeValues(trees, from, step, to, rows2, columns, out) {
  const { roots, feature, number, right } = trees;
  for (let tree = from; tree < to; tree += step) {
    const root = roots[tree];
    for (let i = 0, row = 0; i < out.length; i++, row += columns) {
      let node = root;
      for (let next = right[node]; next !== 0; next = right[node]) {
        node = rows2[row + feature[node]] <= number[node] ? node + 1 : next;
      }
      out[i] += number[node];
    }
  }
}

// libs/classical/src/base/numpy-sum.ts
function numpySum(values2, start = 0, end = values2.length) {
  const length3 = end - start;
  if (length3 < 8) {
    let sum = 0;
    for (let i = start; i < end; i++) sum += values2[i];
    return sum;
  }
  if (length3 <= 128) {
    const part = new Float64Array(8);
    for (let k = 0; k < 8; k++) part[k] = values2[start + k];
    let i = start + 8;
    for (; i <= end - 8; i += 8) for (let k = 0; k < 8; k++) part[k] += values2[i + k];
    let sum = part[0] + part[1] + (part[2] + part[3]) + (part[4] + part[5] + (part[6] + part[7]));
    for (; i < end; i++) sum += values2[i];
    return sum;
  }
  const half = Math.floor(length3 / 2);
  const middle = start + half - half % 8;
  return numpySum(values2, start, middle) + numpySum(values2, middle, end);
}

// libs/classical/src/ensemble/boosting/boosting-loss.ts
var BoostingLoss = class {
  #codes;
  #weights;
  /** How many scores a row has. */
  outputs;
  /** @param weights - of rows; `null` for all the same */
  constructor(codes, nClasses, weights) {
    this.#codes = codes;
    this.#weights = weights;
    this.outputs = nClasses === 2 ? 1 : nClasses;
  }
  /** The best scores without any feature. */
  baseline() {
    const total = this.#weights ? numpySum(this.#weights) : this.#codes.length;
    const share = (code) => {
      const own = Float64Array.from(this.#codes, (c, i) => c === code ? this.#weights?.[i] ?? 1 : 0);
      return Math.min(Math.max(numpySum(own) / total, Number.EPSILON), 1 - Number.EPSILON);
    };
    if (this.outputs === 1) return Float64Array.of(Math.log(share(1) / (1 - share(1))));
    const shares = Float64Array.from({ length: this.outputs }, (_, code) => share(code));
    const mean2 = Math.exp(shares.reduce((sum, p) => sum + Math.log(p), 0) / shares.length);
    return shares.map((p) => Math.log(p / mean2));
  }
  /** The weighted mean loss. @param scores - for each output one score a row */
  value(scores2) {
    const rows2 = this.#codes.length;
    const losses = new Float64Array(rows2);
    for (let i = 0; i < rows2; i++) {
      const code = this.#codes[i];
      if (this.outputs === 1) {
        const score = scores2[0][i];
        losses[i] = Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - code * score;
      } else {
        let max = -Infinity;
        for (const own of scores2) max = Math.max(max, own[i]);
        let sum = 0;
        for (const own of scores2) sum += Math.exp(own[i] - max);
        losses[i] = Math.log(sum) + max - scores2[code][i];
      }
      if (this.#weights) losses[i] *= this.#weights[i];
    }
    return numpySum(losses) / (this.#weights ? numpySum(this.#weights) : rows2);
  }
  /** First and second derivatives of each row's loss by its scores, in single precision. */
  derivatives(scores2, gradients, hessians) {
    const weights = this.#weights;
    const exponentials3 = new Float64Array(this.outputs);
    for (let i = 0; i < this.#codes.length; i++) {
      const code = this.#codes[i];
      const weight = weights ? weights[i] : 1;
      if (this.outputs === 1) {
        const score = scores2[0][i];
        if (score > -37) {
          const small = Math.exp(-score);
          gradients[0][i] = (1 - code - code * small) / (1 + small) * weight;
          hessians[0][i] = small / ((1 + small) * (1 + small)) * weight;
        } else {
          const probability = Math.exp(score);
          gradients[0][i] = (probability - code) * weight;
          hessians[0][i] = probability * weight;
        }
        continue;
      }
      let max = scores2[0][i];
      for (let k = 1; k < this.outputs; k++) max = Math.max(max, scores2[k][i]);
      let sum = 0;
      for (let k = 0; k < this.outputs; k++) sum += exponentials3[k] = Math.exp(scores2[k][i] - max);
      for (let k = 0; k < this.outputs; k++) {
        const probability = exponentials3[k] / sum;
        gradients[k][i] = (probability - Number(code === k)) * weight;
        hessians[k][i] = probability * (1 - probability) * weight;
      }
    }
  }
};

// libs/classical/src/tree/max-heap.ts
var MaxHeap = class {
  #items = [];
  #key;
  constructor(key) {
    this.#key = key;
  }
  get size() {
    return this.#items.length;
  }
  push(item) {
    this.#items.push(item);
    this.#rise(this.#items.length - 1);
  }
  /** Takes the item on top; `undefined` if there is none. */
  pop() {
    const items = this.#items;
    const last = items.pop();
    if (last === void 0 || items.length === 0) return last;
    const top = items[0];
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      if (child + 1 < items.length && !(this.#key(items[child]) > this.#key(items[child + 1]))) child++;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    this.#rise(at);
    return top;
  }
  /** Takes all items, in no particular order. */
  takeAll() {
    return this.#items.splice(0);
  }
  #rise(from) {
    const items = this.#items;
    const item = items[from];
    let at = from;
    while (at > 0) {
      const parent = at - 1 >> 1;
      if (!(this.#key(item) > this.#key(items[parent]))) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = item;
  }
};

// libs/classical/src/ensemble/boosting/grow-boosted-tree.ts
var FIELDS = 3;
var MIN_HESSIAN = 1e-3;
var BoostedTreeGrower = class {
  #data;
  #limits;
  /** Bins of a histogram's feature; one more than needed stands for missing values in scikit-learn. */
  #nBins;
  #order;
  #spare;
  #gradients;
  #hessians;
  #free = [];
  #leaves = [];
  /** @param maxBins - how many bins a column has at most */
  constructor(data, maxBins, limits) {
    this.#data = data;
    this.#limits = limits;
    this.#nBins = maxBins + 1;
    this.#order = new Uint32Array(data.rows);
    this.#spare = new Uint32Array(data.rows);
    this.#gradients = new Float32Array(data.rows);
    this.#hessians = new Float32Array(data.rows);
  }
  /** Grows a tree for the derivatives of each row's loss. */
  grow(gradients, hessians) {
    const { maxLeafNodes, maxDepth, minSamplesLeaf, learningRate } = this.#limits;
    const { rows: rows2 } = this.#data;
    for (let i = 0; i < rows2; i++) this.#order[i] = i;
    this.#leaves = [];
    const open = new MaxHeap((node) => node.split.gain);
    const root = this.#root(gradients, hessians);
    if (rows2 >= 2 * minSamplesLeaf) root.split = this.#bestSplit(root);
    if (root.split) open.push(root);
    else this.#close(root);
    for (let node = open.pop(); node; node = open.pop()) {
      const [left, right] = this.#divide(node);
      const depth = node.depth + 1;
      if (this.#leaves.length + open.size + 2 === maxLeafNodes) {
        this.#release(node);
        for (const leaf of [left, right, ...open.takeAll()]) this.#close(leaf);
        break;
      }
      const isLeaf = ({ start, stop }) => depth === maxDepth || stop - start < 2 * minSamplesLeaf;
      for (const child of [left, right]) if (isLeaf(child)) this.#close(child);
      if (isLeaf(left) && isLeaf(right)) {
        this.#release(node);
        continue;
      }
      const smaller = left.stop - left.start < right.stop - right.start ? left : right;
      const larger = smaller === left ? right : left;
      smaller.histogram = this.#histogram(smaller.start, smaller.stop, gradients, hessians);
      larger.histogram = node.histogram;
      node.histogram = null;
      if (!isLeaf(larger)) larger.split = this.#bestSplit(larger, smaller.histogram);
      if (!isLeaf(smaller)) smaller.split = this.#bestSplit(smaller);
      for (const child of [left, right]) {
        if (child.split) open.push(child);
        else if (isLeaf(child)) this.#release(child);
        else this.#close(child);
      }
    }
    for (const leaf of this.#leaves) leaf.value *= learningRate;
    return this.#flatten(root);
  }
  /** Adds the value of the leaf that each row of the last tree is in. */
  addLeafValues(scores2) {
    for (const { start, stop, value } of this.#leaves) {
      for (let k = start; k < stop; k++) scores2[this.#order[k]] += value;
    }
  }
  #root(gradients, hessians) {
    const { rows: rows2 } = this.#data;
    const histogram = this.#histogram(0, rows2, gradients, hessians);
    const field2 = (offset) => Float64Array.from({ length: this.#nBins }, (_, bin) => histogram[FIELDS * bin + offset]);
    const [gradient, hessian] = [numpySum(field2(0)), numpySum(field2(1))];
    return {
      start: 0,
      stop: rows2,
      depth: 0,
      gradient,
      hessian,
      value: 0,
      histogram,
      split: null,
      left: null,
      right: null
    };
  }
  #close(node) {
    node.split = null;
    this.#release(node);
    this.#leaves.push(node);
  }
  #release(node) {
    if (node.histogram) this.#free.push(node.histogram);
    node.histogram = null;
  }
  /**
   * The best split of a node, if there is one.
   *
   * @param minus - histograms to be taken from the node's own on the way
   */
  #bestSplit({ start, stop, gradient, hessian, value, histogram }, minus) {
    const { columns, thresholds } = this.#data;
    const { minSamplesLeaf, l2Regularization } = this.#limits;
    const own = gradient * value;
    const count = stop - start;
    const sums = histogram;
    let best = null;
    let bestGain = 0;
    for (let feature = 0; feature < columns; feature++) {
      const last = thresholds[feature].length;
      let at = FIELDS * this.#nBins * feature;
      if (minus) for (let k = at; k < at + FIELDS * this.#nBins; k++) sums[k] -= minus[k];
      let leftGradient = 0;
      let leftHessian = 0;
      let leftCount = 0;
      for (let bin = 0; bin < last; bin++, at += FIELDS) {
        const binHessian = sums[at + 1];
        if (binHessian === 0 && sums[at] === 0 && sums[at + 2] === 0) continue;
        leftGradient += sums[at];
        leftHessian += binHessian;
        leftCount += sums[at + 2];
        if (leftCount < minSamplesLeaf) continue;
        if (count - leftCount < minSamplesLeaf) break;
        const rightHessian = hessian - leftHessian;
        if (leftHessian < MIN_HESSIAN) continue;
        if (rightHessian < MIN_HESSIAN) break;
        const rightGradient = gradient - leftGradient;
        const gain = own - newtonStep(leftGradient, leftHessian, l2Regularization) * leftGradient - newtonStep(rightGradient, rightHessian, l2Regularization) * rightGradient;
        if (gain > bestGain) {
          bestGain = gain;
          best = { gain, feature, bin, leftGradient, leftHessian };
        }
      }
    }
    return best;
  }
  /** Parts a node's rows by its split. */
  #divide(node) {
    const { rows: rows2, bins } = this.#data;
    const { l2Regularization } = this.#limits;
    const { feature, bin, leftGradient, leftHessian } = node.split;
    const order = this.#order;
    const spare = this.#spare;
    const offset = feature * rows2;
    let left = node.start;
    let right = 0;
    for (let k = node.start; k < node.stop; k++) {
      const row = order[k];
      if (bins[offset + row] <= bin) order[left++] = row;
      else spare[right++] = row;
    }
    for (let k = 0; k < right; k++) order[left + k] = spare[k];
    const child = (start, stop, gradient, hessian) => {
      const value = newtonStep(gradient, hessian, l2Regularization);
      const depth = node.depth + 1;
      return { start, stop, depth, gradient, hessian, value, histogram: null, split: null, left: null, right: null };
    };
    node.left = child(node.start, left, leftGradient, leftHessian);
    node.right = child(left, node.stop, node.gradient - leftGradient, node.hessian - leftHessian);
    return [node.left, node.right];
  }
  /** The histograms of all features for the rows `order[start..stop)`. */
  #histogram(start, stop, gradients, hessians) {
    const { rows: rows2, columns, bins } = this.#data;
    const histogram = this.#free.pop()?.fill(0) ?? new Float64Array(FIELDS * this.#nBins * columns);
    const order = this.#order;
    const ownGradients = this.#gradients;
    const ownHessians = this.#hessians;
    for (let k = start; k < stop; k++) {
      ownGradients[k] = gradients[order[k]];
      ownHessians[k] = hessians[order[k]];
    }
    const size = FIELDS * this.#nBins;
    let feature = 0;
    for (; feature + 1 < columns; feature += 2) {
      const base = size * feature;
      const offset = rows2 * feature;
      for (let k = start; k < stop; k++) {
        const row = order[k];
        const gradient = ownGradients[k];
        const hessian = ownHessians[k];
        const first = base + FIELDS * bins[offset + row];
        const second = base + size + FIELDS * bins[offset + rows2 + row];
        histogram[first] += gradient;
        histogram[first + 1] += hessian;
        histogram[first + 2]++;
        histogram[second] += gradient;
        histogram[second + 1] += hessian;
        histogram[second + 2]++;
      }
    }
    if (feature < columns) {
      for (let k = start; k < stop; k++) {
        const at = size * feature + FIELDS * bins[rows2 * feature + order[k]];
        histogram[at] += ownGradients[k];
        histogram[at + 1] += ownHessians[k];
        histogram[at + 2]++;
      }
    }
    return histogram;
  }
  #flatten(root) {
    const nodes = [];
    const places = /* @__PURE__ */ new Map();
    const stack = [root];
    for (let node = stack.pop(); node; node = stack.pop()) {
      places.set(node, nodes.length);
      nodes.push(node);
      if (node.split) stack.push(node.right, node.left);
    }
    const { thresholds } = this.#data;
    return {
      feature: Int32Array.from(nodes, ({ split }) => split?.feature ?? 0),
      number: Float64Array.from(nodes, ({ split, value }) => split ? thresholds[split.feature][split.bin] : value),
      right: Int32Array.from(nodes, ({ split, right }) => split ? places.get(right) : 0)
    };
  }
};
function newtonStep(gradient, hessian, l2) {
  return -gradient / (hessian + l2 + 1e-15);
}

// libs/classical/src/ensemble/hist-gradient-boosting-classifier.ts
var DEFAULTS3 = {
  learningRate: 0.1,
  maxIter: 100,
  maxLeafNodes: 31,
  maxDepth: null,
  minSamplesLeaf: 20,
  l2Regularization: 0,
  maxBins: 255,
  earlyStopping: "auto",
  validationFraction: 0.1,
  nIterNoChange: 10,
  tol: 1e-7,
  classWeight: null,
  randomState: null
};
var SCHEMA3 = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("features"),
  baseline: field.floats("outputs"),
  roots: field.integers("trees", { min: 0 }),
  feature: field.integers("nodes", { min: 0, below: "features" }),
  number: field.floats("nodes"),
  right: field.integers("nodes", { min: 0, below: "nodes" }),
  trainScore: field.floats("scores"),
  validationScore: field.floats("validations")
};
var HistGradientBoostingClassifier = class extends Classifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("HistGradientBoostingClassifier", DEFAULTS3, SCHEMA3, params);
  }
  /** The trees; those of an iteration, one a class (one with two classes), follow each other. */
  get trees() {
    const { roots, feature, number, right } = this.state;
    return { roots, feature, number, right };
  }
  /** How many iterations were made. */
  get nIter() {
    return this.state.roots.length / this.state.baseline.length;
  }
  /** With early stopping minus the loss of the training rows, before the first iteration and after each. */
  get trainScore() {
    return this.state.trainScore;
  }
  /** With early stopping and rows kept apart, minus their loss, before the first iteration and after each. */
  get validationScore() {
    return this.state.validationScore;
  }
  /**
   * Grows the trees.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class
   */
  fit(X, y, options = {}) {
    const { params } = this;
    this.checkParams(params);
    const data = checkData(X, y);
    const { columns, classes } = data;
    if (classes.length < 2) throw new DataError({ table: "y", reason: "at least two classes are needed" });
    const allWeights = this.#weights(classes, data.codes, options);
    const random = RandomState.from(params.randomState);
    const seed = random.nextInteger(0, 4294967295);
    const stopping = params.earlyStopping === "auto" ? data.rows > 1e4 : params.earlyStopping;
    const { train: train2, validation } = this.#parts(data.X, data.codes, allWeights, stopping, seed);
    const rows2 = train2.codes.length;
    const loss = new BoostingLoss(train2.codes, classes.length, train2.weights);
    const validationLoss = validation && new BoostingLoss(validation.codes, classes.length, validation.weights);
    const { outputs } = loss;
    const grower = new BoostedTreeGrower(binColumns(train2.X, train2.weights, params.maxBins, seed), params.maxBins, {
      maxLeafNodes: params.maxLeafNodes ?? Infinity,
      maxDepth: params.maxDepth ?? Infinity,
      minSamplesLeaf: params.minSamplesLeaf,
      l2Regularization: params.l2Regularization,
      learningRate: params.learningRate
    });
    const baseline = loss.baseline();
    const scores2 = Array.from(baseline, (start) => new Float64Array(rows2).fill(start));
    const validationScores = Array.from(baseline, (start) => new Float64Array(validation?.codes.length ?? 0).fill(start));
    const gradients = Array.from(baseline, () => new Float32Array(rows2));
    const hessians = Array.from(baseline, () => new Float32Array(rows2));
    const trees = [];
    const trainScore = [];
    const validationScore = [];
    const shouldStop = () => {
      if (!stopping) return false;
      trainScore.push(-loss.value(scores2));
      if (!validationLoss) return hasStalled(trainScore, params.nIterNoChange, params.tol);
      validationScore.push(-validationLoss.value(validationScores));
      return hasStalled(validationScore, params.nIterNoChange, params.tol);
    };
    shouldStop();
    for (let iteration = 0; iteration < params.maxIter; iteration++) {
      loss.derivatives(scores2, gradients, hessians);
      for (let k = 0; k < outputs; k++) {
        const tree = grower.grow(gradients[k], hessians[k]);
        trees.push(tree);
        grower.addLeafValues(scores2[k]);
        if (validation) addTreeValues(joined([tree]), 0, 1, 1, validation.X.data, columns, validationScores[k]);
      }
      if (shouldStop()) break;
    }
    const all = joined(trees);
    if (!all.number.every(Number.isFinite)) {
      throw new DataError({ table: "X", reason: "the trees are not finite; scale the columns first" });
    }
    this.state = {
      classes,
      nFeaturesIn: columns,
      baseline,
      ...all,
      trainScore: Float64Array.from(trainScore),
      validationScore: Float64Array.from(validationScore)
    };
    return this;
  }
  /**
   * The sums of the trees' values: (rows, classes), or (rows, 1) with two classes, where positive values are for the
   * second.
   *
   * @throws as `predict`
   */
  decisionFunction(X) {
    return this.#scores(this.checkX(X));
  }
  /** For each row the probability of each class: (rows, classes). @throws as `predict` */
  predictProba(X) {
    const { data, shape } = this.#scores(this.checkX(X));
    const [rows2, outputs] = shape;
    const nClasses = this.state.classes.length;
    const out = new Float64Array(rows2 * nClasses);
    for (let i = 0; i < rows2; i++) {
      if (outputs === 1) {
        out[2 * i + 1] = 1 / (1 + Math.exp(-data[i]));
        out[2 * i] = 1 - out[2 * i + 1];
        continue;
      }
      const scores2 = data.subarray(i * outputs, (i + 1) * outputs);
      const max = scores2.reduce((a, b) => Math.max(a, b));
      let sum = 0;
      for (let k = 0; k < outputs; k++) sum += out[i * outputs + k] = Math.exp(scores2[k] - max);
      for (let k = 0; k < outputs; k++) out[i * outputs + k] /= sum;
    }
    return new NdArray(out, [rows2, nClasses]);
  }
  predictCodes(X) {
    const scores2 = this.#scores(X);
    return scores2.shape[1] === 1 ? Int32Array.from(scores2.data, (score) => Number(score > 0)) : argmaxRows(scores2);
  }
  checkParams(params) {
    const { maxLeafNodes, maxDepth, validationFraction } = params;
    checkNumber("learningRate", params.learningRate, { min: 0, exclusive: "min" });
    checkInteger("maxIter", params.maxIter, { min: 1 });
    if (maxLeafNodes !== null) checkInteger("maxLeafNodes", maxLeafNodes, { min: 2 });
    if (maxDepth !== null) checkInteger("maxDepth", maxDepth, { min: 1 });
    checkInteger("minSamplesLeaf", params.minSamplesLeaf, { min: 1 });
    checkNumber("l2Regularization", params.l2Regularization, { min: 0 });
    checkInteger("maxBins", params.maxBins, { min: 2, max: 255 });
    if (params.earlyStopping !== "auto") checkBoolean("earlyStopping", params.earlyStopping);
    if (validationFraction !== null && !(typeof validationFraction === "number" && validationFraction > 0)) {
      throw new InvalidParameterError({
        parameter: "validationFraction",
        received: validationFraction,
        allowed: "a share between 0 and 1, a number of rows, or null"
      });
    }
    checkInteger("nIterNoChange", params.nIterNoChange, { min: 1 });
    checkNumber("tol", params.tol, { min: 0 });
    checkClassWeight(params.classWeight);
    checkRandomState(params.randomState);
  }
  checkState(state, at) {
    const outputs = state.classes.length === 2 ? 1 : state.classes.length;
    if (state.baseline.length !== outputs) at.fail(`baseline must have ${outputs} values`);
    if (state.roots.length === 0 || state.roots.length % outputs !== 0) at.fail(`roots must come ${outputs} at a time`);
    state.roots.forEach((root, tree) => {
      const end = tree + 1 < state.roots.length ? state.roots[tree + 1] : state.right.length;
      checkTree(state.right, root, end, tree, at);
    });
    if (state.roots[0] !== 0) at.fail("the first tree must begin with the first node");
  }
  #weights(classes, codes, options) {
    const given = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, codes.length);
    if (this.params.classWeight === null) return given;
    const classWeights = computeClassWeight(this.params.classWeight, classes, codes);
    return Float64Array.from(codes, (code, i) => (given ? given[i] : 1) * classWeights[code]);
  }
  /** The rows to train on, and those to keep apart. */
  #parts(X, codes, weights, stopping, seed) {
    const { validationFraction } = this.params;
    if (!stopping || validationFraction === null) return { train: { X, codes, weights }, validation: null };
    const rows2 = Int32Array.from({ length: codes.length }, (_, i) => i);
    const options = { testSize: validationFraction, stratify: codes, randomState: seed };
    const [kept, apart] = trainTestSplit([rows2], options);
    return { train: partOf(X, codes, weights, kept), validation: partOf(X, codes, weights, apart) };
  }
  #scores(X) {
    const { baseline } = this.state;
    const rows2 = X.shape[0];
    const outputs = baseline.length;
    const out = new Float64Array(rows2 * outputs);
    const own = new Float64Array(rows2);
    for (let k = 0; k < outputs; k++) {
      own.fill(baseline[k]);
      addTreeValues(this.trees, k, outputs, this.state.roots.length, X.data, this.nFeaturesIn, own);
      for (let i = 0; i < rows2; i++) out[i * outputs + k] = own[i];
    }
    return new NdArray(out, [rows2, outputs]);
  }
};
function partOf(X, codes, weights, rows2) {
  const columns = X.shape[1];
  const data = new Float64Array(rows2.length * columns);
  rows2.forEach((row, k) => data.set(X.data.subarray(row * columns, (row + 1) * columns), k * columns));
  return {
    X: new NdArray(data, [rows2.length, columns]),
    codes: rows2.map((row) => codes[row]),
    weights: weights && Float64Array.from(rows2, (row) => weights[row])
  };
}
function joined(trees) {
  const sizes = trees.map((tree) => tree.right.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const roots = new Int32Array(trees.length);
  const feature = new Int32Array(total);
  const number = new Float64Array(total);
  const right = new Int32Array(total);
  let at = 0;
  trees.forEach((tree, t) => {
    roots[t] = at;
    feature.set(tree.feature, at);
    number.set(tree.number, at);
    for (let k = 0; k < tree.right.length; k++) right[at + k] = tree.right[k] === 0 ? 0 : at + tree.right[k];
    at += sizes[t];
  });
  return { roots, feature, number, right };
}
function hasStalled(scores2, nIterNoChange, tol) {
  if (scores2.length < nIterNoChange + 1) return false;
  const reference = scores2[scores2.length - nIterNoChange - 1] + tol;
  return !scores2.slice(-nIterNoChange).some((score) => score > reference);
}
function checkTree(right, root, end, tree, at) {
  if (root >= end) at.fail(`tree ${tree} has no nodes`);
  const due = [];
  for (let node = root; node < end; node++) {
    if (right[node] !== 0) {
      due.push(right[node]);
    } else {
      const next = due.pop() ?? end;
      if (next !== node + 1) at.fail(`node ${node} is a leaf, so node ${node + 1} must be the right child that is due`);
    }
  }
  if (due.length > 0) at.fail(`tree ${tree} must end with a leaf`);
}

// libs/classical/src/base/tie-break.ts
var classPriorField = field.added(field.optional(field.floats("classes", { min: 0 })), null);
function checkTieBreak(tieBreak) {
  checkOneOf("tieBreak", tieBreak, ["first", "prior"]);
}
function classPriors(codes, classes, weights) {
  const out = new Float64Array(classes);
  let total = 0;
  for (let i = 0; i < codes.length; i++) {
    const weight = weights ? weights[i] : 1;
    out[codes[i]] += weight;
    total += weight;
  }
  return out.map((weight) => weight / total);
}

// libs/classical/src/tree/feature-columns.ts
function featureColumns(X) {
  const [nSamples, nFeatures] = X.shape;
  const rows2 = float32Rows(X);
  const values2 = new Float32Array(nSamples * nFeatures);
  for (let i = 0; i < nSamples; i++) {
    for (let f = 0; f < nFeatures; f++) values2[f * nSamples + i] = rows2[i * nFeatures + f];
  }
  return { nSamples, nFeatures, values: values2 };
}
function float32Rows(X) {
  const rows2 = Float32Array.from(X.data);
  let sum = 0;
  for (let k = 0; k < rows2.length; k++) sum += rows2[k] - rows2[k];
  if (sum === 0) return rows2;
  const at = rows2.findIndex((value) => !Number.isFinite(value));
  const columns = X.shape[1];
  throw new DataError({
    table: "X",
    row: Math.floor(at / columns),
    column: at % columns,
    reason: `${X.data[at]} is too large for float32, in which trees compare`
  });
}
function rankColumns(columns) {
  const { nSamples, nFeatures, values: values2 } = columns;
  const ranks = new Uint32Array(nSamples * nFeatures);
  const distinct = [];
  const hasClose = [];
  const order = new ColumnOrder(nSamples);
  const levels = new Float32Array(nSamples);
  for (let f = 0; f < nFeatures; f++) {
    const offset = f * nSamples;
    const column = values2.subarray(offset, offset + nSamples);
    const rows2 = order.sort(column);
    let rank = -1;
    let close = false;
    for (let k = 0; k < nSamples; k++) {
      const value = column[rows2[k]];
      if (rank < 0 || value !== levels[rank]) {
        if (rank >= 0 && !separated(levels[rank], value)) close = true;
        levels[++rank] = value;
      }
      ranks[offset + rows2[k]] = rank;
    }
    distinct.push(levels.slice(0, rank + 1));
    hasClose.push(close);
  }
  return { ...columns, ranks, distinct, hasClose };
}
function separated(low, high) {
  return high > Math.fround(low + CLOSE);
}
var CLOSE = Math.fround(1e-7);
var ColumnOrder = class {
  #keys;
  #rows;
  #counts = new Uint32Array(4 * 256);
  constructor(capacity) {
    this.#keys = new Uint32Array(capacity);
    this.#rows = [new Uint32Array(capacity), new Uint32Array(capacity)];
  }
  /** The rows in ascending order of their values; the next call overwrites them. */
  sort(column) {
    const keys = this.#keys;
    const counts = this.#counts.fill(0);
    const bits = new Int32Array(column.buffer, column.byteOffset, column.length);
    let [from, to] = this.#rows;
    for (let i = 0; i < column.length; i++) {
      const word = column[i] === 0 ? 0 : bits[i];
      const key = word < 0 ? ~word : word | 2147483648;
      keys[i] = key;
      from[i] = i;
      counts[key & 255]++;
      counts[256 + (key >>> 8 & 255)]++;
      counts[512 + (key >>> 16 & 255)]++;
      counts[768 + (key >>> 24)]++;
    }
    for (let pass = 0; pass < 4; pass++) {
      const base = 256 * pass;
      let sum = 0;
      for (let d = base; d < base + 256; d++) {
        const count = counts[d];
        counts[d] = sum;
        sum += count;
      }
      for (let k = 0; k < column.length; k++) {
        const row = from[k];
        to[counts[base + (keys[row] >>> 8 * pass & 255)]++] = row;
      }
      const other = from;
      from = to;
      to = other;
    }
    return from;
  }
};

// libs/classical/src/tree/grow-tree.ts
var TreeGrower = class {
  #splitter;
  #limits;
  #count = 0;
  #shares = 0;
  // Nodes
  #feature = new Int32Array(1024);
  #threshold = new Float64Array(1024);
  #right = new Int32Array(1024);
  #start = new Int32Array(1025);
  #impurity = new Float64Array(1024);
  #samples = new Int32Array(1024);
  #weight = new Float64Array(1024);
  // Shares of the leaves
  #classCode = new Int32Array(1024);
  #share = new Float64Array(1024);
  constructor(splitter, limits) {
    this.#splitter = splitter;
    this.#limits = limits;
  }
  /**
   * @param weights - one a row; rows of weight 0 do not take part
   * @param seed - seeds the drawing of features
   */
  grow(weights, seed) {
    this.#splitter.begin(weights, seed);
    this.#count = 0;
    this.#shares = 0;
    if (this.#limits.maxLeafNodes === Infinity) this.#growDepthFirst();
    else this.#flatten(this.#growBestFirst());
    const count = this.#count;
    const shares = this.#shares;
    this.#start[count] = shares;
    return {
      tree: {
        feature: this.#feature.slice(0, count),
        threshold: this.#threshold.slice(0, count),
        right: this.#right.slice(0, count),
        start: this.#start.slice(0, count + 1),
        classCode: this.#classCode.slice(0, shares),
        share: this.#share.slice(0, shares)
      },
      statistics: {
        impurity: this.#impurity.slice(0, count),
        nNodeSamples: this.#samples.slice(0, count),
        weightedNNodeSamples: this.#weight.slice(0, count)
      }
    };
  }
  #growDepthFirst() {
    const splitter = this.#splitter;
    const stack = [{ start: 0, end: splitter.nSamples, depth: 0, parent: -1, impurity: NaN, constants: 0 }];
    for (let todo = stack.pop(); todo; todo = stack.pop()) {
      const { start, end, depth, parent } = todo;
      splitter.enter(start, end);
      const { weight } = splitter;
      const isRoot = this.#count === 0;
      const impurity = isRoot ? splitter.impurityOf(splitter.classWeights, weight) : todo.impurity;
      const node = this.#addNode(end - start, weight, impurity);
      if (parent >= 0) this.#right[parent] = node;
      let constants = todo.constants;
      let isLeaf = this.#isFinal(depth, end - start, weight, impurity);
      if (!isLeaf) {
        constants = splitter.split(impurity, constants);
        isLeaf = !this.#isWorthwhile();
      }
      if (isLeaf) {
        this.#addShares(splitter.classWeights, weight);
      } else {
        const { pos, leftImpurity, rightImpurity } = splitter;
        this.#feature[node] = splitter.feature;
        this.#threshold[node] = splitter.threshold;
        const below2 = depth + 1;
        stack.push({ start: pos, end, depth: below2, parent: node, impurity: rightImpurity, constants });
        stack.push({ start, end: pos, depth: below2, parent: -1, impurity: leftImpurity, constants });
      }
    }
  }
  #growBestFirst() {
    const splitter = this.#splitter;
    const frontier = new MaxHeap((node) => node.improvement);
    const root = this.#consider(0, splitter.nSamples, 0, NaN);
    frontier.push(root);
    let splits = this.#limits.maxLeafNodes - 1;
    for (let node = frontier.pop(); node; node = frontier.pop()) {
      if (!node.canSplit || splits-- <= 0) continue;
      const depth = node.depth + 1;
      const left = this.#consider(node.start, node.pos, depth, node.leftImpurity);
      const right = this.#consider(node.pos, node.end, depth, node.rightImpurity);
      node.children = [left, right];
      frontier.push(left);
      frontier.push(right);
    }
    return root;
  }
  /** Looks for the best split of a node. @param impurity - NaN for the root, where it is not known yet */
  #consider(start, end, depth, impurity) {
    const splitter = this.#splitter;
    splitter.enter(start, end);
    const { weight } = splitter;
    const own = Number.isNaN(impurity) ? splitter.impurityOf(splitter.classWeights, weight) : impurity;
    const classWeights = splitter.classWeights.slice();
    let canSplit = !this.#isFinal(depth, end - start, weight, own);
    if (canSplit) {
      splitter.split(own, 0);
      canSplit = this.#isWorthwhile();
    }
    const { pos, feature, threshold, leftImpurity, rightImpurity } = splitter;
    const improvement = canSplit ? splitter.improvement : 0;
    return {
      ...{ start, end, depth, impurity: own, weight, classWeights, canSplit, improvement },
      ...{ pos, feature, threshold, leftImpurity, rightImpurity, children: null }
    };
  }
  /** Whether a node is a leaf before any split is looked for. */
  #isFinal(depth, size, weight, impurity) {
    const { maxDepth, minSamplesSplit, minSamplesLeaf, minWeightLeaf } = this.#limits;
    return depth >= maxDepth || size < minSamplesSplit || size < 2 * minSamplesLeaf || weight < 2 * minWeightLeaf || impurity <= Number.EPSILON;
  }
  /** Whether the splitter has found a split, and one that lowers the impurity enough. */
  #isWorthwhile() {
    const { pos, end, improvement } = this.#splitter;
    return pos < end && !(improvement + Number.EPSILON < this.#limits.minImpurityDecrease);
  }
  /** Stores nodes in preorder. */
  #flatten(root) {
    const stack = [{ node: root, parent: -1 }];
    for (let todo = stack.pop(); todo; todo = stack.pop()) {
      const { start, end, weight, impurity, feature, threshold, classWeights, children } = todo.node;
      const node = this.#addNode(end - start, weight, impurity);
      if (todo.parent >= 0) this.#right[todo.parent] = node;
      if (!children) {
        this.#addShares(classWeights, weight);
        continue;
      }
      this.#feature[node] = feature;
      this.#threshold[node] = threshold;
      stack.push({ node: children[1], parent: node }, { node: children[0], parent: -1 });
    }
  }
  /** A new node, a leaf as yet. */
  #addNode(size, weight, impurity) {
    const node = this.#count++;
    if (this.#count > this.#feature.length) this.#enlargeNodes();
    this.#impurity[node] = impurity;
    this.#samples[node] = size;
    this.#weight[node] = weight;
    this.#feature[node] = this.#threshold[node] = this.#right[node] = 0;
    this.#start[node] = this.#shares;
    return node;
  }
  /** Stores the class shares of the last node. */
  #addShares(classWeights, weight) {
    if (this.#shares + classWeights.length > this.#share.length) {
      const capacity = 2 * (this.#shares + classWeights.length);
      this.#classCode = enlarged(this.#classCode, new Int32Array(capacity));
      this.#share = enlarged(this.#share, new Float64Array(capacity));
    }
    for (let c = 0; c < classWeights.length; c++) {
      if (classWeights[c] === 0) continue;
      this.#classCode[this.#shares] = c;
      this.#share[this.#shares++] = classWeights[c] / weight;
    }
  }
  #enlargeNodes() {
    const capacity = 2 * this.#feature.length;
    this.#feature = enlarged(this.#feature, new Int32Array(capacity));
    this.#threshold = enlarged(this.#threshold, new Float64Array(capacity));
    this.#right = enlarged(this.#right, new Int32Array(capacity));
    this.#start = enlarged(this.#start, new Int32Array(capacity + 1));
    this.#impurity = enlarged(this.#impurity, new Float64Array(capacity));
    this.#samples = enlarged(this.#samples, new Int32Array(capacity));
    this.#weight = enlarged(this.#weight, new Float64Array(capacity));
  }
};
function enlarged(from, to) {
  to.set(from);
  return to;
}

// libs/classical/src/tree/limits.ts
function checkTreeParams(params) {
  const { maxDepth, maxFeatures, minSamplesLeaf, minSamplesSplit } = params;
  checkOneOf("criterion", params.criterion, ["gini", "entropy", "log_loss"]);
  if (maxDepth !== null) checkInteger("maxDepth", maxDepth, { min: 1 });
  if (params.maxLeafNodes !== null) checkInteger("maxLeafNodes", params.maxLeafNodes, { min: 2 });
  checkCountOrShare("minSamplesSplit", minSamplesSplit, 2);
  checkCountOrShare("minSamplesLeaf", minSamplesLeaf, 1);
  checkNumber("minWeightFractionLeaf", params.minWeightFractionLeaf, { min: 0, max: 0.5 });
  if (maxFeatures !== null && maxFeatures !== "sqrt" && maxFeatures !== "log2") {
    if (typeof maxFeatures !== "number") {
      throw new InvalidParameterError({
        parameter: "maxFeatures",
        received: maxFeatures,
        allowed: "'sqrt', 'log2', null, a count of at least 1 or a share between 0 and 1"
      });
    }
    checkCountOrShare("maxFeatures", maxFeatures, 1);
  }
  checkNumber("minImpurityDecrease", params.minImpurityDecrease, { min: 0 });
}
function resolveLimits(params, rows2, features, totalWeight) {
  const minSamplesLeaf = Number.isInteger(params.minSamplesLeaf) ? params.minSamplesLeaf : Math.ceil(params.minSamplesLeaf * rows2);
  const minSamplesSplit = Number.isInteger(params.minSamplesSplit) ? params.minSamplesSplit : Math.max(2, Math.ceil(params.minSamplesSplit * rows2));
  return {
    criterion: params.criterion === "gini" ? "gini" : "entropy",
    maxDepth: params.maxDepth ?? Infinity,
    maxLeafNodes: params.maxLeafNodes ?? Infinity,
    minSamplesSplit: Math.max(minSamplesSplit, 2 * minSamplesLeaf),
    minSamplesLeaf,
    minWeightLeaf: params.minWeightFractionLeaf * totalWeight,
    maxFeatures: resolveMaxFeatures(params.maxFeatures, features),
    minImpurityDecrease: params.minImpurityDecrease
  };
}
function resolveMaxFeatures(maxFeatures, features) {
  if (maxFeatures === null) return features;
  if (maxFeatures === "sqrt") return Math.max(1, Math.floor(Math.sqrt(features)));
  if (maxFeatures === "log2") return Math.max(1, Math.floor(Math.log2(features)));
  return Number.isInteger(maxFeatures) ? maxFeatures : Math.max(1, Math.floor(maxFeatures * features));
}
function checkCountOrShare(parameter, value, min) {
  if (Number.isInteger(value) && value >= min) return;
  if (typeof value === "number" && value > 0 && value < 1) return;
  throw new InvalidParameterError({
    parameter,
    received: value,
    allowed: `a count of at least ${min} or a share between 0 and 1`
  });
}

// libs/classical/src/tree/rank-sort.ts
var RankSort = class {
  shift;
  mask;
  keys;
  items;
  #packed;
  #spareKeys;
  #spareItems;
  #counts = new Uint32Array(MAX_PASSES << DIGIT);
  /** @param capacity - how many samples there are: no number of a sample and no rank reaches it */
  constructor(capacity) {
    const bits = bitLength(capacity);
    this.#packed = 2 * bits <= 32;
    this.shift = this.#packed ? bits : 0;
    this.mask = this.#packed ? (1 << bits) - 1 : -1;
    this.keys = new Uint32Array(capacity);
    this.#spareKeys = new Uint32Array(capacity);
    this.items = this.#packed ? this.keys : new Uint32Array(capacity);
    this.#spareItems = this.#packed ? this.#spareKeys : new Uint32Array(capacity);
  }
  /**
   * Loads `samples[start..end)` with their ranks in one feature and sorts them.
   *
   * @param ranks - the ranks of all features
   * @param offset - where the ranks of this feature begin
   * @param bits - how many bits the ranks of this feature have
   * @returns false, and nothing sorted, if all have the same rank
   */
  sort(samples, start, end, ranks, offset, bits) {
    const { keys, items, shift } = this;
    const n = end - start;
    const first = ranks[offset + samples[start]];
    let different = 0;
    if (this.#packed) {
      for (let k = 0; k < n; k++) {
        const sample = samples[start + k];
        const rank = ranks[offset + sample];
        different |= rank ^ first;
        keys[k] = rank << shift | sample;
      }
    } else {
      for (let k = 0; k < n; k++) {
        const sample = samples[start + k];
        const rank = ranks[offset + sample];
        different |= rank ^ first;
        keys[k] = rank;
        items[k] = sample;
      }
    }
    if (different === 0) return false;
    if (this.#packed) {
      if (n <= FEW) insertionSort(keys, n);
      else this.#radixSort(n, bits);
    } else if (n <= FEW) insertionSortPairs(keys, items, n);
    else this.#radixSort(n, bits);
    return true;
  }
  /** Least significant digit first; the counts of all digits come from one look at the keys. */
  #radixSort(n, bits) {
    const counts = this.#counts;
    const passes = Math.ceil(bits / DIGIT);
    const digit = Math.ceil(bits / passes);
    const size = 1 << digit;
    counts.fill(0, 0, passes * size);
    const keys = this.keys;
    for (let pass = 0; pass < passes; pass++) {
      const base = pass * size;
      const low = this.shift + pass * digit;
      for (let k = 0; k < n; k++) counts[base + (keys[k] >>> low & size - 1)]++;
    }
    for (let pass = 0; pass < passes; pass++) {
      const base = pass * size;
      let sum = 0;
      for (let d = base; d < base + size; d++) {
        const count = counts[d];
        counts[d] = sum;
        sum += count;
      }
      const low = this.shift + pass * digit;
      if (this.#packed) scatter(this.keys, this.#spareKeys, n, counts, base, low, size - 1);
      else scatterPairs(this.keys, this.items, this.#spareKeys, this.#spareItems, n, counts, base, low, size - 1);
      const keysNow = this.#spareKeys;
      const itemsNow = this.#spareItems;
      this.#spareKeys = this.keys;
      this.#spareItems = this.items;
      this.keys = keysNow;
      this.items = itemsNow;
    }
  }
};
var DIGIT = 8;
var MAX_PASSES = 4;
var FEW = 20;
function scatter(from, to, n, counts, base, low, mask) {
  for (let k = 0; k < n; k++) {
    const key = from[k];
    to[counts[base + (key >>> low & mask)]++] = key;
  }
}
function scatterPairs(fromKeys, fromItems, toKeys, toItems, n, counts, base, low, mask) {
  for (let k = 0; k < n; k++) {
    const key = fromKeys[k];
    const place = counts[base + (key >>> low & mask)]++;
    toKeys[place] = key;
    toItems[place] = fromItems[k];
  }
}
function insertionSort(keys, n) {
  for (let k = 1; k < n; k++) {
    const key = keys[k];
    let place = k;
    while (place > 0 && keys[place - 1] > key) {
      keys[place] = keys[place - 1];
      place--;
    }
    keys[place] = key;
  }
}
function insertionSortPairs(keys, items, n) {
  for (let k = 1; k < n; k++) {
    const key = keys[k];
    const item = items[k];
    let place = k;
    while (place > 0 && keys[place - 1] > key) {
      keys[place] = keys[place - 1];
      items[place] = items[place - 1];
      place--;
    }
    keys[place] = key;
    items[place] = item;
  }
}
function bitLength(limit) {
  return Math.max(1, 32 - Math.clz32(Math.max(0, limit - 1)));
}

// libs/classical/src/tree/impurity.ts
function gini(weights, total) {
  let squares = 0;
  for (let c = 0; c < weights.length; c++) squares += weights[c] * weights[c];
  return 1 - squares / (total * total);
}
function entropy(weights, total) {
  let sum = 0;
  for (let c = 0; c < weights.length; c++) {
    if (weights[c] > 0) {
      const p = weights[c] / total;
      sum -= p * (Math.log(p) / LN2);
    }
  }
  return sum;
}
var LN2 = Math.log(2);

// libs/classical/src/tree/xorshift.ts
var Xorshift = class {
  #state;
  /** @param seed - an integer in 0..2^32-1; 0, on which the generator would stand still, counts as 1 */
  constructor(seed) {
    this.#state = seed | 0;
  }
  /** The next integer in [low, high), by remainder: a little biased for huge ranges, as in scikit-learn. */
  nextInteger(low, high) {
    let state = this.#state === 0 ? 1 : this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return low + (state & 2147483647) % (high - low);
  }
};

// libs/classical/src/tree/splitter.ts
var Splitter = class {
  /** Rows with weight, those of a node next to each other. */
  samples;
  nSamples = 0;
  /** Weight of all rows. */
  totalWeight = 0;
  /** First and last (not included) place of the present node. */
  start = 0;
  end = 0;
  /** Class weights of the present node, and their sum. */
  classWeights;
  weight = 0;
  /** The best split that {@link split} found: none if `pos` is `end`. */
  pos = 0;
  feature = 0;
  threshold = 0;
  leftImpurity = 0;
  rightImpurity = 0;
  improvement = 0;
  codes;
  weights;
  limits;
  bestProxy = -Infinity;
  #features;
  #constantFeatures;
  #random = new Xorshift(1);
  constructor(codes, nFeatures, nClasses, limits) {
    this.codes = codes;
    this.limits = limits;
    this.samples = new Uint32Array(codes.length);
    this.weights = new Float64Array(codes.length);
    this.classWeights = new Float64Array(nClasses);
    this.#features = new Int32Array(nFeatures);
    this.#constantFeatures = new Int32Array(nFeatures);
  }
  /** Starts a tree: rows of weight 0 are left out. */
  begin(weights, seed) {
    this.weights = weights;
    this.#random = new Xorshift(seed);
    this.nSamples = 0;
    this.totalWeight = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] !== 0) this.samples[this.nSamples++] = i;
      this.totalWeight += weights[i];
    }
    for (let f = 0; f < this.#features.length; f++) this.#features[f] = f;
  }
  /** Turns to a node. */
  enter(start, end) {
    const { samples, codes, weights, classWeights } = this;
    this.start = start;
    this.end = end;
    classWeights.fill(0);
    let sum = 0;
    for (let k = start; k < end; k++) {
      const sample = samples[k];
      const weight = weights[sample];
      classWeights[codes[sample]] += weight;
      sum += weight;
    }
    this.weight = sum;
  }
  /** Impurity of class weights by the criterion. */
  impurityOf(classWeights, total) {
    return this.limits.criterion === "gini" ? gini(classWeights, total) : entropy(classWeights, total);
  }
  /**
   * Looks for the best split of the present node, and reorders its rows if there is one.
   *
   * @param impurity - of the node
   * @param knownConstants - how many features are known to be constant in it
   * @returns how many are known afterwards
   */
  split(impurity, knownConstants) {
    const { maxFeatures } = this.limits;
    this.pos = this.end;
    this.feature = 0;
    this.threshold = 0;
    this.leftImpurity = this.rightImpurity = Infinity;
    this.improvement = this.bestProxy = -Infinity;
    const features = this.#features;
    let undrawnEnd = features.length;
    let visited = 0;
    let found = 0;
    let drawnConstants = 0;
    while (undrawnEnd > knownConstants + found && (visited < maxFeatures || visited <= found + drawnConstants)) {
      visited++;
      let at = this.#random.nextInteger(drawnConstants, undrawnEnd - found);
      if (at < knownConstants) {
        swap(features, at, drawnConstants++);
        continue;
      }
      at += found;
      if (this.visit(features[at])) {
        swap(features, at, --undrawnEnd);
      } else {
        swap(features, at, knownConstants + found);
        found++;
      }
    }
    if (this.pos < this.end) {
      this.partition();
      const { weight, leftWeight, rightWeight } = this;
      this.improvement = weight / this.totalWeight * (impurity - rightWeight / weight * this.rightImpurity - leftWeight / weight * this.leftImpurity);
    }
    const constants = this.#constantFeatures;
    for (let k = 0; k < knownConstants; k++) features[k] = constants[k];
    for (let k = knownConstants; k < knownConstants + found; k++) constants[k] = features[k];
    return knownConstants + found;
  }
  leftWeight = 0;
  rightWeight = 0;
};
function swap(array, i, j) {
  const item = array[i];
  array[i] = array[j];
  array[j] = item;
}

// libs/classical/src/tree/count-splitter.ts
var MAX_COUNT = 94906265;
var MAX_LOGS = 1 << 20;
var CountSplitter = class extends Splitter {
  #columns;
  #sort;
  #bits;
  #left;
  #right;
  #spare;
  /** `w log2 w` of every count up to the total weight: for the entropy only. */
  #logs = new Float64Array(0);
  #bestRank = 0;
  constructor(columns, codes, nClasses, limits) {
    super(codes, columns.nFeatures, nClasses, limits);
    this.#columns = columns;
    this.#sort = new RankSort(columns.nSamples);
    this.#bits = columns.distinct.map((levels) => bitLength(levels.length));
    this.#left = new Float64Array(nClasses);
    this.#right = new Float64Array(nClasses);
    this.#spare = new Uint32Array(columns.nSamples);
  }
  begin(weights, seed) {
    super.begin(weights, seed);
    const needed = Math.min(this.totalWeight, MAX_LOGS) + 1;
    if (this.limits.criterion === "gini" || this.#logs.length >= needed) return;
    const logs = new Float64Array(needed);
    for (let w = 2; w < logs.length; w++) logs[w] = w * Math.log2(w);
    this.#logs = logs;
  }
  visit(feature) {
    const { ranks, nSamples, distinct, hasClose } = this.#columns;
    const { start, end } = this;
    if (!this.#sort.sort(this.samples, start, end, ranks, feature * nSamples, this.#bits[feature])) return false;
    const levels = distinct[feature];
    if (hasClose[feature]) {
      const { keys, shift } = this.#sort;
      if (!separated(levels[keys[0] >>> shift], levels[keys[end - start - 1] >>> shift])) return false;
    }
    if (this.limits.criterion === "gini") this.#scanGini(feature, levels, hasClose[feature]);
    else this.#scanEntropy(feature, levels, hasClose[feature]);
    return true;
  }
  #scanGini(feature, levels, close) {
    const { keys, items, shift, mask } = this.#sort;
    const { codes, weights, weight: total } = this;
    const { minSamplesLeaf, minWeightLeaf } = this.limits;
    const n = this.end - this.start;
    const left = this.#left;
    const right = this.#right;
    let leftWeight = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let c = 0; c < left.length; c++) {
      left[c] = 0;
      right[c] = this.classWeights[c];
      rightSquares += right[c] * right[c];
    }
    let best = this.bestProxy;
    let previous = keys[0] >>> shift;
    for (let k = 0; k < n; k++) {
      const rank = keys[k] >>> shift;
      if (rank !== previous) {
        const rightWeight = total - leftWeight;
        const proxy = -rightWeight * (1 - rightSquares / (rightWeight * rightWeight)) - leftWeight * (1 - leftSquares / (leftWeight * leftWeight));
        if (proxy > best && k >= minSamplesLeaf && n - k >= minSamplesLeaf && leftWeight >= minWeightLeaf && rightWeight >= minWeightLeaf && (!close || separated(levels[previous], levels[rank]))) {
          best = proxy;
          this.#keep(feature, k, previous, levels[previous] / 2 + levels[rank] / 2);
        }
        previous = rank;
      }
      const sample = items[k] & mask;
      const code = codes[sample];
      const weight = weights[sample];
      const inLeft = left[code];
      const inRight = right[code];
      leftSquares += weight * (2 * inLeft + weight);
      rightSquares -= weight * (2 * inRight - weight);
      left[code] = inLeft + weight;
      right[code] = inRight - weight;
      leftWeight += weight;
    }
    this.bestProxy = best;
  }
  /**
   * The entropy itself takes two logarithms a class. So a sum of `w log2 w`, brought up to date with a few operations a
   * row, tells first whether a threshold can be better than the best one, and only then the entropy is computed.
   */
  #scanEntropy(feature, levels, close) {
    const { keys, items, shift, mask } = this.#sort;
    const { codes, weights, weight: total } = this;
    const { minSamplesLeaf, minWeightLeaf } = this.limits;
    const logs = this.#logs;
    const n = this.end - this.start;
    const left = this.#left.fill(0);
    const right = this.#right;
    right.set(this.classWeights);
    let leftWeight = 0;
    let sum = 0;
    for (let c = 0; c < right.length; c++) sum += weightLog(logs, right[c]);
    const rounding = 1e-9 * (1 + weightLog(logs, total));
    let best = this.bestProxy - rounding;
    let previous = keys[0] >>> shift;
    for (let k = 0; k < n; k++) {
      const rank = keys[k] >>> shift;
      if (rank !== previous) {
        const rightWeight = total - leftWeight;
        if (sum - weightLog(logs, leftWeight) - weightLog(logs, rightWeight) > best && k >= minSamplesLeaf && n - k >= minSamplesLeaf && leftWeight >= minWeightLeaf && rightWeight >= minWeightLeaf && (!close || separated(levels[previous], levels[rank]))) {
          const proxy = -rightWeight * this.impurityOf(right, rightWeight) - leftWeight * this.impurityOf(left, leftWeight);
          if (proxy > this.bestProxy) {
            this.bestProxy = proxy;
            best = proxy - rounding;
            this.#keep(feature, k, previous, levels[previous] / 2 + levels[rank] / 2);
          }
        }
        previous = rank;
      }
      const sample = items[k] & mask;
      const code = codes[sample];
      const weight = weights[sample];
      const inLeft = left[code];
      const inRight = right[code];
      sum += weightLog(logs, inLeft + weight) - weightLog(logs, inLeft) + weightLog(logs, inRight - weight) - weightLog(logs, inRight);
      left[code] = inLeft + weight;
      right[code] = inRight - weight;
      leftWeight += weight;
    }
  }
  #keep(feature, place, rank, threshold) {
    this.feature = feature;
    this.pos = this.start + place;
    this.#bestRank = rank;
    this.threshold = threshold;
  }
  partition() {
    const { samples, codes, weights, start, end, classWeights } = this;
    const { ranks, nSamples } = this.#columns;
    const offset = this.feature * nSamples;
    const rank = this.#bestRank;
    const left = this.#left.fill(0);
    const right = this.#right;
    const spare = this.#spare;
    let leftWeight = 0;
    let leftCount = start;
    let rightCount = 0;
    for (let k = start; k < end; k++) {
      const sample = samples[k];
      if (ranks[offset + sample] <= rank) {
        samples[leftCount++] = sample;
        left[codes[sample]] += weights[sample];
        leftWeight += weights[sample];
      } else {
        spare[rightCount++] = sample;
      }
    }
    for (let k = 0; k < rightCount; k++) samples[leftCount + k] = spare[k];
    for (let c = 0; c < right.length; c++) right[c] = classWeights[c] - left[c];
    this.leftWeight = leftWeight;
    this.rightWeight = this.weight - leftWeight;
    this.leftImpurity = this.impurityOf(left, this.leftWeight);
    this.rightImpurity = this.impurityOf(right, this.rightWeight);
  }
};
function weightLog(logs, weight) {
  return weight < logs.length ? logs[weight] : weight * Math.log2(weight);
}

// libs/classical/src/tree/introsort.ts
function introsort(values2, items, start, end) {
  if (end > start) quicksort(values2, items, start, end, 2 * Math.floor(Math.log2(end - start)));
}
function quicksort(values2, items, start, end, depth) {
  while (end - start > 15) {
    if (depth-- <= 0) {
      heapsort(values2, items, start, end - start);
      return;
    }
    const pivot = median(values2[start], values2[start + (end - start >> 1)], values2[end - 1]);
    let low = start;
    let at = start;
    let high = end;
    while (at < high) {
      const value = values2[at];
      if (value < pivot) swap2(values2, items, at++, low++);
      else if (value > pivot) swap2(values2, items, at, --high);
      else at++;
    }
    quicksort(values2, items, start, low, depth);
    start = high;
  }
  for (let k = start + 1; k < end; k++) {
    const value = values2[k];
    const item = items[k];
    let place = k;
    while (place > start && values2[place - 1] > value) {
      values2[place] = values2[place - 1];
      items[place] = items[place - 1];
      place--;
    }
    values2[place] = value;
    items[place] = item;
  }
}
function heapsort(values2, items, start, n) {
  for (let root = n - 2 >> 1; root >= 0; root--) sink(values2, items, start, root, n);
  for (let last = n - 1; last > 0; last--) {
    swap2(values2, items, start, start + last);
    sink(values2, items, start, 0, last);
  }
}
function sink(values2, items, start, root, n) {
  for (; ; ) {
    const left = 2 * root + 1;
    let largest2 = root;
    if (left < n && values2[start + largest2] < values2[start + left]) largest2 = left;
    if (left + 1 < n && values2[start + largest2] < values2[start + left + 1]) largest2 = left + 1;
    if (largest2 === root) return;
    swap2(values2, items, start + root, start + largest2);
    root = largest2;
  }
}
function swap2(values2, items, i, j) {
  const value = values2[i];
  values2[i] = values2[j];
  values2[j] = value;
  const item = items[i];
  items[i] = items[j];
  items[j] = item;
}
function median(a, b, c) {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

// libs/classical/src/tree/weight-splitter.ts
var WeightSplitter = class extends Splitter {
  #columns;
  #values;
  #left;
  #right;
  /** Up to which place rows are counted as left. */
  #at = 0;
  constructor(columns, codes, nClasses, limits) {
    super(codes, columns.nFeatures, nClasses, limits);
    this.#columns = columns;
    this.#values = new Float32Array(columns.nSamples);
    this.#left = new Float64Array(nClasses);
    this.#right = new Float64Array(nClasses);
  }
  visit(feature) {
    const { samples, start, end } = this;
    const { minSamplesLeaf, minWeightLeaf } = this.limits;
    const column = this.#columns.values;
    const offset = feature * this.#columns.nSamples;
    const values2 = this.#values;
    for (let k = start; k < end; k++) values2[k] = column[offset + samples[k]];
    introsort(values2, samples, start, end);
    if (!separated(values2[start], values2[end - 1])) return false;
    this.#reset();
    for (let k = start + 1; k < end; k++) {
      if (!separated(values2[k - 1], values2[k])) continue;
      if (k - start < minSamplesLeaf || end - k < minSamplesLeaf) continue;
      this.#moveTo(k);
      if (this.leftWeight < minWeightLeaf || this.rightWeight < minWeightLeaf) continue;
      const proxy = -this.rightWeight * this.impurityOf(this.#right, this.rightWeight) - this.leftWeight * this.impurityOf(this.#left, this.leftWeight);
      if (proxy > this.bestProxy) {
        this.bestProxy = proxy;
        this.feature = feature;
        this.pos = k;
        this.threshold = values2[k - 1] / 2 + values2[k] / 2;
      }
    }
    return true;
  }
  #reset() {
    this.#at = this.start;
    this.#left.fill(0);
    this.leftWeight = 0;
  }
  /** Counts the rows before place `to` as left, from whichever side is nearer. */
  #moveTo(to) {
    const { samples, codes, weights, end, classWeights } = this;
    const left = this.#left;
    const right = this.#right;
    let sum = this.leftWeight;
    if (to - this.#at <= end - to) {
      for (let k = this.#at; k < to; k++) {
        const weight = weights[samples[k]];
        left[codes[samples[k]]] += weight;
        sum += weight;
      }
    } else {
      left.set(classWeights);
      sum = this.weight;
      for (let k = end - 1; k >= to; k--) {
        const weight = weights[samples[k]];
        left[codes[samples[k]]] -= weight;
        sum -= weight;
      }
    }
    this.leftWeight = sum;
    this.rightWeight = this.weight - sum;
    for (let c = 0; c < right.length; c++) right[c] = classWeights[c] - left[c];
    this.#at = to;
  }
  partition() {
    const { samples, start, end, threshold } = this;
    const column = this.#columns.values;
    const offset = this.feature * this.#columns.nSamples;
    let low = start;
    let high = end;
    while (low < high) {
      const sample = samples[low];
      if (column[offset + sample] <= threshold) {
        low++;
      } else {
        high--;
        samples[low] = samples[high];
        samples[high] = sample;
      }
    }
    this.#reset();
    this.#moveTo(this.pos);
    this.leftImpurity = this.impurityOf(this.#left, this.leftWeight);
    this.rightImpurity = this.impurityOf(this.#right, this.rightWeight);
  }
};

// libs/classical/src/tree/make-splitter.ts
function makeSplitter(columns, codes, nClasses, limits, weights) {
  if (weights === "any") return new WeightSplitter(columns, codes, nClasses, limits);
  return new CountSplitter("ranks" in columns ? columns : rankColumns(columns), codes, nClasses, limits);
}
function areCounts(weights) {
  let sum = 0;
  for (const weight of weights) {
    if (!Number.isInteger(weight)) return false;
    sum += weight;
  }
  return sum <= MAX_COUNT;
}

// libs/classical/src/tree/tree.ts
function leafOf(tree, rows2, row) {
  const { feature, threshold, right } = tree;
  let node = 0;
  for (let next = right[0]; next !== 0; next = right[node]) {
    node = rows2[row + feature[node]] <= threshold[node] ? node + 1 : next;
  }
  return node;
}
function addLeafShares(tree, rows2, columns, out, nClasses) {
  const { start, classCode, share } = tree;
  for (let at = 0, row = 0; at < out.length; at += nClasses, row += columns) {
    const leaf = leafOf(tree, rows2, row);
    for (let k = start[leaf]; k < start[leaf + 1]; k++) out[at + classCode[k]] += share[k];
  }
}
function treeDepth(tree) {
  const { right } = tree;
  const depth = new Int32Array(right.length);
  let deepest = 0;
  for (let node = 0; node < right.length; node++) {
    if (right[node] === 0) continue;
    depth[node + 1] = depth[right[node]] = depth[node] + 1;
    if (depth[node] >= deepest) deepest = depth[node] + 1;
  }
  return deepest;
}
function leafCount(tree) {
  let count = 0;
  for (const right of tree.right) if (right === 0) count++;
  return count;
}
function treeImportances(tree, statistics, nFeatures) {
  const { feature, right } = tree;
  const { impurity, weightedNNodeSamples: weight } = statistics;
  const importances = new Float64Array(nFeatures);
  for (let node = 0; node < right.length; node++) {
    const other = right[node];
    if (other === 0) continue;
    importances[feature[node]] += weight[node] * impurity[node] - weight[node + 1] * impurity[node + 1] - weight[other] * impurity[other];
  }
  let sum = 0;
  for (let f = 0; f < nFeatures; f++) sum += importances[f] /= weight[0];
  if (sum > 0) for (let f = 0; f < nFeatures; f++) importances[f] /= sum;
  return importances;
}

// libs/classical/src/tree/tree-field.ts
var treeField = field.object({
  feature: field.integers("nodes", { min: 0, below: "features" }),
  threshold: field.floats("nodes"),
  right: field.integers("nodes", { min: 0, below: "nodes" }),
  start: field.integers("starts", { min: 0 }),
  classCode: field.integers("shares", { min: 0, below: "classes" }),
  share: field.floats("shares", { min: 0, max: 1 })
});
function checkTree2(tree, at) {
  const { right, start, classCode } = tree;
  const nodes = right.length;
  if (start.length !== nodes + 1) at.fail(`start must have ${nodes + 1} items, one more than there are nodes`);
  if (start[0] !== 0 || start[nodes] !== classCode.length) at.fail("start must begin with 0 and end with all shares");
  const pending = [];
  for (let node = 0; node < nodes; node++) {
    const shares = start[node + 1] - start[node];
    if (right[node] !== 0) {
      if (shares !== 0) at.fail(`node ${node} has a split and class shares`);
      pending.push(right[node]);
    } else {
      if (shares <= 0) at.fail(`node ${node} has neither a split nor class shares`);
      const next = pending.pop() ?? nodes;
      if (next !== node + 1) at.fail(`node ${node} is a leaf, so node ${node + 1} must be the right child that is due`);
    }
  }
  if (pending.length > 0) at.fail("the last node must be a leaf");
}

// libs/classical/src/ensemble/bootstrap.ts
function bootstrapCounts(seed, draws, probabilities, counts) {
  const random = new RandomState(seed);
  counts.fill(0);
  if (probabilities) {
    for (const row of random.choice(counts.length, draws, { p: probabilities })) counts[row]++;
  } else {
    for (let k = 0; k < draws; k++) counts[random.nextInteger(0, counts.length)]++;
  }
}

// libs/classical/src/ensemble/random-forest-classifier.ts
var DEFAULTS4 = {
  nEstimators: 100,
  criterion: "gini",
  maxDepth: null,
  maxLeafNodes: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxFeatures: "sqrt",
  minImpurityDecrease: 0,
  bootstrap: true,
  maxSamples: null,
  oobScore: false,
  classWeight: null,
  randomState: null,
  tieBreak: "first"
};
var SCHEMA4 = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("features"),
  featureImportances: field.floats("features"),
  trees: field.list("trees", treeField),
  classPrior: classPriorField,
  oob: field.optional(
    field.object({
      score: field.number({ min: 0, max: 1 }),
      decisionFunction: field.matrix("rows", "classes", { min: 0 })
    })
  )
};
var RandomForestClassifier = class extends Classifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("RandomForestClassifier", DEFAULTS4, SCHEMA4, params);
  }
  /** The fitted trees. */
  get trees() {
    return this.state.trees;
  }
  /** By how much splits on each feature lower the impurity, averaged over the trees; sums to 1 unless no tree has a split. */
  get featureImportances() {
    return this.state.featureImportances.slice();
  }
  /** Share of the training rows that the trees which did not see them predict right; `null` unless `oobScore` was set. */
  get oobScore() {
    return this.state.oob?.score ?? null;
  }
  /**
   * For each training row the class shares by the trees that did not see it, (rows, classes); zeros where all trees did.
   * `null` unless `oobScore` was set.
   */
  get oobDecisionFunction() {
    return this.state.oob?.decisionFunction ?? null;
  }
  /**
   * Grows the trees.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot
   */
  fit(X, y, options = {}) {
    const { params } = this;
    this.checkParams(params);
    const { bootstrap, classWeight } = params;
    const data = checkData(X, y);
    const { rows: rows2, columns, classes, codes } = data;
    const rowWeights = this.#rowWeights(classes, codes, options);
    const draws = bootstrap ? drawCount(params.maxSamples, rows2, rowWeights) : 0;
    const probabilities = bootstrap && rowWeights ? normalized(rowWeights) : null;
    const weights = new Float64Array(rows2).fill(1);
    if (!bootstrap && rowWeights) weights.set(rowWeights);
    const balanceEach = bootstrap && classWeight === "balanced_subsample";
    const kind = !balanceEach && areCounts(weights) ? "counts" : "any";
    const total = bootstrap ? draws : weights.reduce((sum2, weight) => sum2 + weight, 0);
    const plain = featureColumns(data.X);
    const features = kind === "counts" ? rankColumns(plain) : plain;
    const limits = resolveLimits(params, rows2, columns, total);
    const grower = new TreeGrower(makeSplitter(features, codes, classes.length, limits, kind), limits);
    const importances = new Float64Array(columns);
    const oob = params.oobScore ? new OutOfBag(data.X, codes, classes.length) : null;
    const random = RandomState.from(params.randomState);
    const seeds = random.randint(0, 2147483647, params.nEstimators);
    const trees = [];
    for (const seed of seeds) {
      if (bootstrap) bootstrapCounts(seed, draws, probabilities, weights);
      const unseen = oob ? Uint8Array.from(weights, (count) => count === 0 ? 1 : 0) : null;
      if (balanceEach) balance(weights, codes, classes.length);
      const { tree, statistics } = grower.grow(weights, new RandomState(seed).nextInteger(0, 2147483647));
      if (unseen) oob?.add(tree, unseen);
      if (tree.right[0] !== 0) {
        const own = treeImportances(tree, statistics, columns);
        for (let f = 0; f < columns; f++) importances[f] += own[f];
      }
      trees.push(tree);
    }
    const sum = importances.reduce((a, b) => a + b, 0);
    if (sum > 0) for (let f = 0; f < columns; f++) importances[f] /= sum;
    const given = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows2);
    this.state = {
      classes,
      nFeaturesIn: columns,
      featureImportances: importances,
      trees,
      classPrior: classPriors(codes, classes.length, given),
      oob: oob?.result() ?? null
    };
    return this;
  }
  /** For each row the mean of the trees' class shares: (rows, classes). @throws as `predict` */
  predictProba(X) {
    return this.#shares(this.checkX(X));
  }
  /** For each row and tree the number of the node that the row ends in: (rows, trees). @throws as `predict` */
  apply(X) {
    const matrix = this.checkX(X);
    const rows2 = float32Rows(matrix);
    const { trees, nFeaturesIn } = this;
    const leaves = new Int32Array(matrix.shape[0] * trees.length);
    trees.forEach((tree, t) => {
      for (let i = 0; i < matrix.shape[0]; i++) leaves[i * trees.length + t] = leafOf(tree, rows2, i * nFeaturesIn);
    });
    return new NdArray(leaves, [matrix.shape[0], trees.length]);
  }
  predictCodes(X) {
    return argmaxRows(this.#shares(X), this.params.tieBreak === "prior" ? this.state.classPrior : null);
  }
  checkParams(params) {
    checkTreeParams(params);
    checkTieBreak(params.tieBreak);
    checkInteger("nEstimators", params.nEstimators, { min: 1 });
    checkBoolean("bootstrap", params.bootstrap);
    checkBoolean("oobScore", params.oobScore);
    if (params.classWeight !== "balanced_subsample") checkClassWeight(params.classWeight);
    checkRandomState(params.randomState);
    const { maxSamples, bootstrap } = params;
    if (maxSamples !== null && !(typeof maxSamples === "number" && maxSamples > 0 && maxSamples < Infinity)) {
      throw new InvalidParameterError({
        parameter: "maxSamples",
        received: maxSamples,
        allowed: "a count of at least 1, a positive share of the rows that is no whole number, or null"
      });
    }
    if (maxSamples !== null && !bootstrap) {
      throw new InvalidParameterError({
        parameter: "maxSamples",
        received: maxSamples,
        allowed: "null without bootstrap"
      });
    }
    if (params.oobScore && !bootstrap) {
      throw new InvalidParameterError({ parameter: "oobScore", received: true, allowed: "false without bootstrap" });
    }
  }
  checkState(state, at) {
    if (state.trees.length === 0) at.fail("a forest needs at least one tree");
    state.trees.forEach((tree, i) => checkTree2(tree, at.child("trees").child(i)));
  }
  #shares(X) {
    const { trees, nFeaturesIn } = this;
    const nClasses = this.state.classes.length;
    const rows2 = float32Rows(X);
    const out = new Float64Array(X.shape[0] * nClasses);
    for (const tree of trees) addLeafShares(tree, rows2, nFeaturesIn, out, nClasses);
    for (let k = 0; k < out.length; k++) out[k] /= trees.length;
    return new NdArray(out, [X.shape[0], nClasses]);
  }
  /** Weights of rows by sample and class weights; `null` where all are the same. */
  #rowWeights(classes, codes, options) {
    const { classWeight, bootstrap } = this.params;
    const given = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, codes.length);
    if (classWeight === null) return given;
    if (classWeight === "balanced_subsample") {
      if (bootstrap) return given;
      return times2(given, computeClassWeight("balanced", classes, codes, given ?? void 0), codes);
    }
    return times2(given, computeClassWeight(classWeight, classes, codes, given ?? void 0), codes);
  }
};
var OutOfBag = class {
  #rows;
  #columns;
  #codes;
  #nClasses;
  #sums;
  #counts;
  constructor(X, codes, nClasses) {
    this.#rows = float32Rows(X);
    this.#columns = X.shape[1];
    this.#codes = codes;
    this.#nClasses = nClasses;
    this.#sums = new Float64Array(codes.length * nClasses);
    this.#counts = new Float64Array(codes.length);
  }
  add(tree, unseen) {
    for (let i = 0; i < unseen.length; i++) {
      if (!unseen[i]) continue;
      const leaf = leafOf(tree, this.#rows, i * this.#columns);
      for (let k = tree.start[leaf]; k < tree.start[leaf + 1]; k++) {
        this.#sums[i * this.#nClasses + tree.classCode[k]] += tree.share[k];
      }
      this.#counts[i]++;
    }
  }
  result() {
    const rows2 = this.#codes.length;
    const nClasses = this.#nClasses;
    const means = this.#sums.map((sum, k) => sum / Math.max(1, this.#counts[Math.floor(k / nClasses)]));
    const decisionFunction = new NdArray(means, [rows2, nClasses]);
    let right = 0;
    argmaxRows(decisionFunction).forEach((code, i) => {
      if (code === this.#codes[i]) right++;
    });
    return { score: right / rows2, decisionFunction };
  }
};
function drawCount(maxSamples, rows2, rowWeights) {
  if (maxSamples === null) return rows2;
  if (Number.isInteger(maxSamples)) return maxSamples;
  const size = rowWeights ? rowWeights.reduce((sum, weight) => sum + weight, 0) : rows2;
  return Math.max(1, Math.floor(maxSamples * size));
}
function balance(counts, codes, nClasses) {
  const perClass = new Float64Array(nClasses);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    perClass[codes[i]] += counts[i];
    total += counts[i];
  }
  const present = perClass.filter((count) => count > 0).length;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] > 0) counts[i] *= total / (present * perClass[codes[i]]);
  }
}
function normalized(weights) {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}
function times2(rowWeights, classWeights, codes) {
  return Float64Array.from(codes, (code, i) => (rowWeights ? rowWeights[i] : 1) * classWeights[code]);
}

// libs/classical/src/linear/line-search.ts
var LineSearch = class {
  /** The step to try next; at the end, the one that was found. */
  step;
  #decrease;
  #curvature;
  #precision;
  #maxStep;
  #value0;
  #slope0;
  /** Whether the interval holds a minimum, and whether the first of the two stages is still on. */
  #bracketed = false;
  #firstStage = true;
  // The best step so far, and the other end of the interval.
  #x;
  #y;
  #low = 0;
  #high;
  #width;
  #lastWidth;
  /**
   * @param value - of the function at step 0
   * @param slope - there; must be negative
   * @param step - to try first
   * @param options.decrease - which share of the slope times step the function must fall by
   * @param options.curvature - to which share the slope must fall
   * @param options.precision - relative width of the interval at which the search gives up
   */
  constructor(value, slope, step, options) {
    this.step = step;
    this.#decrease = options.decrease;
    this.#curvature = options.curvature;
    this.#precision = options.precision;
    this.#maxStep = options.maxStep;
    this.#value0 = value;
    this.#slope0 = slope;
    this.#x = { step: 0, value, slope };
    this.#y = { step: 0, value, slope };
    this.#high = step + 4 * step;
    this.#width = options.maxStep;
    this.#lastWidth = 2 * options.maxStep;
  }
  /** Takes in the function's value and slope at {@link step}; true if the search is over. */
  advance(value, slope) {
    const target = this.#decrease * this.#slope0;
    const limit = this.#value0 + this.step * target;
    if (this.#firstStage && value <= limit && slope >= 0) this.#firstStage = false;
    const stuck = this.#bracketed && (this.step <= this.#low || this.step >= this.#high || this.#high - this.#low <= this.#precision * this.#high);
    const atMax = this.step === this.#maxStep && value <= limit && slope <= target;
    const atMin = this.step === 0 && (value > limit || slope >= target);
    const found = value <= limit && Math.abs(slope) <= this.#curvature * -this.#slope0;
    if (stuck || atMax || atMin || found) return true;
    const shift = this.#firstStage && value <= this.#x.value && value > limit ? target : 0;
    const shifted3 = (point) => ({
      step: point.step,
      value: point.value - point.step * shift,
      slope: point.slope - shift
    });
    const next = this.#interpolate(shifted3(this.#x), shifted3(this.#y), shifted3({ step: this.step, value, slope }));
    const back = (point) => ({
      step: point.step,
      value: point.value + point.step * shift,
      slope: point.slope + shift
    });
    this.#x = back(next.x);
    this.#y = back(next.y);
    let step = next.step;
    if (this.#bracketed) {
      if (Math.abs(this.#y.step - this.#x.step) >= 0.66 * this.#lastWidth) {
        step = this.#x.step + 0.5 * (this.#y.step - this.#x.step);
      }
      this.#lastWidth = this.#width;
      this.#width = Math.abs(this.#y.step - this.#x.step);
      this.#low = Math.min(this.#x.step, this.#y.step);
      this.#high = Math.max(this.#x.step, this.#y.step);
    } else {
      this.#low = step + 1.1 * (step - this.#x.step);
      this.#high = step + 4 * (step - this.#x.step);
    }
    step = Math.min(Math.max(step, 0), this.#maxStep);
    const hopeless = this.#bracketed && (step <= this.#low || step >= this.#high || this.#high - this.#low <= this.#precision * this.#high);
    this.step = hopeless ? this.#x.step : step;
    return false;
  }
  /** A safeguarded step from the interval (x, y) and the point p in or beyond it, and the interval that p leaves. */
  #interpolate(x, y, p) {
    const opposite = p.slope * Math.sign(x.slope) < 0;
    let step;
    if (p.value > x.value) {
      const cubic = cubicStep(x, p, p.step < x.step);
      const quadratic = x.step + x.slope / ((x.value - p.value) / (p.step - x.step) + x.slope) / 2 * (p.step - x.step);
      step = Math.abs(cubic - x.step) < Math.abs(quadratic - x.step) ? cubic : cubic + (quadratic - cubic) / 2;
      this.#bracketed = true;
    } else if (opposite) {
      const cubic = cubicStep(p, x, p.step > x.step);
      const secant = p.step + p.slope / (p.slope - x.slope) * (x.step - p.step);
      step = Math.abs(cubic - p.step) > Math.abs(secant - p.step) ? cubic : secant;
      this.#bracketed = true;
    } else if (Math.abs(p.slope) < Math.abs(x.slope)) {
      const cubic = this.#cubicBeyond(x, p);
      const secant = p.step + p.slope / (p.slope - x.slope) * (x.step - p.step);
      if (this.#bracketed) {
        step = Math.abs(cubic - p.step) < Math.abs(secant - p.step) ? cubic : secant;
        const bound = p.step + 0.66 * (y.step - p.step);
        step = p.step > x.step ? Math.min(bound, step) : Math.max(bound, step);
      } else {
        step = Math.abs(cubic - p.step) > Math.abs(secant - p.step) ? cubic : secant;
        step = Math.max(Math.min(this.#high, step), this.#low);
      }
    } else if (this.#bracketed) {
      step = cubicStep(p, y, p.step > y.step);
    } else {
      step = p.step > x.step ? this.#high : this.#low;
    }
    if (p.value > x.value) return { x, y: p, step };
    return { x: p, y: opposite ? x : y, step };
  }
  #cubicBeyond(x, p) {
    const theta = 3 * (x.value - p.value) / (p.step - x.step) + x.slope + p.slope;
    const s = Math.max(Math.abs(theta), Math.abs(x.slope), Math.abs(p.slope));
    const root = s * Math.sqrt(Math.max(0, (theta / s) ** 2 - x.slope / s * (p.slope / s)));
    const gamma = p.step > x.step ? -root : root;
    const r = (gamma - p.slope + theta) / (gamma + (x.slope - p.slope) + gamma);
    if (r < 0 && gamma !== 0) return p.step + r * (x.step - p.step);
    return p.step > x.step ? this.#high : this.#low;
  }
};
function cubicStep(a, b, negative) {
  const theta = 3 * (a.value - b.value) / (b.step - a.step) + a.slope + b.slope;
  const s = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
  const root = s * Math.sqrt((theta / s) ** 2 - a.slope / s * (b.slope / s));
  const gamma = negative ? -root : root;
  const r = (gamma - a.slope + theta) / (gamma - a.slope + gamma + b.slope);
  return a.step + r * (b.step - a.step);
}

// libs/classical/src/linear/lbfgs.ts
var MEMORY = 10;
var WOLFE = { decrease: 1e-3, curvature: 0.9, precision: 0.1, maxStep: 1e10 };
function minimize(objective, x, gradient, options) {
  const { maxTrials = 50, maxEvaluations = 15e3 } = options;
  const n = x.length;
  const history = new History(n);
  const direction = new Float64Array(n);
  const from = new Float64Array(n);
  const gradientFrom = new Float64Array(n);
  let value = objective.evaluate(x, gradient);
  let evaluations = 1;
  let nIter = 0;
  if (largest(gradient) <= options.gradientTolerance) return { value, nIter, converged: true };
  for (; ; ) {
    history.direction(gradient, direction);
    from.set(x);
    gradientFrom.set(gradient);
    const valueFrom = value;
    const slopeFrom = dot5(gradient, direction);
    let failed = !(slopeFrom < 0);
    let slope = slopeFrom;
    let step = 0;
    if (!failed) {
      const first = nIter === 0 ? Math.min(1 / Math.sqrt(dot5(direction, direction)), WOLFE.maxStep) : 1;
      const search = new LineSearch(value, slopeFrom, first, WOLFE);
      let trials = 0;
      do {
        if (++trials > maxTrials) {
          failed = true;
          break;
        }
        step = search.step;
        for (let k = 0; k < n; k++) x[k] = from[k] + step * direction[k];
        value = objective.evaluate(x, gradient);
        evaluations++;
        slope = dot5(gradient, direction);
      } while (!search.advance(value, slope));
    }
    if (failed) {
      x.set(from);
      gradient.set(gradientFrom);
      value = valueFrom;
      if (history.isEmpty) return { value, nIter, converged: false };
      history.clear();
      continue;
    }
    nIter++;
    if (nIter >= options.maxIter || evaluations > maxEvaluations) {
      return { value, nIter, converged: largest(gradient) <= options.gradientTolerance };
    }
    if (largest(gradient) <= options.gradientTolerance) return { value, nIter, converged: true };
    const scale = Math.max(Math.abs(valueFrom), Math.abs(value), 1);
    if (valueFrom - value <= options.valueTolerance * scale) return { value, nIter, converged: true };
    history.add(direction, step, gradient, gradientFrom, slope - slopeFrom, -slopeFrom);
  }
}
var History = class {
  #steps;
  #changes;
  #products = new Float64Array(MEMORY);
  #alphas = new Float64Array(MEMORY);
  /** How many are remembered, and where the next one goes. */
  #count = 0;
  #next = 0;
  /** 1 / the curvature along the last step. */
  #scale = 1;
  constructor(n) {
    this.#steps = Array.from({ length: MEMORY }, () => new Float64Array(n));
    this.#changes = Array.from({ length: MEMORY }, () => new Float64Array(n));
  }
  get isEmpty() {
    return this.#count === 0;
  }
  clear() {
    this.#count = 0;
    this.#scale = 1;
  }
  /** Remembers a step, unless the curvature along it is lost in rounding. */
  add(direction, step, gradient, gradientBefore, slopeChange, descent) {
    const product = slopeChange * step;
    if (product <= Number.EPSILON * descent * step) return;
    const at = this.#next;
    const steps = this.#steps[at];
    const changes = this.#changes[at];
    let square = 0;
    for (let k = 0; k < steps.length; k++) {
      steps[k] = step * direction[k];
      changes[k] = gradient[k] - gradientBefore[k];
      square += changes[k] * changes[k];
    }
    this.#products[at] = product;
    this.#scale = product / square;
    this.#next = (at + 1) % MEMORY;
    this.#count = Math.min(this.#count + 1, MEMORY);
  }
  /** `out` = minus the approximate inverse Hessian times the gradient: the two-loop recursion. */
  direction(gradient, out) {
    for (let k = 0; k < out.length; k++) out[k] = -gradient[k];
    for (let age = 1; age <= this.#count; age++) {
      const at = (this.#next - age + MEMORY) % MEMORY;
      const alpha = dot5(this.#steps[at], out) / this.#products[at];
      this.#alphas[at] = alpha;
      addTimes(out, -alpha, this.#changes[at]);
    }
    for (let k = 0; k < out.length; k++) out[k] *= this.#scale;
    for (let age = this.#count; age >= 1; age--) {
      const at = (this.#next - age + MEMORY) % MEMORY;
      const beta = dot5(this.#changes[at], out) / this.#products[at];
      addTimes(out, this.#alphas[at] - beta, this.#steps[at]);
    }
  }
};
function dot5(a, b) {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
function addTimes(to, factor, from) {
  for (let k = 0; k < to.length; k++) to[k] += factor * from[k];
}
function largest(values2) {
  let max = 0;
  for (let k = 0; k < values2.length; k++) {
    const magnitude = Math.abs(values2[k]);
    if (!(magnitude <= max)) max = magnitude;
  }
  return Number.isNaN(max) ? Infinity : max;
}

// libs/classical/src/linear/logistic-objective.ts
var BLOCK_BYTES = 131072;
var LogisticObjective = class {
  /** Where the optimiser works: parameters and gradient, zeros at first. */
  parameters;
  gradient;
  /** How many rows of parameters there are, and how long they are. */
  outputs;
  width;
  #problem;
  #unit;
  /** The rows of X, with a 1 behind each if there are intercepts. */
  #data;
  #scores;
  #exponentials;
  #blockRows;
  #totalWeight;
  constructor(problem) {
    const [rows2, columns] = problem.X.shape;
    this.#problem = problem;
    this.outputs = problem.nClasses === 2 ? 1 : problem.nClasses;
    this.width = columns + Number(problem.fitIntercept);
    const size = this.outputs * this.width;
    this.#blockRows = Math.min(rows2, Math.max(4, 4 * Math.floor(BLOCK_BYTES / (32 * this.width))));
    const blockSize = this.#blockRows * this.outputs;
    this.#unit = Products.create(8 * (rows2 * this.width + 2 * size + 2 * blockSize) + 80);
    this.#data = this.#unit.float64(rows2 * this.width);
    if (problem.fitIntercept) {
      this.#data.fill(1);
      for (let i = 0; i < rows2; i++) {
        this.#data.set(problem.X.data.subarray(i * columns, (i + 1) * columns), i * this.width);
      }
    } else {
      this.#data.set(problem.X.data);
    }
    this.parameters = this.#unit.float64(size);
    this.gradient = this.#unit.float64(size);
    this.#scores = this.#unit.float64(blockSize);
    this.#exponentials = this.#unit.float64(blockSize);
    this.#totalWeight = problem.weights.reduce((sum, weight) => sum + weight, 0);
  }
  /** `x` and `gradient` must be {@link parameters} and {@link gradient}. */
  evaluate(x, gradient) {
    const { X, l2, fitIntercept } = this.#problem;
    const [rows2, columns] = X.shape;
    const { outputs, width } = this;
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rows2; row += this.#blockRows) {
      const count = Math.min(this.#blockRows, rows2 - row);
      const block = this.#data.subarray(row * width, (row + count) * width);
      this.#unit.products(block, count, x, outputs, width, this.#scores);
      loss += outputs === 1 ? this.#logisticLoss(row, count) : this.#softmaxLoss(row, count);
      this.#unit.addWeightedRows(this.#scores, count, outputs, block, width, gradient);
    }
    let squares = 0;
    for (let k = 0; k < x.length; k++) {
      if (fitIntercept && k % width === columns) continue;
      squares += x[k] * x[k];
      gradient[k] += l2 * x[k];
    }
    return loss / this.#totalWeight + 0.5 * l2 * squares;
  }
  /** The weighted loss of some rows; their scores are replaced by the derivatives of the mean loss by the scores. */
  #logisticLoss(row, count) {
    const { codes, weights } = this.#problem;
    const scores2 = this.#scores;
    const exponentials3 = this.#exponentials;
    const totalWeight = this.#totalWeight;
    for (let i = 0; i < count; i++) exponentials3[i] = -Math.abs(scores2[i]);
    this.#unit.exponentials(exponentials3, count);
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const score = scores2[i];
      const small = exponentials3[i];
      const weight = weights[row + i];
      const probability = (score >= 0 ? 1 : small) / (1 + small);
      const target = codes[row + i];
      loss += weight * (Math.max(score, 0) + Math.log1p(small) - target * score);
      scores2[i] = (probability - target) * weight / totalWeight;
    }
    return loss;
  }
  /** As {@link #logisticLoss}. */
  #softmaxLoss(row, count) {
    const { codes, weights } = this.#problem;
    const scores2 = this.#scores;
    const totalWeight = this.#totalWeight;
    const { outputs } = this;
    let loss = 0;
    for (let i = 0, at = 0; i < count; i++, at += outputs) {
      let max = scores2[at];
      for (let k = at + 1; k < at + outputs; k++) max = Math.max(max, scores2[k]);
      for (let k = at; k < at + outputs; k++) scores2[k] -= max;
      loss -= weights[row + i] * scores2[at + codes[row + i]];
    }
    this.#unit.exponentials(scores2, count * outputs);
    for (let i = 0, at = 0; i < count; i++, at += outputs) {
      let sum = 0;
      for (let k = at; k < at + outputs; k++) sum += scores2[k];
      const weight = weights[row + i];
      loss += weight * Math.log(sum);
      const scale = weight / totalWeight;
      const share = scale / sum;
      for (let k = at; k < at + outputs; k++) scores2[k] *= share;
      scores2[at + codes[row + i]] -= scale;
    }
    return loss;
  }
};

// libs/classical/src/linear/saga.ts
function saga(problem, tol, maxIter, seed) {
  const { X, codes, nClasses, weights, fitIntercept } = problem;
  const [rows2, columns] = X.shape;
  const outputs = nClasses === 2 ? 1 : nClasses;
  const step = stepLength(problem);
  const decay = 1 - step * problem.l2 / rows2;
  const shrinkage = step * problem.l1 / rows2;
  const random = new Xorshift(Math.max(seed, 1));
  const coef = new Float64Array(outputs * columns);
  const before2 = new Float64Array(coef.length);
  const intercept = new Float64Array(outputs);
  const memory = new Float64Array(rows2 * outputs);
  const sum = new Float64Array(coef.length);
  const interceptSum = new Float64Array(outputs);
  const seen = new Uint8Array(rows2);
  let seenCount = 0;
  const gradient = new Float64Array(outputs);
  for (let pass = 1; pass <= maxIter; pass++) {
    for (let draw = 0; draw < rows2; draw++) {
      const row = random.nextInteger(0, rows2);
      seenCount += 1 - seen[row];
      seen[row] = 1;
      scores(X.data, row * columns, columns, coef, intercept, gradient);
      toGradient(gradient, codes[row], weights[row]);
      const ownStep = step * (1 - 1 / seenCount);
      const meanStep = step / seenCount;
      for (let c = 0; c < outputs; c++) {
        const change2 = gradient[c] - memory[row * outputs + c];
        memory[row * outputs + c] = gradient[c];
        update(coef, sum, c * columns, columns, X.data, row * columns, change2, decay, ownStep, meanStep, shrinkage);
        if (!fitIntercept) continue;
        interceptSum[c] += change2;
        intercept[c] -= meanStep * interceptSum[c] + ownStep * change2;
      }
    }
    let largest2 = 0;
    let change = 0;
    for (let k = 0; k < coef.length; k++) {
      largest2 = Math.max(largest2, Math.abs(coef[k]));
      change = Math.max(change, Math.abs(coef[k] - before2[k]));
      before2[k] = coef[k];
    }
    if (Number.isNaN(largest2) || largest2 === Infinity) break;
    if (change <= tol * largest2) return { coef, intercept, nIter: pass, converged: true };
  }
  return { coef, intercept, nIter: maxIter, converged: false };
}
function stepLength({ X, l2, fitIntercept }) {
  const [rows2, columns] = X.shape;
  let largest2 = 0;
  for (let i = 0; i < rows2; i++) {
    let square = 0;
    for (let k = i * columns; k < (i + 1) * columns; k++) square += X.data[k] * X.data[k];
    largest2 = Math.max(largest2, square);
  }
  const curvature = 0.25 * (largest2 + Number(fitIntercept)) + l2 / rows2;
  return 1 / (2 * curvature + Math.min(2 * l2, curvature));
}
function scores(x, at, columns, coef, intercept, out) {
  for (let c = 0, from = 0; c < out.length; c++, from += columns) {
    let sum = 0;
    for (let k = 0; k < columns; k++) sum += coef[from + k] * x[at + k];
    out[c] = sum + intercept[c];
  }
}
function toGradient(scores2, code, weight) {
  if (scores2.length === 1) {
    scores2[0] = weight * (1 / (1 + Math.exp(-scores2[0])) - code);
    return;
  }
  let max = -Infinity;
  for (let c = 0; c < scores2.length; c++) max = Math.max(max, scores2[c]);
  let sum = 0;
  for (let c = 0; c < scores2.length; c++) sum += scores2[c] = Math.exp(scores2[c] - max);
  for (let c = 0; c < scores2.length; c++) scores2[c] = weight * scores2[c] / sum;
  scores2[code] -= weight;
}
function update(coef, sum, from, columns, x, at, change, decay, ownStep, meanStep, shrinkage) {
  for (let k = 0; k < columns; k++) {
    const correction = x[at + k] * change;
    const total = sum[from + k] + correction;
    sum[from + k] = total;
    const moved = coef[from + k] * decay - ownStep * correction - meanStep * total;
    coef[from + k] = Math.max(moved - shrinkage, 0) - Math.max(-moved - shrinkage, 0);
  }
}

// libs/classical/src/linear/logistic-regression.ts
var DEFAULTS5 = {
  C: 1,
  penalty: "l2",
  l1Ratio: 0,
  solver: "lbfgs",
  tol: 1e-4,
  maxIter: 100,
  fitIntercept: true,
  classWeight: null,
  randomState: null
};
var LogisticRegression = class extends IterativeLinearClassifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("LogisticRegression", DEFAULTS5, ITERATIVE_SCHEMA, params);
  }
  /**
   * Minimises the loss.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class
   */
  fit(X, y, options = {}) {
    const { params } = this;
    this.checkParams(params);
    const { X: matrix, rows: rows2, columns, classes, codes } = checkData(X, y);
    if (classes.length < 2) throw new DataError({ table: "y", reason: "at least two classes are needed" });
    const sampleWeight = checkSampleWeight(options.sampleWeight, rows2);
    const classWeights = computeClassWeight(params.classWeight, classes, codes, sampleWeight);
    const weights = sampleWeight.map((weight, i) => weight * classWeights[codes[i]]);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const problem = { X: matrix, codes, nClasses: classes.length, weights, fitIntercept: params.fitIntercept };
    const { coef, intercept, nIter, converged } = params.solver === "saga" ? this.#bySaga(problem) : this.#byLbfgs(problem, total);
    if (![coef, intercept].every((numbers) => numbers.every(Number.isFinite))) {
      throw new DataError({ table: "X", reason: "the solution is not finite; scale the columns first" });
    }
    const outputs = intercept.length;
    this.state = {
      classes,
      nFeaturesIn: columns,
      coef: new NdArray(coef, [outputs, columns]),
      intercept,
      nIter,
      converged
    };
    return this;
  }
  /** For each row the probability of each class: (rows, classes). @throws as `predict` */
  predictProba(X) {
    const { data, shape } = this.decisionFunction(X);
    const [rows2, outputs] = shape;
    if (outputs === 1) {
      const probabilities = new Float64Array(2 * rows2);
      for (let i = 0; i < rows2; i++) {
        probabilities[2 * i + 1] = 1 / (1 + Math.exp(-data[i]));
        probabilities[2 * i] = 1 - probabilities[2 * i + 1];
      }
      return new NdArray(probabilities, [rows2, 2]);
    }
    for (let at = 0; at < data.length; at += outputs) softmax(data, at, outputs);
    return new NdArray(data, [rows2, outputs]);
  }
  checkParams(params) {
    const { C, penalty, solver } = params;
    if (C !== Infinity) checkNumber("C", C, { min: 0, exclusive: "min" });
    if (penalty !== null) checkOneOf("penalty", penalty, ["l2", "l1", "elasticnet"]);
    checkNumber("l1Ratio", params.l1Ratio, { min: 0, max: 1 });
    checkOneOf("solver", solver, ["lbfgs", "saga"]);
    if (solver === "lbfgs" && (penalty === "l1" || penalty === "elasticnet")) {
      throw new InvalidParameterError({ parameter: "penalty", received: penalty, allowed: "'l2' or null for 'lbfgs'" });
    }
    checkNumber("tol", params.tol, { min: 0 });
    checkInteger("maxIter", params.maxIter, { min: 1 });
    checkBoolean("fitIntercept", params.fitIntercept);
    checkClassWeight(params.classWeight);
    checkRandomState(params.randomState);
  }
  #byLbfgs(problem, totalWeight) {
    const { C, penalty, tol, maxIter, fitIntercept } = this.params;
    const objective = new LogisticObjective({ ...problem, l2: penalty === null ? 0 : 1 / (C * totalWeight) });
    const { parameters, gradient, outputs, width } = objective;
    const { nIter, converged } = minimize(objective, parameters, gradient, {
      maxIter,
      gradientTolerance: tol,
      // scikit-learn's rule for the value, which would keep a smaller tolerance from having any effect.
      valueTolerance: 64 * Number.EPSILON * Math.min(1, tol / 1e-8) ** 2
    });
    const columns = problem.X.shape[1];
    const coef = new Float64Array(outputs * columns);
    const intercept = new Float64Array(outputs);
    for (let c = 0; c < outputs; c++) {
      coef.set(parameters.subarray(c * width, c * width + columns), c * columns);
      if (fitIntercept) intercept[c] = parameters[c * width + columns];
    }
    return { coef, intercept, nIter, converged };
  }
  #bySaga(problem) {
    const { C, penalty, l1Ratio, tol, maxIter, randomState } = this.params;
    const share = penalty === "l1" ? 1 : penalty === "elasticnet" ? l1Ratio : 0;
    const strength = penalty === null ? 0 : 1 / C;
    const seed = RandomState.from(randomState).nextInteger(1, 2147483647);
    return saga({ ...problem, l1: strength * share, l2: strength * (1 - share) }, tol, maxIter, seed);
  }
};
function softmax(values2, from, count) {
  let max = -Infinity;
  for (let k = from; k < from + count; k++) max = Math.max(max, values2[k]);
  let sum = 0;
  for (let k = from; k < from + count; k++) sum += values2[k] = Math.exp(values2[k] - max);
  for (let k = from; k < from + count; k++) values2[k] /= sum;
}

// libs/classical/src/naive-bayes/gaussian-nb.ts
var DEFAULTS6 = { priors: null, varSmoothing: 1e-9 };
var SCHEMA5 = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("columns"),
  theta: field.matrix("classes", "columns"),
  var: field.matrix("classes", "columns", { min: Number.MIN_VALUE }),
  classPrior: field.floats("classes", { min: 0, max: 1 }),
  classCount: field.floats("classes", { min: 0 }),
  epsilon: field.number({ min: 0 })
};
var GaussianNB = class extends Classifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("GaussianNB", DEFAULTS6, SCHEMA5, params);
  }
  /** (classes, columns) means. */
  get theta() {
    return this.state.theta;
  }
  /** (classes, columns) variances, smoothed. */
  get var() {
    return this.state.var;
  }
  /** How likely each class is before a row is seen. */
  get classPrior() {
    return this.state.classPrior;
  }
  /** (Weighted) number of training rows of each class. */
  get classCount() {
    return this.state.classCount;
  }
  /** What was added to every variance. */
  get epsilon() {
    return this.state.epsilon;
  }
  /**
   * @throws InvalidParameterError for priors or smoothing out of range; DataError where a variance is 0 even with
   *   smoothing (every column is constant, or there is no smoothing) or overflows, and for a class whose weights are all 0
   */
  fit(X, y, options = {}) {
    this.checkParams(this.params);
    const { X: matrix, codes, classes, rows: rows2, columns } = checkData(X, y);
    checkPriors(this.params.priors, classes.length);
    const weights = checkSampleWeight(options.sampleWeight, rows2);
    const { data } = matrix;
    const size = classes.length * columns;
    const theta = new Float64Array(size);
    const variance = new Float64Array(size);
    const count = new Float64Array(classes.length);
    for (let i = 0, k = 0; i < rows2; i++) {
      const at = codes[i] * columns;
      count[codes[i]] += weights[i];
      for (let j = 0; j < columns; j++, k++) theta[at + j] += weights[i] * data[k];
    }
    const empty = count.indexOf(0);
    if (empty >= 0) {
      throw new DataError({ table: "sampleWeight", reason: `all weights of class ${String(classes[empty])} are 0` });
    }
    for (let k = 0; k < size; k++) theta[k] /= count[Math.floor(k / columns)];
    for (let i = 0, k = 0; i < rows2; i++) {
      const at = codes[i] * columns;
      for (let j = 0; j < columns; j++, k++) {
        const deviation = data[k] - theta[at + j];
        variance[at + j] += weights[i] * (deviation * deviation);
      }
    }
    const epsilon = this.params.varSmoothing * Math.max(...columnVariances(matrix));
    for (let k = 0; k < size; k++) {
      variance[k] = variance[k] / count[Math.floor(k / columns)] + epsilon;
      if (variance[k] > 0 && variance[k] < Infinity) continue;
      const what = variance[k] > 0 || Number.isNaN(variance[k]) ? "overflows" : "is 0, with nothing to smooth it by";
      const label = String(classes[Math.floor(k / columns)]);
      throw new DataError({ table: "X", column: k % columns, reason: `the variance within class ${label} ${what}` });
    }
    const total = count.reduce((sum, n) => sum + n, 0);
    const priors = this.params.priors;
    this.state = {
      classes,
      nFeaturesIn: columns,
      theta: new NdArray(theta, [classes.length, columns]),
      var: new NdArray(variance, [classes.length, columns]),
      classPrior: priors ? Float64Array.from(priors) : count.map((n) => n / total),
      classCount: count,
      epsilon
    };
    return this;
  }
  /** (rows, classes) probabilities. */
  predictProba(X) {
    return softmaxRows(this.#jointLogLikelihood(this.checkX(X)));
  }
  predictCodes(X) {
    return argmaxRows(this.#jointLogLikelihood(X));
  }
  checkParams({ priors, varSmoothing }) {
    checkPriors(priors);
    checkNumber("varSmoothing", varSmoothing, { min: 0 });
  }
  #jointLogLikelihood(X) {
    const { theta, var: variance, classPrior, classes } = this.state;
    const [rows2, columns] = X.shape;
    const out = new Float64Array(rows2 * classes.length);
    for (let c = 0; c < classes.length; c++) {
      const at = c * columns;
      let constant = 0;
      for (let j = at; j < at + columns; j++) constant += Math.log(2 * Math.PI * variance.data[j]);
      constant = Math.log(classPrior[c]) - 0.5 * constant;
      for (let i = 0; i < rows2; i++) {
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          const deviation = X.data[i * columns + j] - theta.data[at + j];
          sum += deviation * deviation / variance.data[at + j];
        }
        out[i * classes.length + c] = Math.max(constant - 0.5 * sum, -Number.MAX_VALUE);
      }
    }
    return new NdArray(out, [rows2, classes.length]);
  }
};
function columnVariances({ data, shape: [rows2, columns] }) {
  const mean2 = new Float64Array(columns);
  for (let i = 0, k = 0; i < rows2; i++) for (let j = 0; j < columns; j++, k++) mean2[j] += data[k];
  for (let j = 0; j < columns; j++) mean2[j] /= rows2;
  const squares = new Float64Array(columns);
  for (let i = 0, k = 0; i < rows2; i++) {
    for (let j = 0; j < columns; j++, k++) squares[j] += (data[k] - mean2[j]) * (data[k] - mean2[j]);
  }
  return squares.map((sum) => sum / rows2);
}

// libs/classical/src/neighbors/best.ts
var Best = class {
  #k;
  #values;
  indices;
  count = 0;
  /** The k-th smallest value so far; `Infinity` until there are k. */
  worst = Infinity;
  constructor(k) {
    this.#k = k;
    this.#values = new Float64Array(k);
    this.indices = new Int32Array(k);
  }
  /** How many are kept. */
  get size() {
    return this.#k;
  }
  clear() {
    this.count = 0;
    this.worst = Infinity;
  }
  offer(value, index) {
    const values2 = this.#values;
    const { indices } = this;
    if (this.count < this.#k) {
      let at = this.count++;
      while (at > 0) {
        const parent = at - 1 >> 1;
        if (!before(values2[parent], indices[parent], value, index)) break;
        values2[at] = values2[parent];
        indices[at] = indices[parent];
        at = parent;
      }
      values2[at] = value;
      indices[at] = index;
    } else if (before(value, index, values2[0], indices[0])) {
      this.#sink(value, index, this.#k);
    }
    if (this.count === this.#k) this.worst = values2[0];
  }
  /** Moves the values out, smallest first. */
  drain(outValues, outIndices, at) {
    for (let size = this.count; size > 0; size--) {
      outValues[at + size - 1] = this.#values[0];
      outIndices[at + size - 1] = this.indices[0];
      this.#sink(this.#values[size - 1], this.indices[size - 1], size - 1);
    }
  }
  /** Replaces the top of a heap of `size` and lets it sink to its place. */
  #sink(value, index, size) {
    const values2 = this.#values;
    const { indices } = this;
    let at = 0;
    for (; ; ) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(values2[child], indices[child], values2[child + 1], indices[child + 1])) child++;
      if (!before(value, index, values2[child], indices[child])) break;
      values2[at] = values2[child];
      indices[at] = indices[child];
      at = child;
    }
    values2[at] = value;
    indices[at] = index;
  }
};
function before(a, i, b, j) {
  return a < b || a === b && i < j;
}

// libs/classical/src/neighbors/kd-tree.ts
var LEAF = 16;
var KdTree = class {
  #columns;
  /** Positions of the rows, box by box, and their values in that order. */
  #order;
  #values;
  /** For each box, in preorder, its first row and the one after its last, and the box after it and those within it. */
  #from = [];
  #to = [];
  #next = [];
  /** For each box the lowest and the highest value of each column. */
  #low;
  #high;
  constructor({ data, shape: [rows2, columns] }) {
    this.#columns = columns;
    this.#order = Int32Array.from({ length: rows2 }, (_, i) => i);
    const boxes = 4 * Math.ceil(rows2 / LEAF) + 1;
    this.#low = new Float64Array(boxes * columns);
    this.#high = new Float64Array(boxes * columns);
    this.#build(data, 0, rows2);
    this.#values = new Float64Array(rows2 * columns);
    this.#order.forEach((row, k) => {
      this.#values.set(data.subarray(row * columns, (row + 1) * columns), k * columns);
    });
  }
  /** Offers `best` every row that may be among the nearest to the query at `at`: squared distances, and positions. */
  search(query, at, best) {
    this.#visit(0, query, at, best);
  }
  #visit(box, query, at, best) {
    const columns = this.#columns;
    if (this.#next[box] === box + 1) {
      const values2 = this.#values;
      for (let k = this.#from[box]; k < this.#to[box]; k++) {
        let sum = 0;
        for (let j = 0, v = k * columns; j < columns; j++, v++) {
          const difference = query[at + j] - values2[v];
          sum += difference * difference;
        }
        if (sum <= best.worst) best.offer(sum, this.#order[k]);
      }
      return;
    }
    const first = box + 1;
    const second = this.#next[first];
    const toFirst = this.#distance(first, query, at);
    const toSecond = this.#distance(second, query, at);
    const [near, far] = toFirst <= toSecond ? [first, second] : [second, first];
    if (Math.min(toFirst, toSecond) <= best.worst) this.#visit(near, query, at, best);
    if (Math.max(toFirst, toSecond) <= best.worst) this.#visit(far, query, at, best);
  }
  /**
   * The squared distance of a query from a box. Summed as the distances of rows are, it is never above that of a row in
   * the box, rounding included.
   */
  #distance(box, query, at) {
    let sum = 0;
    for (let j = 0, k = box * this.#columns; j < this.#columns; j++, k++) {
      const value = query[at + j];
      const difference = value < this.#low[k] ? this.#low[k] - value : value > this.#high[k] ? value - this.#high[k] : 0;
      sum += difference * difference;
    }
    return sum;
  }
  #build(data, from, to) {
    const columns = this.#columns;
    const box = this.#from.length;
    this.#from.push(from);
    this.#to.push(to);
    this.#next.push(0);
    let widest = 0;
    let spread = -1;
    for (let j = 0; j < columns; j++) {
      let low = Infinity;
      let high = -Infinity;
      for (let k = from; k < to; k++) {
        const value = data[this.#order[k] * columns + j];
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      this.#low[box * columns + j] = low;
      this.#high[box * columns + j] = high;
      if (high - low > spread) {
        spread = high - low;
        widest = j;
      }
    }
    if (to - from > LEAF && spread > 0) {
      const middle = from + to >> 1;
      this.#halve(data, widest, from, to - 1, middle);
      this.#build(data, from, middle);
      this.#build(data, middle, to);
    }
    this.#next[box] = this.#from.length;
  }
  /** Reorders rows so that those before `middle` have no larger value of a column than those after it (C. A. R. Hoare). */
  #halve(data, column, from, to, middle) {
    const columns = this.#columns;
    const order = this.#order;
    const valueOf = (k) => data[order[k] * columns + column];
    let low = from;
    let high = to;
    while (low < high) {
      const [a, b, c] = [valueOf(low), valueOf(low + high >> 1), valueOf(high)];
      const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
      let i = low;
      let j = high;
      while (i <= j) {
        while (valueOf(i) < pivot) i++;
        while (valueOf(j) > pivot) j--;
        if (i > j) break;
        const row = order[i];
        order[i++] = order[j];
        order[j--] = row;
      }
      if (middle <= j) high = j;
      else if (middle >= i) low = i;
      else return;
    }
  }
};

// libs/classical/src/neighbors/nearest-rows.ts
var DIRECTIONS = 23;
var WIDTH2 = DIRECTIONS + 1;
var TREE = { columns: 7, rows: 200 };
var BLOCK = 32;
var BOUNDS = 4e6;
var CHUNK3 = 512;
var SAMPLE = 512;
var ITERATIONS = 4;
var REST = 4e-8;
var NearestRows = class {
  #rows;
  #columns;
  #data;
  #center;
  #directions;
  /** What sketches are multiplied by, so that the longest one of a row is 1. */
  #unit;
  /**
   * For each row |x|^2, |x| and its sketch: its coordinates along the directions, then the length of the rest. `null`
   * where there are too few columns, or squares overflow.
   */
  #bounds;
  #block;
  #tree;
  #sample = { k: 0, rows: new Int32Array(0) };
  /** @param X - the rows; they are viewed, not copied, and must stay as they are */
  constructor(X) {
    const [rows2, columns] = X.shape;
    this.#rows = rows2;
    this.#columns = columns;
    this.#data = X.data;
    this.#center = mean(X);
    this.#directions = columns > DIRECTIONS ? mainDirections(X, this.#center) : identity(columns);
    this.#block = Math.max(1, Math.min(BLOCK, Math.floor(BOUNDS / rows2)));
    this.#tree = columns <= TREE.columns && rows2 >= TREE.rows ? new KdTree(X) : null;
    const longest = this.#longest();
    this.#unit = 1 / longest;
    const usable2 = !this.#tree && this.#directions.shape[0] > 0 && longest > 1e-140 && longest < 1e140;
    this.#bounds = usable2 ? this.#makeBounds() : null;
  }
  /** The `k` nearest rows to each row of `Q`, `k` at most the number of rows. */
  query(Q, k) {
    const queries = Q.shape[0];
    const distances = new Float64Array(queries * k);
    const indices = new Int32Array(queries * k);
    const best = new Best(k);
    if (this.#tree) {
      for (let q = 0; q < queries; q++) {
        best.clear();
        this.#tree.search(Q.data, q * this.#columns, best);
        best.drain(distances, indices, q * k);
      }
    } else if (this.#bounds) this.#queryByBounds(this.#bounds, Q, k, best, distances, indices);
    else for (let q = 0; q < queries; q++) this.#searchAll(Q.data, q, best, distances, indices);
    for (let i = 0; i < distances.length; i++) distances[i] = Math.sqrt(distances[i]);
    return { distances, indices };
  }
  /** The length of the longest row, from the centre. */
  #longest() {
    let largest2 = 0;
    for (let i = 0, k = 0; i < this.#rows; i++) {
      let square = 0;
      for (let j = 0; j < this.#columns; j++, k++) square += (this.#data[k] - this.#center[j]) ** 2;
      largest2 = Math.max(largest2, square);
    }
    return Math.sqrt(largest2);
  }
  #makeBounds() {
    const bounds = new SingleProducts(this.#rows, WIDTH2 + 2, this.#block);
    bounds.fillColumn(0, Infinity);
    this.#sketch(this.#data, 0, this.#rows, (i, square, sketch, at) => {
      bounds.setRow(i, 0, square * (1 - 1.1 * (bounds.error + REST)));
      bounds.setRow(i, 1, Math.sqrt(square));
      for (let d = 0; d < WIDTH2; d++) bounds.setRow(i, 2 + d, sketch[at + d]);
    });
    return bounds;
  }
  #queryByBounds(bounds, Q, k, best, distances, indices) {
    const queries = Q.shape[0];
    const lowest2 = new Best(k);
    const squares = new Float64Array(this.#block);
    for (let from = 0; from < queries; from += this.#block) {
      const count = Math.min(this.#block, queries - from);
      this.#sketch(Q.data, from, count, (q, square, sketch, at) => {
        bounds.setVector(q, 0, 1);
        bounds.setVector(q, 1, -2.2 * (bounds.error + REST) * Math.sqrt(square));
        for (let d = 0; d < WIDTH2; d++) bounds.setVector(q, 2 + d, -2 * sketch[at + d]);
        squares[q] = square;
      });
      const products3 = bounds.multiply(count);
      for (let q = 0; q < count; q++) {
        if (!(squares[q] < 1e30)) {
          this.#searchAll(Q.data, from + q, best, distances, indices);
          continue;
        }
        best.clear();
        this.#search(bounds, q, products3, squares[q], Q.data, (from + q) * this.#columns, lowest2, best);
        best.drain(distances, indices, (from + q) * k);
      }
    }
  }
  /**
   * Sketches some rows, and hands over each one's number (from 0), the squared length of the row from the centre, and
   * where its sketch begins.
   */
  #sketch(data, from, count, take) {
    const columns = this.#columns;
    const center = this.#center;
    const unit = this.#unit;
    const used = this.#directions.shape[0];
    const sketch = new Float64Array(WIDTH2);
    for (let first = 0; first < count; first += CHUNK3) {
      const size = Math.min(CHUNK3, count - first);
      const centered = new Float64Array(size * columns);
      for (let i = 0, k = 0, source = (from + first) * columns; i < size; i++) {
        for (let j = 0; j < columns; j++, k++, source++) centered[k] = (data[source] - center[j]) * unit;
      }
      const along = multiplyTransposed(new NdArray(centered, [size, columns]), this.#directions).data;
      for (let i = 0; i < size; i++) {
        const square = squaredLength(centered, i * columns, columns);
        let rest = square;
        for (let d = 0; d < used; d++) {
          sketch[d] = along[i * used + d];
          rest -= sketch[d] * sketch[d];
        }
        sketch[DIRECTIONS] = Math.sqrt(Math.max(0, rest));
        take(first + i, square, sketch, 0);
      }
    }
  }
  /** Every eighth row, or all if these would be few. */
  #sampleFor(k) {
    if (this.#sample.k === k) return this.#sample.rows;
    const step = this.#rows >= 8 * k ? 8 : 1;
    const rows2 = Int32Array.from({ length: Math.ceil(this.#rows / step) }, (_, n) => n * step);
    this.#sample = { k, rows: rows2 };
    return rows2;
  }
  /** One query, without bounds. */
  #searchAll(queries, q, best, distances, indices) {
    best.clear();
    for (let i = 0; i < this.#rows; i++) this.#consider(queries, q * this.#columns, i, best);
    best.drain(distances, indices, q * (distances.length / (queries.length / this.#columns)));
  }
  /** One query, with its bounds: the squared distances of its sketch from those of the rows, less its own square. */
  #search(bounds, q, products3, square, queries, at, lowest2, best) {
    const first = q * bounds.chunk;
    const sample = this.#sampleFor(best.size);
    this.#considerLowest(products3, first, sample, sample.length, queries, at, lowest2, best);
    const scale = this.#unit * this.#unit;
    const own = square - 1e-12 * (square + 1);
    let limit = best.worst * scale - own;
    const { positions, count } = bounds.below(q, limit);
    if (count > 4 * best.size) {
      this.#considerLowest(products3, first, positions, count, queries, at, lowest2, best);
      limit = best.worst * scale - own;
    }
    for (let n = 0; n < count; n++) {
      const i = positions[n];
      if (products3[first + i] > limit) continue;
      this.#consider(queries, at, i, best);
      limit = best.worst * scale - own;
    }
  }
  /** Considers those of some rows that have the smallest bounds, as many as are wanted; they then have none. */
  #considerLowest(products3, first, positions, count, queries, at, lowest2, best) {
    lowest2.clear();
    let limit = Infinity;
    for (let n = 0; n < count; n++) {
      const bound = products3[first + positions[n]];
      if (bound >= limit) continue;
      lowest2.offer(bound, positions[n]);
      limit = lowest2.worst;
    }
    for (let s = 0; s < lowest2.count; s++) {
      const i = lowest2.indices[s];
      this.#consider(queries, at, i, best);
      products3[first + i] = Infinity;
    }
  }
  /** Offers row `i` with its squared distance, summed in the order of the columns, unless it is too far. */
  #consider(query, at, i, best) {
    const data = this.#data;
    const columns = this.#columns;
    const start = i * columns;
    const enough = best.worst * (1 + (columns + 8) * Number.EPSILON);
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let j = 0;
    for (; j + 3 < columns; j += 4) {
      const d0 = query[at + j] - data[start + j];
      const d1 = query[at + j + 1] - data[start + j + 1];
      const d2 = query[at + j + 2] - data[start + j + 2];
      const d3 = query[at + j + 3] - data[start + j + 3];
      sum0 += d0 * d0;
      sum1 += d1 * d1;
      sum2 += d2 * d2;
      sum3 += d3 * d3;
    }
    if (sum0 + sum1 + (sum2 + sum3) > enough) return;
    let sum = 0;
    for (j = 0; j < columns; j++) {
      const difference = query[at + j] - data[start + j];
      sum += difference * difference;
    }
    best.offer(sum, i);
  }
};
function identity(columns) {
  const out = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) out[j * columns + j] = 1;
  return new NdArray(out, [columns, columns]);
}
function mean(X) {
  const [rows2, columns] = X.shape;
  const out = new Float64Array(columns);
  for (let i = 0, k = 0; i < rows2; i++) for (let j = 0; j < columns; j++, k++) out[j] += X.data[k];
  for (let j = 0; j < columns; j++) out[j] /= rows2;
  return out;
}
function mainDirections(X, center) {
  const [rows2, columns] = X.shape;
  const step = Math.ceil(rows2 / SAMPLE);
  const size = Math.ceil(rows2 / step);
  const centered = new Float64Array(size * columns);
  let longest = 0;
  for (let i = 0, k = 0; i < rows2; i += step) {
    for (let j = 0; j < columns; j++, k++) {
      centered[k] = X.data[i * columns + j] - center[j];
      longest = Math.max(longest, Math.abs(centered[k]));
    }
  }
  if (!(longest > 0 && longest < Infinity)) return new NdArray(new Float64Array(0), [0, columns]);
  for (let k = 0; k < centered.length; k++) centered[k] /= longest;
  const sample = new NdArray(centered, [size, columns]);
  const turned = transposed(sample);
  let directions = orthonormal(new RandomState(0).standardNormal(DIRECTIONS * columns), columns);
  for (let iteration = 0; iteration < ITERATIONS && directions.length > 0; iteration++) {
    const along = multiplyTransposed(new NdArray(directions, [directions.length / columns, columns]), sample);
    directions = orthonormal(multiplyTransposed(along, turned).data, columns);
  }
  return new NdArray(directions, [directions.length / columns, columns]);
}
function orthonormal(vectors2, columns) {
  const out = new Float64Array(vectors2.length);
  let kept = 0;
  for (let at = 0; at < vectors2.length; at += columns) {
    const vector = vectors2.slice(at, at + columns);
    const before2 = norm(vector);
    if (!(before2 > 0 && before2 < Infinity)) continue;
    for (let j = 0; j < columns; j++) vector[j] /= before2;
    for (let round = 0; round < 2; round++) {
      for (let other = 0; other < kept; other += columns) {
        let dot9 = 0;
        for (let j = 0; j < columns; j++) dot9 += vector[j] * out[other + j];
        for (let j = 0; j < columns; j++) vector[j] -= dot9 * out[other + j];
      }
      const length3 = norm(vector);
      if (!(length3 > 1e-8)) {
        vector.fill(0);
        break;
      }
      for (let j = 0; j < columns; j++) vector[j] /= length3;
    }
    if (norm(vector) > 0.5) {
      out.set(vector, kept);
      kept += columns;
    }
  }
  return out.slice(0, kept);
}
function norm(vector) {
  return Math.sqrt(squaredLength(vector, 0, vector.length));
}
function squaredLength(data, at, length3) {
  let sum = 0;
  for (let j = at; j < at + length3; j++) sum += data[j] * data[j];
  return sum;
}

// libs/classical/src/neighbors/k-neighbors-classifier.ts
var DEFAULTS7 = { nNeighbors: 5, weights: "uniform", tieBreak: "first" };
var SCHEMA6 = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("nFeaturesIn"),
  fitX: field.matrix("nSamplesFit", "nFeaturesIn"),
  fitY: field.integers("nSamplesFit", { min: 0, below: "classes" })
};
var KNeighborsClassifier = class extends Classifier {
  #search = null;
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("KNeighborsClassifier", DEFAULTS7, SCHEMA6, params);
  }
  /** How many rows `fit` saw. */
  get nSamplesFit() {
    return this.state.fitY.length;
  }
  /** @throws InvalidParameterError for parameters out of range, and for weights, which it does not know */
  fit(X, y, options = {}) {
    this.checkParams(this.params);
    refuseSampleWeight(this.type, options.sampleWeight);
    const { X: matrix, codes, classes, columns } = checkData(X, y);
    const fitX = new NdArray(matrix.data.slice(), matrix.shape);
    this.#search = null;
    this.state = { classes, nFeaturesIn: columns, fitX, fitY: codes };
    return this;
  }
  /**
   * The nearest training rows of each row.
   *
   * @param options.nNeighbors - how many; default the parameter
   * @throws InvalidParameterError for more neighbours than training rows; DataError if a squared distance overflows
   */
  kneighbors(X, options = {}) {
    return this.#nearest(this.checkX(X), options.nNeighbors ?? this.params.nNeighbors);
  }
  /** (rows, classes) shares of the neighbours' votes, each row summing to 1. */
  predictProba(X) {
    return this.#votes(this.checkX(X));
  }
  predictCodes(X) {
    const { tieBreak } = this.params;
    const { classes, fitY } = this.state;
    return argmaxRows(this.#votes(X), tieBreak === "prior" ? classPriors(fitY, classes.length) : null);
  }
  checkParams({ nNeighbors, weights, tieBreak }) {
    checkTieBreak(tieBreak);
    checkInteger("nNeighbors", nNeighbors, { min: 1 });
    checkOneOf("weights", weights, ["uniform", "distance"]);
  }
  #nearest(X, k) {
    const { fitX, fitY } = this.state;
    checkInteger("nNeighbors", k, { min: 1 });
    if (k > fitY.length) {
      throw new InvalidParameterError({
        parameter: "nNeighbors",
        received: k,
        allowed: `at most ${fitY.length}, the number of training rows`
      });
    }
    this.#search ??= new NearestRows(fitX);
    const { distances, indices } = this.#search.query(X, k);
    for (let row = 0; row < X.shape[0]; row++) {
      if (distances[(row + 1) * k - 1] < Infinity) continue;
      throw new DataError({ table: "X", row, reason: "squared distances overflow; scale the columns first" });
    }
    const shape = [X.shape[0], k];
    return { distances: new NdArray(distances, shape), indices: new NdArray(indices, shape) };
  }
  #votes(X) {
    this.checkParams(this.params);
    const { classes, fitY } = this.state;
    const k = this.params.nNeighbors;
    const { distances, indices } = this.#nearest(X, k);
    const rows2 = X.shape[0];
    const votes = new Float64Array(rows2 * classes.length);
    const weighted = this.params.weights === "distance";
    for (let i = 0; i < rows2; i++) {
      const at = i * classes.length;
      const coincides = weighted && 1 / distances.data[i * k] === Infinity;
      let total = 0;
      for (let n = i * k; n < (i + 1) * k; n++) {
        const reciprocal = 1 / distances.data[n];
        const vote = !weighted ? 1 : coincides ? Number(reciprocal === Infinity) : reciprocal;
        votes[at + fitY[indices.data[n]]] += vote;
        total += vote;
      }
      for (let c = at; c < at + classes.length; c++) votes[c] /= total;
    }
    return new NdArray(votes, [rows2, classes.length]);
  }
};

// libs/classical/src/neural-network/mlp-params.ts
var ACTIVATIONS = ["identity", "logistic", "tanh", "relu"];
var NORM_PLACES = ["none", "beforeLinear", "afterLinear"];
function checkMlpParams(params) {
  const { hiddenLayerSizes, batchSize, solver, dropout } = params;
  if (!Array.isArray(hiddenLayerSizes)) {
    const allowed = "an array with the number of neurons of each hidden layer";
    throw new InvalidParameterError({ parameter: "hiddenLayerSizes", received: hiddenLayerSizes, allowed });
  }
  hiddenLayerSizes.forEach((size, l) => checkInteger(`hiddenLayerSizes[${l}]`, size, { min: 1 }));
  checkOneOf("activation", params.activation, ACTIVATIONS);
  checkOneOf("solver", solver, ["adam", "adamw", "sgd", "lbfgs"]);
  checkNumber("alpha", params.alpha, { min: 0 });
  if (batchSize !== "auto") checkInteger("batchSize", batchSize, { min: 1 });
  checkOneOf("learningRate", params.learningRate, ["constant", "invscaling", "adaptive", "plateau"]);
  checkNumber("learningRateInit", params.learningRateInit, { min: 0, exclusive: "min" });
  checkNumber("powerT", params.powerT, { min: 0 });
  checkInteger("maxIter", params.maxIter, { min: 1 });
  checkBoolean("shuffle", params.shuffle);
  checkRandomState(params.randomState);
  checkNumber("tol", params.tol, { min: 0 });
  checkNumber("momentum", params.momentum, { min: 0, max: 1 });
  checkBoolean("nesterovsMomentum", params.nesterovsMomentum);
  checkBoolean("earlyStopping", params.earlyStopping);
  checkNumber("validationFraction", params.validationFraction, { min: 0, max: 1, exclusive: "both" });
  checkNumber("beta1", params.beta1, { min: 0, max: 1, exclusive: "max" });
  checkNumber("beta2", params.beta2, { min: 0, max: 1, exclusive: "max" });
  checkNumber("epsilon", params.epsilon, { min: 0, exclusive: "min" });
  if (params.nIterNoChange !== Infinity) checkInteger("nIterNoChange", params.nIterNoChange, { min: 1 });
  checkInteger("maxFun", params.maxFun, { min: 1 });
  checkOneOf("batchNorm", params.batchNorm, NORM_PLACES);
  checkBoolean("inputNorm", params.inputNorm);
  checkNumber("normMomentum", params.normMomentum, { min: 0, max: 1 });
  checkNumber("normEpsilon", params.normEpsilon, { min: 0, exclusive: "min" });
  if (Array.isArray(dropout)) {
    if (dropout.length !== hiddenLayerSizes.length) {
      const allowed = `a number, or ${hiddenLayerSizes.length} numbers, one for each hidden layer`;
      throw new InvalidParameterError({ parameter: "dropout", received: dropout, allowed });
    }
    dropout.forEach((share, l) => checkNumber(`dropout[${l}]`, share, { min: 0, max: 1, exclusive: "max" }));
  } else checkNumber("dropout", dropout, { min: 0, max: 1, exclusive: "max" });
  checkNumber("weightDecay", params.weightDecay, { min: 0 });
  checkOneOf("initialWeights", params.initialWeights, ["glorot", "fanIn"]);
  checkOneOf("validationMetric", params.validationMetric, ["accuracy", "loss"]);
  checkNumber("plateauFactor", params.plateauFactor, { min: 0, max: 1, exclusive: "both" });
  checkInteger("plateauPatience", params.plateauPatience, { min: 0 });
  if (solver === "lbfgs") refuseForLbfgs(params);
}
function sharesOf({ dropout, hiddenLayerSizes }) {
  return typeof dropout === "number" ? hiddenLayerSizes.map(() => dropout) : dropout;
}
function refuseForLbfgs(params) {
  const wanted = {
    batchNorm: params.batchNorm === "none",
    inputNorm: !params.inputNorm,
    dropout: sharesOf(params).every((share) => share === 0),
    weightDecay: params.weightDecay === 0
  };
  for (const [parameter, fits] of Object.entries(wanted)) {
    if (fits) continue;
    const received = params[parameter];
    throw new InvalidParameterError({ parameter, received, allowed: "its default with solver 'lbfgs'" });
  }
}

// libs/classical/src/neural-network/stages/activate.ts
var Activate = class {
  #kind;
  #size;
  #unit;
  #values = new Float64Array(0);
  constructor(kind, size, unit) {
    this.#kind = kind;
    this.#size = size;
    this.#unit = unit;
  }
  forward(values2, count) {
    const length3 = count * this.#size;
    this.#values = values2;
    if (this.#kind === "relu") for (let k = 0; k < length3; k++) values2[k] = Math.max(values2[k], 0);
    else if (this.#kind === "tanh") for (let k = 0; k < length3; k++) values2[k] = Math.tanh(values2[k]);
    else if (this.#kind === "logistic") logistic(this.#unit, values2, length3);
    return values2;
  }
  backward(delta, count) {
    const length3 = count * this.#size;
    const values2 = this.#values;
    if (this.#kind === "relu") for (let k = 0; k < length3; k++) delta[k] = values2[k] === 0 ? 0 : delta[k];
    else if (this.#kind === "tanh") for (let k = 0; k < length3; k++) delta[k] *= 1 - values2[k] * values2[k];
    else if (this.#kind === "logistic") for (let k = 0; k < length3; k++) delta[k] *= values2[k] * (1 - values2[k]);
    return delta;
  }
};
function logistic(unit, values2, count) {
  for (let k = 0; k < count; k++) values2[k] = -values2[k];
  unit.exponentials(values2, count);
  for (let k = 0; k < count; k++) values2[k] = 1 / (1 + values2[k]);
}
function softmax2(unit, values2, count, outputs) {
  for (let at = 0; at < count * outputs; at += outputs) {
    let max = values2[at];
    for (let k = at + 1; k < at + outputs; k++) max = Math.max(max, values2[k]);
    for (let k = at; k < at + outputs; k++) values2[k] -= max;
  }
  unit.exponentials(values2, count * outputs);
  for (let at = 0; at < count * outputs; at += outputs) {
    let sum = 0;
    for (let k = at; k < at + outputs; k++) sum += values2[k];
    for (let k = at; k < at + outputs; k++) values2[k] /= sum;
  }
}

// libs/classical/src/neural-network/stages/batch-norm.ts
var BatchNorm = class {
  #norm;
  #gradient;
  #options;
  #values;
  /** Inputs less their mean, over their deviation. */
  #standard;
  #mean;
  #factor;
  constructor(norm3, gradient, options) {
    const size = norm3.scale.length;
    this.#norm = norm3;
    this.#gradient = gradient;
    this.#options = options;
    this.#values = options.unit.float64(options.batch * size);
    this.#standard = options.unit.float64(options.batch * size);
    this.#mean = new Float64Array(size);
    this.#factor = new Float64Array(size);
  }
  forward(input, count, training) {
    const { scale, shift, mean: mean2, variance } = this.#norm;
    const { epsilon } = this.#options;
    const size = scale.length;
    const factor = this.#factor;
    const values2 = this.#values;
    if (training) return this.#train(input, count);
    for (let j = 0; j < size; j++) factor[j] = scale[j] / Math.sqrt(variance[j] + epsilon);
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) values2[k] = (input[k] - mean2[j]) * factor[j] + shift[j];
    }
    return values2;
  }
  backward(delta, count, total, needed) {
    const { scale } = this.#norm;
    const gradient = this.#gradient;
    const standard = this.#standard;
    const size = scale.length;
    gradient.scale.fill(0);
    gradient.shift.fill(0);
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) {
        gradient.scale[j] += delta[k] * standard[k];
        gradient.shift[j] += delta[k];
      }
    }
    if (needed) {
      for (let i = 0, k = 0; i < count; i++) {
        for (let j = 0; j < size; j++, k++) {
          const rest = delta[k] - (gradient.shift[j] + standard[k] * gradient.scale[j]) / count;
          delta[k] = scale[j] * this.#factor[j] * rest;
        }
      }
    }
    for (let j = 0; j < size; j++) {
      gradient.scale[j] /= total;
      gradient.shift[j] /= total;
    }
    return delta;
  }
  #train(input, count) {
    const { scale, shift, mean: mean2, variance } = this.#norm;
    const { epsilon, momentum } = this.#options;
    const size = scale.length;
    const batchMean = this.#mean.fill(0);
    const factor = this.#factor.fill(0);
    const standard = this.#standard;
    const values2 = this.#values;
    for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < size; j++) batchMean[j] += input[k++];
    for (let j = 0; j < size; j++) batchMean[j] /= count;
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) {
        standard[k] = input[k] - batchMean[j];
        factor[j] += standard[k] * standard[k];
      }
    }
    for (let j = 0; j < size; j++) {
      mean2[j] += momentum * (batchMean[j] - mean2[j]);
      variance[j] += momentum * (factor[j] / (count - 1) - variance[j]);
      factor[j] = 1 / Math.sqrt(factor[j] / count + epsilon);
    }
    for (let i = 0, k = 0; i < count; i++) {
      for (let j = 0; j < size; j++, k++) {
        standard[k] *= factor[j];
        values2[k] = standard[k] * scale[j] + shift[j];
      }
    }
    return values2;
  }
};

// libs/classical/src/neural-network/stages/dense.ts
var Dense = class {
  #layer;
  #gradient;
  #alpha;
  #unit;
  #sums;
  #inputDelta;
  #transposed;
  #input = new Float64Array(0);
  /**
   * @param alpha - factor of half the squared weights
   * @param batch - how many rows at a time at most
   * @param transposed - memory for `batch * outputs` numbers that others may use as well
   */
  constructor(layer, gradient, options) {
    const { alpha, batch, unit, transposed: transposed2, first } = options;
    this.#layer = layer;
    this.#gradient = gradient;
    this.#alpha = alpha;
    this.#unit = unit;
    this.#sums = unit.float64(batch * layer.outputs);
    this.#inputDelta = unit.float64(first ? 0 : batch * layer.inputs);
    this.#transposed = transposed2;
  }
  forward(input, count) {
    const { inputs: inputs2, outputs, weights, intercepts } = this.#layer;
    const sums = this.#sums;
    this.#input = input;
    this.#unit.products(input, count, weights, outputs, inputs2, sums);
    for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < outputs; j++) sums[k++] += intercepts[j];
    return sums;
  }
  backward(delta, count, total, needed) {
    this.#ownGradient(delta, count, total);
    if (!needed) return delta;
    const { inputs: inputs2, outputs, weights } = this.#layer;
    const transposed2 = this.#transposed;
    for (let i = 0; i < count; i++) for (let j = 0; j < outputs; j++) transposed2[j * count + i] = delta[i * outputs + j];
    const before2 = this.#inputDelta;
    before2.fill(0);
    this.#unit.addWeightedRows(transposed2, outputs, count, weights, inputs2, before2);
    return before2;
  }
  #ownGradient(delta, count, total) {
    const { inputs: inputs2, outputs, weights } = this.#layer;
    const gradient = this.#gradient;
    const alpha = this.#alpha;
    gradient.weights.fill(0);
    this.#unit.addWeightedRows(delta, count, outputs, this.#input, inputs2, gradient.weights);
    for (let k = 0; k < weights.length; k++) gradient.weights[k] = (gradient.weights[k] + alpha * weights[k]) / total;
    gradient.intercepts.fill(0);
    for (let i = 0, k = 0; i < count; i++) for (let j = 0; j < outputs; j++) gradient.intercepts[j] += delta[k++];
    for (let j = 0; j < outputs; j++) gradient.intercepts[j] /= total;
  }
};

// libs/classical/src/neural-network/stages/dropout.ts
var Dropout = class {
  #share;
  #size;
  #draws;
  #values;
  #mask;
  constructor(share, size, options) {
    this.#share = share;
    this.#size = size;
    this.#draws = options.draws;
    this.#values = options.unit.float64(options.batch * size);
    this.#mask = options.unit.float64(options.batch * size);
  }
  forward(input, count, training) {
    if (!training) return input;
    const length3 = count * this.#size;
    const drawn = this.#draws.randomSample(length3);
    const kept = 1 / (1 - this.#share);
    const mask = this.#mask;
    const values2 = this.#values;
    for (let k = 0; k < length3; k++) {
      mask[k] = drawn[k] < this.#share ? 0 : kept;
      values2[k] = input[k] * mask[k];
    }
    return values2;
  }
  backward(delta, count) {
    const length3 = count * this.#size;
    const mask = this.#mask;
    for (let k = 0; k < length3; k++) delta[k] *= mask[k];
    return delta;
  }
};

// libs/classical/src/neural-network/network.ts
var Network = class {
  layers;
  norms;
  /** All weights, layer by layer, all intercepts, scale and shift of all norms; and the gradient by them. */
  parameters;
  gradient;
  /** Running means and variances of all norms. */
  statistics;
  #alpha;
  #batch;
  #unit;
  #input;
  #delta;
  #stages;
  constructor(options) {
    const { sizes, activation, batch, alpha = 0, batchNorm = "none", inputNorm = false, dropout } = options;
    const normOptions = options.norm ?? { momentum: 0.1, epsilon: 1e-5 };
    this.#alpha = alpha;
    this.#batch = batch;
    const inputs2 = sizes.slice(0, -1);
    const outputs = sizes.slice(1);
    const hidden = sizes.slice(1, -1);
    const widths = normSizes(sizes, batchNorm, inputNorm);
    const sum = (numbers) => numbers.reduce((total, n) => total + n, 0);
    const counts = { weights: sum(inputs2.map((n, l) => n * outputs[l])), intercepts: sum(outputs), norms: sum(widths) };
    const all = counts.weights + counts.intercepts + 2 * counts.norms;
    const values2 = sizes[0] + sum(outputs) + sum(inputs2) + 2 * counts.norms + 2 * sum(hidden) + 2 * Math.max(...sizes);
    const arrays = 8 + 4 * sizes.length + 6 * widths.length;
    this.#unit = Products.create(8 * (2 * all + batch * values2) + 16 * arrays);
    this.parameters = this.#unit.float64(all);
    this.gradient = this.#unit.float64(all);
    this.statistics = new Float64Array(2 * counts.norms);
    this.layers = layersOf(this.parameters, sizes, counts.weights);
    this.norms = normsOf(this.parameters, this.statistics, widths);
    for (const { scale, variance } of this.norms) [scale, variance].forEach((ones) => ones.fill(1));
    const layerGradients = layersOf(this.gradient, sizes, counts.weights);
    const normGradients = normsOf(this.gradient, this.statistics, widths);
    this.#input = this.#unit.float64(batch * sizes[0]);
    this.#delta = this.#unit.float64(batch * outputs.at(-1));
    const unit = this.#unit;
    const transposed2 = unit.float64(batch * Math.max(...sizes));
    const stages = [];
    let norm3 = 0;
    const addNorm = () => {
      stages.push(new BatchNorm(this.norms[norm3], normGradients[norm3], { ...normOptions, batch, unit }));
      norm3++;
    };
    if (inputNorm) addNorm();
    this.layers.forEach((layer, l) => {
      const isHidden = l < hidden.length;
      if (isHidden && batchNorm === "beforeLinear") addNorm();
      const first = stages.length === 0;
      stages.push(new Dense(layer, layerGradients[l], { alpha, batch, unit, transposed: transposed2, first }));
      if (!isHidden) return;
      if (batchNorm === "afterLinear") addNorm();
      stages.push(new Activate(activation, layer.outputs, unit));
      const share = dropout?.shares[l] ?? 0;
      if (dropout && share > 0) stages.push(new Dropout(share, layer.outputs, { batch, unit, draws: dropout.draws }));
    });
    this.#stages = stages;
  }
  /** The output for rows, (rows, outputs). */
  predict(data, rows2) {
    const width = this.layers[0].inputs;
    const outputs = this.layers.at(-1).outputs;
    const out = new Float64Array(rows2 * outputs);
    for (let row = 0; row < rows2; row += this.#batch) {
      const count = Math.min(this.#batch, rows2 - row);
      this.#input.set(data.subarray(row * width, (row + count) * width));
      out.set(this.#forward(count, false).subarray(0, count * outputs), row * outputs);
    }
    return out;
  }
  /**
   * The mean loss of some rows plus penalty; {@link gradient} is set to its gradient.
   *
   * @param rows - which rows of `data`
   * @param codes - class of each row of `data`
   * @param weights - of each row of `data`
   */
  lossAndGradient(data, rows2, codes, weights) {
    const count = rows2.length;
    const width = this.layers[0].inputs;
    let total = 0;
    for (let i = 0; i < count; i++) {
      this.#input.set(data.subarray(rows2[i] * width, (rows2[i] + 1) * width), i * width);
      total += weights ? weights[rows2[i]] : 1;
    }
    const output = this.#forward(count, true);
    const loss = this.#lossOf(output, rows2, codes, weights, total);
    let squares = 0;
    for (const layer of this.layers) for (let k = 0; k < layer.weights.length; k++) squares += layer.weights[k] ** 2;
    let delta = this.#delta;
    for (let s = this.#stages.length - 1; s >= 0; s--) delta = this.#stages[s].backward(delta, count, total, s > 0);
    return loss + 0.5 * this.#alpha * squares / total;
  }
  #forward(count, training) {
    let values2 = this.#input;
    for (const stage of this.#stages) values2 = stage.forward(values2, count, training);
    const { outputs } = this.layers.at(-1);
    if (outputs === 1) logistic(this.#unit, values2, count);
    else softmax2(this.#unit, values2, count, outputs);
    return values2;
  }
  /** The mean loss, and its derivatives (times the total weight) by the weighted sums of the last layer. */
  #lossOf(output, rows2, codes, weights, total) {
    const { outputs } = this.layers.at(-1);
    const delta = this.#delta;
    let loss = 0;
    for (let i = 0, k = 0; i < rows2.length; i++) {
      const code = codes[rows2[i]];
      const weight = weights ? weights[rows2[i]] : 1;
      loss += weight * logLossOf(output, i, outputs, code);
      for (let j = 0; j < outputs; j++, k++) {
        const target = outputs === 1 ? code : Number(j === code);
        delta[k] = weight * (output[k] - target);
      }
    }
    return loss / total;
  }
};
function normSizes(sizes, batchNorm, inputNorm) {
  const hidden = sizes.length - 2;
  const first = batchNorm === "beforeLinear" ? 0 : 1;
  return [...inputNorm ? [sizes[0]] : [], ...batchNorm === "none" ? [] : sizes.slice(first, first + hidden)];
}
function logLossOf(output, i, outputs, code) {
  const probability = outputs === 1 ? code === 1 ? output[i] : 1 - output[i] : output[i * outputs + code];
  return -Math.log(Math.min(Math.max(probability, Number.EPSILON), 1 - Number.EPSILON));
}
function layersOf(numbers, sizes, weightCount) {
  let weightAt = 0;
  let interceptAt = weightCount;
  return sizes.slice(1).map((outputs, l) => {
    const inputs2 = sizes[l];
    const weights = numbers.subarray(weightAt, weightAt + inputs2 * outputs);
    const intercepts = numbers.subarray(interceptAt, interceptAt + outputs);
    weightAt += inputs2 * outputs;
    interceptAt += outputs;
    return { inputs: inputs2, outputs, weights, intercepts };
  });
}
function normsOf(numbers, statistics, sizes) {
  let at = 0;
  const learned = numbers.subarray(numbers.length - statistics.length);
  return sizes.map((size) => {
    const parts = [learned, statistics].map((array) => [0, size].map((half) => array.subarray(at + half, at + half + size)));
    at += 2 * size;
    return { scale: parts[0][0], shift: parts[0][1], mean: parts[1][0], variance: parts[1][1] };
  });
}

// libs/classical/src/neural-network/plateau.ts
var Plateau = class {
  #patience;
  #best = -Infinity;
  #bad = 0;
  constructor({ plateauPatience }) {
    this.#patience = plateauPatience;
  }
  /** Takes the score of a pass; true if the rate is to fall now. Scores below 0 are losses with their sign turned. */
  falls(score) {
    const bar = this.#best === -Infinity ? this.#best : this.#best * (1 + Math.sign(this.#best) * 1e-4);
    if (score > bar) {
      this.#best = score;
      this.#bad = 0;
    } else this.#bad++;
    if (this.#bad <= this.#patience) return false;
    this.#bad = 0;
    return true;
  }
};
function lowered(rate, factor) {
  return rate - rate * factor > 1e-8 ? rate * factor : rate;
}

// libs/classical/src/neural-network/optimizers.ts
var Adam = class {
  #options;
  #mean;
  #square;
  #rate;
  #steps = 0;
  constructor(size, options) {
    this.#options = options;
    this.#mean = new Float64Array(size);
    this.#square = new Float64Array(size);
    this.#rate = options.learningRateInit;
  }
  step(parameters, gradient) {
    const { beta1, beta2, epsilon, weightDecay, decoupled } = this.#options;
    const mean2 = this.#mean;
    const square = this.#square;
    this.#steps++;
    const root = Math.sqrt(1 - beta2 ** this.#steps);
    const rate = this.#rate * root / (1 - beta1 ** this.#steps);
    const added = decoupled || weightDecay > 0 ? epsilon * root : epsilon;
    const decay = decoupled ? 0 : weightDecay;
    const kept = decoupled ? 1 - this.#rate * weightDecay : 1;
    for (let k = 0; k < parameters.length; k++) {
      const g = gradient[k] + decay * parameters[k];
      const m = beta1 * mean2[k] + (1 - beta1) * g;
      const v = beta2 * square[k] + (1 - beta2) * (g * g);
      mean2[k] = m;
      square[k] = v;
      parameters[k] = kept * parameters[k] - rate * m / (Math.sqrt(v) + added);
    }
  }
  passEnds() {
  }
  stalls() {
    return true;
  }
  lowerRate(factor) {
    this.#rate = lowered(this.#rate, factor);
  }
};
var GradientDescent = class {
  #options;
  #velocity;
  #rate;
  constructor(size, options) {
    this.#options = options;
    this.#velocity = new Float64Array(size);
    this.#rate = options.learningRateInit;
  }
  step(parameters, gradient) {
    const { momentum, nesterovsMomentum, weightDecay } = this.#options;
    const velocity = this.#velocity;
    const rate = this.#rate;
    for (let k = 0; k < parameters.length; k++) {
      const step = rate * (gradient[k] + weightDecay * parameters[k]);
      const next = momentum * velocity[k] - step;
      velocity[k] = next;
      parameters[k] += nesterovsMomentum ? momentum * next - step : next;
    }
  }
  passEnds(rowsSeen) {
    const { learningRate, learningRateInit, powerT } = this.#options;
    if (learningRate === "invscaling") this.#rate = learningRateInit / (rowsSeen + 1) ** powerT;
  }
  stalls() {
    if (this.#options.learningRate !== "adaptive" || this.#rate <= 1e-6) return true;
    this.#rate /= 5;
    return false;
  }
  lowerRate(factor) {
    this.#rate = lowered(this.#rate, factor);
  }
};

// libs/classical/src/neural-network/validation.ts
var Validation = class _Validation {
  #data;
  #codes;
  #weights;
  constructor(data, codes, weights) {
    this.#data = data;
    this.#codes = codes;
    this.#weights = weights;
  }
  /** Some rows of a table. */
  static take(data, columns, codes, rows2, weights) {
    const taken = new Float64Array(rows2.length * columns);
    rows2.forEach((row, k) => taken.set(data.subarray(row * columns, (row + 1) * columns), k * columns));
    return new _Validation(
      taken,
      rows2.map((row) => codes[row]),
      weights && Float64Array.from(rows2, (row) => weights[row])
    );
  }
  /** The weighted share of rows that is predicted right, or their mean log loss. */
  measure(network, metric) {
    const rows2 = this.#codes.length;
    const output = network.predict(this.#data, rows2);
    const predicted = codesOfOutput(output, rows2);
    const outputs = output.length / rows2;
    let sum = 0;
    let all = 0;
    for (let i = 0; i < rows2; i++) {
      const weight = this.#weights ? this.#weights[i] : 1;
      all += weight;
      if (metric === "loss") sum += weight * logLossOf(output, i, outputs, this.#codes[i]);
      else if (predicted[i] === this.#codes[i]) sum += weight;
    }
    return sum / all;
  }
};
function checkValidation([X, y], columns, classes) {
  const matrix = checkMatrix(X, columns, "validationData[0]");
  const codes = codesOf(y, classes, "validationData[1]");
  const rows2 = matrix.shape[0];
  if (codes.length !== rows2) {
    const expected = `${rows2} labels, one for each row of validationData[0]`;
    throw new ShapeError({ array: "validationData[1]", received: [codes.length], expected });
  }
  const row = codes.indexOf(-1);
  if (row >= 0) throw new DataError({ table: "validationData[1]", row, reason: "a label that y does not have" });
  return new Validation(matrix.data, codes, null);
}
function codesOfOutput(output, rows2) {
  if (output.length === rows2) return Int32Array.from(output, (value) => Number(value > 0.5));
  return argmaxRows(new NdArray(output, [rows2, output.length / rows2]));
}

// libs/classical/src/neural-network/train-by-batches.ts
function trainByBatches(network, data, { weights, batch, random, validation: given }, params) {
  const { X, rows: rows2, codes } = data;
  const { parameters, gradient, statistics, norms } = network;
  const optimizer = optimizerOf(params, parameters.length);
  const all = Int32Array.from({ length: rows2 }, (_, i) => i);
  const parted = params.earlyStopping && !given ? partition(all, data, weights, params, random) : null;
  const validation = parted?.validation ?? given;
  let order = parted?.kept ?? all;
  const count = order.length;
  const size = Math.min(batch, count);
  const end = norms.length > 0 && count % size === 1 ? count - 1 : count;
  if (end === 0 || norms.length > 0 && size < 2) {
    throw new DataError({ table: "X", reason: "batches of one row cannot be normalised; raise batchSize" });
  }
  const plateau = params.learningRate === "plateau" ? new Plateau(params) : null;
  const sign = params.validationMetric === "loss" ? -1 : 1;
  const losses = [];
  const scores2 = [];
  let best = { parameters: parameters.slice(), statistics: statistics.slice() };
  let bestLoss = Infinity;
  let bestScore = -Infinity;
  let withoutGain = 0;
  let converged = false;
  while (losses.length < params.maxIter && !converged) {
    if (params.shuffle) {
      const before2 = order;
      const places = random.permutation(count);
      order = places.map((place) => before2[place]);
    }
    let loss = 0;
    for (let from = 0; from < end; from += size) {
      const rowsOfBatch = order.subarray(from, Math.min(from + size, end));
      loss += network.lossAndGradient(X.data, rowsOfBatch, codes, weights) * rowsOfBatch.length;
      optimizer.step(parameters, gradient);
    }
    loss /= end;
    losses.push(loss);
    if (!Number.isFinite(loss)) break;
    const measured = validation?.measure(network, params.validationMetric);
    if (measured !== void 0) scores2.push(measured);
    if (measured !== void 0 && params.earlyStopping) {
      const score = sign * measured;
      withoutGain = score < bestScore + params.tol ? withoutGain + 1 : 0;
      if (score > bestScore) {
        bestScore = score;
        best = { parameters: parameters.slice(), statistics: statistics.slice() };
      }
    } else {
      withoutGain = loss > bestLoss - params.tol ? withoutGain + 1 : 0;
      bestLoss = Math.min(bestLoss, loss);
    }
    optimizer.passEnds(losses.length * count);
    if (plateau?.falls(measured === void 0 ? -loss : sign * measured)) optimizer.lowerRate(params.plateauFactor);
    if (withoutGain > params.nIterNoChange) {
      converged = optimizer.stalls();
      withoutGain = 0;
    }
  }
  if (params.earlyStopping) {
    parameters.set(best.parameters);
    statistics.set(best.statistics);
  }
  return {
    lossCurve: Float64Array.from(losses),
    loss: losses.at(-1),
    validationScores: validation && Float64Array.from(scores2),
    nIter: losses.length,
    converged
  };
}
function optimizerOf(params, size) {
  return params.solver === "sgd" ? new GradientDescent(size, params) : new Adam(size, { ...params, decoupled: params.solver === "adamw" });
}
function partition(all, { X, columns, classes, codes }, weights, params, random) {
  const stratify = classes.length === 2 ? codes : null;
  const options = { testSize: params.validationFraction, randomState: random, stratify };
  const [kept, apart] = trainTestSplit([all], options);
  if (apart.length < 2) {
    throw new DataError({ table: "X", reason: "too few rows for validation; raise validationFraction" });
  }
  return { kept, validation: Validation.take(X.data, columns, codes, apart, weights) };
}

// libs/classical/src/neural-network/mlp-classifier.ts
var DEFAULTS8 = {
  hiddenLayerSizes: [100],
  activation: "relu",
  solver: "adam",
  alpha: 1e-4,
  batchSize: "auto",
  learningRate: "constant",
  learningRateInit: 1e-3,
  powerT: 0.5,
  maxIter: 200,
  shuffle: true,
  randomState: null,
  tol: 1e-4,
  momentum: 0.9,
  nesterovsMomentum: true,
  earlyStopping: false,
  validationFraction: 0.1,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  nIterNoChange: 10,
  maxFun: 15e3,
  batchNorm: "none",
  inputNorm: false,
  normMomentum: 0.1,
  normEpsilon: 1e-5,
  dropout: 0,
  weightDecay: 0,
  initialWeights: "glorot",
  validationMetric: "accuracy",
  plateauFactor: 0.1,
  plateauPatience: 10
};
var SCHEMA7 = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("features"),
  layers: field.list(
    "layers",
    field.object({ coef: field.matrix("inputs", "outputs"), intercept: field.floats("outputs") })
  ),
  activation: field.string(),
  batchNorm: field.added(field.string(), "none"),
  inputNorm: field.added(field.boolean(), false),
  normEpsilon: field.added(field.number({ min: 0 }), 1e-5),
  norms: field.added(
    field.list(
      "norms",
      field.object({
        scale: field.floats("normed"),
        shift: field.floats("normed"),
        mean: field.floats("normed"),
        variance: field.floats("normed", { min: 0 })
      })
    ),
    []
  ),
  lossCurve: field.floats("losses"),
  loss: field.number(),
  validationScores: field.optional(field.floats("losses", { min: 0 })),
  nIter: field.integer({ min: 0 }),
  converged: field.boolean()
};
var MLPClassifier = class extends Classifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("MLPClassifier", DEFAULTS8, SCHEMA7, params);
  }
  /** For each layer but the first its (inputs, outputs) weights. */
  get coefs() {
    return this.state.layers.map(({ coef }) => coef);
  }
  /** For each layer but the first its intercepts. */
  get intercepts() {
    return this.state.layers.map(({ intercept }) => intercept);
  }
  /** The loss of the last pass (with `'lbfgs'`, at the end). */
  get loss() {
    return this.state.loss;
  }
  /** The mean loss of each pass; empty with `'lbfgs'`. */
  get lossCurve() {
    return this.state.lossCurve;
  }
  /**
   * With `earlyStopping` or `validationData`, the share of validation rows that was predicted right after each pass (with
   * `validationMetric: 'loss'` their mean log loss); otherwise `null`.
   */
  get validationScores() {
    return this.state.validationScores;
  }
  /** How many numbers were learned: weights, intercepts, scales and shifts of normalisation. */
  get nParameters() {
    const { layers, norms } = this.state;
    const ofLayers = layers.reduce((sum, { coef, intercept }) => sum + coef.size + intercept.length, 0);
    return norms.reduce((sum, { scale }) => sum + 2 * scale.length, ofLayers);
  }
  /** How many passes over the rows were made, or iterations of `'lbfgs'`. */
  get nIter() {
    return this.state.nIter;
  }
  /** Whether training came to its end by itself: false if it ran out of iterations. */
  get converged() {
    return this.state.converged;
  }
  /**
   * Trains the network.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class, too few rows for validation, or values so large that weights overflow
   */
  fit(X, y, options = {}) {
    const { params } = this;
    this.checkParams(params);
    const data = checkData(X, y);
    const { rows: rows2, columns, classes } = data;
    if (classes.length < 2) throw new DataError({ table: "y", reason: "at least two classes are needed" });
    const weights = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows2);
    const apart = options.validationData == null ? null : checkValidation(options.validationData, columns, classes);
    const random = RandomState.from(params.randomState);
    const limit = params.batchSize === "auto" ? 200 : params.batchSize;
    const batch = params.solver === "lbfgs" ? rows2 : Math.min(limit, rows2);
    const network = new Network({
      sizes: [columns, ...params.hiddenLayerSizes, classes.length === 2 ? 1 : classes.length],
      activation: params.activation,
      alpha: params.alpha,
      batch,
      batchNorm: params.batchNorm,
      inputNorm: params.inputNorm,
      norm: { momentum: params.normMomentum, epsilon: params.normEpsilon },
      dropout: { shares: sharesOf(params), draws: random }
    });
    for (const layer of network.layers) drawWeights(layer, params, random);
    const training = params.solver === "lbfgs" ? byLbfgs(network, data, weights, params) : trainByBatches(network, data, { weights, batch, random, validation: apart }, params);
    if (!network.parameters.every(Number.isFinite) || !Number.isFinite(training.loss)) {
      throw new DataError({ table: "X", reason: "the weights are not finite; scale the columns first" });
    }
    this.state = {
      classes,
      nFeaturesIn: columns,
      layers: network.layers.map(({ inputs: inputs2, outputs, weights: rowsOfWeights, intercepts }) => ({
        coef: new NdArray(new NdArray(rowsOfWeights, [outputs, inputs2]).transpose().toContiguous(), [inputs2, outputs]),
        intercept: intercepts.slice()
      })),
      activation: params.activation,
      batchNorm: params.batchNorm,
      inputNorm: params.inputNorm,
      normEpsilon: params.normEpsilon,
      norms: network.norms.map(({ scale, shift, mean: mean2, variance }) => ({
        scale: scale.slice(),
        shift: shift.slice(),
        mean: mean2.slice(),
        variance: variance.slice()
      })),
      ...training
    };
    return this;
  }
  /** For each row the probability of each class: (rows, classes). @throws as `predict` */
  predictProba(X) {
    const matrix = this.checkX(X);
    const output = this.#output(matrix);
    const rows2 = matrix.shape[0];
    if (output.length > rows2) return new NdArray(output, [rows2, output.length / rows2]);
    const both = new Float64Array(2 * rows2);
    for (let i = 0; i < rows2; i++) {
      both[2 * i] = 1 - output[i];
      both[2 * i + 1] = output[i];
    }
    return new NdArray(both, [rows2, 2]);
  }
  predictCodes(X) {
    return codesOfOutput(this.#output(X), X.shape[0]);
  }
  checkParams(params) {
    checkMlpParams(params);
  }
  checkState(state, at) {
    if (!ACTIVATIONS.includes(state.activation)) at.fail(`unknown activation`);
    if (!NORM_PLACES.includes(state.batchNorm)) at.fail(`unknown batchNorm`);
    const outputs = state.classes.length === 2 ? 1 : state.classes.length;
    if (state.layers.length === 0) at.fail("a network needs at least one layer");
    state.layers.forEach(({ coef }, l) => {
      const inputs2 = l === 0 ? state.nFeaturesIn : state.layers[l - 1].coef.shape[1];
      if (coef.shape[0] !== inputs2) at.fail(`layers[${l}].coef must have ${inputs2} rows`);
    });
    if (state.layers.at(-1).coef.shape[1] !== outputs) at.fail(`the last layer must have ${outputs} columns`);
    const sizes = [state.nFeaturesIn, ...state.layers.map(({ intercept }) => intercept.length)];
    const expected = normSizes(sizes, state.batchNorm, state.inputNorm);
    if (state.norms.length !== expected.length) at.fail(`norms must have ${expected.length} items`);
    state.norms.forEach(({ scale }, n) => {
      if (scale.length !== expected[n]) at.fail(`norms[${n}] must have ${expected[n]} columns`);
    });
  }
  #output(X) {
    const { state } = this;
    const sizes = [state.nFeaturesIn, ...state.layers.map(({ intercept }) => intercept.length)];
    const network = new Network({
      sizes,
      activation: state.activation,
      batch: Math.min(X.shape[0], 200),
      batchNorm: state.batchNorm,
      inputNorm: state.inputNorm,
      norm: { momentum: 0, epsilon: state.normEpsilon }
    });
    network.layers.forEach((layer, l) => {
      layer.weights.set(state.layers[l].coef.transpose().toContiguous());
      layer.intercepts.set(state.layers[l].intercept);
    });
    network.norms.forEach((norm3, n) => {
      for (const key of ["scale", "shift", "mean", "variance"]) norm3[key].set(state.norms[n][key]);
    });
    return network.predict(X.data, X.shape[0]);
  }
};
function byLbfgs(network, { X, rows: rows2, codes }, weights, { maxIter, tol, maxFun }) {
  const all = Int32Array.from({ length: rows2 }, (_, i) => i);
  const objective = { evaluate: () => network.lossAndGradient(X.data, all, codes, weights) };
  const { value, nIter, converged } = minimize(objective, network.parameters, network.gradient, {
    maxIter,
    gradientTolerance: tol,
    // SciPy's own, not those that scikit-learn sets for logistic regression.
    valueTolerance: 2220446049250313e-24,
    maxTrials: 20,
    maxEvaluations: maxFun
  });
  return { lossCurve: new Float64Array(0), loss: value, validationScores: null, nIter, converged };
}
function drawWeights({ inputs: inputs2, outputs, weights, intercepts }, { activation, initialWeights }, random) {
  const glorot = Math.sqrt((activation === "logistic" ? 2 : 6) / (inputs2 + outputs));
  const bound = initialWeights === "glorot" ? glorot : 1 / Math.sqrt(inputs2);
  const drawn = random.uniform(-bound, bound, inputs2 * outputs);
  drawn.forEach((value, k) => weights[k % outputs * inputs2 + Math.floor(k / outputs)] = value);
  intercepts.set(random.uniform(-bound, bound, outputs));
}

// libs/classical/src/preprocessing/column-map.ts
function shiftAndDivide(X, shift, scale) {
  const [rows2, columns] = X.shape;
  const { data } = X;
  const out = new Float64Array(rows2 * columns);
  for (let i = 0, k = 0; i < rows2; i++) {
    for (let j = 0; j < columns; j++, k++) out[k] = (data[k] - shift[j]) / scale[j];
  }
  return new NdArray(out, [rows2, columns]);
}
function multiplyAndShift(X, scale, shift) {
  const [rows2, columns] = X.shape;
  const { data } = X;
  const out = new Float64Array(rows2 * columns);
  for (let i = 0, k = 0; i < rows2; i++) {
    for (let j = 0; j < columns; j++, k++) out[k] = data[k] * scale[j] + shift[j];
  }
  return new NdArray(out, [rows2, columns]);
}
function checkSpread(values2) {
  const column = values2.findIndex((value) => !Number.isFinite(value));
  if (column < 0) return values2;
  throw new DataError({ table: "X", column, reason: "the values spread too wide for a Float64" });
}

// libs/classical/src/preprocessing/min-max-scaler.ts
var DEFAULTS9 = { featureRange: [0, 1], clip: false };
var SCHEMA8 = {
  nFeaturesIn: field.size("columns"),
  scale: field.floats("columns"),
  min: field.floats("columns"),
  dataMin: field.floats("columns"),
  dataMax: field.floats("columns")
};
var MinMaxScaler = class extends Transformer {
  constructor(params = {}) {
    super("MinMaxScaler", DEFAULTS9, SCHEMA8, params);
  }
  /** What each column is multiplied by. */
  get scale() {
    return this.state.scale.slice();
  }
  /** What is added to each column after that. */
  get min() {
    return this.state.min.slice();
  }
  /** The smallest value of each column. */
  get dataMin() {
    return this.state.dataMin.slice();
  }
  /** The largest value of each column. */
  get dataMax() {
    return this.state.dataMax.slice();
  }
  /** `y` is not used. @throws DataError for NaN, infinite values, and a range that overflows; ShapeError for no rows */
  fit(X, _y) {
    this.checkParams(this.params);
    const matrix = checkMatrix(X);
    const [, columns] = matrix.shape;
    const { data } = matrix;
    const dataMin = data.slice(0, columns);
    const dataMax = data.slice(0, columns);
    for (let k = columns, j = 0; k < data.length; k++, j = j + 1 < columns ? j + 1 : 0) {
      if (data[k] < dataMin[j]) dataMin[j] = data[k];
      if (data[k] > dataMax[j]) dataMax[j] = data[k];
    }
    const [low, high] = this.params.featureRange;
    const range3 = checkSpread(dataMax.map((max, j) => max - dataMin[j]));
    const scale = range3.map((r) => (high - low) / (r < 10 * Number.EPSILON ? 1 : r));
    const min = checkSpread(dataMin.map((value, j) => low - value * scale[j]));
    this.state = { nFeaturesIn: columns, scale, min, dataMin, dataMax };
    return this;
  }
  /** Back to the columns' own ranges: `(x - min) / scale`. @throws as `transform` */
  inverseTransform(X) {
    const { scale, min } = this.state;
    return shiftAndDivide(checkMatrix(X, this.nFeaturesIn), min, scale);
  }
  transformMatrix(X) {
    const { scale, min } = this.state;
    const [rows2, columns] = X.shape;
    const out = new Float64Array(rows2 * columns);
    if (!this.params.clip) return multiplyAndShift(X, scale, min);
    const [low, high] = this.params.featureRange;
    for (let i = 0, k = 0; i < rows2; i++) {
      for (let j = 0; j < columns; j++, k++) {
        const value = X.data[k] * scale[j] + min[j];
        out[k] = Math.min(high, Math.max(low, value));
      }
    }
    return new NdArray(out, [rows2, columns]);
  }
  checkParams({ featureRange, clip }) {
    const isRange = Array.isArray(featureRange) && featureRange.length === 2 && featureRange.every(Number.isFinite);
    if (!isRange || featureRange[0] >= featureRange[1]) {
      const allowed = "two finite numbers, the smaller one first";
      throw new InvalidParameterError({ parameter: "featureRange", received: featureRange, allowed });
    }
    if (typeof clip !== "boolean") {
      throw new InvalidParameterError({ parameter: "clip", received: clip, allowed: "true or false" });
    }
  }
};

// libs/classical/src/preprocessing/polynomial-features.ts
var DEFAULTS10 = { degree: 2, interactionOnly: false, includeBias: true };
var SCHEMA9 = { nFeaturesIn: field.size("columns") };
var MOST = 1 << 24;
var PolynomialFeatures = class extends Transformer {
  #plan = null;
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("PolynomialFeatures", DEFAULTS10, SCHEMA9, params);
  }
  /** How many columns `transform` gives. */
  get nOutputFeatures() {
    return countTerms(this.nFeaturesIn, this.params);
  }
  /** For each output column the power of each input column: (outputs, columns). */
  get powers() {
    const columns = this.nFeaturesIn;
    const { factor, rest, from, count } = this.#terms();
    const out = new Int32Array((factor.length - from) * columns);
    for (let k = from; k < factor.length; k++) {
      for (let term = k; factor[term] >= 0; term = rest[term]) out[(k - from) * columns + factor[term]]++;
    }
    return new NdArray(out, [count, columns]);
  }
  /** `y` is not used. @throws InvalidParameterError for parameters out of range, and for too many output columns */
  fit(X, _y) {
    this.checkParams(this.params);
    const columns = checkMatrix(X).shape[1];
    const count = countTerms(columns, this.params);
    if (count > MOST) {
      const allowed = `low enough for at most ${MOST} output columns; ${columns} columns give ${count}`;
      throw new InvalidParameterError({ parameter: "degree", received: this.params.degree, allowed });
    }
    if (count === 0) {
      const allowed = "such that there are output columns";
      throw new InvalidParameterError({ parameter: "degree", received: this.params.degree, allowed });
    }
    this.state = { nFeaturesIn: columns };
    return this;
  }
  transformMatrix(X) {
    this.checkParams(this.params);
    const [rows2, columns] = X.shape;
    const { factor, rest, from, count } = this.#terms();
    const out = new Float64Array(rows2 * count);
    const values2 = new Float64Array(factor.length);
    const terms = factor.length;
    let finite = 0;
    for (let i = 0; i < rows2; i++) {
      const at = i * columns;
      for (let k = 0; k < terms; k++) {
        const column = factor[k];
        const value = column < 0 ? 1 : values2[rest[k]] * X.data[at + column];
        values2[k] = value;
        finite += value - value;
      }
      out.set(from === 0 ? values2 : values2.subarray(from), i * count);
    }
    if (finite !== 0) {
      throw new DataError({ table: "X", reason: "products of the values overflow; scale the columns first" });
    }
    return new NdArray(out, [rows2, count]);
  }
  checkParams({ degree, interactionOnly, includeBias }) {
    if (Array.isArray(degree)) {
      const [min, max] = degree;
      const fits = degree.length === 2 && Number.isInteger(min) && Number.isInteger(max) && 0 <= min && min <= max;
      if (!fits || max > 100) {
        const allowed = "two whole numbers from 0 to 100, the smaller one first";
        throw new InvalidParameterError({ parameter: "degree", received: degree, allowed });
      }
    } else checkInteger("degree", degree, { min: 0, max: 100 });
    checkBoolean("interactionOnly", interactionOnly);
    checkBoolean("includeBias", includeBias);
  }
  /** The products to make; made once for as long as the parameters stay. */
  #terms() {
    const columns = this.nFeaturesIn;
    const { degree, interactionOnly, includeBias } = this.params;
    const key = JSON.stringify([columns, degree, interactionOnly, includeBias]);
    if (countTerms(columns, this.params) > MOST) {
      const allowed = `low enough for at most ${MOST} output columns`;
      throw new InvalidParameterError({ parameter: "degree", received: degree, allowed });
    }
    if (this.#plan?.key !== key) this.#plan = { key, terms: makeTerms(columns, this.params) };
    return this.#plan.terms;
  }
};
function degrees({ degree }) {
  return typeof degree === "number" ? [0, degree] : degree;
}
function makeTerms(columns, params) {
  const [min, max] = degrees(params);
  const factor = [-1];
  const rest = [0];
  let level = { start: 0, end: 1 };
  let from = 1;
  for (let degree = 1; degree <= max; degree++) {
    const start = factor.length;
    if (degree === Math.max(1, min)) from = start;
    let first = level.start;
    for (let i = 0; i < columns; i++) {
      while (first < level.end && degree > 1 && factor[first] < i + Number(params.interactionOnly)) first++;
      for (let term = first; term < level.end; term++) {
        factor.push(i);
        rest.push(term);
      }
    }
    level = { start, end: factor.length };
  }
  if (max === 0 || from === 1) from = params.includeBias ? 0 : 1;
  else if (params.includeBias) return withBias(factor, rest, from);
  return { factor: Int32Array.from(factor), rest: Int32Array.from(rest), from, count: factor.length - from };
}
function withBias(factor, rest, from) {
  const shift = (term) => term >= from ? term + 1 : term;
  const factors = [...factor.slice(0, from), -1, ...factor.slice(from)];
  const rests = [...rest.slice(0, from), 0, ...rest.slice(from).map(shift)];
  return { factor: Int32Array.from(factors), rest: Int32Array.from(rests), from, count: factors.length - from };
}
function countTerms(columns, params) {
  const [min, max] = degrees(params);
  let count = params.includeBias ? 1 : 0;
  for (let degree = Math.max(1, min); degree <= max; degree++) {
    const of = params.interactionOnly ? columns : columns + degree - 1;
    let choose = 1;
    for (let k = 1; k <= degree; k++) choose = choose * (of - degree + k) / k;
    count += degree > of ? 0 : Math.round(choose);
  }
  return count;
}

// libs/classical/src/preprocessing/standard-scaler.ts
var DEFAULTS11 = { withMean: true, withStd: true };
var SCHEMA10 = {
  nFeaturesIn: field.size("columns"),
  mean: field.floats("columns"),
  var: field.floats("columns", { min: 0 }),
  scale: field.floats("columns", { min: Number.MIN_VALUE })
};
var StandardScaler = class extends Transformer {
  constructor(params = {}) {
    super("StandardScaler", DEFAULTS11, SCHEMA10, params);
  }
  /** Each column's mean. */
  get mean() {
    return this.state.mean.slice();
  }
  /** Each column's variance. */
  get var() {
    return this.state.var.slice();
  }
  /** What each column is divided by. */
  get scale() {
    return this.state.scale.slice();
  }
  /**
   * `y` is not used. With `sampleWeight` mean and variance are weighted.
   *
   * @throws DataError for NaN, infinite values, and a variance that overflows; ShapeError for no rows
   */
  fit(X, _y, options = {}) {
    this.checkParams(this.params);
    const matrix = checkMatrix(X);
    const [rows2, columns] = matrix.shape;
    const { data } = matrix;
    const weights = options.sampleWeight == null ? null : checkSampleWeight(options.sampleWeight, rows2);
    let total = rows2;
    const mean2 = new Float64Array(columns);
    if (weights) {
      total = 0;
      for (let i = 0, k = 0; i < rows2; i++) {
        total += weights[i];
        for (let j = 0; j < columns; j++, k++) mean2[j] += weights[i] * data[k];
      }
    } else for (let i = 0, k = 0; i < rows2; i++) for (let j = 0; j < columns; j++, k++) mean2[j] += data[k];
    for (let j = 0; j < columns; j++) mean2[j] /= total;
    const rest = new Float64Array(columns);
    const squares = new Float64Array(columns);
    for (let i = 0, k = 0; i < rows2; i++) {
      const weight = weights ? weights[i] : 1;
      for (let j = 0; j < columns; j++, k++) {
        const deviation = data[k] - mean2[j];
        rest[j] += weight * deviation;
        squares[j] += weight * (deviation * deviation);
      }
    }
    const variance = checkSpread(squares.map((sum, j) => Math.max(0, sum - rest[j] * rest[j] / total) / total));
    const scale = variance.map((v, j) => {
      const rounding = total * mean2[j] * Number.EPSILON;
      const constant = v <= total * Number.EPSILON * v + rounding * rounding;
      return constant ? 1 : Math.sqrt(v);
    });
    this.state = { nFeaturesIn: columns, mean: mean2, var: variance, scale };
    return this;
  }
  /** Back to the columns' own means and scales. @throws as `transform` */
  inverseTransform(X) {
    const { mean: mean2, scale } = this.#effective();
    return multiplyAndShift(checkMatrix(X, this.nFeaturesIn), scale, mean2);
  }
  transformMatrix(X) {
    const { mean: mean2, scale } = this.#effective();
    return shiftAndDivide(X, mean2, scale);
  }
  checkParams({ withMean, withStd }) {
    checkBoolean("withMean", withMean);
    checkBoolean("withStd", withStd);
  }
  #effective() {
    const { withMean, withStd } = this.params;
    const { mean: mean2, scale } = this.state;
    return { mean: withMean ? mean2 : mean2.map(() => 0), scale: withStd ? scale : scale.map(() => 1) };
  }
};

// libs/classical/src/linear/trust-region.ts
function minimizeByTrustRegion(objective, x, tol, maxIter) {
  const n = x.length;
  const step = new Float64Array(n);
  const residual = new Float64Array(n);
  const next = x.slice();
  const gradient = x.slice();
  const work = { direction: x.slice(), product: x.slice() };
  let value = objective.value(x);
  objective.gradient(gradient);
  const firstNorm = norm2(gradient);
  let radius = firstNorm;
  let accepted = 0;
  if (firstNorm === 0) return 0;
  while (accepted < maxIter) {
    conjugateGradients(objective, gradient, radius, step, residual, work);
    for (let k = 0; k < n; k++) next[k] = x[k] + step[k];
    const slope = dot6(gradient, step);
    const predicted = -0.5 * (slope - dot6(step, residual));
    const nextValue = objective.value(next);
    const actual = value - nextValue;
    if (!Number.isFinite(actual) || !Number.isFinite(predicted)) {
      x.fill(NaN);
      break;
    }
    const length3 = norm2(step);
    if (accepted === 0) radius = Math.min(radius, length3);
    const excess = nextValue - value - slope;
    const scale = excess <= 0 ? 4 : Math.max(0.25, -0.5 * (slope / excess));
    if (actual < 1e-4 * predicted) radius = Math.min(Math.max(scale, 0.25) * length3, 0.5 * radius);
    else if (actual < 0.25 * predicted) radius = Math.max(0.25 * radius, Math.min(scale * length3, 0.5 * radius));
    else if (actual < 0.75 * predicted) radius = Math.max(0.25 * radius, Math.min(scale * length3, 4 * radius));
    else radius = Math.max(radius, Math.min(scale * length3, 4 * radius));
    if (actual > 1e-4 * predicted) {
      accepted++;
      x.set(next);
      value = nextValue;
      objective.gradient(gradient);
      if (norm2(gradient) <= tol * firstNorm) break;
    }
    if (actual === 0 && predicted <= 0) break;
    if (Math.abs(actual) <= 1e-12 * Math.abs(value) && Math.abs(predicted) <= 1e-12 * Math.abs(value)) break;
  }
  return accepted;
}
function conjugateGradients(objective, gradient, radius, step, residual, { direction, product }) {
  const n = step.length;
  step.fill(0);
  for (let k = 0; k < n; k++) direction[k] = residual[k] = -gradient[k];
  const enough = 0.1 * norm2(gradient);
  let square = dot6(residual, residual);
  while (norm2(residual) > enough) {
    objective.hessianTimes(direction, product);
    let length3 = square / dot6(direction, product);
    addTimes2(step, length3, direction);
    if (norm2(step) > radius) {
      addTimes2(step, -length3, direction);
      const along = dot6(step, direction);
      const own = dot6(step, step);
      const directionSquare = dot6(direction, direction);
      const root = Math.sqrt(along * along + directionSquare * (radius * radius - own));
      length3 = along >= 0 ? (radius * radius - own) / (along + root) : (root - along) / directionSquare;
      addTimes2(step, length3, direction);
      addTimes2(residual, -length3, product);
      return;
    }
    addTimes2(residual, -length3, product);
    const nextSquare = dot6(residual, residual);
    const ratio = nextSquare / square;
    for (let k = 0; k < n; k++) direction[k] = residual[k] + ratio * direction[k];
    square = nextSquare;
    if (!(square > 0)) return;
  }
}
function dot6(a, b) {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
function norm2(a) {
  return Math.sqrt(dot6(a, a));
}
function addTimes2(to, factor, from) {
  for (let k = 0; k < to.length; k++) to[k] += factor * from[k];
}

// libs/classical/src/svm/bounded-random.ts
var BoundedRandom = class {
  #seed;
  #state;
  constructor(seed) {
    this.#seed = seed;
    this.#state = new RandomState(seed);
  }
  /** Starts again from the seed. */
  restart() {
    this.#state = new RandomState(this.#seed);
  }
  /** The next integer in [0, bound). */
  next(bound) {
    const threshold = (4294967296 - bound) % bound;
    for (; ; ) {
      const bits = this.#state.nextUint32();
      const low = Math.imul(bits, bound) >>> 0;
      if (low >= threshold) return highProduct(bits, bound);
    }
  }
};
function highProduct(a, b) {
  const aHigh = a >>> 16;
  const aLow = a & 65535;
  const bHigh = b >>> 16;
  const bLow = b & 65535;
  return aHigh * bHigh + Math.floor((aHigh * bLow + aLow * bHigh + Math.floor(aLow * bLow / 65536)) / 65536);
}

// libs/classical/src/svm/dual-coordinate-descent.ts
function solveLinearDual({ data, width, signs, costs, loss }, tol, maxIter, random, w) {
  const rows2 = signs.length;
  const hinge = loss === "hinge";
  const diagonal = costs.map((cost) => hinge ? 0 : 0.5 / cost);
  const bounds = costs.map((cost) => hinge ? cost : Infinity);
  const curvature = diagonal.map((value, i) => value + dot7(data, i * width, data, i * width, width));
  const alpha = new Float64Array(rows2);
  const order = Int32Array.from(signs.keys());
  let active = rows2;
  let oldMax = Infinity;
  let oldMin = -Infinity;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    let max = -Infinity;
    let min = Infinity;
    for (let k = 0; k < active; k++) swap3(order, k, k + random.next(active - k));
    for (let k = 0; k < active; k++) {
      const i = order[k];
      const gradient = dot7(data, i * width, w, 0, width) * signs[i] - 1 + alpha[i] * diagonal[i];
      let projected = gradient;
      if (alpha[i] === 0) {
        if (gradient > oldMax) {
          swap3(order, k--, --active);
          continue;
        }
        projected = Math.min(gradient, 0);
      } else if (alpha[i] === bounds[i]) {
        if (gradient < oldMin) {
          swap3(order, k--, --active);
          continue;
        }
        projected = Math.max(gradient, 0);
      }
      max = Math.max(max, projected);
      min = Math.min(min, projected);
      if (Math.abs(projected) > 1e-12) {
        const before2 = alpha[i];
        alpha[i] = Math.min(Math.max(before2 - gradient / curvature[i], 0), bounds[i]);
        const change = (alpha[i] - before2) * signs[i];
        const at = i * width;
        for (let j = 0; j < width; j++) w[j] += change * data[at + j];
      }
    }
    if (max - min <= tol) {
      if (active === rows2) return iteration;
      active = rows2;
      oldMax = Infinity;
      oldMin = -Infinity;
    } else {
      oldMax = max > 0 ? max : Infinity;
      oldMin = min < 0 ? min : -Infinity;
    }
  }
  return maxIter;
}
function dot7(x, xAt, y, yAt, width) {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let j = 0;
  for (; j + 3 < width; j += 4) {
    a += x[xAt + j] * y[yAt + j];
    b += x[xAt + j + 1] * y[yAt + j + 1];
    c += x[xAt + j + 2] * y[yAt + j + 2];
    d += x[xAt + j + 3] * y[yAt + j + 3];
  }
  for (; j < width; j++) a += x[xAt + j] * y[yAt + j];
  return a + b + (c + d);
}
function swap3(order, i, j) {
  const item = order[i];
  order[i] = order[j];
  order[j] = item;
}

// libs/classical/src/svm/squared-hinge-objective.ts
var SquaredHingeObjective = class {
  #unit;
  #rows;
  #width;
  #data;
  #w;
  #margins;
  #factors;
  #sum;
  /** The rows with a loss, one after the other, and which they are. */
  #active;
  #activeRows;
  #activeCount = 0;
  #signs;
  #costs;
  /** @param data - rows of `width` numbers */
  constructor(data, width) {
    this.#rows = data.length / width;
    this.#width = width;
    this.#unit = Products.create(8 * (2 * data.length + 2 * this.#rows + 2 * width) + 96);
    this.#data = this.#unit.float64(data.length);
    this.#data.set(data);
    this.#active = this.#unit.float64(data.length);
    this.#margins = this.#unit.float64(this.#rows);
    this.#factors = this.#unit.float64(this.#rows);
    this.#w = this.#unit.float64(width);
    this.#sum = this.#unit.float64(width);
    this.#activeRows = new Int32Array(this.#rows);
    this.#signs = new Float64Array(this.#rows);
    this.#costs = new Float64Array(this.#rows);
  }
  /** Turns to the problem with these signs, +1 or -1, and factors C of each row. */
  begin(signs, costs) {
    this.#signs = signs;
    this.#costs = costs;
  }
  value(w) {
    this.#w.set(w);
    const margins = this.#margins;
    this.#unit.products(this.#data, this.#rows, this.#w, 1, this.#width, margins);
    let value = 0;
    for (let j = 0; j < w.length; j++) value += w[j] * w[j];
    value /= 2;
    for (let i = 0; i < margins.length; i++) {
      margins[i] *= this.#signs[i];
      const missing = 1 - margins[i];
      if (missing > 0) value += this.#costs[i] * missing * missing;
    }
    return value;
  }
  gradient(out) {
    const width = this.#width;
    let count = 0;
    for (let i = 0; i < this.#rows; i++) {
      if (!(this.#margins[i] < 1)) continue;
      this.#factors[count] = this.#costs[i] * this.#signs[i] * (this.#margins[i] - 1);
      this.#active.set(this.#data.subarray(i * width, (i + 1) * width), count * width);
      this.#activeRows[count++] = i;
    }
    this.#activeCount = count;
    this.#addActive(this.#w, out);
  }
  hessianTimes(direction, out) {
    this.#w.set(direction);
    const factors = this.#factors;
    this.#unit.products(this.#active, this.#activeCount, this.#w, 1, this.#width, factors);
    for (let k = 0; k < this.#activeCount; k++) factors[k] *= this.#costs[this.#activeRows[k]];
    this.#addActive(direction, out);
  }
  /** `out` = `base` plus twice the sum of active rows times their factors. */
  #addActive(base, out) {
    this.#sum.fill(0);
    this.#unit.addWeightedRows(this.#factors, this.#activeCount, 1, this.#active, this.#width, this.#sum);
    for (let j = 0; j < out.length; j++) out[j] = base[j] + 2 * this.#sum[j];
  }
};

// libs/classical/src/svm/linear-svc.ts
var DEFAULTS12 = {
  C: 1,
  loss: "squared_hinge",
  dual: "auto",
  tol: 1e-4,
  maxIter: 1e3,
  fitIntercept: true,
  interceptScaling: 1,
  classWeight: null,
  randomState: null
};
var LinearSVC = class extends IterativeLinearClassifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("LinearSVC", DEFAULTS12, ITERATIVE_SCHEMA, params);
  }
  /**
   * Solves the problem of each class. Weights of rows multiply C.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class
   */
  fit(X, y, options = {}) {
    const { params } = this;
    this.checkParams(params);
    const { X: matrix, rows: rows2, columns, classes, codes } = checkData(X, y);
    if (classes.length < 2) throw new DataError({ table: "y", reason: "at least two classes are needed" });
    const sampleWeight = checkSampleWeight(options.sampleWeight, rows2);
    const classWeights = computeClassWeight(params.classWeight, classes, codes, sampleWeight);
    const order = rowsByClass(codes, sampleWeight, classes.length);
    const { data, width } = this.#data(matrix, order);
    const solve = this.#solver(data, width, params.dual === "auto" ? rows2 < columns : params.dual);
    const outputs = classes.length === 2 ? 1 : classes.length;
    const coef = new Float64Array(outputs * columns);
    const intercept = new Float64Array(outputs);
    let nIter = 0;
    for (let c = 0; c < outputs; c++) {
      const positive = outputs === 1 ? 1 : c;
      const signs = Float64Array.from(order, (row) => codes[row] === positive ? 1 : -1);
      const costs = Float64Array.from(order, (row) => {
        const weighed = outputs === 1 || codes[row] === positive;
        return sampleWeight[row] * params.C * (weighed ? classWeights[codes[row]] : 1);
      });
      const w = new Float64Array(width);
      nIter = Math.max(nIter, solve(signs, costs, w));
      if (!w.every(Number.isFinite)) {
        throw new DataError({ table: "X", reason: "the solution is not finite; scale the columns first" });
      }
      coef.set(w.subarray(0, columns), c * columns);
      if (params.fitIntercept) intercept[c] = params.interceptScaling * w[columns];
    }
    this.state = {
      classes,
      nFeaturesIn: columns,
      coef: new NdArray(coef, [outputs, columns]),
      intercept,
      nIter,
      converged: nIter < params.maxIter
    };
    return this;
  }
  checkParams(params) {
    checkNumber("C", params.C, { min: 0, exclusive: "min" });
    checkOneOf("loss", params.loss, ["squared_hinge", "hinge"]);
    if (params.dual !== "auto") checkBoolean("dual", params.dual);
    if (params.loss === "hinge" && params.dual === false) {
      throw new InvalidParameterError({
        parameter: "dual",
        received: false,
        allowed: "true or 'auto' with loss 'hinge'"
      });
    }
    checkNumber("tol", params.tol, { min: 0, exclusive: "min" });
    checkInteger("maxIter", params.maxIter, { min: 1 });
    checkBoolean("fitIntercept", params.fitIntercept);
    checkNumber("interceptScaling", params.interceptScaling, { min: 0, exclusive: "min" });
    checkClassWeight(params.classWeight);
    checkRandomState(params.randomState);
  }
  /** The rows in a given order, with the column that stands for the intercept behind them. */
  #data({ data, shape }, order) {
    const { fitIntercept, interceptScaling } = this.params;
    const columns = shape[1];
    const width = columns + Number(fitIntercept);
    const out = new Float64Array(order.length * width).fill(interceptScaling);
    order.forEach((row, k) => out.set(data.subarray(row * columns, (row + 1) * columns), k * width));
    return { data: out, width };
  }
  /** What solves the problem of some signs and costs, and says how many iterations that took. */
  #solver(data, width, dual) {
    const { loss, tol, maxIter, randomState } = this.params;
    const seed = RandomState.from(randomState).nextInteger(0, 2147483647);
    if (dual || loss === "hinge") {
      const random = new BoundedRandom(seed);
      return (signs, costs, w) => solveLinearDual({ data, width, signs, costs, loss }, tol, maxIter, random, w);
    }
    const objective = new SquaredHingeObjective(data, width);
    return (signs, costs, w) => {
      const positive = signs.reduce((count, sign) => count + Number(sign > 0), 0);
      const fewer = Math.max(Math.min(positive, signs.length - positive), 1);
      objective.begin(signs, costs);
      return minimizeByTrustRegion(objective, w, tol * fewer / signs.length, maxIter);
    };
  }
};
function rowsByClass(codes, weights, nClasses) {
  const members = Array.from({ length: nClasses }, () => []);
  codes.forEach((code, row) => {
    if (weights[row] > 0) members[code].push(row);
  });
  if (members.some((rows2) => rows2.length === 0)) {
    throw new DataError({ table: "sampleWeight", reason: "every class needs a row with a weight greater than 0" });
  }
  return Int32Array.from(members.flat());
}

// libs/classical/src/svm/kernel.ts
function kernelOfProducts(spec, products3, from, to) {
  const { kernel, gamma, coef0, degree } = spec;
  if (kernel === "poly") {
    for (let k = from; k < to; k++) products3[k] = power(gamma * products3[k] + coef0, degree);
  } else if (kernel === "sigmoid") {
    for (let k = from; k < to; k++) products3[k] = Math.tanh(gamma * products3[k] + coef0);
  }
}
function kernelWithSelf(spec, square) {
  if (spec.kernel === "rbf") return 1;
  const value = Float64Array.of(square);
  kernelOfProducts(spec, value, 0, 1);
  return value[0];
}
function power(base, exponent) {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

// libs/classical/src/svm/decision-values.ts
var BLOCK2 = 32;
function decisionValues(machine, data, width) {
  const { spec, vectors: vectors2, nSupport, coefficients, intercepts } = machine;
  const rows2 = data.length / width;
  const nClasses = nSupport.length;
  const nVectors = vectors2.length / width;
  const others = nClasses - 1;
  const most = nSupport.reduce((max, count) => Math.max(max, count), 0);
  const block = Math.min(BLOCK2, rows2);
  const floats = vectors2.length + coefficients.length + block * (width + most + others);
  const bytes = 8 * floats + 16 * (4 + nClasses);
  const unit = rows2 < 8 ? new PlainProducts() : Products.create(bytes);
  const allVectors = unit.float64(vectors2.length);
  allVectors.set(vectors2);
  const x = unit.float64(block * width);
  const kernel = unit.float64(block * most);
  const sums = unit.float64(block * others);
  const squares = squaredNorms(vectors2, width);
  const own = [];
  for (let c = 0, from = 0; c < nClasses; from += nSupport[c++]) {
    const part = unit.float64(others * nSupport[c]);
    for (let r = 0; r < others; r++) {
      const at = r * nVectors + from;
      part.set(coefficients.subarray(at, at + nSupport[c]), r * nSupport[c]);
    }
    own.push(part);
  }
  const pairs = intercepts.length;
  const out = new Float64Array(rows2 * pairs);
  for (let row = 0; row < rows2; row += block) {
    const count = Math.min(block, rows2 - row);
    x.set(data.subarray(row * width, (row + count) * width));
    for (let i = 0; i < count; i++) out.set(intercepts, (row + i) * pairs);
    for (let c = 0, from = 0; c < nClasses; from += nSupport[c++]) {
      const size = nSupport[c];
      const part = allVectors.subarray(from * width, (from + size) * width);
      unit.products(x, count, part, size, width, kernel);
      if (spec.kernel === "rbf") rbfOfProducts(spec.gamma, x, count, part, squares, from, width, kernel, unit);
      else kernelOfProducts(spec, kernel, 0, count * size);
      unit.products(kernel, count, own[c], others, size, sums);
      for (let i = 0; i < count; i++) {
        const to = (row + i) * pairs;
        for (let r = 0; r < others; r++) {
          const pair = r < c ? pairIndex(r, c, nClasses) : pairIndex(c, r + 1, nClasses);
          out[to + pair] += sums[i * others + r];
        }
      }
    }
  }
  return out;
}
function pairIndex(i, j, nClasses) {
  return i * nClasses - i * (i + 1) / 2 + (j - i - 1);
}
function rbfOfProducts(gamma, x, rows2, y, squares, from, width, products3, unit) {
  const size = y.length / width;
  for (let i = 0, k = 0; i < rows2; i++) {
    const square = dot8(x, i * width, x, i * width, width);
    for (let j = 0; j < size; j++, k++) {
      const sum = square + squares[from + j];
      let distance = sum - 2 * products3[k];
      if (distance < 1e-3 * sum) distance = squaredDistance2(x, i * width, y, j * width, width);
      products3[k] = -gamma * distance;
    }
  }
  unit.exponentials(products3, rows2 * size);
}
function squaredNorms(vectors2, width) {
  return Float64Array.from(
    { length: vectors2.length / width },
    (_, i) => dot8(vectors2, i * width, vectors2, i * width, width)
  );
}
function dot8(x, xAt, y, yAt, width) {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += x[xAt + j] * y[yAt + j];
  return sum;
}
function squaredDistance2(x, xAt, y, yAt, width) {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = x[xAt + j] - y[yAt + j];
    sum += difference * difference;
  }
  return sum;
}

// libs/classical/src/svm/kernel-rows.ts
var KernelRows = class {
  #spec;
  #unit;
  #data;
  #width;
  /** |x|^2 of each row. */
  #squares;
  #codes;
  /** All rows of each class, and each row's place among them. */
  #members;
  #place;
  /** Each row's kernel values with its own class. */
  #kept;
  #room;
  // What is to be computed: rows, their places in the result, and values.
  #wanted;
  #wantedPlace;
  #values;
  /**
   * @param data - rows of `width` numbers
   * @param codes - class of each row
   * @param megabytes - memory for values to keep; 0 for none
   * @param moreBytes - that others will take from {@link unit}
   */
  constructor(spec, data, codes, nClasses, megabytes, moreBytes) {
    const rows2 = codes.length;
    this.#spec = spec;
    this.#unit = Products.create(8 * data.length + 12 * rows2 + 48 + moreBytes);
    this.#data = this.#unit.float64(data.length);
    this.#data.set(data);
    this.#width = data.length / rows2;
    this.#wanted = this.#unit.int32(rows2);
    this.#wantedPlace = new Int32Array(rows2);
    this.#values = this.#unit.float64(rows2);
    this.#squares = Float64Array.from(codes, (_, i) => {
      this.#wanted[0] = i;
      this.#multiply(i, 1);
      return this.#values[0];
    });
    this.#codes = codes;
    this.#place = new Int32Array(rows2);
    this.#members = Array.from(
      { length: nClasses },
      (_, c) => Int32Array.from(codes.keys()).filter((row) => codes[row] === c)
    );
    for (const members of this.#members) members.forEach((row, place) => this.#place[row] = place);
    this.#kept = new Array(rows2).fill(null);
    this.#room = nClasses > 2 ? megabytes * 2 ** 20 / 4 : 0;
  }
  /** Where the rows live. */
  get unit() {
    return this.#unit;
  }
  /** The kernel of row `i` with itself. */
  self(i) {
    return kernelWithSelf(this.#spec, this.#squares[i]);
  }
  /** `out[k]` = kernel of row `i` and row `rows[k]`, for `k` in `[from, to)`. */
  fill(i, rows2, from, to, out) {
    const kept = this.#keep(i);
    const codes = this.#codes;
    const place = this.#place;
    const wanted = this.#wanted;
    const wantedPlace = this.#wantedPlace;
    const known = kept ? codes[i] : -1;
    let count = 0;
    for (let k = from; k < to; k++) {
      const row = rows2[k];
      if (codes[row] === known) {
        out[k] = kept[place[row]];
      } else {
        wanted[count] = row;
        wantedPlace[count++] = k;
      }
    }
    this.#compute(i, count);
    const values2 = this.#values;
    for (let k = 0; k < count; k++) out[wantedPlace[k]] = values2[k];
  }
  /** The sum of the kernel of row `i` and row `rows[k]` times `coefficients[k]`, in double precision. */
  weightedSum(i, rows2, coefficients) {
    const values2 = this.#values;
    this.#wanted.set(rows2);
    this.#compute(i, rows2.length);
    let sum = 0;
    for (let k = 0; k < rows2.length; k++) sum += coefficients[k] * values2[k];
    return sum;
  }
  #keep(i) {
    const kept = this.#kept[i];
    if (kept) return kept;
    const members = this.#members[this.#codes[i]];
    if (this.#room < members.length) return null;
    this.#room -= members.length;
    this.#wanted.set(members);
    this.#compute(i, members.length);
    const values2 = Float32Array.from(this.#values.subarray(0, members.length));
    this.#kept[i] = values2;
    return values2;
  }
  /** The kernel of row `i` with the first `count` of the wanted rows. */
  #compute(i, count) {
    this.#multiply(i, count);
    const values2 = this.#values;
    if (this.#spec.kernel !== "rbf") {
      kernelOfProducts(this.#spec, values2, 0, count);
      return;
    }
    const minusGamma = -this.#spec.gamma;
    const squares = this.#squares;
    const wanted = this.#wanted;
    const square = squares[i];
    for (let k = 0; k < count; k++) values2[k] = minusGamma * (square + squares[wanted[k]] - 2 * values2[k]);
    this.#unit.exponentials(values2, count);
  }
  #multiply(i, count) {
    const data = this.#data;
    this.#unit.dotRows(data, i * this.#width, data, this.#width, this.#wanted, 0, count, this.#values);
  }
};

// libs/classical/src/svm/platt.ts
function sigmoidProbability({ a, b }, decision) {
  const exponent = decision * a + b;
  return exponent >= 0 ? Math.exp(-exponent) / (1 + Math.exp(-exponent)) : 1 / (1 + Math.exp(exponent));
}
function fitSigmoid(decisions, signs) {
  const positive = signs.reduce((count, sign) => count + Number(sign > 0), 0);
  const negative = signs.length - positive;
  const targets = signs.map((sign) => sign > 0 ? (positive + 1) / (positive + 2) : 1 / (negative + 2));
  let a = 0;
  let b = Math.log((negative + 1) / (positive + 1));
  let value = crossEntropy(decisions, targets, a, b);
  for (let iteration = 0; iteration < 100; iteration++) {
    let haa = 1e-12;
    let hbb = 1e-12;
    let hab = 0;
    let ga = 0;
    let gb = 0;
    for (let i = 0; i < decisions.length; i++) {
      const exponent = decisions[i] * a + b;
      const small = Math.exp(-Math.abs(exponent));
      const p = (exponent >= 0 ? small : 1) / (1 + small);
      const spread = small / (1 + small) / (1 + small);
      haa += decisions[i] * decisions[i] * spread;
      hbb += spread;
      hab += decisions[i] * spread;
      const error = targets[i] - p;
      ga += decisions[i] * error;
      gb += error;
    }
    if (Math.abs(ga) < 1e-5 && Math.abs(gb) < 1e-5) break;
    const determinant = haa * hbb - hab * hab;
    const da = -(hbb * ga - hab * gb) / determinant;
    const db = -(haa * gb - hab * ga) / determinant;
    const slope = ga * da + gb * db;
    let step = 1;
    for (; step >= 1e-10; step /= 2) {
      const next = crossEntropy(decisions, targets, a + step * da, b + step * db);
      if (next < value + 1e-4 * step * slope) {
        a += step * da;
        b += step * db;
        value = next;
        break;
      }
    }
    if (step < 1e-10) break;
  }
  return { a, b };
}
function crossEntropy(decisions, targets, a, b) {
  let sum = 0;
  for (let i = 0; i < decisions.length; i++) {
    const exponent = decisions[i] * a + b;
    sum += exponent >= 0 ? targets[i] * exponent + Math.log(1 + Math.exp(-exponent)) : (targets[i] - 1) * exponent + Math.log(1 + Math.exp(exponent));
  }
  return sum;
}
function couplePairwise(pairwise, k, out) {
  const Q = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (j === i) continue;
      Q[i * k + i] += pairwise[j * k + i] * pairwise[j * k + i];
      Q[i * k + j] = -pairwise[j * k + i] * pairwise[i * k + j];
    }
  }
  const Qp = new Float64Array(k);
  out.fill(1 / k);
  const tolerance = 5e-3 / k;
  for (let iteration = 0; iteration < Math.max(100, k); iteration++) {
    let pQp = 0;
    for (let i = 0; i < k; i++) {
      Qp[i] = 0;
      for (let j = 0; j < k; j++) Qp[i] += Q[i * k + j] * out[j];
      pQp += out[i] * Qp[i];
    }
    if (Qp.every((value) => Math.abs(value - pQp) < tolerance)) return;
    for (let i = 0; i < k; i++) {
      const change = (pQp - Qp[i]) / Q[i * k + i];
      out[i] += change;
      pQp = (pQp + change * (change * Q[i * k + i] + 2 * Qp[i])) / (1 + change) / (1 + change);
      for (let j = 0; j < k; j++) {
        Qp[j] = (Qp[j] + change * Q[i * k + j]) / (1 + change);
        out[j] /= 1 + change;
      }
    }
  }
}

// libs/classical/src/svm/row-cache.ts
var RowCache = class {
  #size;
  #rows;
  /** How many entries of each row are there. */
  #lengths;
  // A ring of the rows that are there, the one used last before the end; entry `size` is the head.
  #previous;
  #next;
  #memory;
  /** @param size - how many rows and columns the matrix has */
  constructor(size, memory) {
    this.#size = size;
    this.#memory = memory;
    this.#rows = new Array(size).fill(null);
    this.#lengths = new Int32Array(size);
    this.#previous = new Int32Array(size + 1).fill(size);
    this.#next = new Int32Array(size + 1).fill(size);
  }
  /** The memory of row `i`; entries from {@link length} on are to be filled, and reported by {@link filled}. */
  row(i) {
    let row = this.#rows[i];
    if (row) {
      this.#unlink(i);
    } else {
      row = this.#memory.take();
      while (!row) {
        this.#drop(this.#next[this.#size]);
        row = this.#memory.take();
      }
      this.#rows[i] = row;
    }
    this.#link(i);
    return row;
  }
  /** How many entries of row `i` are there, from the first one on. */
  length(i) {
    return this.#lengths[i];
  }
  filled(i, length3) {
    this.#lengths[i] = length3;
  }
  /** Exchanges rows `i` and `j`, and columns `i` and `j`. */
  swap(i, j) {
    if (i === j) return;
    const rows2 = this.#rows;
    const lengths = this.#lengths;
    if (rows2[i]) this.#unlink(i);
    if (rows2[j]) this.#unlink(j);
    const row = rows2[i];
    rows2[i] = rows2[j];
    rows2[j] = row;
    const length3 = lengths[i];
    lengths[i] = lengths[j];
    lengths[j] = length3;
    if (rows2[i]) this.#link(i);
    if (rows2[j]) this.#link(j);
    const low = Math.min(i, j);
    const high = Math.max(i, j);
    for (let r = this.#next[this.#size]; r !== this.#size; ) {
      const following = this.#next[r];
      if (lengths[r] > high) {
        const values2 = rows2[r];
        const value = values2[low];
        values2[low] = values2[high];
        values2[high] = value;
      } else if (lengths[r] > low) {
        this.#drop(r);
      }
      r = following;
    }
  }
  /** Gives the memory of all rows back. */
  release() {
    while (this.#next[this.#size] !== this.#size) this.#drop(this.#next[this.#size]);
  }
  #drop(i) {
    this.#unlink(i);
    this.#memory.giveBack(this.#rows[i]);
    this.#rows[i] = null;
    this.#lengths[i] = 0;
  }
  #link(i) {
    const head = this.#size;
    const last = this.#previous[head];
    this.#next[last] = i;
    this.#previous[i] = last;
    this.#next[i] = head;
    this.#previous[head] = i;
  }
  #unlink(i) {
    this.#next[this.#previous[i]] = this.#next[i];
    this.#previous[this.#next[i]] = this.#previous[i];
  }
};
var RowMemory = class {
  #allocate;
  #free = [];
  #left;
  constructor(capacity, allocate) {
    this.#left = capacity;
    this.#allocate = allocate;
  }
  /** How many rows of a length fit some memory: two in any case, and no more than there are. */
  static capacity(length3, megabytes) {
    return Math.min(Math.max(2, Math.floor(megabytes * 2 ** 20 / (4 * length3))), Math.max(2, length3));
  }
  /** A row, or `null` if all are taken. */
  take() {
    const row = this.#free.pop();
    if (row) return row;
    if (this.#left === 0) return null;
    this.#left--;
    return this.#allocate();
  }
  giveBack(row) {
    this.#free.push(row);
  }
};

// libs/classical/src/svm/smo-loops.ts
var TAU = 1e-12;
var SmoLoops = class {
  static on(unit) {
    const exports = unit.extend(compiledModule2);
    return exports ? new WasmLoops(unit, exports) : new PlainLoops();
  }
  /** What the last loop found. */
  found = { index: -1, value: -Infinity };
  /** The largest slope that the last {@link selectSecond} saw. */
  steepestFall = -Infinity;
  keep(index, value) {
    this.found.index = index;
    this.found.value = value;
  }
  /** {@link move} for the variables from `from` on. */
  moveFrom(from, gradient, mayRise, rowI, rowJ, changeI, changeJ, count) {
    let { index, value } = this.found;
    for (let k = from; k < count; k++) {
      const moved = gradient[k] + (rowI[k] * changeI + rowJ[k] * changeJ);
      gradient[k] = moved;
      const slope = mayRise[k] - moved;
      if (slope >= value) {
        value = slope;
        index = k;
      }
    }
    this.keep(index, value);
  }
  /** {@link selectSecond} for the variables from `from` on. */
  selectFrom(from, gradient, mayFall, diagonal, row, steepest, own, count) {
    let { index, value } = this.found;
    let fall = this.steepestFall;
    for (let k = from; k < count; k++) {
      const slope = mayFall[k] + gradient[k];
      if (slope >= fall) fall = slope;
      const difference = steepest + slope;
      if (!(difference > 0)) continue;
      const curvature = own + diagonal[k] - 2 * row[k];
      const gain = difference * difference / (curvature > 0 ? curvature : TAU);
      if (gain >= value) {
        value = gain;
        index = k;
      }
    }
    this.steepestFall = fall;
    this.keep(index, value);
  }
};
var PlainLoops = class extends SmoLoops {
  move(gradient, mayRise, rowI, rowJ, changeI, changeJ, count) {
    this.keep(-1, -Infinity);
    this.moveFrom(0, gradient, mayRise, rowI, rowJ, changeI, changeJ, count);
  }
  selectSecond(gradient, mayFall, diagonal, row, steepest, own, count) {
    this.keep(-1, -Infinity);
    this.steepestFall = -Infinity;
    this.selectFrom(0, gradient, mayFall, diagonal, row, steepest, own, count);
  }
};
var WasmLoops = class extends SmoLoops {
  #exports;
  /** Two numbers in; out: the best value and its index of either lane, and the steepest falls. */
  #scratch;
  constructor(unit, exports) {
    super();
    this.#exports = exports;
    this.#scratch = unit.float64(SCRATCH);
  }
  move(gradient, mayRise, rowI, rowJ, changeI, changeJ, count) {
    const scratch2 = this.#scratch;
    const even = count & -2;
    scratch2[0] = changeI;
    scratch2[1] = changeJ;
    this.#exports.move(
      gradient.byteOffset,
      mayRise.byteOffset,
      rowI.byteOffset,
      rowJ.byteOffset,
      even,
      scratch2.byteOffset
    );
    this.#best();
    if (even < count) this.moveFrom(even, gradient, mayRise, rowI, rowJ, changeI, changeJ, count);
  }
  selectSecond(gradient, mayFall, diagonal, row, steepest, own, count) {
    const scratch2 = this.#scratch;
    const even = count & -2;
    scratch2[0] = steepest;
    scratch2[1] = own;
    this.#exports.selectSecond(
      gradient.byteOffset,
      mayFall.byteOffset,
      diagonal.byteOffset,
      row.byteOffset,
      even,
      scratch2.byteOffset
    );
    this.#best();
    this.steepestFall = Math.max(scratch2[6], scratch2[7]);
    if (even < count) this.selectFrom(even, gradient, mayFall, diagonal, row, steepest, own, count);
  }
  /** The better of the two lanes, of equals the later one. */
  #best() {
    const [, , even, odd, evenIndex, oddIndex] = this.#scratch;
    const first = even > odd || even === odd && evenIndex > oddIndex;
    this.keep(first ? evenIndex : oddIndex, first ? even : odd);
  }
};
var SCRATCH = 8;
var compiledModule2 = /* @__PURE__ */ (() => {
  let module;
  return () => module ??= new WebAssembly.Module(loopModule());
})();
function loopModule() {
  return assembleModule([
    { name: "move", parameters: 6, code: moveCode() },
    { name: "selectSecond", parameters: 6, code: selectCode() }
  ]);
}
function moveCode() {
  const code = new FunctionCode(6);
  const [gradient, mayRise, rowI, rowJ, count, scratch2] = [0, 1, 2, 3, 4, 5];
  const end = code.local(I32);
  const [changeI, changeJ, moved, slope] = [0, 1, 2, 3].map(() => code.local(V128));
  const best = bestOfLanes(code);
  code.get(scratch2).loadSplat().set(changeI).get(scratch2).loadSplat(8).set(changeJ);
  code.get(gradient).get(count).i32(3).shiftLeft().add().set(end);
  code.while(
    () => code.get(gradient).get(end).lessThan(),
    () => {
      code.get(gradient).load2();
      code.get(rowI).load2Single().get(changeI).mul2().get(rowJ).load2Single().get(changeJ).mul2().add2();
      code.add2().set(moved);
      code.get(gradient).get(moved).store2();
      code.get(mayRise).load2().get(moved).sub2().set(slope);
      best.consider(slope);
      code.increase(gradient, 16).increase(mayRise, 16).increase(rowI, 8).increase(rowJ, 8);
    }
  );
  best.store(scratch2);
  return code;
}
function selectCode() {
  const code = new FunctionCode(6);
  const [gradient, mayFall, diagonal, row, count, scratch2] = [0, 1, 2, 3, 4, 5];
  const end = code.local(I32);
  const [steepest, own, slope, fall, difference, curvature, gain] = [0, 1, 2, 3, 4, 5, 6].map(() => code.local(V128));
  const best = bestOfLanes(code);
  code.get(scratch2).loadSplat().set(steepest).get(scratch2).loadSplat(8).set(own);
  code.constant2(-Infinity).set(fall);
  code.get(gradient).get(count).i32(3).shiftLeft().add().set(end);
  code.while(
    () => code.get(gradient).get(end).lessThan(),
    () => {
      code.get(mayFall).load2().get(gradient).load2().add2().set(slope);
      code.get(slope).get(fall).get(slope).get(fall).atLeast2().choose2().set(fall);
      code.get(steepest).get(slope).add2().set(difference);
      code.get(own).get(diagonal).load2().add2().constant2(2).get(row).load2Single().mul2().sub2().set(curvature);
      code.get(curvature).constant2(TAU).get(curvature).constant2(0).greater2().choose2().set(curvature);
      code.get(difference).get(difference).mul2().get(curvature).div2().set(gain);
      best.consider(gain, () => code.get(difference).constant2(0).greater2().and2());
      code.increase(gradient, 16).increase(mayFall, 16).increase(diagonal, 16).increase(row, 8);
    }
  );
  best.store(scratch2);
  code.get(scratch2).get(fall).store2(48);
  return code;
}
function bestOfLanes(code) {
  const [value, index, at, better] = [0, 1, 2, 3].map(() => code.local(V128));
  code.constant2(-Infinity).set(value).constant2(-1).set(index);
  code.constant2(0).constant2(1).lane(0).replaceLane(1).set(at);
  return {
    consider(candidate, and) {
      code.get(candidate).get(value).atLeast2();
      and?.();
      code.set(better);
      code.get(candidate).get(value).get(better).choose2().set(value);
      code.get(at).get(index).get(better).choose2().set(index);
      code.get(at).constant2(2).add2().set(at);
    },
    store(scratch2) {
      code.get(scratch2).get(value).store2(16).get(scratch2).get(index).store2(32);
    }
  };
}

// libs/classical/src/svm/smo.ts
var SmoMemory = class {
  kernelRows;
  loops;
  rows;
  gradient;
  mayRise;
  mayFall;
  diagonal;
  /**
   * @param kernelRows - was made with {@link bytes} more
   * @param size - how many variables the largest problem has
   */
  constructor(kernelRows, size, cacheSize) {
    const { unit } = kernelRows;
    this.kernelRows = kernelRows;
    this.loops = SmoLoops.on(unit);
    this.gradient = unit.float64(size);
    this.mayRise = unit.float64(size);
    this.mayFall = unit.float64(size);
    this.diagonal = unit.float64(size);
    this.rows = new RowMemory(RowMemory.capacity(size, cacheSize), () => unit.float32(size));
  }
  static bytes(size, cacheSize) {
    return 4 * (8 * size + 16) + RowMemory.capacity(size, cacheSize) * (4 * size + 16) + 1024;
  }
};
function solveBinary(problem, options, memory) {
  const solver = new Solver(problem, options, memory);
  const nIter = solver.run();
  const solution = { coefficients: solver.coefficients(), rho: solver.rho(), nIter };
  solver.release();
  return solution;
}
var Solver = class {
  #kernelRows;
  #loops;
  #options;
  #cache;
  #n;
  #active;
  #unshrunk = false;
  // Everything below stands in the present order: the active variables first.
  #position;
  #rows;
  #y;
  #C;
  #alpha;
  /** Gradient of the objective. */
  #gradient;
  /** The part of the gradient (without its constant) that comes from variables at their upper bounds. */
  #gradientOfBounded;
  /** Diagonal of K. */
  #diagonal;
  #atLower;
  #atUpper;
  /** 0 where sign times alpha may rise, -Infinity where not; and the same for falling. */
  #mayRise;
  #mayFall;
  /** The variable with the steepest way up (-1: none), how steep that is, and whether both are up to date. */
  #i = -1;
  #steepest = -Infinity;
  #isFresh = false;
  #j = -1;
  constructor(problem, options, memory) {
    const n = problem.rows.length;
    this.#kernelRows = memory.kernelRows;
    this.#loops = memory.loops;
    this.#options = options;
    this.#cache = new RowCache(n, memory.rows);
    this.#gradient = memory.gradient.subarray(0, n);
    this.#mayRise = memory.mayRise.subarray(0, n);
    this.#mayFall = memory.mayFall.subarray(0, n);
    this.#diagonal = memory.diagonal.subarray(0, n);
    this.#n = this.#active = n;
    this.#position = Int32Array.from({ length: n }, (_, k) => k);
    this.#rows = problem.rows.slice();
    this.#y = problem.signs.slice();
    this.#C = problem.bounds.slice();
    this.#alpha = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      this.#gradient[k] = -this.#y[k];
      this.#diagonal[k] = this.#kernelRows.self(this.#rows[k]);
    }
    this.#gradientOfBounded = new Float64Array(n);
    this.#atLower = new Uint8Array(n);
    this.#atUpper = new Uint8Array(n);
    for (let k = 0; k < n; k++) this.#updateStatus(k);
  }
  /** Takes steps until the optimality conditions hold; returns how many. */
  run() {
    const { maxIter, shrinking } = this.#options;
    const interval2 = Math.min(this.#n, 1e3);
    let untilShrinking = interval2 + 1;
    let steps = 0;
    while (maxIter < 0 || steps < maxIter) {
      if (--untilShrinking === 0) {
        untilShrinking = interval2;
        if (shrinking) this.#shrink();
      }
      if (!this.#select()) {
        this.#reconstructGradient();
        this.#activateAll();
        if (!this.#select()) break;
        untilShrinking = 1;
      }
      steps++;
      this.#step(this.#i, this.#j);
    }
    return steps;
  }
  coefficients() {
    const out = new Float64Array(this.#n);
    for (let k = 0; k < this.#n; k++) out[this.#position[k]] = this.#alpha[k] * this.#y[k];
    return out;
  }
  /** From the gradients of free variables, or between the bounds that the others set. */
  rho() {
    let free = 0;
    let sum = 0;
    let upper = Infinity;
    let lower = -Infinity;
    for (let k = 0; k < this.#active; k++) {
      const gradient = this.#gradient[k];
      if (this.#isFree(k)) {
        free++;
        sum += gradient;
      } else if (this.#mayFall[k] === 0) {
        lower = Math.max(lower, gradient);
      } else {
        upper = Math.min(upper, gradient);
      }
    }
    return free > 0 ? sum / free : (upper + lower) / 2;
  }
  release() {
    this.#cache.release();
  }
  /** Row `i` of K, its first `length` entries. */
  #K(i, length3) {
    const row = this.#cache.row(i);
    const from = this.#cache.length(i);
    if (from < length3) {
      this.#kernelRows.fill(this.#rows[i], this.#rows, from, length3, row);
      this.#cache.filled(i, length3);
    }
    return row;
  }
  #updateStatus(k) {
    const atUpper = this.#alpha[k] >= this.#C[k];
    const atLower = !atUpper && this.#alpha[k] <= 0;
    const positive = this.#y[k] > 0;
    this.#atUpper[k] = Number(atUpper);
    this.#atLower[k] = Number(atLower);
    this.#mayRise[k] = (positive ? atUpper : atLower) ? -Infinity : 0;
    this.#mayFall[k] = (positive ? atLower : atUpper) ? -Infinity : 0;
  }
  #activateAll() {
    this.#active = this.#n;
    this.#isFresh = false;
  }
  /** Chooses the variables of the next step; false if there is none to take. */
  #select() {
    const active = this.#active;
    const gradient = this.#gradient;
    if (!this.#isFresh) {
      const mayRise = this.#mayRise;
      let steepest2 = -Infinity;
      let i = -1;
      for (let k = 0; k < active; k++) {
        const slope = mayRise[k] - gradient[k];
        if (slope >= steepest2) {
          steepest2 = slope;
          i = k;
        }
      }
      this.#steepest = steepest2;
      this.#i = i;
      this.#isFresh = true;
    }
    const steepest = this.#steepest;
    if (steepest === -Infinity) return false;
    const row = this.#K(this.#i, active);
    const loops = this.#loops;
    const own = this.#diagonal[this.#i];
    loops.selectSecond(gradient, this.#mayFall, this.#diagonal, row, steepest, own, active);
    if (steepest + loops.steepestFall < this.#options.tol || loops.found.index < 0) return false;
    this.#j = loops.found.index;
    return true;
  }
  /** Minimises over two variables, and brings the gradient up to date. */
  #step(i, j) {
    const alpha = this.#alpha;
    const gradient = this.#gradient;
    const y = this.#y;
    const active = this.#active;
    const Ki = this.#K(i, active);
    const Kj = this.#K(j, active);
    const Ci = this.#C[i];
    const Cj = this.#C[j];
    const oldI = alpha[i];
    const oldJ = alpha[j];
    const curvature = this.#diagonal[i] + this.#diagonal[j] - 2 * Ki[j];
    const delta = (gradient[i] - gradient[j]) / (curvature > 0 ? curvature : TAU);
    alpha[i] -= y[i] * delta;
    alpha[j] += y[j] * delta;
    if (y[i] !== y[j]) {
      const difference = oldI - oldJ;
      if (difference > 0) {
        if (alpha[j] < 0) this.#set(i, difference, j, 0);
      } else if (alpha[i] < 0) {
        this.#set(i, 0, j, -difference);
      }
      if (difference > Ci - Cj) {
        if (alpha[i] > Ci) this.#set(i, Ci, j, Ci - difference);
      } else if (alpha[j] > Cj) {
        this.#set(i, Cj + difference, j, Cj);
      }
    } else {
      const sum = oldI + oldJ;
      if (sum > Ci) {
        if (alpha[i] > Ci) this.#set(i, Ci, j, sum - Ci);
      } else if (alpha[j] < 0) {
        this.#set(i, sum, j, 0);
      }
      if (sum > Cj) {
        if (alpha[j] > Cj) this.#set(i, sum - Cj, j, Cj);
      } else if (alpha[i] < 0) {
        this.#set(i, 0, j, sum);
      }
    }
    const changeI = y[i] * (alpha[i] - oldI);
    const changeJ = y[j] * (alpha[j] - oldJ);
    const wasUpperI = this.#atUpper[i];
    const wasUpperJ = this.#atUpper[j];
    this.#updateStatus(i);
    this.#updateStatus(j);
    this.#loops.move(gradient, this.#mayRise, Ki, Kj, changeI, changeJ, active);
    this.#steepest = this.#loops.found.value;
    this.#i = this.#loops.found.index;
    this.#isFresh = true;
    if (wasUpperI !== this.#atUpper[i]) this.#moveBound(i, wasUpperI ? -Ci : Ci);
    if (wasUpperJ !== this.#atUpper[j]) this.#moveBound(j, wasUpperJ ? -Cj : Cj);
  }
  #set(i, alphaI, j, alphaJ) {
    this.#alpha[i] = alphaI;
    this.#alpha[j] = alphaJ;
  }
  /** Brings the part of the gradient up to date that comes from variables at their upper bounds. */
  #moveBound(i, change) {
    const K = this.#K(i, this.#n);
    const gradient = this.#gradientOfBounded;
    const signed2 = this.#y[i] * change;
    for (let k = 0; k < this.#n; k++) gradient[k] += signed2 * K[k];
  }
  /** Sets aside variables at a bound that the gradient holds there. */
  #shrink() {
    let rise = -Infinity;
    let fall = -Infinity;
    for (let k = 0; k < this.#active; k++) {
      rise = Math.max(rise, this.#mayRise[k] - this.#gradient[k]);
      fall = Math.max(fall, this.#mayFall[k] + this.#gradient[k]);
    }
    if (!this.#unshrunk && rise + fall <= this.#options.tol * 10) {
      this.#unshrunk = true;
      this.#reconstructGradient();
      this.#activateAll();
    }
    for (let k = 0; k < this.#active; k++) {
      if (!this.#isSettled(k, rise, fall)) continue;
      this.#active--;
      while (this.#active > k) {
        if (!this.#isSettled(this.#active, rise, fall)) {
          this.#swap(k, this.#active);
          break;
        }
        this.#active--;
      }
    }
    this.#isFresh = false;
  }
  #isSettled(k, rise, fall) {
    if (this.#isFree(k)) return false;
    return this.#mayFall[k] === 0 ? -this.#gradient[k] > rise : this.#gradient[k] > fall;
  }
  /** Computes the gradient of the variables that were set aside. */
  #reconstructGradient() {
    const n = this.#n;
    const active = this.#active;
    if (active === n) return;
    const y = this.#y;
    const gradient = this.#gradient;
    const alpha = this.#alpha;
    for (let k = active; k < n; k++) gradient[k] = this.#gradientOfBounded[k] - y[k];
    let free = 0;
    for (let k = 0; k < active; k++) if (this.#isFree(k)) free++;
    if (free * n > 2 * active * (n - active)) {
      for (let i = active; i < n; i++) {
        const K = this.#K(i, active);
        for (let k = 0; k < active; k++) if (this.#isFree(k)) gradient[i] += y[k] * alpha[k] * K[k];
      }
    } else {
      for (let i = 0; i < active; i++) {
        if (!this.#isFree(i)) continue;
        const K = this.#K(i, n);
        const signed2 = y[i] * alpha[i];
        for (let k = active; k < n; k++) gradient[k] += signed2 * K[k];
      }
    }
  }
  #isFree(k) {
    return this.#atLower[k] === 0 && this.#atUpper[k] === 0;
  }
  #swap(i, j) {
    this.#cache.swap(i, j);
    swapItems(this.#position, i, j);
    swapItems(this.#rows, i, j);
    swapItems(this.#y, i, j);
    swapItems(this.#C, i, j);
    swapItems(this.#alpha, i, j);
    swapItems(this.#gradient, i, j);
    swapItems(this.#gradientOfBounded, i, j);
    swapItems(this.#diagonal, i, j);
    swapItems(this.#atLower, i, j);
    swapItems(this.#atUpper, i, j);
    swapItems(this.#mayRise, i, j);
    swapItems(this.#mayFall, i, j);
  }
};
function swapItems(array, i, j) {
  const item = array[i];
  array[i] = array[j];
  array[j] = item;
}

// libs/classical/src/svm/one-vs-one.ts
function trainOneVsOne(rows2, spec, options, random) {
  const { data, codes, nClasses, bounds } = rows2;
  const members = Array.from(
    { length: nClasses },
    (_, c) => Int32Array.from(codes.keys()).filter((row) => codes[row] === c && bounds[row] > 0)
  );
  const { cacheSize } = options;
  const [largest2, second] = members.map(({ length: length3 }) => length3).sort((a, b) => b - a);
  const size = largest2 + second;
  const kernelRows = new KernelRows(spec, data, codes, nClasses, cacheSize, SmoMemory.bytes(size, cacheSize));
  const memory = new SmoMemory(kernelRows, size, cacheSize);
  const pairs = [];
  const sigmoids = [];
  for (let i = 0; i < nClasses; i++) {
    for (let j = i + 1; j < nClasses; j++) {
      const problem = pairProblem(members[i], members[j], bounds);
      if (random) sigmoids.push(crossValidatedSigmoid(problem, options, random, memory));
      pairs.push({ i, j, solution: solveBinary(problem, options, memory) });
    }
  }
  const isSupport = new Uint8Array(codes.length);
  for (const { i, j, solution } of pairs) {
    const both = [...members[i], ...members[j]];
    solution.coefficients.forEach((coefficient, k) => {
      if (coefficient !== 0) isSupport[both[k]] = 1;
    });
  }
  const supports = members.map((rowsOfClass) => rowsOfClass.filter((row) => isSupport[row] === 1));
  const support = Int32Array.from(supports.flatMap((rowsOfClass) => [...rowsOfClass]));
  const place = new Int32Array(codes.length).fill(-1);
  support.forEach((row, k) => place[row] = k);
  const coefficients = new Float64Array((nClasses - 1) * support.length);
  for (const { i, j, solution } of pairs) {
    solution.coefficients.forEach((coefficient, k) => {
      const inFirst = k < members[i].length;
      const row = inFirst ? members[i][k] : members[j][k - members[i].length];
      if (place[row] >= 0) coefficients[(inFirst ? j - 1 : i) * support.length + place[row]] = coefficient;
    });
  }
  return {
    support,
    nSupport: Int32Array.from(supports, (rowsOfClass) => rowsOfClass.length),
    coefficients,
    intercepts: Float64Array.from(pairs, ({ solution }) => -solution.rho),
    nIter: Int32Array.from(pairs, ({ solution }) => solution.nIter),
    sigmoids: random ? sigmoids : null
  };
}
function pairProblem(first, second, bounds) {
  const rows2 = new Int32Array(first.length + second.length);
  rows2.set(first);
  rows2.set(second, first.length);
  const signs = new Float64Array(rows2.length).fill(1, 0, first.length).fill(-1, first.length);
  return { rows: rows2, signs, bounds: Float64Array.from(rows2, (row) => bounds[row]) };
}
var FOLDS = 5;
function crossValidatedSigmoid({ rows: rows2, signs, bounds }, options, random, memory) {
  const n = rows2.length;
  const order = Int32Array.from(rows2.keys());
  for (let k = 0; k < n; k++) {
    const other = k + random.next(n - k);
    const item = order[k];
    order[k] = order[other];
    order[other] = item;
  }
  const decisions = new Float64Array(n);
  for (let fold = 0; fold < FOLDS; fold++) {
    const begin = Math.floor(fold * n / FOLDS);
    const end = Math.floor((fold + 1) * n / FOLDS);
    const left = order.slice(begin, end);
    const others = Int32Array.from([...order.subarray(0, begin), ...order.subarray(end)]);
    const second = others.filter((k) => signs[k] < 0);
    const first = others.filter((k) => signs[k] > 0);
    if (first.length === 0 || second.length === 0) {
      for (const k of left) decisions[k] = first.length > 0 ? 1 : second.length > 0 ? -1 : 0;
      continue;
    }
    random.restart();
    const sorted = Int32Array.from([...second, ...first]);
    const problem = {
      rows: sorted.map((k) => rows2[k]),
      signs: Float64Array.from(sorted, (k) => -signs[k]),
      bounds: Float64Array.from(sorted, (k) => bounds[k])
    };
    const { coefficients, rho } = solveBinary(problem, options, memory);
    const vectors2 = Int32Array.from(coefficients.keys()).filter((k) => coefficients[k] !== 0);
    const vectorRows = vectors2.map((k) => problem.rows[k]);
    const weights = Float64Array.from(vectors2, (k) => coefficients[k]);
    for (const k of left) decisions[k] = rho - memory.kernelRows.weightedSum(rows2[k], vectorRows, weights);
  }
  return fitSigmoid(decisions, signs);
}

// libs/classical/src/svm/svc.ts
var DEFAULTS13 = {
  C: 1,
  kernel: "rbf",
  degree: 3,
  gamma: "scale",
  coef0: 0,
  tol: 1e-3,
  shrinking: true,
  cacheSize: 200,
  maxIter: -1,
  classWeight: null,
  decisionFunctionShape: "ovr",
  breakTies: false,
  tieBreak: "first",
  probability: false,
  randomState: null
};
var SCHEMA11 = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("features"),
  gamma: field.number({ min: 0 }),
  support: field.integers("support", { min: 0 }),
  supportVectors: field.matrix("support", "features"),
  nSupport: field.integers("classes", { min: 0 }),
  dualCoef: field.matrix("classes - 1", "support"),
  intercept: field.floats("pairs"),
  nIter: field.integers("pairs", { min: 0 }),
  classPrior: classPriorField,
  probabilities: field.optional(field.object({ a: field.floats("pairs"), b: field.floats("pairs") }))
};
var SVC = class extends Classifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("SVC", DEFAULTS13, SCHEMA11, params);
  }
  supports(method) {
    return super.supports(method) && (method !== "predictProba" || this.params.probability);
  }
  /** Positions of the support vectors among the training rows, by class. */
  get support() {
    return this.state.support;
  }
  /** (support vectors, columns) */
  get supportVectors() {
    return this.state.supportVectors;
  }
  /** How many support vectors each class has. */
  get nSupport() {
    return this.state.nSupport;
  }
  /**
   * (classes - 1, support vectors): alpha times sign. For the pair (i, j), i < j, the coefficients of class i stand in
   * row j - 1, those of class j in row i. With two classes, positive ones speak for the second.
   */
  get dualCoef() {
    return this.state.dualCoef;
  }
  /** For each pair of classes, (0, 1), (0, 2), ...: what is added to the sum over support vectors. */
  get intercept() {
    return this.state.intercept;
  }
  /** For each pair of classes how many steps the solver took. */
  get nIter() {
    return this.state.nIter;
  }
  /** (pairs, columns) weights of the columns. @throws InvalidParameterError for another kernel than `'linear'` */
  get coef() {
    const { kernel } = this.params;
    if (kernel !== "linear") {
      throw new InvalidParameterError({ parameter: "kernel", received: kernel, allowed: "'linear' to have coef" });
    }
    const { supportVectors, nSupport, dualCoef, intercept, nFeaturesIn } = this.state;
    const nClasses = nSupport.length;
    const total = supportVectors.shape[0];
    const coef = new Float64Array(intercept.length * nFeaturesIn);
    for (let c = 0, vector = 0; c < nClasses; c++) {
      for (const end = vector + nSupport[c]; vector < end; vector++) {
        for (let r = 0; r < nClasses - 1; r++) {
          const weight = dualCoef.data[r * total + vector];
          const to = (r < c ? pairIndex(r, c, nClasses) : pairIndex(c, r + 1, nClasses)) * nFeaturesIn;
          for (let f = 0; f < nFeaturesIn; f++) coef[to + f] += weight * supportVectors.data[vector * nFeaturesIn + f];
        }
      }
    }
    return new NdArray(coef, [intercept.length, nFeaturesIn]);
  }
  /**
   * Solves the problem of each pair of classes. Weights of rows multiply C.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot, such
   *   as a single class
   */
  fit(X, y, options = {}) {
    const { params } = this;
    this.checkParams(params);
    const { X: matrix, rows: rows2, columns, classes, codes } = checkData(X, y);
    if (classes.length < 2) throw new DataError({ table: "y", reason: "at least two classes are needed" });
    const weights = checkSampleWeight(options.sampleWeight, rows2);
    const classWeights = computeClassWeight(params.classWeight, classes, codes);
    const weighed = new Set(codes.filter((_, i) => weights[i] > 0));
    if (weighed.size < classes.length) {
      throw new DataError({ table: "sampleWeight", reason: "every class needs a row with a weight greater than 0" });
    }
    const spec = this.#spec(resolveGamma(params.gamma, matrix));
    const seed = RandomState.from(params.randomState).nextInteger(0, 2147483647);
    const trained = trainOneVsOne(
      {
        data: matrix.data,
        codes,
        nClasses: classes.length,
        bounds: weights.map((weight, i) => weight * (params.C * classWeights[codes[i]]))
      },
      spec,
      params,
      params.probability ? new BoundedRandom(seed) : null
    );
    const { support, nSupport, nIter, sigmoids } = trained;
    const sign = classes.length === 2 ? -1 : 1;
    const dualCoef = trained.coefficients.map((coefficient) => sign * coefficient);
    const intercept = trained.intercepts.map((value) => sign * value);
    if (![...dualCoef, ...intercept].every(Number.isFinite)) {
      throw new DataError({ table: "X", reason: "the solution is not finite; scale the columns first" });
    }
    const supportVectors = new Float64Array(support.length * columns);
    support.forEach(
      (row, k) => supportVectors.set(matrix.data.subarray(row * columns, (row + 1) * columns), k * columns)
    );
    this.state = {
      classes,
      nFeaturesIn: columns,
      gamma: spec.gamma,
      support,
      supportVectors: new NdArray(supportVectors, [support.length, columns]),
      nSupport,
      dualCoef: new NdArray(dualCoef, [classes.length - 1, support.length]),
      intercept,
      nIter,
      classPrior: classPriors(codes, classes.length),
      probabilities: sigmoids && {
        a: Float64Array.from(sigmoids, ({ a }) => a),
        b: Float64Array.from(sigmoids, ({ b }) => b)
      }
    };
    return this;
  }
  /**
   * How far rows are on which side, the larger the more so: (rows, classes), or (rows, pairs) with
   * `decisionFunctionShape: 'ovo'`. For a pair (i, j), positive values are for i. With two classes the shape is
   * (rows, 1), and positive values are for the second.
   *
   * The values of `'ovr'` are votes plus sums of decision values, squeezed into less than half a vote.
   *
   * @throws as `predict`
   */
  decisionFunction(X) {
    const matrix = this.checkX(X);
    const values2 = this.#decide(matrix);
    const { decisionFunctionShape } = this.params;
    checkOneOf("decisionFunctionShape", decisionFunctionShape, SHAPES);
    const nClasses = this.state.classes.length;
    if (nClasses > 2 && decisionFunctionShape === "ovr") return this.#perClass(values2);
    return new NdArray(values2, [matrix.shape[0], this.state.intercept.length]);
  }
  /**
   * For each row the probability of each class: (rows, classes). May disagree with `predict`, for it goes another way.
   *
   * @throws InvalidParameterError if `probability` was not set in `fit`; otherwise as `predict`
   */
  predictProba(X) {
    const matrix = this.checkX(X);
    const { probabilities, classes } = this.state;
    if (!probabilities) {
      throw new InvalidParameterError({
        parameter: "probability",
        received: false,
        allowed: "true when fit is called, to predict probabilities"
      });
    }
    const k = classes.length;
    const pairs = this.state.intercept.length;
    const sign = k === 2 ? -1 : 1;
    const values2 = this.#decide(matrix);
    const pairwise = new Float64Array(k * k);
    const out = new Float64Array(matrix.shape[0] * k);
    for (let row = 0; row < matrix.shape[0]; row++) {
      for (let i = 0, pair = 0; i < k; i++) {
        for (let j = i + 1; j < k; j++, pair++) {
          const sigmoid = { a: probabilities.a[pair], b: probabilities.b[pair] };
          const probability = sigmoidProbability(sigmoid, sign * values2[row * pairs + pair]);
          pairwise[i * k + j] = Math.min(Math.max(probability, 1e-7), 1 - 1e-7);
          pairwise[j * k + i] = 1 - pairwise[i * k + j];
        }
      }
      couplePairwise(pairwise, k, out.subarray(row * k, (row + 1) * k));
    }
    return new NdArray(out, [matrix.shape[0], k]);
  }
  predictCodes(X) {
    const { breakTies, decisionFunctionShape } = this.params;
    const nClasses = this.state.classes.length;
    const values2 = this.#decide(X);
    if (nClasses === 2) return Int32Array.from(values2, (value) => Number(value >= 0));
    if (breakTies) {
      checkBreakTies(breakTies, decisionFunctionShape);
      return argmaxRows(this.#perClass(values2));
    }
    const votes = new Float64Array(X.shape[0] * nClasses);
    forPairs(values2, nClasses, (row, i, j, value) => votes[row * nClasses + (value > 0 ? i : j)]++);
    const priors = this.params.tieBreak === "prior" ? this.state.classPrior : null;
    return argmaxRows(new NdArray(votes, [X.shape[0], nClasses]), priors);
  }
  checkParams(params) {
    checkNumber("C", params.C, { min: 0, exclusive: "min" });
    checkOneOf("kernel", params.kernel, ["rbf", "linear", "poly", "sigmoid"]);
    checkInteger("degree", params.degree, { min: 0 });
    if (params.gamma !== "scale" && params.gamma !== "auto") {
      if (typeof params.gamma !== "number") checkOneOf("gamma", params.gamma, ["scale", "auto"]);
      checkNumber("gamma", params.gamma, { min: 0 });
    }
    checkNumber("coef0", params.coef0);
    checkNumber("tol", params.tol, { min: 0, exclusive: "min" });
    checkBoolean("shrinking", params.shrinking);
    checkNumber("cacheSize", params.cacheSize, { min: 0, exclusive: "min" });
    checkInteger("maxIter", params.maxIter, { min: -1 });
    checkClassWeight(params.classWeight);
    checkOneOf("decisionFunctionShape", params.decisionFunctionShape, SHAPES);
    checkBoolean("breakTies", params.breakTies);
    checkTieBreak(params.tieBreak);
    checkBreakTies(params.breakTies, params.decisionFunctionShape);
    checkBoolean("probability", params.probability);
    checkRandomState(params.randomState);
  }
  checkState(state, at) {
    const k = state.classes.length;
    if (k < 2) at.fail("at least two classes are needed");
    if (state.dualCoef.shape[0] !== k - 1) at.fail(`dualCoef must have ${k - 1} rows`);
    if (state.intercept.length !== k * (k - 1) / 2) at.fail(`intercept must have ${k * (k - 1) / 2} values`);
    if (state.nSupport.reduce((sum, count) => sum + count, 0) !== state.support.length) {
      at.fail("nSupport must sum to the number of support vectors");
    }
  }
  #spec(gamma) {
    const { kernel, coef0, degree } = this.params;
    return { kernel, gamma, coef0, degree };
  }
  /** (rows, pairs) sums over the support vectors. */
  #decide(X) {
    const { gamma, supportVectors, nSupport, dualCoef, intercept, nFeaturesIn } = this.state;
    const machine = {
      spec: this.#spec(gamma),
      vectors: supportVectors.data,
      nSupport,
      coefficients: dualCoef.data,
      intercepts: intercept
    };
    return decisionValues(machine, X.data, nFeaturesIn);
  }
  #perClass(values2) {
    const nClasses = this.state.classes.length;
    const rows2 = values2.length / this.state.intercept.length;
    const votes = new Float64Array(rows2 * nClasses);
    const sums = new Float64Array(rows2 * nClasses);
    forPairs(values2, nClasses, (row, i, j, value) => {
      votes[row * nClasses + (value < 0 ? j : i)]++;
      sums[row * nClasses + i] += value;
      sums[row * nClasses + j] -= value;
    });
    const out = votes.map((count, k) => count + sums[k] / (3 * (Math.abs(sums[k]) + 1)));
    return new NdArray(out, [rows2, nClasses]);
  }
};
var SHAPES = ["ovr", "ovo"];
function forPairs(values2, nClasses, visit) {
  for (let row = 0, at = 0; at < values2.length; row++) {
    for (let i = 0; i < nClasses; i++) for (let j = i + 1; j < nClasses; j++) visit(row, i, j, values2[at++]);
  }
}
function resolveGamma(gamma, { data, shape }) {
  if (typeof gamma === "number") return gamma;
  if (gamma === "auto") return 1 / shape[1];
  const mean2 = numpySum(data) / data.length;
  const variance = numpySum(data.map((value) => (value - mean2) ** 2)) / data.length;
  return variance === 0 ? 1 : 1 / (shape[1] * variance);
}
function checkBreakTies(breakTies, decisionFunctionShape) {
  if (!breakTies || decisionFunctionShape === "ovr") return;
  throw new InvalidParameterError({
    parameter: "breakTies",
    received: breakTies,
    allowed: "false where decisionFunctionShape is 'ovo'"
  });
}

// libs/classical/src/tree/decision-tree-classifier.ts
var DEFAULTS14 = {
  criterion: "gini",
  maxDepth: null,
  maxLeafNodes: null,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxFeatures: null,
  minImpurityDecrease: 0,
  classWeight: null,
  randomState: null,
  tieBreak: "first"
};
var SCHEMA12 = {
  classes: field.labels("classes"),
  nFeaturesIn: field.size("features"),
  tree: treeField,
  statistics: field.object({
    impurity: field.floats("statistics"),
    nNodeSamples: field.integers("statistics", { min: 1 }),
    weightedNNodeSamples: field.floats("statistics", { min: 0 })
  }),
  classPrior: classPriorField
};
var DecisionTreeClassifier = class extends Classifier {
  /** @throws InvalidParameterError for an unknown parameter */
  constructor(params = {}) {
    super("DecisionTreeClassifier", DEFAULTS14, SCHEMA12, params);
  }
  /** The fitted tree in flat arrays. */
  get tree() {
    return this.state.tree;
  }
  /** Impurity, rows and weight of each node of {@link tree}. */
  get treeStatistics() {
    return this.state.statistics;
  }
  /** By how much the splits on each feature lower the impurity; sums to 1 unless the tree is a single leaf. */
  get featureImportances() {
    return treeImportances(this.state.tree, this.state.statistics, this.nFeaturesIn);
  }
  /**
   * Grows the tree.
   *
   * @throws InvalidParameterError for parameters that cannot be used; ShapeError, DataError for data that cannot
   */
  fit(X, y, options = {}) {
    const { params } = this;
    this.checkParams(params);
    const data = checkData(X, y);
    const { rows: rows2, columns, classes, codes } = data;
    const weights = checkSampleWeight(options.sampleWeight, rows2);
    const classPrior = classPriors(codes, classes.length, weights);
    const classWeights = computeClassWeight(params.classWeight, classes, codes);
    let total = 0;
    for (let i = 0; i < rows2; i++) total += weights[i] *= classWeights[codes[i]];
    const limits = resolveLimits(params, rows2, columns, total);
    const kind = areCounts(weights) ? "counts" : "any";
    const splitter = makeSplitter(featureColumns(data.X), codes, classes.length, limits, kind);
    const seed = RandomState.from(params.randomState).nextInteger(0, 2147483647);
    const { tree, statistics } = new TreeGrower(splitter, limits).grow(weights, seed);
    this.state = { classes, nFeaturesIn: columns, tree, statistics, classPrior };
    return this;
  }
  /** For each row the share of each class in its leaf: (rows, classes). @throws as `predict` */
  predictProba(X) {
    return this.#shares(this.checkX(X));
  }
  /** For each row the number of the node, a leaf of {@link tree}, that it ends in. @throws as `predict` */
  apply(X) {
    const matrix = this.checkX(X);
    const { tree, nFeaturesIn } = this;
    const rows2 = float32Rows(matrix);
    return Int32Array.from({ length: matrix.shape[0] }, (_, i) => leafOf(tree, rows2, i * nFeaturesIn));
  }
  /** How many splits the longest way from the root to a leaf has. */
  getDepth() {
    return treeDepth(this.tree);
  }
  /** How many leaves the tree has. */
  getNLeaves() {
    return leafCount(this.tree);
  }
  predictCodes(X) {
    return argmaxRows(this.#shares(X), this.params.tieBreak === "prior" ? this.state.classPrior : null);
  }
  checkParams(params) {
    checkTreeParams(params);
    checkTieBreak(params.tieBreak);
    checkClassWeight(params.classWeight);
    checkRandomState(params.randomState);
  }
  checkState(state, at) {
    checkTree2(state.tree, at);
    if (state.statistics.impurity.length !== state.tree.right.length) at.fail("statistics must have one item a node");
  }
  #shares(X) {
    const nClasses = this.state.classes.length;
    const out = new Float64Array(X.shape[0] * nClasses);
    addLeafShares(this.tree, float32Rows(X), this.nFeaturesIn, out, nClasses);
    return new NdArray(out, [X.shape[0], nClasses]);
  }
};

// tools/common/table.mjs
function table(head, rows2) {
  const lines = [head, ...rows2];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const right = head.map((_, column) => rows2.every((row) => /^(|-|[-+]?[\d.,]+( ?\S{1,3})?)$/.test(row[column] ?? "")));
  const format = (line) => widths.map(
    (width, column) => right[column] ? (line[column] ?? "").padStart(width) : (line[column] ?? "").padEnd(width)
  ).join("  ").trimEnd();
  return [format(head), widths.map((width) => "-".repeat(width)).join("  "), ...rows2.map(format)].join("\n");
}

// tools/bench/deviation.mjs
function relativeToLargest(ours, theirs) {
  if (ours.length !== theirs.length) return Infinity;
  let [difference, largest2] = [0, 0];
  for (let i = 0; i < ours.length; i++) {
    const here = Math.abs(ours[i] - theirs[i]);
    if (Number.isNaN(here)) return Infinity;
    difference = Math.max(difference, here);
    largest2 = Math.max(largest2, Math.abs(theirs[i]));
  }
  return difference === 0 ? 0 : difference / largest2;
}
function shareThatDiffers(ours, theirs) {
  if (ours.length !== theirs.length) return Infinity;
  return ours.filter((value, i) => value !== theirs[i]).length / ours.length;
}

// tools/bench/classical-jobs.mjs
var JS_PEERS = ["ml-knn", "ml-cart", "libsvm-js", "ml-logistic-regression", "ml-random-forest"];
var classifier = (job, make, python, tolerance, more = {}) => ({
  job,
  /** @param {Inputs} inputs */
  prepare: ({ train: train2, test: test2 }) => () => make().fit(train2.X, train2.y).predict(test2.X),
  python: `${IMPORTS}
def job():
    return ${python}.fit(X_train, y_train).predict(X_test)
`,
  deviation: shareThatDiffers,
  tolerance,
  ...more
});
var IMPORTS = `
import warnings
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier
warnings.filterwarnings("ignore")
`;
var POLYNOMIAL = `${IMPORTS}
poly = PolynomialFeatures(2).fit(X_train)
X_train, X_test = poly.transform(X_train), poly.transform(X_test)
`;
var STANDARD = `${IMPORTS}
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)
`;
var rowsOf = ({ X }) => Array.from({ length: X.shape[0] }, (_, i) => Array.from(X.data.subarray(i * X.shape[1], (i + 1) * X.shape[1])));
function libsvm(library, C, kernel) {
  return (
    /** @param {Inputs} inputs */
    ({ train: train2, test: test2 }) => {
      const [X, Q] = [rowsOf(train2), rowsOf(test2)];
      return () => {
        const svm = new library({ kernel: library.KERNEL_TYPES[kernel], cost: C, gamma: 1 / X[0].length, quiet: true });
        svm.train(X, train2.y);
        const predicted = svm.predict(Q);
        svm.free();
        return predicted;
      };
    }
  );
}
var svmPeer = (C, kernel) => ({
  "libsvm-js": {
    prepare: (library, inputs2) => libsvm(library, C, kernel)(inputs2)
  }
});
function standardised({ train: train2, test: test2, ...rest }) {
  const scaler = new StandardScaler().fit(train2.X);
  const scale = ({ X, y }) => ({ X: { data: scaler.transform(X).data, shape: X.shape }, y });
  return { ...rest, train: scale(train2), test: scale(test2) };
}
function expanded({ train: train2, test: test2, ...rest }) {
  const poly = new PolynomialFeatures({ degree: 2 }).fit(train2.X);
  const expand = ({ X, y }) => {
    const { data, shape } = poly.transform(X);
    return { X: { data, shape: (
      /** @type {[number, number]} */
      [shape[0], shape[1]]
    ) }, y };
  };
  return { ...rest, train: expand(train2), test: expand(test2) };
}
var JOBS = {
  knn: classifier("k-NN, k = 1", () => new KNeighborsClassifier({ nNeighbors: 1 }), "KNeighborsClassifier(1)", 0.01, {
    js: {
      "ml-knn": {
        prepare: (library, { train: train2, test: test2 }) => {
          const [X, Q] = [rowsOf(train2), rowsOf(test2)];
          const Knn = library.default ?? library;
          return () => new Knn(X, train2.y, { k: 1 }).predict(Q);
        }
      }
    }
  }),
  "knn-19": classifier(
    "k-NN, k = 19",
    () => new KNeighborsClassifier({ nNeighbors: 19 }),
    "KNeighborsClassifier(19)",
    0.01
  ),
  tree: classifier(
    "decision tree",
    () => new DecisionTreeClassifier({ randomState: 42 }),
    "DecisionTreeClassifier(random_state=42)",
    0
  ),
  forest: classifier(
    "random forest, 200 trees",
    () => new RandomForestClassifier({ nEstimators: 200, randomState: 42 }),
    "RandomForestClassifier(200, random_state=42)",
    0
  ),
  bayes: classifier("Gaussian naive Bayes", () => new GaussianNB(), "GaussianNB()", 0),
  scaler: {
    job: "standard scaler, fit and transform",
    prepare: ({ train: train2, test: test2 }) => () => new StandardScaler().fit(train2.X).transform(test2.X).data,
    python: `${IMPORTS}
def job():
    return StandardScaler().fit(X_train).transform(X_test)
`,
    deviation: relativeToLargest,
    tolerance: 1e-12
  },
  "svc-rbf": {
    ...classifier("SVC, rbf, C = 10, standardised", () => new SVC({ C: 10 }), "SVC(C=10)", 0.01, {
      js: svmPeer(10, "RBF")
    }),
    prepare: (inputs2) => {
      const { train: train2, test: test2 } = standardised(inputs2);
      return () => (
        /** @type {number[]} */
        new SVC({ C: 10 }).fit(train2.X, train2.y).predict(test2.X)
      );
    },
    python: `${STANDARD}
def job():
    return SVC(C=10).fit(X_train, y_train).predict(X_test)
`,
    js: {
      "libsvm-js": {
        prepare: (library, inputs2) => libsvm(library, 10, "RBF")(standardised(inputs2))
      }
    }
  },
  "svc-linear": classifier(
    "SVC, linear, C = 100",
    () => new SVC({ C: 100, kernel: "linear" }),
    "SVC(C=100, kernel='linear')",
    0.01,
    { js: svmPeer(100, "LINEAR") }
  ),
  "linear-svc": classifier("LinearSVC, C = 100", () => new LinearSVC({ C: 100 }), "LinearSVC(C=100)", 0.02),
  logistic: classifier(
    "logistic regression, C = 100",
    () => new LogisticRegression({ C: 100, maxIter: 2e3 }),
    "LogisticRegression(C=100, max_iter=2000)",
    0.01
  ),
  "logistic-1711": {
    ...classifier("", () => new LogisticRegression(), "", 0.02),
    job: "logistic regression, C = 100, 1711 columns",
    prepare: (inputs2) => {
      const { train: train2, test: test2 } = expanded(inputs2);
      return () => (
        /** @type {number[]} */
        new LogisticRegression({ C: 100, maxIter: 300 }).fit(train2.X, train2.y).predict(test2.X)
      );
    },
    python: `${POLYNOMIAL}
def job():
    return LogisticRegression(C=100, max_iter=300).fit(X_train, y_train).predict(X_test)
`
  },
  boosting: classifier(
    "gradient boosting by histograms, 20 rounds",
    () => new HistGradientBoostingClassifier({ maxIter: 20, randomState: 0 }),
    "HistGradientBoostingClassifier(max_iter=20, random_state=0, early_stopping=False)",
    0.01
  ),
  mlp: classifier(
    "MLP, 100 neurons, 10 passes",
    () => new MLPClassifier({ maxIter: 10, randomState: 0 }),
    "MLPClassifier(max_iter=10, random_state=0)",
    0.01
  ),
  "kmeans-10": {
    job: "k-means, 10 clusters",
    prepare: ({ train: train2 }) => () => new KMeans({ nClusters: 10, randomState: 42 }).fit(train2.X).labels,
    python: `${IMPORTS}
def job():
    return KMeans(10, random_state=42).fit(X_train).labels_
`,
    deviation: shareThatDiffers,
    tolerance: 0
  },
  "kmeans-200": {
    job: "k-means, 200 clusters",
    prepare: ({ train: train2 }) => () => new KMeans({ nClusters: 200, randomState: 42 }).fit(train2.X).labels,
    python: `${IMPORTS}
def job():
    return KMeans(200, random_state=42).fit(X_train).labels_
`,
    deviation: shareThatDiffers,
    tolerance: 0
  },
  pca: {
    job: "PCA, 95 % of 1711 columns",
    prepare: (inputs2) => {
      const { train: train2 } = expanded(inputs2);
      return () => new PCA({ nComponents: 0.95 }).fit(train2.X).explainedVariance;
    },
    python: `${POLYNOMIAL}
def job():
    return PCA(0.95).fit(X_train).explained_variance_
`,
    deviation: relativeToLargest,
    tolerance: 1e-8
  }
};

// tools/bench/inputs.mjs
import { writeFileSync } from "node:fs";
import path from "node:path";
function tables(train2, test2, columns, classes) {
  const random = new RandomState(7);
  const centres = random.standardNormal(classes * columns).map((value) => 0.6 * value);
  const table2 = (rows2) => {
    const data = random.standardNormal(rows2 * columns);
    const y = Array.from({ length: rows2 }, (_, row) => row % classes);
    for (let i = 0; i < data.length; i++) {
      data[i] += centres[y[Math.floor(i / columns)] * columns + i % columns];
    }
    return { X: { data, shape: (
      /** @type {[number, number]} */
      [rows2, columns]
    ) }, y };
  };
  return { train: table2(train2), test: table2(test2) };
}
function writeInputs({ audio, audio44k, train: train2, test: test2 }, folder) {
  const write = (name, values2) => writeFileSync(path.join(folder, name), new Uint8Array(values2.buffer, values2.byteOffset, values2.byteLength));
  write("y.f32", audio.samples);
  write("y44k.f32", audio44k.samples);
  write("X_train.f64", train2.X.data);
  write("y_train.f64", Float64Array.from(train2.y));
  write("X_test.f64", test2.X.data);
  const about = { sampleRate: audio.sampleRate, train: train2.X.shape, test: test2.X.shape };
  writeFileSync(path.join(folder, "about.json"), JSON.stringify(about));
}

// tools/bench/measure.mjs
async function measure(entry, inputs2, peer2, { repetitions: repetitions2, scratch: scratch2, cpu = false, js: js2 = {} }) {
  const job = await entry.prepare(inputs2);
  const ours = Float64Array.from(job(), Number);
  const count = countFor(timed(job, 1, cpu));
  const oursAll = [];
  const theirsAll = [];
  let deviation;
  let theirCount = 1;
  if (peer2) {
    await peer2.load(entry.python);
    const theirs2 = await peer2.result(scratch2);
    deviation = (entry.deviation ?? relativeToLargest)(ours, theirs2);
    theirCount = countFor(await peer2.time(1, cpu));
  }
  const jsJobs = jsJobsOf(entry, inputs2, ours, js2, cpu);
  for (let i = 0; i < repetitions2; i++) {
    oursAll.push(timed(job, count, cpu));
    if (peer2) theirsAll.push(await peer2.time(theirCount, cpu));
    for (const other of jsJobs) other.all.push(timed(other.job, other.count, cpu));
  }
  const { name, job: text2, peer: peerName } = entry;
  const own = median2(oursAll);
  const others = Object.fromEntries(
    jsJobs.map(({ name: name2, all, deviation: deviation2 }) => {
      const seconds2 = median2(all);
      return [name2, { seconds: seconds2, ratio: seconds2 / own, deviation: deviation2 }];
    })
  );
  const measured = { name, job: text2, peer: peerName, ours: own, oursAll, theirsAll, others };
  if (!peer2) return measured;
  const theirs = median2(theirsAll);
  const same = deviation !== void 0 && deviation <= entry.tolerance;
  return { ...measured, theirs, ratio: theirs / measured.ours, deviation, same };
}
function jsJobsOf(entry, inputs2, ours, js2, cpu) {
  const jobs = [];
  for (const [name, job] of Object.entries(entry.js ?? {})) {
    const peer2 = (
      /** @type {import('./entry').JsPeer} */
      name
    );
    const library = js2[peer2]?.library;
    if (!library) continue;
    const run = job.prepare(library, inputs2);
    const theirs = job.result && Float64Array.from(job.result(library, inputs2));
    const own = job.ours ? Float64Array.from(job.ours(inputs2)) : ours;
    const deviation = theirs && (entry.deviation ?? relativeToLargest)(own, theirs);
    jobs.push({
      name: peer2,
      job: run,
      deviation,
      count: countFor(timed(run, 1, cpu)),
      all: (
        /** @type {number[]} */
        []
      )
    });
  }
  return jobs;
}
function timed(job, count, cpu) {
  const start = clock(cpu);
  for (let i = 0; i < count; i++) job();
  return (clock(cpu) - start) / count;
}
function clock(cpu) {
  if (!cpu) return performance.now() / 1e3;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
function countFor(seconds2) {
  return Math.max(1, Math.min(1e3, Math.ceil(0.1 / seconds2)));
}
function median2(values2) {
  const sorted = [...values2].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// tools/bench/peer.mjs
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
var driver = fileURLToPath(new URL("peer.py", import.meta.url));
var oneThread = Object.fromEntries(
  ["OMP", "OPENBLAS", "MKL", "NUMBA", "VECLIB_MAXIMUM", "NUMEXPR"].map((name) => [`${name}_NUM_THREADS`, "1"])
);
var Peer = class _Peer {
  /** @type {import('node:child_process').ChildProcessWithoutNullStreams} */
  #child;
  /** @type {AsyncIterator<string>} */
  #lines;
  #stderr = "";
  /** @param {string} python */
  constructor(python) {
    this.python = python;
    this.versions = {};
    this.#child = spawn(python, [driver], { env: { ...process.env, ...oneThread } });
    this.#child.on("error", () => {
    });
    this.#child.stdin.on("error", () => {
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text2) => this.#stderr = (this.#stderr + text2).slice(-2e3));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }
  /**
   * The first of the candidates that is a Python with librosa or scikit-learn: GENRE_PYTHON alone if that is set.
   *
   * @returns {Promise<Peer | undefined>}
   */
  static async find() {
    const candidates = process.env.GENRE_PYTHON ? [process.env.GENRE_PYTHON] : ["python3", "python"];
    for (const python of candidates) {
      const peer2 = new _Peer(python);
      try {
        peer2.versions = await peer2.#answer();
        if (peer2.versions.librosa || peer2.versions.sklearn) return peer2;
      } catch {
      }
      peer2.close();
    }
    return void 0;
  }
  get pid() {
    return (
      /** @type {number} */
      this.#child.pid
    );
  }
  /** @param {string} folder */
  async inputs(folder) {
    await this.#ask({ do: "inputs", folder });
  }
  /** @param {string} source */
  async load(source) {
    await this.#ask({ do: "load", source });
  }
  /**
   * Seconds a run, over `count` runs.
   *
   * @param {number} count
   * @param {boolean} cpu whether processor time is asked for, not elapsed time
   * @returns {Promise<number>}
   */
  async time(count, cpu) {
    return (await this.#ask({ do: "time", count, cpu })).seconds;
  }
  /**
   * @param {string} file where it is to write
   * @returns {Promise<Float64Array>}
   */
  async result(file) {
    await this.#ask({ do: "result", file });
    const bytes = readFileSync(file);
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  }
  close() {
    this.#child.stdin.end();
    this.#child.kill();
  }
  /** @param {object} message */
  async #ask(message) {
    this.#child.stdin.write(`${JSON.stringify(message)}
`);
    const answer = await this.#answer();
    if (answer.error) throw new Error(`${this.python}: ${answer.error}`);
    return answer;
  }
  async #answer() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.python} ended: ${this.#stderr.trim().split("\n").at(-1)}`);
    return JSON.parse(value);
  }
};

// tools/bench/classical.mjs
var usage = `Usage: node tools/bench/classical.mjs [--table features_3_sec.csv] [--only NAME]... [--repetitions N] [--cpu] [--readme]

Fits and predicts, here and beside scikit-learn on one thread, in turn in one run: medians of N repetitions (default 3).
The rows are those of a GTZAN table (--table), 70 % to train, scaled to [0, 1]; or as many made up. GENRE_PYTHON names a
Python that imports sklearn, GENRE_BENCH_PEERS a folder in which ${JS_PEERS.join(", ")} are installed.

  --only NAME     ${Object.keys(JOBS).join(", ")}
  --cpu           processor time instead of elapsed time: for a machine that does other work as well
  --readme        write the table into the README of classical`;
var { values } = parseArgs({
  options: {
    table: { type: "string" },
    only: { type: "string", multiple: true },
    repetitions: { type: "string", default: "3" },
    cpu: { type: "boolean", default: false },
    readme: { type: "boolean" },
    help: { type: "boolean" }
  }
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
var repetitions = Number(values.repetitions);
var names = values.only ?? Object.keys(JOBS);
var wrong = names.filter((name) => !Object.hasOwn(JOBS, name));
if (wrong.length > 0 || !Number.isInteger(repetitions) || repetitions < 1) {
  console.error(wrong.length > 0 ? `There is no ${wrong.join(", ")}.` : "--repetitions: a whole number from 1");
  process.exit(2);
}
var scratch = mkdtempSync(path2.join(tmpdir(), "genre-bench-"));
var peer = await Peer.find();
process.on("exit", () => {
  peer?.close();
  rmSync(scratch, { recursive: true, force: true });
});
var { train, test } = values.table ? fromTable(values.table) : scaled(tables(6948, 2978, 57, 10));
var silence = { samples: new Float32Array(1), sampleRate: 22050 };
var inputs = { audio: silence, audio44k: silence, train, test };
writeInputs(inputs, scratch);
await peer?.inputs(scratch);
var js = await jsPeers(process.env.GENRE_BENCH_PEERS);
var results = [];
var usable = peer?.versions.sklearn ? peer : void 0;
for (const name of names) {
  const options = { repetitions, cpu: values.cpu, js, scratch: path2.join(scratch, "result.f64") };
  const entry = (
    /** @type {import('./entry').Entry} */
    { name, peer: "sklearn", ...JOBS[name] }
  );
  const result = await measure(entry, inputs, usable, options);
  results.push(result);
  console.error(`${name}: ${seconds(result.ours)}, ${result.theirs === void 0 ? "-" : seconds(result.theirs)}`);
}
var heads = ["job", "here", "scikit-learn", "times", "results differ", "others in JavaScript"];
var rows = results.map(({ job, ours, theirs, deviation, others }) => [
  job,
  seconds(ours),
  theirs === void 0 ? "-" : seconds(theirs),
  theirs === void 0 ? "-" : (ours / theirs).toFixed(2),
  deviation === void 0 ? "-" : deviation < 1e-15 ? "0" : deviation.toExponential(0),
  Object.entries(others).map(([name, other]) => `${name} ${seconds(
    /** @type {{ seconds: number }} */
    other.seconds
  )}`).join(", ")
]);
console.log(table(heads, rows));
if (values.readme) {
  const file = fileURLToPath2(new URL("../../libs/classical/README.md", import.meta.url));
  const lines = [heads, ["---", "---:", "---:", "---:", "---:", "---"], ...rows];
  const about = `${values.table ? "GTZAN's 3 s table by row" : "Made-up rows"}: ${train.y.length} rows to fit, ${test.y.length} to predict, 57 columns; ${values.cpu ? "processor" : "elapsed"} time of one thread, medians of ${repetitions}. One run of \`node tools/bench/classical.mjs\`: ${cpus()[0].model.trim()}, Node ${process.versions.node}, scikit-learn ${peer?.versions.sklearn ?? "absent"}.`;
  const text2 = `${about}

${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}`;
  const marked = /(<!-- bench -->)[\s\S]*(<!-- \/bench -->)/;
  writeFileSync2(file, readFileSync2(file, "utf8").replace(marked, `$1

${text2}

$2`));
}
function seconds(value) {
  return value < 0.0995 ? `${(1e3 * value).toPrecision(2)} ms` : `${value.toPrecision(2)} s`;
}
function fromTable(file) {
  const cells = readFileSync2(file, "utf8").trim().split(/\r?\n/).slice(1).map((line) => line.split(","));
  const X = cells.map((row) => row.slice(2, -1).map(Number));
  const labels = cells.map((row) => row[row.length - 1]);
  const classes = [...new Set(labels)].sort();
  const [XTrain, XTest, yTrain, yTest] = trainTestSplit([X, labels], { testSize: 0.3, randomState: 42 });
  const part = (rows2, names2) => ({
    X: { data: Float64Array.from(rows2.flat()), shape: [rows2.length, rows2[0].length] },
    y: names2.map((name) => classes.indexOf(name))
  });
  return scaled({ train: part(XTrain, yTrain), test: part(XTest, yTest) });
}
function scaled({ train: train2, test: test2 }) {
  const scaler = new MinMaxScaler().fit(train2.X);
  const transform = ({ X, y }) => ({ X: { data: scaler.transform(X).data, shape: X.shape }, y });
  return { train: transform(train2), test: transform(test2) };
}
async function jsPeers(folder) {
  const found = {};
  if (!folder) return found;
  const require2 = createRequire(path2.resolve(folder, "index.js"));
  for (const name of JS_PEERS) {
    try {
      const about = JSON.parse(readFileSync2(path2.resolve(folder, "node_modules", name, "package.json"), "utf8"));
      const library = require2(name);
      found[name] = { library: typeof library.then === "function" ? await library : library, version: about.version };
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
    }
  }
  return found;
}
