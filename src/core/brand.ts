/**
 * Brands of the error classes. `instanceof` reads brands under `Symbol.for` keys, so it holds between the ESM and the
 * CJS copy of this package and between two installed versions of it.
 */

type ErrorClass = abstract new (...args: never[]) => Error;

/** Makes `instanceof` call `belongs`. Subclasses that a user derives inherit this method; for them it checks the prototype chain. */
export function defineInstanceof(errorClass: ErrorClass, belongs: (value: object) => boolean): void {
  Object.defineProperty(errorClass, Symbol.hasInstance, {
    value(this: ErrorClass, value: unknown) {
      if (this !== errorClass) return Function.prototype[Symbol.hasInstance].call(this, value);
      if (typeof value !== "object" || value === null) return false;
      try {
        return belongs(value);
      } catch {
        // A proxy that was revoked, or whose traps throw.
        return false;
      }
    },
  });
}

/** Marks a class and its subclasses, and makes `instanceof` on it read the mark. */
export function brandError(errorClass: ErrorClass, name: string): void {
  const mark = Symbol.for(`tessera-sdk.${name}`);
  Object.defineProperty(errorClass.prototype, mark, { value: true });
  Object.defineProperty(errorClass.prototype, "name", { value: name, configurable: true, writable: true });
  defineInstanceof(errorClass, (value) => mark in value);
}
