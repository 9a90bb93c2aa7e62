/** Facts: what was done with components, for audits. */
import {
  boolean,
  enumOf,
  type Fields,
  fieldsOf,
  type Input,
  inputsOf,
  listOf,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { categorySchema, type FlowerDocsCategory } from "./component.js";

/** A field that was changed. */
export interface FlowerDocsUpdatedField {
  /** Its name. */
  name: string;
  /** Its value. */
  value?: string;
}

/** Something that was done with a component. */
export interface FlowerDocsFact {
  /** Id of the fact. */
  id?: string;
  /**
   * What was done: `CREATE`, `READ`, `UPDATE` or `DELETE` of the component; `SEARCH`; `LOCK` and `UNLOCK`, a
   * reservation; `ADD_CONTENT`, `DELETE_CONTENT` and `GET_CONTENT` of a file; `ANSWER`, `ASSIGN` and `PROMOTE` of a
   * task; `REVERT` and `VERSION` of a document. Core tells upper and lower case apart.
   */
  action?:
    | "CREATE"
    | "READ"
    | "UPDATE"
    | "DELETE"
    | "SEARCH"
    | "LOCK"
    | "UNLOCK"
    | "ADD_CONTENT"
    | "DELETE_CONTENT"
    | "GET_CONTENT"
    | "ANSWER"
    | "ASSIGN"
    | "PROMOTE"
    | "REVERT"
    | "VERSION"
    | UnlistedValue;
  /** What was done, in words. */
  description?: string;
  /** Whether it is hidden from users. @default false */
  technical?: boolean;
  /** The fields that were changed. */
  updatedFields?: FlowerDocsUpdatedField[];
  /** When it was done. */
  creationDate?: string;
  /** Who did it. */
  user?: string;
  /** Id of the request. */
  requestId?: string;
  /** Id of the component. */
  objectId?: string;
  /** What it is: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  objectType?: FlowerDocsCategory;
}

/** A {@link FlowerDocsFact} as parameters accept it. */
export interface FlowerDocsFactInput extends Input<Omit<FlowerDocsFact, "action">> {
  /** What was done: one of the actions of a {@link FlowerDocsFact}. */
  action: NonNullable<FlowerDocsFact["action"]>;
}

const updatedFieldSchema: Schema<FlowerDocsUpdatedField> = objectOf<FlowerDocsUpdatedField>()(
  () => ({ name: string, value: string }),
  { name: true },
);

const factFields = () =>
  fieldsOf<FlowerDocsFact>()({
    id: string,
    action: enumOf(
      "CREATE",
      "READ",
      "UPDATE",
      "DELETE",
      "SEARCH",
      "LOCK",
      "UNLOCK",
      "ADD_CONTENT",
      "DELETE_CONTENT",
      "GET_CONTENT",
      "ANSWER",
      "ASSIGN",
      "PROMOTE",
      "REVERT",
      "VERSION",
    ),
    description: string,
    technical: boolean,
    updatedFields: listOf(updatedFieldSchema),
    creationDate: string,
    user: string,
    requestId: string,
    objectId: string,
    objectType: categorySchema,
  });

export const factSchema: Schema<FlowerDocsFact> = objectOf<FlowerDocsFact>()(factFields);
export const factInputSchema: Schema<FlowerDocsFactInput> = objectOf<FlowerDocsFactInput>()(
  () => inputsOf(factFields()) as unknown as Fields<FlowerDocsFactInput>,
  { action: true },
);
