/** Loaded before a program: time goes on only by what the program waits for, and chance is the same in each run. */
let now = Date.parse("2026-03-02T09:00:00Z");

const { Date: SystemDate, setTimeout: setSystemTimeout } = globalThis;
globalThis.Date = class extends SystemDate {
  constructor(...args) {
    super(...(args.length === 0 ? [now] : args));
  }
  static now() {
    return now;
  }
};

globalThis.setTimeout = Object.assign((callback, delay = 0, ...args) => {
  const due = now + delay;
  const timer = setSystemTimeout(() => {
    // Others are the business of libraries, and depend on how fast the machine is.
    if (timer.hasRef()) now = Math.max(now, due);
    callback(...args);
  }, delay);
  return timer;
}, setSystemTimeout);

const begin = now;
performance.now = () => now - begin;

/** Mulberry32. */
let state = 1;
function next() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

Math.random = () => next() / 2 ** 32;

crypto.getRandomValues = (array) => {
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength).forEach((_, at, bytes) => {
    bytes[at] = next() & 0xff;
  });
  return array;
};

crypto.randomUUID = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
