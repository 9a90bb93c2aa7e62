/** Whether a process holds more and more: heap after garbage collection, and what keeps its event loop running. */

export interface Sample {
  heapBytes: number;
  /** By type, as `process.getActiveResourcesInfo()` names it: sockets, timers, handles. */
  resources: Record<string, number>;
}

/** Finalizers of what was collected may need a turn, and free more. */
const COLLECTIONS = 4;

/** Needs `--expose-gc`. @param more resources that the process does not see. */
export async function sample(more: Readonly<Record<string, number>>): Promise<Sample> {
  for (let i = 0; i < COLLECTIONS; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { heapBytes: process.memoryUsage().heapUsed, resources: { ...resources(), ...more } };
}

export function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const type of process.getActiveResourcesInfo()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
};

/** Code that is compiled late counts as heap: measured below this for any number of calls. */
const HEAP_SLACK = 1_000_000;
const HEAP_SLACK_PER_CALL = 8;
/** Faults close some of the connections that stay open between calls, now more, now fewer. */
const RESOURCE_SLACK = 16;

/** The median of the first quarter of the samples against that of the last. @param calls made in all. */
export function growth(samples: readonly Sample[], calls: number): { heapBytes: number; wrong: string[] } {
  const quarter = Math.max(1, samples.length >> 2);
  const [first, last] = [samples.slice(0, quarter), samples.slice(-quarter)];
  const grown = (of: (sample: Sample) => number) => median(last.map(of)) - median(first.map(of));
  const heapBytes = grown((each) => each.heapBytes);
  const wrong: string[] = [];
  if (heapBytes > HEAP_SLACK + HEAP_SLACK_PER_CALL * calls) {
    wrong.push(`the heap grew by ${heapBytes} bytes between the first and the last quarter`);
  }
  for (const type of new Set(samples.flatMap((each) => Object.keys(each.resources)))) {
    const more = grown((each) => each.resources[type] ?? 0);
    if (more > RESOURCE_SLACK) wrong.push(`${more} more of ${type} in the last quarter than in the first`);
  }
  return { heapBytes, wrong };
}
