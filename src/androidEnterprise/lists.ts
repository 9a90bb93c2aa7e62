/** Google leaves out lists that are empty. */
import { isPlainObject } from "../core/values.js";

/** A `fromWire` that adds the empty list where Google left it out. */
export function emptyListAs(field: string): (response: unknown) => unknown {
  return (response) => {
    const isAbsent = isPlainObject(response) && (response[field] === undefined || response[field] === null);
    return isAbsent ? { ...response, [field]: [] } : response;
  };
}
