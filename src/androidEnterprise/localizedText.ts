/** Names of what users see, in several languages. */
import * as z from "zod/mini";
import { listOf, objectOf, schemaOf } from "./shapes.js";

/** A text in one language. */
export interface LocalizedText {
  /** BCP 47 tag of the language, such as `en-US`. */
  locale?: string;
  /** The text. */
  text?: string;
}

const localizedTextSchema = () =>
  schemaOf<LocalizedText>()(
    objectOf({
      locale: z.string(),
      text: z.string(),
    }),
  );

export const localizedNames = () => listOf(localizedTextSchema()).check(z.minLength(1, "must have at least one entry"));
