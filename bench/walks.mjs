/** Walks over a long list, each in a process of its own: its CPU, and whether the heap grows with the pages. */
import { start } from "./processes.mjs";
import { inTurn, median, ratio, table } from "./statistics.mjs";

const OURS = "tessera-sdk";
const RAW = "undici.request";

/** @returns Targets, as `printTargets` prints them. */
export async function walks(quick) {
  const [pages, count] = quick ? [1_500, 1] : [10_000, 3];
  const { child: server, message: origin } = await start("pages.mjs", pages);
  const rounds = [];
  try {
    for (let round = 0; round < count; round++) {
      const results = {};
      for (const peer of inTurn([OURS, RAW], round))
        results[peer] = (await start("walk.mjs", peer, origin, pages)).message;
      rounds.push(results);
    }
  } finally {
    server.disconnect();
  }
  const growth = (peer) => Math.max(...rounds.map((round) => round[peer].growth));
  const rows = [OURS, RAW].map((peer) => [
    peer,
    `${median(rounds.map((round) => round[peer].cpuMicros)).toFixed(0)} µs`,
    ratio(rounds, peer, RAW, "cpuMicros").toFixed(2),
    `${growth(peer).toFixed(1)} MB`,
  ]);
  const head = ["", "CPU a page", `CPU / ${RAW}`, "heap growth"];
  console.log(`A list of ${pages} pages of 100, walked\n${table([head, ...rows])}\n`);
  return [
    {
      what: `CPU of a page in a walk: ${OURS} / ${RAW}`,
      value: ratio(rounds, OURS, RAW, "cpuMicros"),
      limit: 1.2,
      unit: "x",
    },
    { what: `heap growth of ${OURS} in ${pages} pages`, value: growth(OURS), limit: 10, unit: "MB" },
  ];
}
