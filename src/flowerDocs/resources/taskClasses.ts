/** `taskClasses`: classes of tasks. */
import { ListedObjects, listedEndpoints } from "../objects/listed.js";
import {
  type FlowerDocsTaskClass,
  type FlowerDocsTaskClassInput,
  taskClassInputSchema,
  taskClassSchema,
} from "../schemas/componentClass.js";

const verbs = listedEndpoints<FlowerDocsTaskClass, FlowerDocsTaskClassInput>("taskClasses", "taskclass", {
  response: taskClassSchema,
  input: taskClassInputSchema,
  category: "TASK",
});

export const taskClassesEndpoints = verbs.endpoints;

/**
 * Classes of tasks.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/taskClass
 */
export class FlowerDocsTaskClasses extends ListedObjects<FlowerDocsTaskClass, FlowerDocsTaskClassInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }
}
