/** What users keep for themselves: dashlets, stamps and favorites. */
import { fieldsOf, type Input, inputsOf, objectOf, recordOf, type Schema, string } from "../../core/schema.js";
import { categorySchema, type FlowerDocsCategory } from "./component.js";

/** A part of a user's home page. */
export interface FlowerDocsDashlet {
  /** Id of the dashlet. The reference does not show it. */
  id?: string;
  /** Its title. */
  title?: string;
  /** What it shows. */
  type?: string;
  /** Its settings. */
  configuration?: Record<string, unknown>;
}

/** A {@link FlowerDocsDashlet} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsDashletInput extends Input<Omit<FlowerDocsDashlet, "configuration">> {
  /** Its settings. */
  configuration?: Record<string, unknown> | undefined;
}

/** A picture or a text that users put on documents. */
export interface FlowerDocsStamp {
  /** Id of the stamp. The reference does not show it. */
  id?: string;
  /** Its title. */
  title?: string;
  /** What it is. */
  type?: string;
  /** Its content in base64. */
  content?: string;
}

/** A {@link FlowerDocsStamp} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsStampInput extends Input<FlowerDocsStamp> {}

/** A component that a user marked. */
export interface FlowerDocsFavorite {
  /** Id of the favorite, or of the component: the reference does not say. */
  id?: string;
  /** What the component is: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  category?: FlowerDocsCategory;
}

const dashletFields = {
  id: string,
  title: string,
  type: string,
  configuration: recordOf<Record<string, unknown>>(),
};

export const dashletSchema: Schema<FlowerDocsDashlet> = objectOf<FlowerDocsDashlet>()(() => dashletFields);
export const dashletInputSchema: Schema<FlowerDocsDashletInput> = objectOf<FlowerDocsDashletInput>()(
  () => dashletFields,
);

const stampFields = () => fieldsOf<FlowerDocsStamp>()({ id: string, title: string, type: string, content: string });

export const stampSchema: Schema<FlowerDocsStamp> = objectOf<FlowerDocsStamp>()(stampFields);
export const stampInputSchema: Schema<FlowerDocsStampInput> = objectOf<FlowerDocsStampInput>()(() =>
  inputsOf(stampFields()),
);

export const favoriteSchema: Schema<FlowerDocsFavorite> = objectOf<FlowerDocsFavorite>()(() => ({
  id: string,
  category: categorySchema,
}));
