/** Names that users see, in several languages. */
import { bounded, type Input, listOf, objectOf, type Schema, string } from "../../core/schema.js";

/** A text in one language. */
export interface LocalizedText {
  /** BCP 47 tag of the language, such as `en-US`. */
  locale?: string;
  /** The text. */
  text?: string;
}

/** A {@link LocalizedText} as parameters accept it. */
export interface LocalizedTextInput extends Input<LocalizedText> {}

const localizedTextSchema: Schema<LocalizedText> = objectOf<LocalizedText>()(() => ({
  locale: string,
  text: string,
}));

export const localizedNameSchema: Schema<LocalizedText[]> = bounded(listOf(localizedTextSchema), {
  least: 1,
  message: "must have at least one entry",
});
