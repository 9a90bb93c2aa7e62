/** What client and server of the soak agree on. */
import type { Entry } from "./ledger.js";

/** Stands in the request of a call, so that the server can tell whose it is. */
export const idFor = (call: number): string => `soak-${call}-`;

export function idOf(request: string): number {
  const id = /soak-(\d+)-/.exec(decodeURIComponent(request))?.[1];
  if (id === undefined) throw new Error(`A request without an id: ${request}`);
  return Number(id);
}

/** What the server says when it is asked. */
export interface ServerReport {
  /** Of the calls since its last report. */
  log: Entry[];
  /** By fault: requests so far, and how many of them were carried out. */
  faults: Record<string, { requests: number; done: number }>;
  /** Open at this moment. */
  connections: number;
}
