/** `tasks`: tasks, which users complete with one of the responses of their class. */
import type { CallOptions } from "../../core/options.js";
import type { ResponsePromise } from "../../core/response.js";
import { inputListOf, inputOf, nonEmptyString, objectOf } from "../../core/schema.js";
import { endpoint } from "../endpoint.js";
import { pathId, requestIds } from "../ids.js";
import { ACKNOWLEDGED } from "../responses.js";
import {
  type FlowerDocsTagInput,
  type FlowerDocsTask,
  type FlowerDocsTaskInput,
  tagSchema,
  taskInputSchema,
  taskSchema,
} from "../schemas/component.js";
import { searchable } from "../search/verbs.js";
import { Components } from "./components.js";

/** Tasks, and the response that completes them. */
export interface FlowerDocsAnswerParams {
  /** Ids of the tasks, at least one. */
  ids: readonly string[];
  /** Id of the response, as the class of the tasks has it in `answers`. */
  answer: string;
  /** Tags that give the reason, where the class asks for one. */
  tags?: readonly FlowerDocsTagInput[] | undefined;
}

/** Tasks, and the user whom they are assigned to. */
export interface FlowerDocsAssignParams {
  /** Ids of the tasks, at least one. */
  ids: readonly string[];
  /** Name of the user. */
  username: string;
}

const answerParams = objectOf<FlowerDocsAnswerParams>()(
  () => ({ ids: requestIds, answer: nonEmptyString, tags: inputListOf(inputOf(tagSchema)) }),
  { ids: true, answer: true },
);
const assignParams = objectOf<FlowerDocsAssignParams>()(() => ({ ids: requestIds, username: pathId }), {
  ids: true,
  username: true,
});

const REASONED = "com.flower.docs.domain.taskclass.ReasonedAnswer";

const verbs = searchable<FlowerDocsTask, FlowerDocsTaskInput>("tasks", "tasks", {
  response: taskSchema,
  input: taskInputSchema,
  category: "TASK",
});

export const tasksEndpoints = {
  ...verbs.endpoints,
  answer: endpoint("tasks.answer", {
    http: "PUT /tasks/{ids}/answer",
    body: "answer",
    idempotency: "none",
    effect: "write",
    params: answerParams,
    toWire: ({ ids, answer, tags }: FlowerDocsAnswerParams) => ({
      ids,
      answer: tags === undefined ? { id: answer } : { type: REASONED, id: answer, tags },
    }),
    ...ACKNOWLEDGED,
  }),
  assign: endpoint("tasks.assign", {
    http: "PUT /tasks/{ids}/assignee/{username}",
    idempotency: "safe",
    effect: "write",
    params: assignParams,
    ...ACKNOWLEDGED,
  }),
};

/**
 * Tasks, which users complete with one of the responses of their class.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/task
 */
export class FlowerDocsTasks extends Components<FlowerDocsTask, FlowerDocsTaskInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }

  /** @internal */
  protected override get category() {
    return "TASK" as const;
  }

  /**
   * Completes tasks with one of the responses of their class. Core accepts it also for a task that is completed, and
   * then does nothing. It is not retried after a lost response.
   *
   * @example
   * ```ts
   * await client.tasks.answer({ ids: ["T1"], answer: "ACCEPT" });
   * ```
   */
  answer(params: FlowerDocsAnswerParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(tasksEndpoints.answer, params, options);
  }

  /**
   * Assigns tasks to a user.
   *
   * @example
   * ```ts
   * await client.tasks.assign({ ids: ["T1"], username: "jna" });
   * ```
   */
  assign(params: FlowerDocsAssignParams, options?: CallOptions): ResponsePromise<void> {
    return this.call(tasksEndpoints.assign, params, options);
  }
}
