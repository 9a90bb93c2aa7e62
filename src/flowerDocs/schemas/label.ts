/** Texts in several languages. */
import { objectOf, type Schema, string } from "../../core/schema.js";

/** A text in one language. */
export interface FlowerDocsLabel {
  /** The text. */
  value: string;
  /** Its language, such as `EN`. */
  language: string;
}

export const labelSchema: Schema<FlowerDocsLabel> = objectOf<FlowerDocsLabel>()(
  () => ({ value: string, language: string }),
  { value: true, language: true },
);
