/** The file of results, whose errors are without the secrets of the command. */
import type { TesseraError } from "tessera-sdk";
import type { BulkStore, JournalStoreOptions } from "tessera-sdk/bulk";
import { withoutSecretTexts } from "../redact.js";

export async function resultsStore(
  file: string,
  options: JournalStoreOptions,
  secrets: ReadonlySet<string>,
): Promise<BulkStore> {
  const { journalStore } = await import("tessera-sdk/bulk");
  const journal = journalStore(file, options);
  return {
    async open(run) {
      const ledger = await journal.open(run);
      return {
        claim: (row) => ledger.claim(row),
        sending: (rows) => ledger.sending(rows),
        settle: (row, result) =>
          ledger.settle(row, result.state === "done" ? result : { ...result, error: redacted(result.error, secrets) }),
        close: () => ledger.close(),
      };
    },
  };
}

/** An error that is shown without secrets. */
export function redacted(error: TesseraError, secrets: ReadonlySet<string>): TesseraError {
  const shown = withoutSecretTexts(error.toJSON(), secrets) as ReturnType<TesseraError["toJSON"]>;
  return Object.create(error, { message: { value: shown.message }, toJSON: { value: () => shown } });
}
