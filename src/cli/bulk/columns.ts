/** Which parameter each column of a file is. */
import type { Operation } from "../catalog.js";
import { UsageError } from "../exit.js";
import { flagsOf, type ParamFlag } from "../paramFlags.js";
import { propertiesOf, resolved } from "../schema.js";

/** A list of which a row can have one item, under the name in the singular: `deviceId` for `deviceIds`. */
export interface SingleItem {
  readonly name: string;
  readonly list: string;
}

export function singleItemOf({ list, params }: Operation): SingleItem | undefined {
  const name = list?.param.replace(/s$/, "");
  if (list === undefined || name === undefined || params === null || name === list.param) return undefined;
  return propertiesOf(params, params)[name] === undefined ? { name, list: list.param } : undefined;
}

/** A column of a CSV file. */
export interface Column {
  readonly name: string;
  /** Absent for the column that only names rows. */
  readonly param?: ParamFlag;
}

/**
 * @param given names of the parameters that are the same for all rows.
 * @param key name of the column that names rows.
 * @throws A {@link UsageError} if a column is unknown or there twice, or if one is missing.
 */
export function columnsOf(
  header: readonly string[],
  operation: Operation,
  given: readonly string[],
  key: string | undefined,
): readonly Column[] {
  const params = rowParams(operation);
  const columns = header.map((name): Column => {
    const param = params.find((each) => name === each.alias || name === each.name);
    if (param === undefined && name !== key) throw new UsageError(`column ${quote(name)} is not a parameter`);
    return { name, ...(param && { param }) };
  });
  const paths = columns.map(({ name, param }) => param?.alias ?? name);
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice !== undefined) throw new UsageError(`column ${quote(twice)} is there twice`);
  if (key !== undefined && !header.includes(key))
    throw new UsageError(`there is no column ${quote(key)}, as --key says`);
  refuseMissing(operation, [...given, ...columns.flatMap(({ param }) => param?.path[0] ?? [])]);
  return columns;
}

const quote = (name: string) => JSON.stringify(name);

function rowParams(operation: Operation): readonly ParamFlag[] {
  const { params } = operation;
  const single = singleItemOf(operation);
  const withSingle = single &&
    params && { ...params, properties: { ...params.properties, ...itemOf(operation, single) } };
  const { options: _, paging: __, ...rest } = operation;
  return flagsOf(withSingle ? { ...rest, params: withSingle } : rest, new Set());
}

function itemOf({ params }: Operation, { name, list }: SingleItem) {
  const root = params ?? {};
  return { [name]: resolved(propertiesOf(root, root)[list] ?? {}, root).items ?? {} };
}

/** What every row would be refused for. */
function refuseMissing(operation: Operation, names: readonly string[]): void {
  const single = singleItemOf(operation);
  const present = new Set(names.map((name) => (name === single?.name ? single.list : name)));
  const missing = (operation.params?.required ?? []).filter((name) => !present.has(name));
  if (missing.length > 0)
    throw new UsageError(`there is no column for ${missing.map(quote).join(", ")}, as is required`);
}
