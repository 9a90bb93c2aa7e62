/** The README's table of what runs where. */

const TABLE = /(<!-- What `npm run test:runtimes -- --write-readme` writes -->\n)[\s\S]*?(\n<!-- -->)/;

/** One row for each runtime and way of running it, with all of its versions. @returns the README with the table. */
export function tableOf(readme, rows) {
  if (!TABLE.test(readme)) throw new Error("README.md has no comments between which the table belongs");
  const groups = new Map();
  for (const row of rows) {
    const key = `${row.where}, ${row.how}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const lines = [...groups.values()].map((group) => {
    const [{ where, how }] = group;
    const versions = [...new Set(group.map(({ version }) => version).filter(Boolean))].join(", ");
    return `| ${where} | ${versions} | ${how} | ${cellOf(group)} |`;
  });
  const table = ["| Where | Version | How | Checks |", "| --- | --- | --- | --- |", ...lines].join("\n");
  return readme.replace(TABLE, (_, before, after) => before + table + after);
}

function cellOf(group) {
  const skipped = group.find((row) => row.skipped);
  if (skipped) return `not run: ${skipped.skipped}`;
  const counts = [...new Set(group.map(({ passed }) => passed))];
  return `${counts.join(" or ")} passed`;
}
