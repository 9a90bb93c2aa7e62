/** Without Node: browsers do not report the cause of a failure, and there are no codes of a system. */
import type * as rules from "./causes.js";

type Rule = rules.Rule;

export type { Rule };

export const LASTING: readonly (readonly [Rule, string])[] = [];

export const UNUSABLE: Rule = {
  codes: /NOT_IMPLEMENTED$/,
  names: /^(?:SyntaxError|ReferenceError|RangeError|NotSupportedError)$/,
  messages:
    /is not (?:a function|a constructor|iterable|defined|a valid URL)|^Cannot (?:read|set|find)|not implemented/i,
};

export const UNWRITTEN: readonly Rule[] = [{ codes: /NOT_IMPLEMENTED$/ }];
