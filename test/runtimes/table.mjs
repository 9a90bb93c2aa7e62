/** The README's table of what runs where. */

const TABLE = /(<!-- What `npm run test:runtimes -- --write-readme` writes -->\n)[\s\S]*?(\n<!-- -->)/;

/** @returns the README with the table: ways of running a thing that have the same versions and results share a row. */
export function tableOf(readme, rows) {
  if (!TABLE.test(readme)) throw new Error("README.md has no comments between which the table belongs");
  const ways = grouped(rows, ({ where, how }) => `${where}, ${how}`).map((group) => {
    const versions = [...new Set(group.map(({ version }) => version).filter(Boolean))].join(", ");
    return { where: group[0].where, how: group[0].how, versions, cell: cellOf(group) };
  });
  const lines = grouped(ways, ({ where, versions, cell }) => `${where}, ${versions}, ${cell}`).map((group) => {
    const [{ where, versions, cell }] = group;
    return `| ${where} | ${versions} | ${group.map(({ how }) => how).join("; ")} | ${cell} |`;
  });
  const table = ["| Where | Version | How | Checks |", "| --- | --- | --- | --- |", ...lines].join("\n");
  return readme.replace(TABLE, (_, before, after) => before + table + after);
}

/** Groups in the order of their first members. */
function grouped(values, keyOf) {
  const groups = new Map();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups.values()];
}

function cellOf(group) {
  const skipped = group.find((row) => row.skipped);
  if (skipped) return `not run: ${skipped.skipped}`;
  const counts = [...new Set(group.map(({ passed }) => passed))];
  return `${counts.join(" or ")} passed`;
}
