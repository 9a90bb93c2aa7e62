/**
 * One run of a warm section, in a process of its own: all peers in alternated blocks. Arguments: section, origin of the
 * server, calls at a time, rounds. Sends the rounds to its parent.
 */
import { alternated } from "./blocks.mjs";
import { EXPECTED, peers } from "./peers.mjs";

/** Enough for the engine to have compiled what a call runs. */
const WARM_UP = 3_000;
const CALLS = 500;

const [section, origin, atOnce, rounds] = process.argv.slice(2);

// The Directory API is a beta, and its client says so.
process.noDeprecation = true;

async function checked(name) {
  const call = await peers[section][name](origin);
  return async () => {
    const value = await call();
    if (value !== EXPECTED[section]) throw new Error(`${name} returned ${value} in place of ${EXPECTED[section]}`);
  };
}

const calls = {};
for (const name of Object.keys(peers[section])) calls[name] = await checked(name);
const measured = await alternated(calls, {
  atOnce: Number(atOnce),
  rounds: Number(rounds),
  calls: CALLS,
  warmUp: WARM_UP,
});
process.send(measured, () => process.exit());
