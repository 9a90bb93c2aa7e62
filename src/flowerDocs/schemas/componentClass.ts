/** The classes of documents, tasks, folders and virtual folders. */
import {
  anything,
  boolean,
  fieldsOf,
  type Input,
  inputsOf,
  listOf,
  number,
  objectOf,
  recordOf,
  type Schema,
  string,
} from "../../core/schema.js";
import { pathId } from "../ids.js";
import { categorySchema, type FlowerDocsCategory, type FlowerDocsReference, referenceSchema } from "./component.js";
import { type FlowerDocsLabel, labelSchema } from "./label.js";

/** What a class has beside its tags. Dates are strings of the form `2024-03-07 13:59:53.401 +0100`. */
export interface FlowerDocsClassData {
  /** Id of the ACL that protects the class. Core refuses a class without a valid one. */
  ACL?: string;
  /** Id of the user it belongs to. */
  owner?: string;
  /** When it was created. */
  creationDate?: string;
  /** When it was last changed. */
  lastUpdateDate?: string;
}

/** A tag as a class uses it. */
export interface FlowerDocsTagReference {
  /** Id of the tag class. */
  tagName: string;
  /** Whether components need a value. */
  mandatory?: boolean;
  /** Whether components can have several values. */
  multivalued?: boolean;
  /** Whether it is hidden from users. */
  technical?: boolean;
  /** Whether users cannot change it. */
  readonly?: boolean;
  /** Its position among the tags. */
  order?: number;
  /** What it is for, by language. */
  descriptions?: FlowerDocsLabel[];
}

/** How long components are retained. */
export interface FlowerDocsRetentionDuration {
  /** How many units. */
  value?: number;
  /** The unit of time. */
  unit?: string;
}

/** What the classes of all components have in common. */
export interface FlowerDocsComponentClass {
  /** Id of the class. */
  id: string;
  /** What its components are: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  category: FlowerDocsCategory;
  /** ACL, owner and dates. */
  data?: FlowerDocsClassData;
  /** Its names, by language. */
  displayNames?: FlowerDocsLabel[];
  /** What it is for, by language. */
  descriptions?: FlowerDocsLabel[];
  /** Ids of its categories of tags. */
  tagCategories?: string[];
  /** The tags of its components. */
  tagReferences?: FlowerDocsTagReference[];
  /** How long its components are retained. */
  RetentionDuration?: FlowerDocsRetentionDuration;
  /** Whether it is hidden from users. */
  technical?: boolean;
  /** Whether it is in use. Servers before 2026.0 create a class only with `true`; later ones ignore it. */
  active?: boolean;
}

/** A class of documents. */
export interface FlowerDocsDocumentClass extends FlowerDocsComponentClass {
  /**
   * How documents get versions: `NONE`, the default, with which new files replace the old ones for good; `MANUAL`, on
   * request; `AUTO`, with each change.
   */
  versioningMode?: string;
}

/** A kind of component that a folder or a task can hold. */
export interface FlowerDocsChildClass extends FlowerDocsReference {
  /** Id of the class, or `*` for any. */
  id: string;
}

/** A class of folders. */
export interface FlowerDocsFolderClass extends FlowerDocsComponentClass {
  /** What its folders can hold. */
  children?: FlowerDocsChildClass[];
}

/** A response that users can choose to complete a task. */
export interface FlowerDocsTaskChoice {
  /** Id of the choice. */
  id: string;
  /** Its names, by language. */
  displayNames?: FlowerDocsLabel[];
}

/** A class of tasks. */
export interface FlowerDocsTaskClass extends FlowerDocsComponentClass {
  /** Id of the workflow that it belongs to. */
  workflow?: string;
  /** Whether a task is assigned to the user who opens it. */
  autoAssign?: boolean;
  /** Name of its icon. */
  icon?: string;
  /** The responses with which users can complete its tasks. */
  answers?: FlowerDocsTaskChoice[];
  /** What can be attached to its tasks. Their form is not documented. */
  children?: unknown[];
}

/** A search of a virtual folder. */
export interface FlowerDocsFolderSearch {
  /** Id of the search. */
  id?: string;
  /** What it finds: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  category?: FlowerDocsCategory;
  /** Its names, by language. */
  displayNames?: FlowerDocsLabel[];
  /** The search request. */
  request?: Record<string, unknown>;
}

/** A class of virtual folders. */
export interface FlowerDocsVirtualFolderClass extends FlowerDocsComponentClass {
  /** The searches that are its content. */
  searches?: FlowerDocsFolderSearch[];
}

/** A {@link FlowerDocsDocumentClass} as parameters accept it. */
export interface FlowerDocsDocumentClassInput extends ClassInput, Input<Omit<FlowerDocsDocumentClass, "category">> {}

/** A {@link FlowerDocsFolderClass} as parameters accept it. */
export interface FlowerDocsFolderClassInput extends ClassInput, Input<Omit<FlowerDocsFolderClass, "category">> {}

/** A {@link FlowerDocsTaskClass} as parameters accept it. */
export interface FlowerDocsTaskClassInput extends ClassInput, Input<Omit<FlowerDocsTaskClass, "category">> {}

/** A {@link FlowerDocsVirtualFolderClass} as parameters accept it. */
export interface FlowerDocsVirtualFolderClassInput
  extends ClassInput,
    Input<Omit<FlowerDocsVirtualFolderClass, "category">> {}

interface ClassInput {
  /** What its components are. By default, what the method is about. */
  category?: FlowerDocsCategory | undefined;
}

export const classDataSchema: Schema<FlowerDocsClassData> = objectOf<FlowerDocsClassData>()(() => ({
  ACL: string,
  owner: string,
  creationDate: string,
  lastUpdateDate: string,
}));

const tagReferenceSchema: Schema<FlowerDocsTagReference> = objectOf<FlowerDocsTagReference>()(
  () => ({
    tagName: string,
    mandatory: boolean,
    multivalued: boolean,
    technical: boolean,
    readonly: boolean,
    order: number,
    descriptions: listOf(labelSchema),
  }),
  { tagName: true },
);

const retentionSchema: Schema<FlowerDocsRetentionDuration> = objectOf<FlowerDocsRetentionDuration>()(() => ({
  value: number,
  unit: string,
}));

const choiceSchema: Schema<FlowerDocsTaskChoice> = objectOf<FlowerDocsTaskChoice>()(
  () => ({ id: string, displayNames: listOf(labelSchema) }),
  { id: true },
);

const searchSchema: Schema<FlowerDocsFolderSearch> = objectOf<FlowerDocsFolderSearch>()(() => ({
  id: string,
  category: categorySchema,
  displayNames: listOf(labelSchema),
  request: recordOf<Record<string, unknown>>(),
}));

const classFields = () =>
  fieldsOf<FlowerDocsComponentClass>()({
    id: string,
    category: categorySchema,
    data: classDataSchema,
    displayNames: listOf(labelSchema),
    descriptions: listOf(labelSchema),
    tagCategories: listOf(string),
    tagReferences: listOf(tagReferenceSchema),
    RetentionDuration: retentionSchema,
    technical: boolean,
    active: boolean,
  });

const required = { id: true, category: true } as const;
const inputRequired = { id: true } as const;

const documentClassFields = () => fieldsOf<FlowerDocsDocumentClass>()({ ...classFields(), versioningMode: string });
export const documentClassSchema: Schema<FlowerDocsDocumentClass> = objectOf<FlowerDocsDocumentClass>()(
  documentClassFields,
  required,
);
export const documentClassInputSchema: Schema<FlowerDocsDocumentClassInput> = objectOf<FlowerDocsDocumentClassInput>()(
  () => ({ ...inputsOf(documentClassFields()), id: pathId }),
  inputRequired,
);

const folderClassFields = () =>
  fieldsOf<FlowerDocsFolderClass>()({ ...classFields(), children: listOf(referenceSchema) });
export const folderClassSchema: Schema<FlowerDocsFolderClass> = objectOf<FlowerDocsFolderClass>()(
  folderClassFields,
  required,
);
export const folderClassInputSchema: Schema<FlowerDocsFolderClassInput> = objectOf<FlowerDocsFolderClassInput>()(
  () => ({ ...inputsOf(folderClassFields()), id: pathId }),
  inputRequired,
);

const taskClassFields = () =>
  fieldsOf<FlowerDocsTaskClass>()({
    ...classFields(),
    workflow: string,
    autoAssign: boolean,
    icon: string,
    answers: listOf(choiceSchema),
    children: listOf(anything),
  });
export const taskClassSchema: Schema<FlowerDocsTaskClass> = objectOf<FlowerDocsTaskClass>()(taskClassFields, required);
export const taskClassInputSchema: Schema<FlowerDocsTaskClassInput> = objectOf<FlowerDocsTaskClassInput>()(
  () => ({ ...inputsOf(taskClassFields()), id: pathId }),
  inputRequired,
);

const virtualFolderClassFields = () =>
  fieldsOf<FlowerDocsVirtualFolderClass>()({ ...classFields(), searches: listOf(searchSchema) });
export const virtualFolderClassSchema: Schema<FlowerDocsVirtualFolderClass> = objectOf<FlowerDocsVirtualFolderClass>()(
  virtualFolderClassFields,
  required,
);
export const virtualFolderClassInputSchema: Schema<FlowerDocsVirtualFolderClassInput> =
  objectOf<FlowerDocsVirtualFolderClassInput>()(
    () => ({ ...inputsOf(virtualFolderClassFields()), id: pathId }),
    inputRequired,
  );
