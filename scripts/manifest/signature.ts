/** What a method takes and returns, as its class has it: of a base class with type parameters, with their values. */
import ts from "typescript";
import type { Method } from "../publicApi.js";
import { objectsIn } from "./typeSchema.js";

/** Name of the last argument, which holds the options of a call. */
const OPTIONS = "options";

export class Signature {
  readonly checker: ts.TypeChecker;
  readonly #signature: ts.Signature | undefined;

  constructor(checker: ts.TypeChecker, method: Method) {
    this.checker = checker;
    this.#signature = checker.getTypeOfSymbol(method.symbol).getCallSignatures()[0];
  }

  /** What the method takes, without the options of a call. */
  get arguments(): readonly ts.Symbol[] {
    return this.#parameters.filter(({ name }) => name !== OPTIONS);
  }

  /** The options of a call. */
  get options(): ts.Type | undefined {
    const options = this.#parameters.find(({ name }) => name === OPTIONS);
    return options && this.typeOf(options);
  }

  get returned(): ts.Type | undefined {
    return this.#signature && this.checker.getReturnTypeOfSignature(this.#signature);
  }

  /** Whether the method takes one object of parameters, as most do. */
  get isFlat(): boolean {
    return this.arguments.length === 0 || this.objects !== undefined;
  }

  /** The objects that the only argument may be: several, if it has to have one of several fields. */
  get objects(): readonly ts.Type[] | undefined {
    const [first, ...others] = this.arguments.map((argument) => this.typeOf(argument));
    const isSingle = first !== undefined && others.length === 0 && !isFunction(first);
    return isSingle ? objectsIn(this.checker, first) : undefined;
  }

  /** The parameters by name, be they arguments or the fields of one. */
  get params(): readonly ts.Symbol[] {
    const [first] = this.arguments;
    return this.isFlat && first ? this.checker.getPropertiesOfType(this.typeOf(first)) : this.arguments;
  }

  typeOf(symbol: ts.Symbol): ts.Type {
    return this.checker.getNonNullableType(this.checker.getTypeOfSymbol(symbol));
  }

  get #parameters(): readonly ts.Symbol[] {
    return this.#signature?.getParameters() ?? [];
  }
}

export function isFunction(type: ts.Type): boolean {
  return type.getCallSignatures().length > 0;
}

/** Whether a parameter or a field may be left out. */
export function isOptional(symbol: ts.Symbol): boolean {
  const isMarked = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const [declaration] = symbol.declarations ?? [];
  const isArgument = declaration !== undefined && ts.isParameter(declaration);
  return isMarked || (isArgument && (declaration.questionToken ?? declaration.initializer) !== undefined);
}
