/** Runs a program of the playground, which imports the SDK by its public names. */

const modules: Readonly<Record<string, () => Promise<object>>> = {
  "tessera-sdk": () => import("tessera-sdk"),
  "tessera-sdk/adobe-pass": () => import("tessera-sdk/adobe-pass"),
  "tessera-sdk/android-enterprise": () => import("tessera-sdk/android-enterprise"),
  "tessera-sdk/bulk": () => import("tessera-sdk/bulk"),
  "tessera-sdk/chrome-directory": () => import("tessera-sdk/chrome-directory"),
  "tessera-sdk/flower-docs": () => import("tessera-sdk/flower-docs"),
  "tessera-sdk/testing": () => import("tessera-sdk/testing"),
};

export interface Line {
  readonly kind: "request" | "printed" | "error";
  readonly text: string;
}

/** @param show is called for each line that the program prints, and for each request that it sends. */
export async function runProgram(code: string, show: (line: Line) => void): Promise<void> {
  const { observe } = await import("tessera-sdk");
  const observation = observe({
    attemptStart: ({ method, urlTemplate, attempt }) =>
      show({ kind: "request", text: `→ ${method} ${urlTemplate}${attempt > 1 ? `, attempt ${attempt}` : ""}` }),
    attemptEnd: ({ status }) => show({ kind: "request", text: `← ${status ?? "no response"}` }),
  });
  const print = (...values: unknown[]) => show({ kind: "printed", text: values.map(shown).join(" ") });
  try {
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;
    const program = new AsyncFunction("load", "console", withoutImports(code));
    await program(load, { ...console, log: print, error: print, warn: print });
  } catch (error) {
    show({ kind: "error", text: error instanceof Error ? `${error.name}: ${error.message}` : shown(error) });
  } finally {
    observation.stop();
  }
}

function load(name: string): Promise<object> {
  const module = modules[name];
  if (module === undefined)
    throw new Error(`There is no ${name} in this page. There are: ${Object.keys(modules).join(", ")}.`);
  return module();
}

/** `import { a as b } from "c";` as `const { a: b } = await load("c");`, as a function holds no imports. */
function withoutImports(code: string): string {
  return code.replace(
    /^import\s*\{([^}]*)\}\s*from\s*(["'][^"']+["']);?/gm,
    (_, names: string, module: string) => `const {${names.replace(/\sas\s/g, ": ")}} = await load(${module});`,
  );
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value, undefined, 2) ?? String(value);
  } catch {
    // Circular objects, and numbers that JSON does not have.
    return String(value);
  }
}
