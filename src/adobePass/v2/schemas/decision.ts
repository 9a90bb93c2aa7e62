/** Decisions: whether a user may watch a resource. */

import { quoted } from "../../../core/errorBody.js";
import { kindOfStatus } from "../../../core/errorKind.js";
import {
  boolean,
  enumOf,
  listOf,
  number,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../../core/schema.js";
import { isPlainObject } from "../../../core/values.js";
import { AdobePassError } from "../../errors/error.js";
import { withMs } from "../../times.js";

/** What every decision has. */
export interface AdobeDecisionBase {
  /** The resource, as it was requested. */
  resource: string;
  /** Id of the service provider. */
  serviceProvider?: string;
  /** Id of the TV provider. */
  mvpd?: string;
  /**
   * Who decided. `mvpd`: the TV provider. `degradation`: a rule of Adobe's in place of the provider. `temppass`: a
   * TempPass. `dummy`: a provider for tests.
   */
  source?: "mvpd" | "degradation" | "temppass" | "dummy" | UnlistedValue;
  /** When the decision becomes valid, in milliseconds since the epoch. */
  notBefore?: number;
  /** When the decision expires, in milliseconds since the epoch. */
  notAfter?: number;
}

/** The user may watch. */
export interface AdobePermit extends AdobeDecisionBase {
  /** `permit`: the user may watch. */
  decision: "permit";
  /** `true`: the user may watch. */
  authorized: true;
  /** What the player needs. Only of `decisions.authorize`. */
  token?: AdobeMediaToken;
}

/** The user may not watch. */
export interface AdobeDeny extends AdobeDecisionBase {
  /** `deny`: the user may not watch. */
  decision: "deny";
  /** `false`: the user may not watch. */
  authorized: false;
  /**
   * Why not. Its `userMessage` is the TV provider's text for the user; its `action` is `authentication` if the user has
   * to sign in again.
   */
  error?: AdobePassError;
}

/** Nobody decided. It is not a denial. */
export interface AdobeUndecided extends AdobeDecisionBase {
  /** `undecided`: the response had no decision on the resource, or a failure in its place. */
  decision: "undecided";
  /** `false`: the user may not watch as long as nobody has decided. */
  authorized: false;
  /** The failure, if there was one. */
  error?: AdobePassError;
}

/** A decision on one resource. `decision` tells which. */
export type AdobeDecision = AdobePermit | AdobeDeny | AdobeUndecided;

/** A media token: valid once and for some minutes. Pass it to the player's server at once; do not keep it. */
export interface AdobeMediaToken {
  /** When it becomes valid, in milliseconds since the epoch. */
  notBefore?: number;
  /** When it expires, in milliseconds since the epoch. */
  notAfter?: number;
  /** When it was issued, in milliseconds since the epoch. */
  issuedAt?: number;
  /**
   * The token, for Adobe's verifier.
   * @secret
   */
  serializedToken: string;
}

/** The error of an item, as received. */
export interface ItemError {
  action?: string;
  status?: number;
  code?: string;
  message?: string;
  details?: string;
  helpUrl?: string;
  trace?: string;
}

/** An item of a response. */
export interface DecisionItem extends Omit<AdobeDecisionBase, "resource"> {
  /** Older servers leave it out. */
  resource?: string;
  authorized: boolean;
  token?: AdobeMediaToken;
  error?: ItemError;
}

/** The body of a response with decisions. */
export interface DecisionsBody {
  decisions: DecisionItem[];
}

const itemSchema = objectOf<DecisionItem>()(
  () => ({
    resource: string,
    serviceProvider: string,
    mvpd: string,
    source: enumOf("mvpd", "degradation", "temppass", "dummy"),
    authorized: boolean,
    token: objectOf<AdobeMediaToken>()(
      () => ({ notBefore: number, notAfter: number, issuedAt: number, serializedToken: string }),
      { serializedToken: true },
    ),
    notBefore: number,
    notAfter: number,
    error: objectOf<ItemError>()(() => ({
      action: string,
      status: number,
      code: string,
      message: string,
      details: string,
      helpUrl: string,
      trace: string,
    })),
  }),
  { authorized: true },
);

export const decisionsSchema: Schema<DecisionsBody> = objectOf<DecisionsBody>()(
  () => ({ decisions: listOf(itemSchema) }),
  { decisions: true },
);

export function readDecisions(body: unknown): unknown {
  if (!isPlainObject(body) || !Array.isArray(body.decisions)) return body;
  return { ...body, decisions: body.decisions.map(readItem) };
}

function readItem(item: unknown): unknown {
  if (!isPlainObject(item)) return item;
  return withMs({ ...item, ...("token" in item && { token: withMs(item.token) }) });
}

/** The item of each resource: by its name, exactly or but for white space around it; without names, by position. */
export function itemsOf(resources: readonly string[], items: readonly DecisionItem[]): (DecisionItem | undefined)[] {
  const unnamed = items.every(({ resource }) => resource === undefined) && items.length === resources.length;
  return resources.map((resource, index) => {
    if (unnamed) return items[index];
    const exact = items.find((item) => item.resource === resource);
    return exact ?? items.find((item) => item.resource?.trim() === resource.trim());
  });
}

/** The decision on a resource. */
export function decisionOf(resource: string, item: DecisionItem | undefined): AdobeDecision {
  if (item === undefined) return { resource, decision: "undecided", authorized: false };
  const { authorized, token, error: given, ...facts } = item;
  if (authorized) return { ...facts, resource, decision: "permit", authorized, ...(token && { token }) };
  const error = given && errorOf(given);
  const decision = error === undefined || isDenial(error, given?.status) ? "deny" : "undecided";
  return { ...facts, resource, decision, authorized, ...(error && { error }) };
}

/** Whether an item's error decides, and is not a failure on the way to a decision. */
function isDenial({ action }: AdobePassError, status = 403): boolean {
  return action === "authentication" || action === "authorization" || (action === "none" && status === 403);
}

/** The error of an item. Its status is that of the item: the response was a success. */
function errorOf({ status, message, ...facts }: ItemError): AdobePassError {
  const vendorMessage = quoted(message);
  const said = vendorMessage ?? facts.code ?? "no message";
  const kind = status === undefined || facts.action === "retry" ? undefined : kindOfStatus(status);
  return new AdobePassError(`Adobe Pass did not authorize the resource: ${said}`, { ...facts, kind, vendorMessage });
}
