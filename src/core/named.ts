/** The exports of a CommonJS package that was loaded by `import()`. */

/**
 * Named exports, wherever the loader put them: esbuild's ESM output with `splitting`, and Node where it cannot detect
 * them, have only `default`.
 *
 * @param known name of an export that the package is certain to have.
 */
export function named<T extends object>(module: T, known: keyof T): T {
  const { default: whole } = module as { default?: T };
  return known in module || whole === undefined ? module : whole;
}
