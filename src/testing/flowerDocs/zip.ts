/**
 * ZIP archives, without compression.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */

import { joined } from "../../core/bytes.js";

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Names are in UTF-8. */
const UTF8_FLAG = 0x0800;
const VERSION = 20;
/** 1980-01-01, the first day that there is: archives of the same files are the same. */
const FIRST_DAY = 0x21;

export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const encoded = new TextEncoder().encode(name);
    const { length } = bytes;
    const fields = [
      VERSION,
      UTF8_FLAG,
      0,
      0,
      FIRST_DAY,
      long(crc32(bytes)),
      long(length),
      long(length),
      encoded.length,
    ];
    const head = [...record("PK\x03\x04", ...fields, 0), ...encoded];
    chunks.push(Uint8Array.from(head), bytes);
    directory.push(
      Uint8Array.from([...record("PK\x01\x02", VERSION, ...fields, 0, 0, 0, 0, long(0), long(offset)), ...encoded]),
    );
    offset += head.length + length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const { length } = entries;
  const end = record("PK\x05\x06", 0, 0, length, length, long(size), long(offset), 0);
  return joined([...chunks, ...directory, Uint8Array.from(end)]);
}

/** A number of four bytes; all others have two. */
const long = (value: number) => [value & 0xffff, value >>> 16];

function record(signature: string, ...fields: (number | number[])[]): number[] {
  const head = Array.from(signature, (char) => char.charCodeAt(0));
  return [...head, ...fields.flat().flatMap((field) => [field & 0xff, field >>> 8])];
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
