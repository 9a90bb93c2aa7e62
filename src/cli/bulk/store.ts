/** The file of results, whose errors are without the secrets of the command. */
import type { TesseraError } from "tessera-sdk";
import type { BulkStore, Journal, JournalStoreOptions } from "tessera-sdk/bulk";
import { UsageError } from "../exit.js";
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
      const ledger = await Promise.resolve(journal.open(run)).catch(unusable(`--out: ${file} cannot be written`));
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

/** @throws A {@link UsageError} if the file cannot be read. */
export async function readResults(file: string): Promise<Journal> {
  const { readJournal } = await import("tessera-sdk/bulk");
  return readJournal(file).catch(unusable(`${file} cannot be read`));
}

/** Makes an error of the file system one of the command line. */
export const unusable = (problem: string) => (error: NodeJS.ErrnoException) => {
  throw error.syscall === undefined ? error : new UsageError(`${problem} (${error.code})`);
};
