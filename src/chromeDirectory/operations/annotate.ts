/** `browsers.annotate` */
import type { AnnotateChromeBrowserParams } from "../params/browserOperations.js";
import { ANNOTATIONS, type ChromeBrowserAnnotations } from "../params/browsers.js";

/**
 * The annotations to send.
 *
 * @param keepsOthers whether the API keeps annotations that are not sent.
 * @param read gets what the browser has now. Called only where that is needed.
 */
export async function annotationsToSend(
  params: AnnotateChromeBrowserParams,
  keepsOthers: boolean,
  read: () => Promise<ChromeBrowserAnnotations>,
): Promise<ChromeBrowserAnnotations> {
  const { appendNotes } = params;
  const given = annotationsIn(params);
  if (keepsOthers && appendNotes === undefined) return given;
  const now = annotationsIn(await read());
  const all = keepsOthers ? given : { ...now, ...given };
  if (appendNotes === undefined) return all;
  return { ...all, annotatedNotes: now.annotatedNotes ? `${now.annotatedNotes}\n${appendNotes}` : appendNotes };
}

function annotationsIn(source: ChromeBrowserAnnotations): ChromeBrowserAnnotations {
  const given = ANNOTATIONS.filter((name) => source[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, source[name]]));
}
