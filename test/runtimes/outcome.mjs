/** What a run of the program came to. */

/** Reads the lines of the program. @returns how many checks passed, and what is wrong. */
export function outcomeOf({ ok, stdout, stderr = "", end = "" }) {
  const lines = stdout.split("\n").flatMap((line) => {
    try {
      const read = JSON.parse(line);
      return typeof read === "object" && read !== null ? [read] : [];
    } catch {
      return [];
    }
  });
  const results = lines.filter(({ check }) => check !== undefined);
  const failures = results.flatMap(({ check, failure }) => (failure === undefined ? [] : [`${check}: ${failure}`]));
  const done = lines.find((line) => line.done !== undefined)?.done;
  const noise = stderr
    .split("\n")
    .filter((line) => !MEANT.test(line))
    .join("\n")
    .trim();
  if (done === undefined) failures.push(`the program did not come to its end: it ${end}. ${excerpt(stdout, noise)}`);
  else if (done !== results.length) failures.push(`${results.length} of ${done} checks were reported`);
  else if (!ok) failures.push(`the program came to its end, and then ${end}. ${excerpt("", noise)}`);
  else if (noise !== "") failures.push(`it wrote to stderr: ${excerpt("", noise)}`);
  return { passed: results.length - results.filter(({ failure }) => failure !== undefined).length, failures };
}

/** The warnings of the APIs that the program calls and their vendors deprecate, and the line that Node adds to one. */
const MEANT =
  /\[TESSERA_(?:CHROME_DIRECTORY_BETA|ADOBE_PASS_V1)\] DeprecationWarning: |^\(Use `\S+ --trace-deprecation/;

const excerpt = (stdout, stderr) => `${stdout.slice(-500)}${stderr.slice(0, 1_500)}`;
