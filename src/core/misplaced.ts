/** Options that are passed among the parameters, where they would be lost. */

const OPTION = "it is an option: pass it in the second argument";

export const MISPLACED_OPTIONS: ReadonlyMap<string, string> = new Map([
  ...["signal", "timeoutMs", "timeout", "deadlineMs", "retry", "headers", "extraQuery", "extraBody", "onSend"].map(
    (name) => [name, OPTION] as const,
  ),
  ["auth", "it is an option of the client"],
]);
