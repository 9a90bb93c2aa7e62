/** A bulk on many machines, and what its processes share in Redis. */
import {
  arrow,
  box,
  doubleArrow,
  MARGIN,
  type Picture,
  type Point,
  type Rectangle,
  rectangle,
  text,
  WIDTH,
} from "./svg.js";

/** What the picture names of the package, by its entry. */
export const NAMED: Readonly<Record<string, readonly string[]>> = {
  "tessera-sdk/bullmq": ["enqueueBulk", "bulkWorker"],
  "tessera-sdk/redis": ["sharedTokens", "sharedLimiter"],
};

const DESCRIPTION =
  "A bulk run on many machines. One process puts the rows into jobs in Redis, by enqueueBulk. Any number of workers, by " +
  "bulkWorker, each with a client of its own, take jobs, claim and settle rows in the ledger, and write results. They " +
  "share tokens, by sharedTokens, and one rate, by sharedLimiter, and send requests to the server. One process writes " +
  "the results to a file, results.ndjson, by drainTo. Rows, results and tokens are sealed in Redis.";

interface Cell {
  name: string;
  lines: readonly string[];
  /** What workers do with it. */
  use: string;
  /** Whether something comes in from workers, goes out to them, or both. */
  way: "in" | "out" | "both";
}

const CELLS: readonly Cell[] = [
  { name: "jobs", lines: ["of BullMQ:", "rows, sealed"], use: "take", way: "out" },
  { name: "ledger", lines: ["the state", "of each row"], use: "claim, settle", way: "both" },
  { name: "results", lines: ["sealed, until", "drained"], use: "add", way: "in" },
  { name: "tokens", lines: ["sharedTokens:", "sealed"], use: "share", way: "both" },
  { name: "limiter", lines: ["sharedLimiter:", "one rate"], use: "wait", way: "both" },
];

const FULL = WIDTH - 2 * MARGIN;
const REDIS: Rectangle = { x: MARGIN, y: 122, width: FULL, height: 114 };
const WORKERS: Rectangle = { x: MARGIN, y: 286, width: FULL, height: 104 };
const SERVER: Rectangle = { x: MARGIN, y: 440, width: FULL, height: 44 };
const [PAD, GAP] = [12, 12];
const CELL = Math.floor((FULL - 2 * PAD - (CELLS.length - 1) * GAP) / CELLS.length);

const cellAt = (index: number): Rectangle => ({
  x: REDIS.x + PAD + index * (CELL + GAP),
  y: REDIS.y + 32,
  width: CELL,
  height: 70,
});

const middle = ({ x, width }: Rectangle) => x + width / 2;
const bottom = ({ y, height }: Rectangle) => y + height;
const small = { isSmall: true, isMuted: true };

function drawCell({ name, lines, use, way }: Cell, index: number): string[] {
  const place = cellAt(index);
  const x = middle(place);
  const ends: [Point, Point] = [
    [x, bottom(place)],
    [x, WORKERS.y],
  ];
  const lead = { in: () => arrow(ends.toReversed()), out: () => arrow(ends), both: () => doubleArrow(ends) };
  return [
    box(place, "plain", name, lines),
    lead[way](),
    text(x + 8, bottom(REDIS) + 28, use, { ...small, room: CELL + GAP - 12 }),
  ];
}

const WORKER_NAMES = ["worker 1", "worker 2", "worker N"];

function drawWorker(name: string, index: number): string {
  const width = (FULL - 2 * PAD - 2 * GAP) / WORKER_NAMES.length;
  const x = WORKERS.x + PAD + index * (width + GAP);
  return box({ x, y: WORKERS.y + 32, width, height: 60 }, "plain", name, ["a client, and its calls"]);
}

export function fleet(): Picture {
  const enqueuer: Rectangle = { x: MARGIN, y: 20, width: 140, height: 60 };
  const drainer: Rectangle = { x: middle(cellAt(2)) - 70, y: 20, width: 140, height: 60 };
  const file: Rectangle = { x: WIDTH - MARGIN - 150, y: 20, width: 150, height: 60 };
  const sent = middle(WORKERS);
  return {
    title: "A bulk run on many machines",
    description: DESCRIPTION,
    height: bottom(SERVER) + MARGIN,
    shapes: [
      rectangle(REDIS, "red"),
      text(REDIS.x + PAD, REDIS.y + 22, "Redis", { isStrong: true }),
      rectangle(WORKERS, "blue"),
      text(WORKERS.x + PAD, WORKERS.y + 22, "bulkWorker, on any number of machines", { isStrong: true }),
      box(enqueuer, "green", "enqueueBulk", ["one process"]),
      box(drainer, "green", "drainTo", ["one process"]),
      box(file, "plain", "results.ndjson", ["a line for each row"]),
      box(SERVER, "amber", "the server"),
      ...CELLS.flatMap(drawCell),
      ...WORKER_NAMES.map(drawWorker),
      arrow([
        [middle(cellAt(0)), bottom(enqueuer)],
        [middle(cellAt(0)), cellAt(0).y],
      ]),
      arrow([
        [middle(drainer), cellAt(2).y],
        [middle(drainer), bottom(drainer)],
      ]),
      arrow([
        [drainer.x + drainer.width, 50],
        [file.x, 50],
      ]),
      arrow([
        [sent, bottom(WORKERS)],
        [sent, SERVER.y],
      ]),
      text(sent + 8, bottom(WORKERS) + 30, "requests, at one rate for all workers", small),
    ],
  };
}
