/** Whether a failed request is retried: what happened, by what a second request would do. */
import { type Decision, decide, FAILURES, IDEMPOTENCIES, type Idempotency } from "./retryFacts.js";
import { box, MARGIN, type Picture, type Tone, text, WIDTH } from "./svg.js";

const ROWS: Readonly<Record<string, readonly [name: string, ...examples: string[]]>> = {
  rejected: ["not processed", "429, other throttles"],
  unwritten: ["never written", "connection refused,", "unknown host"],
  ambiguous: ["ambiguous", "5xx, 408, a connection", "lost once it was written"],
  token: ["token refused", "401"],
  final: ["final", "other 4xx, 501, 505"],
};

/** What a second request does. */
const COLUMNS: Readonly<Record<Idempotency, readonly [string, string]>> = {
  safe: ["ends in the", "same state"],
  mint: ["creates an", "unused token"],
  none: ["may do damage", "or fail"],
};

const CELLS: Readonly<Record<Decision, readonly [tone: Tone, name: string, ...lines: string[]]>> = {
  retried: ["green", "retried", "after a wait"],
  "new token": ["blue", "once more", "with a new token"],
  thrown: ["plain", "thrown"],
  "outcome unknown": ["red", "thrown", "outcome unknown"],
};

const [TOP, ROW, GAP] = [84, 62, 8];
const FIRST_COLUMN = 218;
const CELL = Math.floor((WIDTH - MARGIN - FIRST_COLUMN - 2 * GAP) / IDEMPOTENCIES.length);

const columnX = (index: number) => FIRST_COLUMN + index * (CELL + GAP);

function drawHead(idempotency: Idempotency, index: number): string[] {
  const x = columnX(index) + CELL / 2;
  return [
    text(x, 30, idempotency, { anchor: "middle", isStrong: true }),
    ...COLUMNS[idempotency].map((line, at) =>
      text(x, 50 + at * 17, line, { anchor: "middle", isSmall: true, isMuted: true, room: CELL }),
    ),
  ];
}

function drawRow(failure: string, decisions: readonly Decision[], index: number): string[] {
  const [name, ...examples] = ROWS[failure] ?? [failure];
  const y = TOP + index * (ROW + GAP);
  const room = FIRST_COLUMN - MARGIN - GAP;
  const top = y + (ROW - (examples.length + 1) * 18) / 2 + 14;
  return [
    text(MARGIN, top, name, { isStrong: true, room }),
    ...examples.map((line, at) => text(MARGIN, top + (at + 1) * 18, line, { isSmall: true, isMuted: true, room })),
    ...decisions.map((decision, column) => {
      const [tone, ...lines] = CELLS[decision];
      const [label = "", ...notes] = lines;
      return box({ x: columnX(column), y, width: CELL, height: ROW }, tone, label, notes);
    }),
  ];
}

/** What is decided in a row, with the columns that it is decided for unless it is the same for all. */
function told(decisions: readonly Decision[]): string {
  const parts = [...new Set(decisions)].map((decision) => {
    const columns = IDEMPOTENCIES.filter((_, index) => decisions[index] === decision);
    const [, ...words] = CELLS[decision];
    const isForAll = columns.length === decisions.length;
    return isForAll ? words.join(", ") : `${words.join(", ")}, with the idempotency ${columns.join(" or ")}`;
  });
  return parts.join("; ");
}

export async function retries(): Promise<Picture> {
  const failures = Object.keys(FAILURES);
  const decisions = await Promise.all(
    failures.map((failure) => Promise.all(IDEMPOTENCIES.map((idempotency) => decide(failure, idempotency)))),
  );
  const sentences = decisions.map((row, index) => {
    const [name, ...examples] = ROWS[failures[index] ?? ""] ?? [];
    return `${name} (${examples.join(" ")}): ${told(row)}`;
  });
  return {
    title: "What is retried",
    description: `A table: what happened to a request, and what follows. ${sentences.join(". ")}.`,
    height: TOP + failures.length * (ROW + GAP) - GAP + MARGIN,
    shapes: [
      text(MARGIN, 30, "What happened", { isStrong: true }),
      text(FIRST_COLUMN - 2 * GAP, 50, "a second request", { isSmall: true, isMuted: true, anchor: "end" }),
      ...IDEMPOTENCIES.flatMap(drawHead),
      ...decisions.flatMap((row, index) => drawRow(failures[index] ?? "", row, index)),
    ],
  };
}
