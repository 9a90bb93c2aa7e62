/** Annotations on the pages of documents. */
import { anything, boolean, fieldsOf, type Input, number, objectOf, type Schema, string } from "../../core/schema.js";

/** An id in an object of its own. */
export interface FlowerDocsWrappedId {
  /** The id. */
  id: string;
}

/** A rectangle on a page. */
export interface FlowerDocsRectangle {
  /** Its left edge. */
  x: number;
  /** Its upper or lower edge, as the viewer counts. */
  y: number;
  /** Its width. */
  w: number;
  /** Its height. */
  h: number;
}

/** A color. */
export interface FlowerDocsColor {
  /** Red. */
  r: number;
  /** Green. */
  g: number;
  /** Blue. */
  b: number;
}

/** Properties of an annotation that are on or off. */
export interface FlowerDocsAnnotationFlags {
  /** It is not shown and not printed. */
  hidden?: boolean;
  /** It is not shown if its type is not known. */
  invisible?: boolean;
  /** It cannot be moved or deleted. */
  locked?: boolean;
  /** It does not turn with the page. */
  norotate?: boolean;
  /** It is not shown on the screen. */
  noview?: boolean;
  /** It does not grow with the page. */
  nozoom?: boolean;
  /** It hides what is below it. */
  obfuscate?: boolean;
  /** It is printed. */
  print?: boolean;
  /** It cannot be changed. */
  readonly?: boolean;
  /** `noview` is reversed by some actions. */
  togglenoview?: boolean;
}

/** An annotation on a page of a document. */
export interface FlowerDocsAnnotation {
  /** Its kind, such as `com.arondor.viewer.annotation.api.CircleElemType`. */
  type?: string;
  /** Its title. */
  title?: string;
  /** Its id. */
  name?: FlowerDocsWrappedId;
  /** Id of the document. */
  "document-id"?: FlowerDocsWrappedId;
  /** The page that it is on. */
  page?: number;
  /** Where it is on the page. */
  rect?: FlowerDocsRectangle;
  /** Its color. */
  color?: FlowerDocsColor;
  /** How opaque it is, from 0 to 1. */
  opacity?: number;
  /** When it was created, ISO-8601. */
  creationdate?: string;
  /** When it was last changed, ISO-8601. */
  date?: string;
  /** Who changed it last. */
  "last-modifier"?: unknown;
  /** Properties that are on or off. */
  flags?: FlowerDocsAnnotationFlags;
}

/** A {@link FlowerDocsAnnotation} as parameters accept it. Fields that the SDK does not know are sent as they are. */
export interface FlowerDocsAnnotationInput extends Input<FlowerDocsAnnotation> {}

/** What an obfuscation hides. */
export interface FlowerDocsObfuscation {
  /** The text, or the regular expression, to hide. */
  text: string;
  /** Whether `text` is a regular expression. Core takes it for one unless this is `false`. */
  regex?: boolean | undefined;
  /** Whether upper and lower case are different. */
  caseSensitive?: boolean | undefined;
  /** Whether letters with and without accents are different. */
  accentSensitive?: boolean | undefined;
}

const wrappedId: Schema<FlowerDocsWrappedId> = objectOf<FlowerDocsWrappedId>()(() => ({ id: string }), { id: true });

const rectangle: Schema<FlowerDocsRectangle> = objectOf<FlowerDocsRectangle>()(
  () => ({ x: number, y: number, w: number, h: number }),
  { x: true, y: true, w: true, h: true },
);

const color: Schema<FlowerDocsColor> = objectOf<FlowerDocsColor>()(() => ({ r: number, g: number, b: number }), {
  r: true,
  g: true,
  b: true,
});

const flags: Schema<FlowerDocsAnnotationFlags> = objectOf<FlowerDocsAnnotationFlags>()(() => ({
  hidden: boolean,
  invisible: boolean,
  locked: boolean,
  norotate: boolean,
  noview: boolean,
  nozoom: boolean,
  obfuscate: boolean,
  print: boolean,
  readonly: boolean,
  togglenoview: boolean,
}));

export const annotationSchema: Schema<FlowerDocsAnnotation> = objectOf<FlowerDocsAnnotation>()(() => ({
  type: string,
  title: string,
  name: wrappedId,
  "document-id": wrappedId,
  page: number,
  rect: rectangle,
  color,
  opacity: number,
  creationdate: string,
  date: string,
  "last-modifier": anything,
  flags,
}));

export const obfuscationFields = () =>
  fieldsOf<FlowerDocsObfuscation>()({
    text: string,
    regex: boolean,
    caseSensitive: boolean,
    accentSensitive: boolean,
  });
