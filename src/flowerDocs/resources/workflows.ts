/** `workflows`: workflows: classes of tasks that follow each other. */
import { EditableObjects } from "../objects/editable.js";
import { objectEndpoints } from "../objects/endpoints.js";
import {
  type FlowerDocsWorkflow,
  type FlowerDocsWorkflowInput,
  workflowInputSchema,
  workflowSchema,
} from "../schemas/model.js";

const verbs = objectEndpoints<FlowerDocsWorkflow, FlowerDocsWorkflowInput>("workflows", "workflow", {
  response: workflowSchema,
  input: workflowInputSchema,
});

export const workflowsEndpoints = verbs.endpoints;

/**
 * Workflows: classes of tasks that follow each other. Core fails when it is asked for all, so there is no `list`.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/workflow
 */
export class FlowerDocsWorkflows extends EditableObjects<FlowerDocsWorkflow, FlowerDocsWorkflowInput> {
  /** @internal */
  protected override get verbs() {
    return verbs;
  }
}
