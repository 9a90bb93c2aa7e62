// A call for each of many rows, four at a time, with a result for each.
import { AndroidEnterprise } from "tessera-sdk/android-enterprise";
import { bulk } from "tessera-sdk/bulk";
import { createEmulator } from "tessera-sdk/testing";

const emulator = createEmulator();
const client = new AndroidEnterprise({ auth: emulator.issueToken(), transport: emulator.transport });

const rows = ["Ann", "Bob", "", "Dan", "Eve"].map((name) => ({
  enterpriseId: "LC00lwk1yg",
  accountIdentifier: name,
  accountType: "userAccount",
}));
const run = bulk((params, options) => client.users.insert(params, options), rows, {
  concurrency: 4,
  key: (_, row) => `row ${row}`,
});
for await (const row of run) {
  console.log(row.key, row.state, row.state === "done" ? row.result.id : row.error.message);
}
