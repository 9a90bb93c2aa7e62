/** Medians, and tables of text. */

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Both were measured in the same rounds, so a slow moment of the machine weighs on both. */
export function ratios(rounds, ours, theirs, figure) {
  return rounds.map((round) => round[ours][figure] / round[theirs][figure]);
}

/** The median of the rounds' ratios. */
export function ratio(rounds, ours, theirs, figure) {
  return median(ratios(rounds, ours, theirs, figure));
}

/** Rotates, so that nobody always comes after the same neighbor. */
export function inTurn(list, round) {
  const first = round % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}

/** The first column to the left, all others to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("   ");
  return rows.map((row) => `  ${line(row)}`).join("\n");
}

export function printTargets(targets) {
  const rows = targets.map(({ what, value, limit, unit }) => [
    what,
    unit === "x" ? value.toFixed(2) : `${value.toFixed(1)} ${unit}`,
    unit === "x" ? `<= ${limit}` : `<= ${limit} ${unit}`,
    value <= limit ? "met" : "MISSED",
  ]);
  console.log(`Targets\n${table([["", "measured", "target", ""], ...rows])}`);
}
