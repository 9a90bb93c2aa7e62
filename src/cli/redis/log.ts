/** What workers and runs note on stderr: a line of text, or of JSON with `--output json`. */
import { oneLine, toJson } from "../output/printable.js";
import { withoutSecretTexts } from "../redact.js";
import type { Session } from "../session.js";

/** Something that has happened to a bulk. */
export interface BulkNote {
  readonly bulk: string;
  readonly event: string;
  readonly [fact: string]: unknown;
}

export function noteOf({ io: { stderr }, json, secrets }: Session, note: BulkNote): void {
  const { bulk, event, ...facts } = withoutSecretTexts(note, secrets) as BulkNote;
  const more = Object.entries(facts).map(([name, value]) => `${name}: ${String(value)}`);
  stderr.write(
    json ? `${toJson({ bulk, event, ...facts })}\n` : `${oneLine([`bulk ${bulk} ${event}`, ...more].join(", "))}\n`,
  );
}
