/** Whether an object that was read is the one that was sent. */
import { isPlainObject } from "../../core/values.js";
import { timeOf } from "../dates.js";

/**
 * Whether an object has all that was sent. Core adds fields of its own, leaves out empty lists, may return lists of
 * named objects in another order, and writes dates in its own form. It gives uploaded files ids of its own, so of files
 * only the number is compared.
 */
export function hasAll(read: unknown, sent: unknown): boolean {
  if (isEmpty(sent)) return isEmpty(read);
  if (Array.isArray(sent)) return Array.isArray(read) && hasItems(read, sent);
  if (!isPlainObject(sent)) return read === sent || isSameTime(read, sent);
  if (!isPlainObject(read)) return false;
  return Object.entries(sent).every(([name, value]) =>
    name === "files" && Array.isArray(value) ? countOf(read[name]) === value.length : hasAll(read[name], value),
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function hasItems(read: readonly unknown[], sent: readonly unknown[]): boolean {
  if (read.length !== sent.length) return false;
  return sent.every((item, index) => {
    const name = nameOf(item);
    const counterpart = name === undefined ? read[index] : read.find((each) => nameOf(each) === name);
    return hasAll(counterpart, item);
  });
}

/** What tells the items of a list apart, wherever they are in it. */
function nameOf(item: unknown): unknown {
  return isPlainObject(item) ? (item.id ?? item.name) : undefined;
}

const countOf = (list: unknown) => (Array.isArray(list) ? list.length : 0);

function isSameTime(read: unknown, sent: unknown): boolean {
  if (typeof read !== "string" || typeof sent !== "string") return false;
  const time = timeOf(sent);
  return time !== undefined && time === timeOf(read);
}
