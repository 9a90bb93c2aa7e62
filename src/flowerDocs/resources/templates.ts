/** `templates`: texts and Word documents from templates. */
import type { ByteStream } from "../../core/byteStream.js";
import type { ClientContext } from "../../core/context.js";
import type { CallOptions } from "../../core/options.js";
import { Resource } from "../../core/resource.js";
import type { ResponsePromise } from "../../core/response.js";
import { composed } from "../../core/responsePromise.js";
import { inputListOf, inputOf, objectOf, recordOf, string } from "../../core/schema.js";
import { checkFirst, sharedDeadline } from "../../core/steps.js";
import type { Dialects } from "../dialects.js";
import { endpoint } from "../endpoint.js";
import { EXPORTS } from "../files/download.js";
import { pathId } from "../ids.js";
import { UNDOCUMENTED } from "../responses.js";
import { type FlowerDocsTagInput, tagSchema } from "../schemas/component.js";

/** A text template and its values. */
export interface RenderFlowerDocsHtmlParams {
  /** Id of the template. */
  id: string;
  /** Values by the names that the template has for them. */
  values: Record<string, unknown>;
}

/** A Word template and its values. */
export interface RenderFlowerDocsWordParams {
  /** Id of the template. */
  id: string;
  /** Values as tags. The tag `filename` names the result. */
  tags: readonly FlowerDocsTagInput[];
}

const htmlParams = objectOf<RenderFlowerDocsHtmlParams>()(
  () => ({ id: pathId, values: recordOf<Record<string, unknown>>() }),
  { id: true, values: true },
);
const wordParams = objectOf<RenderFlowerDocsWordParams>()(
  () => ({ id: pathId, tags: inputListOf(inputOf(tagSchema)) }),
  { id: true, tags: true },
);

const HTML = {
  body: "values",
  idempotency: "safe",
  effect: "read",
  params: htmlParams,
  accept: "text/html, text/plain, */*",
  reads: "text",
  // What a template writes is markup as a rule.
  response: string,
} as const;

export const templatesEndpoints = {
  renderHtml: endpoint("templates.renderHtml", { http: "POST /templates/html/{id}", ...HTML }),
  renderHtmlLegacy: endpoint("templates.renderHtml.legacy", { http: "POST /template/html/{id}", ...HTML }),
  renderWord: endpoint("templates.renderWord", {
    http: "POST /template/msoffice/{id}",
    body: "tags",
    idempotency: "safe",
    effect: "read",
    params: wordParams,
    ...EXPORTS,
  }),
  createWordFile: endpoint("templates.createWordFile", {
    http: "POST /template/msoffice/{id}/id",
    body: "tags",
    idempotency: "mint",
    effect: "write",
    params: wordParams,
    ...UNDOCUMENTED,
  }),
};

/**
 * Texts and Word documents from templates of the scope.
 *
 * @throws An {@link InvalidParamsError} before anything is sent, if a parameter is missing, unknown or invalid.
 * @throws A {@link FlowerDocsError} if FlowerDocs responds with an error.
 * @see https://doc.uxopian.com/docs/flowerdocs/apis/core/examples/template
 */
export class FlowerDocsTemplates extends Resource {
  #context: ClientContext;
  #dialects: Dialects;

  /** @internal */
  constructor(context: ClientContext, dialects: Dialects) {
    super(context);
    this.#context = context;
    this.#dialects = dialects;
  }

  /**
   * Fills in a text template.
   *
   * @example
   * ```ts
   * const html = await client.templates.renderHtml({ id: "welcome", values: { name: "Jane" } });
   * console.log(html);
   * ```
   */
  renderHtml(params: RenderFlowerDocsHtmlParams, options?: CallOptions): ResponsePromise<string> {
    return composed(async (record) => {
      checkFirst(this.#context, templatesEndpoints.renderHtml, params, options);
      const nextOptions = sharedDeadline(this.#context, options);
      const { templatesRoute } = await this.#dialects.find(nextOptions());
      const called = templatesRoute ? templatesEndpoints.renderHtml : templatesEndpoints.renderHtmlLegacy;
      return this.call(called, params, nextOptions(), record);
    });
  }

  /**
   * Fills in a Word template.
   *
   * @returns The document as it arrives. Its name is in the header `content-disposition`.
   * @example
   * ```ts
   * const tags = [{ name: "filename", value: ["welcome.docx"] }];
   * const document = await client.templates.renderWord({ id: "letter", tags });
   * for await (const chunk of document) console.log(chunk.length);
   * ```
   */
  renderWord(params: RenderFlowerDocsWordParams, options?: CallOptions): ResponsePromise<ByteStream> {
    return this.call(templatesEndpoints.renderWord, params, options);
  }

  /**
   * Fills in a Word template, and keeps the document as a temporary file on the server. A document can be created from
   * it. A retry creates one more temporary file, which the server deletes after some time.
   *
   * @returns What Core sends: the id of the temporary file. Its shape is not documented.
   * @example
   * ```ts
   * const tags = [{ name: "filename", value: ["welcome.docx"] }];
   * const file = await client.templates.createWordFile({ id: "letter", tags });
   * console.log(file);
   * ```
   */
  createWordFile(params: RenderFlowerDocsWordParams, options?: CallOptions): ResponsePromise<unknown> {
    return this.call(templatesEndpoints.createWordFile, params, options);
  }
}
