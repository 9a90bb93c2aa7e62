/** Results as a model gets them: JSON without credentials, of a bounded size that is never half a value. */
import type { Pager } from "tessera-sdk";
import type { Operation } from "../catalog.js";
import { type Place, placeAfter, takePages, textOf } from "../output/list.js";
import { withoutSecretTexts } from "../redact.js";
import { shortened, sizeOf } from "./shortened.js";
import type { Fields } from "./task.js";

/** What decides how much of a result is shown. */
export interface Presentation {
  /** Whether credentials that an operation returns are shown. */
  readonly reveal: boolean;
  /** Credentials of the server itself, which are never shown. */
  readonly secrets: ReadonlySet<string>;
}

/** Some 10,000 tokens. Clients take little more from one call. */
export const MOST_CHARACTERS = 40_000;

export const MASK = "[masked]";

/** A value that came at once. */
export function valueResult(value: unknown, operation: Operation, presentation: Presentation): Fields {
  return unlessTooDeep({ result: null }, () => {
    const { shown, masked } = presented(value, operation, presentation);
    const { value: result, note } = shortened(shown, MOST_CHARACTERS);
    return { result, ...notes(note, masked) };
  });
}

/** What has succeeded stays so if its result is nested so deep that no JSON can be made of it. */
function unlessTooDeep(otherwise: Fields, present: () => Fields): Fields {
  try {
    return present();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...otherwise, note: "The call has succeeded. Its result is nested too deep to be shown." };
  }
}

/** A part of a list, with the `pageToken` that continues it. */
export async function listResult(
  pager: Pager<unknown>,
  from: Place,
  limit: number,
  operation: Operation,
  presentation: Presentation,
): Promise<Fields> {
  const places: Place[] = [];
  const items: unknown[] = [];
  let rest: Place | undefined;
  for await (const page of takePages(pager, from, limit)) {
    items.push(...page.items);
    places.push(...page.items.map((_, index) => placeAfter(page.place, index)));
    rest = page.rest;
  }
  const continued = (next: Place | undefined) =>
    next && { pageToken: withoutSecretTexts(textOf(next), presentation.secrets) };
  return unlessTooDeep({ items: [], ...continued(rest) }, () => {
    const { shown, masked } = presented(items, operation, presentation);
    const { fitting, note } = fittingItems(shown as readonly unknown[]);
    const next = fitting.length < items.length ? places[fitting.length] : rest;
    return { items: fitting, ...continued(next), ...notes(note, masked) };
  });
}

/** As many items as there is room for. Of the first, a part if it is too large alone. */
function fittingItems(items: readonly unknown[]): { fitting: readonly unknown[]; note?: string | undefined } {
  let size = 0;
  const end = items.findIndex((item) => {
    size += sizeOf(item) + 1;
    return size > MOST_CHARACTERS;
  });
  if (end === -1) return { fitting: items };
  if (end > 0) return { fitting: items.slice(0, end), note: "The result is too large: `pageToken` continues it." };
  const { value, note } = shortened(items[0], MOST_CHARACTERS);
  return { fitting: [value], note };
}

/** A value as JSON has it, without credentials, and the names of the fields that were masked. */
function presented(value: unknown, { secretResult = [] }: Operation, { reveal, secrets }: Presentation) {
  const masked = new Set<string>();
  const hidden = reveal ? [] : secretResult;
  const text = JSON.stringify(value ?? null, (name, field) => {
    if (!hidden.includes(name) || field === undefined || field === null) return field;
    masked.add(name);
    return MASK;
  });
  return { shown: withoutSecretTexts(JSON.parse(text), secrets), masked };
}

function notes(cut: string | undefined, masked: ReadonlySet<string>): { note?: string } {
  const hidden =
    masked.size > 0 &&
    `${[...masked].join(" and ")}: masked, as it is a credential. The person who runs this server can show it with --reveal.`;
  const all = [cut, hidden].filter((note) => typeof note === "string");
  return all.length === 0 ? {} : { note: all.join(" ") };
}
