/** A file of results that is there: whether it is that of a bulk in Redis. */

/** What is known of it. */
export interface FoundResults {
  /** The bulk in Redis that its results come from. */
  readonly name: string | undefined;
  hasRows(): Promise<boolean>;
}

/** @returns `undefined` if there is no file of results: whoever writes it says what is wrong with what is there. */
export async function bulkOf(path: string): Promise<FoundResults | undefined> {
  const { readJournal } = await import("tessera-sdk/bulk");
  const journal = await readJournal(path).catch(() => undefined);
  if (journal === undefined) return undefined;
  const { bulk } = journal.notes ?? {};
  return {
    name: typeof bulk === "string" ? bulk : undefined,
    async hasRows() {
      for await (const _ of journal.rows) return true;
      return false;
    },
  };
}
