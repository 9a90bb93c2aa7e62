/** Documents, tasks, folders and virtual folders, which FlowerDocs calls components. */
import {
  anything,
  boolean,
  eitherOf,
  enumOf,
  fieldsOf,
  type Input,
  inputsOf,
  listOf,
  number,
  objectOf,
  type Schema,
  string,
  type UnlistedValue,
} from "../../core/schema.js";
import { pathId } from "../ids.js";

/**
 * What a component is: a `DOCUMENT`, a `TASK`, a `FOLDER`, or a `VIRTUAL_FOLDER`, which is a folder whose content is a
 * search.
 */
export type FlowerDocsCategory = "DOCUMENT" | "TASK" | "FOLDER" | "VIRTUAL_FOLDER" | UnlistedValue;

/** Names a component. */
export interface FlowerDocsReference {
  /** What it is: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  category: FlowerDocsCategory;
  /** Id of the component. */
  id: string;
}

/** A {@link FlowerDocsReference} as parameters accept it. */
export interface FlowerDocsReferenceInput extends Input<FlowerDocsReference> {}

/** A tag: a named value of a component. */
export interface FlowerDocsTag {
  /** Name of the tag's class. */
  name: string;
  /** Its values, always a list of strings. A date is milliseconds since the epoch as a string. */
  value?: string[];
  /** Whether users can change it. */
  readOnly?: boolean;
}

/** A {@link FlowerDocsTag} as parameters accept it. */
export interface FlowerDocsTagInput extends Input<FlowerDocsTag> {}

/** A file of a component. */
export interface FlowerDocsFileReference {
  /** Id of the file. Of a file that was uploaded for this component, the id of the temporary file. */
  id: string;
  /** Its size in bytes. Servers were seen to send 0 for files that have content. */
  size?: number;
}

/** What every component has beside its tags. Dates are strings of the form `2024-03-07 13:59:53.401 +0100`. */
export interface FlowerDocsComponentData {
  /** Id of the component's class. */
  classId?: string;
  /** Id of the ACL that protects it. */
  ACL?: string;
  /** Id of the user it belongs to. */
  owner?: string;
  /** Its status, such as `NEW`. */
  status?: string;
  /** Its version, as the server counts. */
  version?: string | number;
  /** When it was created. */
  creationDate?: string;
  /** When it was last changed. */
  lastUpdateDate?: string;
  /** How long it is retained for operation, since 2026.0. Its form is not documented. */
  operationalRetentionPeriod?: unknown;
  /** How long it is retained by law, since 2026.0. Its form is not documented. */
  legalRetentionPeriod?: unknown;
  /** Which retention applies, since 2026.0. */
  retentionType?: string;
}

/** What documents, tasks, folders and virtual folders have in common. */
export interface FlowerDocsComponent {
  /** Id of the component: a UUID, unless it was created with an id of the caller's. */
  id: string;
  /** Its name. */
  name: string;
  /** What it is: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  category: FlowerDocsCategory;
  /** Class, ACL, owner, status and dates. */
  data: FlowerDocsComponentData;
  /** Its tags. Servers leave out an empty list. */
  tags?: FlowerDocsTag[];
  /** Its files. Servers leave out an empty list. */
  files?: FlowerDocsFileReference[];
}

/** A document. */
export interface FlowerDocsDocument extends FlowerDocsComponent {
  /** Whether this is the current version. */
  currentVersion?: boolean;
  /** Label of the version. */
  versionLabel?: string;
  /** Id that all versions of the document share. */
  versionSeriesId?: string;
}

/** A place of a task or a folder for other components. */
export interface FlowerDocsAttachment {
  /** Id of the attachment, as the class of the task names it. */
  id?: string;
  /** What can be attached: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  category?: FlowerDocsCategory;
  /** Ids of the components that are attached. */
  componentIds?: string[];
  /** Its position among the attachments. */
  order?: number;
}

/** A task. */
export interface FlowerDocsTask extends FlowerDocsComponent {
  /** Id of the workflow that it belongs to. */
  workflow?: string;
  /** Name of the user it is assigned to. */
  assignee?: string;
  /** Names of the users who take part in it. */
  participants?: string[];
  /** What is attached to it. */
  attachments?: FlowerDocsAttachment[];
}

/** A folder. */
export interface FlowerDocsFolder extends FlowerDocsComponent {
  /** The components in the folder. */
  children?: FlowerDocsReference[];
}

/** A folder whose content is a search. */
export interface FlowerDocsVirtualFolder extends FlowerDocsComponent {}

/** A component as parameters accept it. Fields that the SDK does not know are sent as they are. */
interface ComponentInput<C extends FlowerDocsComponent> {
  /** Id of the component. Of a new one, the id that it is to have; by default the server chooses one. */
  id?: string | undefined;
  /** What it is. By default, what the method is about. */
  category?: C["category"] | undefined;
}

/** A {@link FlowerDocsDocument} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsDocumentInput
  extends ComponentInput<FlowerDocsDocument>,
    Input<Omit<FlowerDocsDocument, "id" | "category">> {}

/** A {@link FlowerDocsTask} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsTaskInput
  extends ComponentInput<FlowerDocsTask>,
    Input<Omit<FlowerDocsTask, "id" | "category">> {}

/** A {@link FlowerDocsFolder} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsFolderInput
  extends ComponentInput<FlowerDocsFolder>,
    Input<Omit<FlowerDocsFolder, "id" | "category">> {}

/** A {@link FlowerDocsVirtualFolder} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsVirtualFolderInput
  extends ComponentInput<FlowerDocsVirtualFolder>,
    Input<Omit<FlowerDocsVirtualFolder, "id" | "category">> {}

export const categorySchema: Schema<FlowerDocsCategory> = enumOf("DOCUMENT", "TASK", "FOLDER", "VIRTUAL_FOLDER");

export const referenceSchema: Schema<FlowerDocsReference> = objectOf<FlowerDocsReference>()(
  () => ({ category: categorySchema, id: string }),
  { category: true, id: true },
);

export const tagSchema: Schema<FlowerDocsTag> = objectOf<FlowerDocsTag>()(
  () => ({ name: string, value: listOf(string), readOnly: boolean }),
  { name: true },
);

export const fileReferenceSchema: Schema<FlowerDocsFileReference> = objectOf<FlowerDocsFileReference>()(
  () => ({ id: string, size: number }),
  { id: true },
);

const dataSchema: Schema<FlowerDocsComponentData> = objectOf<FlowerDocsComponentData>()(() => ({
  classId: string,
  ACL: string,
  owner: string,
  status: string,
  version: eitherOf(string, number),
  creationDate: string,
  lastUpdateDate: string,
  operationalRetentionPeriod: anything,
  legalRetentionPeriod: anything,
  retentionType: string,
}));

const attachmentSchema: Schema<FlowerDocsAttachment> = objectOf<FlowerDocsAttachment>()(() => ({
  id: string,
  category: categorySchema,
  componentIds: listOf(string),
  order: number,
}));

const componentFields = () =>
  fieldsOf<FlowerDocsComponent>()({
    id: string,
    name: string,
    category: categorySchema,
    data: dataSchema,
    tags: listOf(tagSchema),
    files: listOf(fileReferenceSchema),
  });

const required = { id: true, name: true, category: true, data: true } as const;
const inputRequired = { name: true, data: true } as const;

const documentFields = () =>
  fieldsOf<FlowerDocsDocument>()({
    ...componentFields(),
    currentVersion: boolean,
    versionLabel: string,
    versionSeriesId: string,
  });

const taskFields = () =>
  fieldsOf<FlowerDocsTask>()({
    ...componentFields(),
    workflow: string,
    assignee: string,
    participants: listOf(string),
    attachments: listOf(attachmentSchema),
  });

const folderFields = () => fieldsOf<FlowerDocsFolder>()({ ...componentFields(), children: listOf(referenceSchema) });

export const documentSchema: Schema<FlowerDocsDocument> = objectOf<FlowerDocsDocument>()(documentFields, required);
export const taskSchema: Schema<FlowerDocsTask> = objectOf<FlowerDocsTask>()(taskFields, required);
export const folderSchema: Schema<FlowerDocsFolder> = objectOf<FlowerDocsFolder>()(folderFields, required);
export const virtualFolderSchema: Schema<FlowerDocsVirtualFolder> = objectOf<FlowerDocsVirtualFolder>()(
  componentFields,
  required,
);

export const documentInputSchema: Schema<FlowerDocsDocumentInput> = objectOf<FlowerDocsDocumentInput>()(
  () => ({ ...inputsOf(documentFields()), id: pathId }),
  inputRequired,
);
export const taskInputSchema: Schema<FlowerDocsTaskInput> = objectOf<FlowerDocsTaskInput>()(
  () => ({ ...inputsOf(taskFields()), id: pathId }),
  inputRequired,
);
export const folderInputSchema: Schema<FlowerDocsFolderInput> = objectOf<FlowerDocsFolderInput>()(
  () => ({ ...inputsOf(folderFields()), id: pathId }),
  inputRequired,
);
export const virtualFolderInputSchema: Schema<FlowerDocsVirtualFolderInput> = objectOf<FlowerDocsVirtualFolderInput>()(
  () => ({ ...inputsOf(componentFields()), id: pathId }),
  inputRequired,
);
