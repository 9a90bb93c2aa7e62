/**
 * A nightly job: marks the contracts whose term is over. For cron, or a `CronJob` of Kubernetes. It ends with 0 if all of
 * them are marked; with 1 the next run does what is left.
 * Against FlowerDocs, replace `baseUrl` and `user`, and drop the contracts that are created here.
 */
import { allOf, FlowerDocs, type FlowerDocsDocument, login, TesseraError, where } from "tessera-sdk/flower-docs";
import { startEmulator } from "tessera-sdk/testing";

/** So long may the job take: less than the time between two runs. */
const signal = AbortSignal.timeout(3_600_000);

await using emulator = await startEmulator();
await using client = new FlowerDocs({
  baseUrl: emulator.baseUrls.flowerDocs,
  // Read for each login, so that a password that is changed meanwhile does not end the job.
  auth: login({ user: "jna", password: () => process.env.FLOWERDOCS_PASSWORD ?? "emulated-password", scope: "ACME" }),
});

const ended = ["C1", "C2", "C3"].map((id) => ({
  id,
  name: `Contract ${id}`,
  data: { classId: "Contract" },
  tags: [{ name: "EndsOn", value: [String(Date.UTC(2026, 0, 31))] }],
}));
if ((await client.documents.find("C1")) === undefined) await client.documents.createMany(ended);
await client.documents.waitUntilFound(ended.map(({ id }) => id));

function markEnded(document: FlowerDocsDocument): void {
  const others = (document.tags ?? []).filter(({ name }) => name !== "State");
  document.tags = [...others, { name: "State", value: ["ENDED"] }];
}

// Read to its end first: what is marked leaves the list, and would move others to a page that was read before.
const due = await client.documents
  .search(
    {
      selectClause: { fields: ["name"] },
      filterClauses: [
        allOf(
          where("classid").equalsTo("Contract"),
          where("EndsOn").lessThan(new Date()),
          where("State").different("ENDED"),
        ),
      ],
    },
    { signal },
  )
  .toArray();

let left = due.length;
for (const { id } of due) {
  try {
    await client.documents.edit(id, markEnded, { reserve: true, signal });
    left--;
  } catch (error) {
    // The signal ends the job; what it interrupts is released all the same.
    if (!(error instanceof TesseraError)) throw error;
    console.error(`${id}: ${error.outcomeUnknown ? "may be marked:" : "is not marked:"} ${error.message}`);
    // The others would fail, too: the account is refused, or FlowerDocs cannot be reached.
    if (error.kind === "unauthenticated" || (error.kind === "unavailable" && !error.outcomeUnknown)) break;
  }
}
console.log(`${due.length - left} of ${due.length} contracts are marked`);
if (left > 0) process.exitCode = 1;
