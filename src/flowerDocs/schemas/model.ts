/** Classes and categories of tags, workflows, stored searches and scopes. */
import {
  anything,
  boolean,
  fieldsOf,
  type Input,
  inputsOf,
  listOf,
  objectOf,
  recordOf,
  type Schema,
  string,
} from "../../core/schema.js";
import { pathId } from "../ids.js";
import { categorySchema, type FlowerDocsCategory } from "./component.js";
import { classDataSchema, type FlowerDocsClassData } from "./componentClass.js";
import { type FlowerDocsLabel, labelSchema } from "./label.js";

/** A class of tags. */
export interface FlowerDocsTagClass {
  /** Id of the class, which is the name of its tags. */
  id: string;
  /**
   * What its values are, such as `STRING`, `TEXT`, `CHOICELIST`, `ICON`, `FREELIST`, `CONDITIONAL`, `FLOAT`, `INT`,
   * `CURRENCY`, `DATE`, `BOOLEAN` or `USER`.
   */
  type?: string;
  /** Whether searches find its values. */
  searchable?: boolean;
  /** Its names, by language. */
  displayNames?: FlowerDocsLabel[];
  /** ACL, owner and dates. */
  data?: FlowerDocsClassData;
}

/** A {@link FlowerDocsTagClass} as parameters accept it. */
export interface FlowerDocsTagClassInput extends Input<FlowerDocsTagClass> {}

/** A category of tags, which are shown together. */
export interface FlowerDocsTagCategory {
  /** Id of the category. */
  id: string;
  /** Its names, by language. */
  displayNames?: FlowerDocsLabel[];
  /** What it is for. The reference shows no form of it. */
  description?: unknown;
  /** Name of its icon. */
  icon?: string;
  /** Whether it is shown. */
  visible?: boolean;
  /** Whether its tags are shown in one line. */
  inline?: boolean;
  /** Whether it is shown collapsed. */
  reduced?: boolean;
  /** Its tags: names, as servers were seen to send, or objects with a `value`, as the reference has them. */
  tags?: unknown[];
}

/** A {@link FlowerDocsTagCategory} as parameters accept it. */
export interface FlowerDocsTagCategoryInput extends Input<FlowerDocsTagCategory> {}

/** A workflow: classes of tasks that follow each other. */
export interface FlowerDocsWorkflow {
  /** Id of the workflow. */
  id: string;
  /** Id of the class of its first task. */
  startTaskClass?: string;
  /** Ids of the classes of its tasks. */
  taskClasses?: string[];
}

/** A {@link FlowerDocsWorkflow} as parameters accept it. */
export interface FlowerDocsWorkflowInput extends Input<FlowerDocsWorkflow> {}

/** Who sees a stored search. */
export interface FlowerDocsRecipients {
  /** Names of users. */
  users?: string[];
}

/** A search that is stored on the server. */
export interface FlowerDocsStoredSearch {
  /** Id of the stored search. */
  id: string;
  /** What it finds: `DOCUMENT`, `TASK`, `FOLDER` or `VIRTUAL_FOLDER`. */
  category?: FlowerDocsCategory;
  /** How its form is built. */
  template?: unknown;
  /** ACL, owner and dates. */
  data?: FlowerDocsClassData;
  /** Who sees it. */
  recipients?: FlowerDocsRecipients;
  /** The search request. */
  request?: Record<string, unknown>;
  /** Its names, by language. */
  displayNames?: FlowerDocsLabel[];
}

/** A {@link FlowerDocsStoredSearch} as parameters accept it. */
export interface FlowerDocsStoredSearchInput extends Input<FlowerDocsStoredSearch> {}

/** A scope, which is a tenant. The reference shows no more of it than its id. */
export interface FlowerDocsScope {
  /** Id of the scope. */
  id: string;
}

/** A {@link FlowerDocsScope} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsScopeInput extends Input<FlowerDocsScope> {}

const tagClassFields = () =>
  fieldsOf<FlowerDocsTagClass>()({
    id: string,
    type: string,
    searchable: boolean,
    displayNames: listOf(labelSchema),
    data: classDataSchema,
  });

const tagCategoryFields = () =>
  fieldsOf<FlowerDocsTagCategory>()({
    id: string,
    displayNames: listOf(labelSchema),
    description: anything,
    icon: string,
    visible: boolean,
    inline: boolean,
    reduced: boolean,
    tags: listOf(anything),
  });

const workflowFields = () =>
  fieldsOf<FlowerDocsWorkflow>()({ id: string, startTaskClass: string, taskClasses: listOf(string) });

const recipientsSchema: Schema<FlowerDocsRecipients> = objectOf<FlowerDocsRecipients>()(() => ({
  users: listOf(string),
}));

const storedSearchFields = () =>
  fieldsOf<FlowerDocsStoredSearch>()({
    id: string,
    category: categorySchema,
    template: anything,
    data: classDataSchema,
    recipients: recipientsSchema,
    request: recordOf<Record<string, unknown>>(),
    displayNames: listOf(labelSchema),
  });

const required = { id: true } as const;

export const tagClassSchema: Schema<FlowerDocsTagClass> = objectOf<FlowerDocsTagClass>()(tagClassFields, required);
export const tagCategorySchema: Schema<FlowerDocsTagCategory> = objectOf<FlowerDocsTagCategory>()(
  tagCategoryFields,
  required,
);
export const workflowSchema: Schema<FlowerDocsWorkflow> = objectOf<FlowerDocsWorkflow>()(workflowFields, required);
export const storedSearchSchema: Schema<FlowerDocsStoredSearch> = objectOf<FlowerDocsStoredSearch>()(
  storedSearchFields,
  required,
);
const scopeFields = () => fieldsOf<FlowerDocsScope>()({ id: string });
export const scopeSchema: Schema<FlowerDocsScope> = objectOf<FlowerDocsScope>()(scopeFields, required);
export const tagClassInputSchema: Schema<FlowerDocsTagClassInput> = objectOf<FlowerDocsTagClassInput>()(
  () => ({ ...inputsOf(tagClassFields()), id: pathId }),
  required,
);
export const tagCategoryInputSchema: Schema<FlowerDocsTagCategoryInput> = objectOf<FlowerDocsTagCategoryInput>()(
  () => ({ ...inputsOf(tagCategoryFields()), id: pathId }),
  required,
);
export const workflowInputSchema: Schema<FlowerDocsWorkflowInput> = objectOf<FlowerDocsWorkflowInput>()(
  () => ({ ...inputsOf(workflowFields()), id: pathId }),
  required,
);
export const storedSearchInputSchema: Schema<FlowerDocsStoredSearchInput> = objectOf<FlowerDocsStoredSearchInput>()(
  () => ({ ...inputsOf(storedSearchFields()), id: pathId }),
  required,
);
export const scopeInputSchema: Schema<FlowerDocsScopeInput> = objectOf<FlowerDocsScopeInput>()(
  () => ({ ...inputsOf(scopeFields()), id: pathId }),
  required,
);
