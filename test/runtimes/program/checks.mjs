/** The program that is the same on every runtime. */
import { cancellation } from "./checks/cancellation.mjs";
import { environment } from "./checks/environment.mjs";
import { errors } from "./checks/errors.mjs";
import { options } from "./checks/options.mjs";
import { retries } from "./checks/retries.mjs";
import { services } from "./checks/services.mjs";
import { openWorld } from "./tools.mjs";

export const checks = { ...services, ...errors, ...cancellation, ...retries, ...options, ...environment };

/** A check that takes longer hangs. */
const LIMIT_MS = 20_000;

/** Runs one check. `host` says what the runtime has: see `hosts.mjs`. @returns what is wrong, if anything. */
export async function failureOf(name, { server, host }) {
  const context = { host, open: (world) => openWorld(server, world) };
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not end within ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    await Promise.race([checks[name](context), limit]);
    return undefined;
  } catch (error) {
    return String(error?.stack ?? error).slice(0, 2_000);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs all checks, one after the other, and reports each as a line of JSON; the last line says that it came to the end. */
export async function runChecks({ server, host }, report) {
  for (const name of Object.keys(checks)) {
    const failure = await failureOf(name, { server, host });
    await report(JSON.stringify({ check: name, ...(failure !== undefined && { failure }) }));
  }
  await report(JSON.stringify({ done: Object.keys(checks).length }));
}
