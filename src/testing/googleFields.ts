/**
 * Partial responses: `fields`, as all Google APIs read it.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/guides/performance#partial
 */
import { refuse } from "./google.js";
import type { Shape } from "./googleShape.js";

/** What is selected of an object: whole fields (`true`), or a part of them. `*` stands for every field. */
interface Mask extends Map<string, Mask | true> {}

/** The names that a response can have at a path, through lists; `undefined` where any name can be. */
export type NamesAt = (path: readonly string[]) => readonly string[] | undefined;

/** The part of a response that `fields` of the request selects. */
export function selectFields<T extends object>(response: T, query: URLSearchParams, namesAt: NamesAt): T | object {
  const fields = query.get("fields");
  if (!fields) return response;
  const mask = new MaskReader(fields).read();
  checkMask(mask, namesAt, [[]]);
  return select(response, mask);
}

/** The names of a shape. */
export function namesIn(shape: Shape): NamesAt {
  return (path) => {
    let at: Shape | undefined = itemOf(shape);
    for (const name of path) at = at?.kind === "object" ? itemOf(at.fields()[name]) : at;
    if (at?.kind === "map") return undefined;
    return at?.kind === "object" ? Object.keys(at.fields()) : [];
  };
}

const itemOf = (shape: Shape | undefined): Shape | undefined => (shape?.kind === "list" ? itemOf(shape.item) : shape);

/** Reads `a,b/c,d(e,f/g)`. */
class MaskReader {
  #tokens: readonly string[];
  #place = 0;

  constructor(fields: string) {
    this.#tokens = fields.match(/[\w.$-]+|[^\w.$-]/g) ?? [];
  }

  read(): Mask {
    const mask = this.#list();
    if (this.#place < this.#tokens.length) this.#refuse();
    return mask;
  }

  #list(): Mask {
    const mask: Mask = new Map();
    do this.#item(mask);
    while (this.#takes(","));
    return mask;
  }

  #item(mask: Mask): void {
    const name = this.#tokens[this.#place++];
    if (name === undefined || !/^(?:[\w$-]+|\*)$/.test(name)) this.#refuse();
    const inner: Mask | true = this.#takes("/") ? this.#path() : this.#takes("(") ? this.#group() : true;
    mask.set(name, joined(mask.get(name), inner));
  }

  #path(): Mask {
    const mask: Mask = new Map();
    this.#item(mask);
    return mask;
  }

  #group(): Mask {
    const mask = this.#list();
    if (!this.#takes(")")) this.#refuse();
    return mask;
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#place] !== token) return false;
    this.#place++;
    return true;
  }

  #refuse(): never {
    return refuseSelection(this.#tokens.join(""));
  }
}

function joined(one: Mask | true | undefined, other: Mask | true): Mask | true {
  if (one === undefined) return other;
  if (one === true || other === true) return true;
  const both: Mask = new Map(one);
  for (const [name, inner] of other) both.set(name, joined(both.get(name), inner));
  return both;
}

/** @param paths where the mask applies: several below `*`, of which one must have each name. */
function checkMask(mask: Mask, namesAt: NamesAt, paths: readonly (readonly string[])[]): void {
  const fields = paths.map((path) => ({ path, names: namesAt(path) }));
  if (fields.some(({ names }) => names === undefined)) return;
  for (const [name, inner] of mask) {
    const below = fields.flatMap(({ path, names = [] }) =>
      names.filter((each) => name === "*" || name === each).map((each) => [...path, each]),
    );
    if (below.length === 0) refuseSelection(name);
    if (inner !== true) checkMask(inner, namesAt, below);
  }
}

function refuseSelection(what: string): never {
  return refuse(400, `Invalid field selection ${what}`, "invalidParameter");
}

/** Objects in a list stay, however little is selected of them. */
function select(value: object, mask: Mask): object {
  if (Array.isArray(value)) return value.filter(isObject).map((item) => select(item, mask));
  const selected: Record<string, unknown> = {};
  for (const [name, held] of Object.entries(value)) {
    const masks = [mask.get(name), mask.get("*")].filter((each) => each !== undefined);
    const inner = masks.reduce<Mask | true | undefined>(joined, undefined);
    if (inner === true) selected[name] = held;
    else if (inner !== undefined && isObject(held)) {
      const part = select(held, inner);
      if (Object.keys(part).length > 0) selected[name] = part;
    }
  }
  return selected;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
