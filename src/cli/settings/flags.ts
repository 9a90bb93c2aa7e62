/** The flags of a service's settings. */
import { Option } from "commander";
import type { ServiceName } from "../catalog.js";
import { flagOf, settingsOf } from "./catalog.js";

/** @param taken names of flags that are parameters: these then mean the same for one call. */
export function settingOptions(
  service: ServiceName,
  taken: ReadonlySet<string>,
  given: Record<string, string>,
): readonly Option[] {
  return [...settingsOf(service)]
    .filter(([name, { isFlag }]) => isFlag !== false && !taken.has(flagOf(name).slice(2)))
    .map(([name, { kind, summary, values = [] }]) => {
      const notes = [
        kind === "secret" && "as @file, @env:NAME or -",
        values.length > 0 && `one of ${values.join(", ")}`,
      ];
      const note = notes.filter(Boolean).join("; ");
      const placeholder = kind === "path" ? "file" : kind === "secret" ? "reference" : "value";
      const option = new SettingOption(
        `${flagOf(name)} <${placeholder}>`,
        note === "" ? summary : `${summary} (${note})`,
      );
      return option.argParser((text) => {
        given[name] = text;
        return undefined;
      });
    });
}

class SettingOption extends Option {
  /** A name that no other flag has. */
  override attributeName(): string {
    return `setting ${this.long}`;
  }
}
