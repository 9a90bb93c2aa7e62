/** Chunks of rows as jobs hold them: compressed, then sealed. */
import { digestOf } from "../bulk/digest.js";
import { storeError } from "../bulk/store.js";
import { parseJson } from "../core/values.js";
import type { Sealer } from "../redis/seal.js";

/** A row with what names it. */
export type KeyedRow = readonly [key: string, params: unknown];

/** The data of a job. */
export interface Chunk {
  /** Number of its first row. */
  first: number;
  count: number;
  /** Its rows, sealed. */
  rows: string;
  /** Whether they may differ from those that were recorded by their numbers. */
  force?: boolean;
}

const purposeOf = (name: string, first: number) => `chunk ${first} of ${name}`;

/** A job for rows. The same rows are the same job: as long as it is in the queue, it is not added again. */
export async function jobOf(name: string, first: number, rows: readonly KeyedRow[], sealer: Sealer, force: boolean) {
  const text = JSON.stringify(rows);
  const sealed = await sealer.seal(await through(new CompressionStream("deflate-raw"), text), purposeOf(name, first));
  const data: Chunk = { first, count: rows.length, rows: sealed, ...(force && { force }) };
  const id = `${first}-${rows.length}-${digestOf(text).toString(36)}`;
  return { name: "rows", data, opts: { jobId: force ? `${id}-force` : id } };
}

/** @throws A `TesseraError` for rows that were sealed with another secret. */
export async function rowsOf(name: string, { first, rows }: Chunk, sealer: Sealer): Promise<readonly KeyedRow[]> {
  const opened = await sealer.openBytes(rows, purposeOf(name, first));
  if (opened === undefined) throw wrongSecret(name);
  const bytes = await through(new DecompressionStream("deflate-raw"), opened);
  return parseJson(new TextDecoder().decode(bytes))?.value as KeyedRow[];
}

/** The error of a part of a bulk that has another secret than its rows were sealed with. */
export function wrongSecret(name: string) {
  return storeError(
    `What is in Redis of the bulk ${name} was sealed with another \`secret\`, or was changed. Nothing was run here: ` +
      "give all parts of a bulk the same secret.",
  );
}

async function through(transform: CompressionStream | DecompressionStream, input: BodyInit) {
  const stream = (new Response(input).body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
