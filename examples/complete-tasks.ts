/**
 * Works through a list of tasks: completes those that a rule decides, assigns the others to a user, and reports each
 * that failed.
 * Against FlowerDocs, replace `baseUrl` and `auth`, and drop the tasks that are created here.
 */
import { allOf, FlowerDocs, type FlowerDocsRow, login, TesseraError, where } from "tessera-sdk/flower-docs";
import { startEmulator } from "tessera-sdk/testing";

await using emulator = await startEmulator();
await using client = new FlowerDocs({
  baseUrl: emulator.baseUrls.flowerDocs,
  auth: login({ user: "jna", password: "emulated-password", scope: "ACME" }),
});

const amounts = { "Pay invoice 41": "120", "Pay invoice 42": "9800", "Pay invoice 43": "75" };
const tasks = Object.entries(amounts).map(([name, amount]) => ({
  name,
  data: { classId: "Payment" },
  tags: [{ name: "Amount", value: [amount] }],
}));
const created = await client.tasks.createMany(tasks);
await client.tasks.waitUntilFound(created.map(({ id }) => id));

/** Up to this amount, nobody has to look at it. */
const LIMIT = 500;

async function complete(id: string): Promise<void> {
  const answer = () => client.tasks.answer({ ids: [id], answer: "ACCEPT" });
  try {
    await answer();
  } catch (error) {
    // Core does nothing with a task that is completed, so after a lost response it may be asked again.
    if (!(error instanceof TesseraError && error.outcomeUnknown)) throw error;
    await answer();
  }
}

async function decide({ id, fields }: FlowerDocsRow): Promise<string> {
  if (Number(fields.Amount) <= LIMIT) {
    await complete(id);
    return "completed";
  }
  await client.tasks.assign({ ids: [id], username: "jdoe" });
  return "assigned to jdoe";
}

// Read to its end first: a task that leaves the list would move others to a page that was read before.
const rows = await client.tasks
  .search({
    selectClause: { fields: ["name", "Amount"] },
    filterClauses: [allOf(where("classid").equalsTo("Payment"))],
    orderClauses: [{ name: "name", type: "STRING" }],
  })
  .toArray();

for (const row of rows) {
  try {
    console.log(`${row.fields.name}: ${await decide(row)}`);
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error;
    console.error(`${row.fields.name}: ${error.message}`);
    process.exitCode = 1;
    // The others would fail, too: the account is refused, or FlowerDocs cannot be reached.
    if (error.kind === "unauthenticated" || (error.kind === "unavailable" && !error.outcomeUnknown)) break;
  }
}
