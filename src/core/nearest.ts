/** Finds the known name that a misspelled one probably stands for. */

/** Typing errors (one letter more, less, other or swapped) that still point to a name. */
const MAX_ERRORS = 2;
/** Two errors in a shorter name could turn it into any other. */
const SHORTEST_FOR_TWO = 6;

/**
 * @param maxErrors most typing errors, 0 to 2.
 * @returns the closest of `names`, or `undefined` when none is close: the same but for case, `_` and `-`, or within
 *   `maxErrors`.
 */
export function nearest(name: string, names: readonly string[], maxErrors = MAX_ERRORS): string | undefined {
  const folded = fold(name);
  const most = Math.min(folded.length < SHORTEST_FOR_TWO ? 1 : MAX_ERRORS, maxErrors);
  let best: string | undefined;
  let fewest = most + 1;
  for (const candidate of names) {
    const errors = distance(folded, fold(candidate), fewest);
    if (errors < fewest) [best, fewest] = [candidate, errors];
  }
  return best;
}

const fold = (name: string) => name.replace(/[_-]/g, "").toLowerCase();

/** Optimal string alignment distance; `limit` where it is not below that. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let errors = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        errors = Math.min(errors, at(before, j - 2) + 1);
      row.push(errors);
    }
    [before, last] = [last, row];
  }
  return Math.min(at(last, b.length), limit);
}

const at = (row: readonly number[], place: number) => row[place] ?? Number.POSITIVE_INFINITY;
