/** The exports of a CommonJS module that was loaded by `import()`. */

/**
 * Named exports, wherever the loader put them. There is only `default` in esbuild's ESM output with `splitting`, on Node
 * where it cannot detect them, and by Next's webpack if the module is a function, as `node:stream` is.
 *
 * @param known name of an export that the module is certain to have.
 */
export function named<T extends object>(module: T, known: keyof T): T {
  const { default: whole } = module as { default?: T };
  return known in module || whole === undefined ? module : whole;
}
