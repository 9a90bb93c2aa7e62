/**
 * HMAC-SHA256, synchronous: `issueToken()` returns no promise, and Web Crypto only returns promises. It signs tokens of
 * the emulator, with a random key that nothing else trusts. Elsewhere, use Web Crypto.
 *
 * @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */

import { joined } from "../../core/bytes.js";

/** Bytes that SHA-256 processes at a time. */
const BLOCK = 64;
/** The constants of SHA-256 are the first 32 bits behind the point of these primes' cube and square roots. */
const PRIMES = primes(64);
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));
const INITIAL = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? sha256(key) : key);
  const padded = (byte: number) => block.map((each) => each ^ byte);
  return sha256(joined([padded(0x5c), sha256(joined([padded(0x36), message]))]));
}

function sha256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, 8n * BigInt(message.length));
  let state = INITIAL;
  for (let start = 0; start < padded.length; start += BLOCK) state = compressed(state, wordsAt(view, start));
  const digest = new DataView(new ArrayBuffer(32));
  for (const [index, word] of state.entries()) digest.setInt32(4 * index, word);
  return new Uint8Array(digest.buffer);
}

/** The words of a block, and those that follow from them. */
function wordsAt(view: DataView, start: number): number[] {
  const words: number[] = [];
  const word = (index: number) => words[index] as number;
  for (let index = 0; index < 16; index++) words.push(view.getInt32(start + 4 * index));
  for (let index = 16; index < ROUNDS.length; index++) {
    const early = word(index - 15);
    const late = word(index - 2);
    const first = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const second = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words.push((word(index - 16) + first + word(index - 7) + second) | 0);
  }
  return words;
}

/** The state after a block. The letters are those of the standard. */
function compressed(state: readonly number[], words: readonly number[]): number[] {
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let index = 0; index < ROUNDS.length; index++) {
    const choice = (e & f) ^ (~e & g);
    const sumOfE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const added = (h + sumOfE + choice + (ROUNDS[index] as number) + (words[index] as number)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const sumOfA = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    h = g;
    g = f;
    f = e;
    e = (d + added) | 0;
    d = c;
    c = b;
    b = a;
    a = (added + sumOfA + majority) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((word, index) => (word + (state[index] as number)) | 0);
}

function rotated(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function fraction(root: number): number {
  return ((root % 1) * 2 ** 32) | 0;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime !== 0)) found.push(number);
  }
  return found;
}
