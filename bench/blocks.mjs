/** Blocks of calls of several peers in one process, in turns: what disturbs the process weighs on all of them. */

/**
 * One block of calls, `atOnce` at a time.
 *
 * @returns What a call cost: CPU of this process, and how many were made per second.
 */
async function block(call, calls, atOnce) {
  let left = calls;
  const caller = async () => {
    while (left-- > 0) await call();
  };
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, caller));
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMicros: (user + system) / calls, perSecond: calls / seconds };
}

/**
 * A block of each peer per round, in an order that turns round each time, so that nobody always comes after the same
 * neighbor.
 *
 * @param {Record<string, () => Promise<unknown>>} peers makes one call each
 * @returns One object a round, with the figures of each peer.
 */
export async function alternated(peers, { atOnce, rounds, calls, warmUp }) {
  const names = Object.keys(peers);
  for (const name of names) await block(peers[name], warmUp, atOnce);
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const figures = {};
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      figures[name] = await block(peers[name], calls, atOnce);
    }
    results.push(figures);
  }
  return results;
}
