/** Queries for enrollment tokens as people write them. */

const FIELD = /\b(token_state|device_type)(\s*[:=]\s*)"?(\w+)"?/g;
const QUOTED = /^["“”']([^"“”']*)["“”']$/;
/** Terms that are joined by spaces, or by the `+` of a URL in which Google's page shows them. */
const TERMS = /^\w+[:=][^\s+:=]+(?:[\s+]+\w+[:=][^\s+:=]+)*$/;

/**
 * The terms of a query, as the services read them. Google's page shows a query within quotes and with `+` for its
 * spaces, and states in responses are in lower case; sent so, a query finds nothing or is rejected.
 */
export function tidyTokenQuery(query: string): string[] {
  const bare = query.trim().replace(QUOTED, "$1");
  const tidy = bare.replace(FIELD, (_, field: string, operator: string, value: string) => {
    return `${field}${operator}${enumText(value)}`;
  });
  return TERMS.test(tidy) ? tidy.split(/[\s+]+/) : [tidy].filter(Boolean);
}

/** `active` and `chromeBrowser`, as the model has them, in the spelling of queries. */
function enumText(value: string): string {
  return value.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
}
