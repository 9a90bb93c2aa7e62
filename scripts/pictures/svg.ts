/**
 * Shapes of the pictures, in one look. A picture has a ground of its own, in colors for light and for dark pages, and
 * stays legible at 400 pixels. A text that has too little room is an error.
 */

/** How wide every picture is. */
export const WIDTH = 680;
/** What stays free at its edges. */
export const MARGIN = 20;

/** What boxes and bars can mean. */
export type Tone = "plain" | "blue" | "green" | "amber" | "red";

export interface Picture {
  title: string;
  /** What the picture says: its text for those who do not see it, here and in the pages that show it. */
  description: string;
  height: number;
  shapes: readonly string[];
}

interface Theme {
  ground: string;
  edge: string;
  text: string;
  muted: string;
  /** The fill of boxes, and their line, which is also the fill of bars. */
  tones: Readonly<Record<Tone, readonly [fill: string, line: string]>>;
}

const LIGHT: Theme = {
  ground: "#ffffff",
  edge: "#d0d7de",
  text: "#1f2328",
  muted: "#57606a",
  tones: {
    plain: ["#f6f8fa", "#818b98"],
    blue: ["#ddf4ff", "#0969da"],
    green: ["#dafbe1", "#1a7f37"],
    amber: ["#fff8c5", "#9a6700"],
    red: ["#ffebe9", "#cf222e"],
  },
};

const DARK: Theme = {
  ground: "#0d1117",
  edge: "#3d444d",
  text: "#f0f6fc",
  muted: "#9198a1",
  tones: {
    plain: ["#1c2128", "#8b949e"],
    blue: ["#12243d", "#58a6ff"],
    green: ["#12281a", "#3fb950"],
    amber: ["#2c2411", "#d29922"],
    red: ["#33171a", "#f85149"],
  },
};

const rulesOf = ({ ground, edge, text, muted, tones }: Theme) =>
  [
    `.ground{fill:${ground};stroke:${edge}}`,
    `text{fill:${text}}`,
    `.muted{fill:${muted}}`,
    `.over{stroke:${ground}}`,
    `.line{stroke:${muted}}`,
    `.lane{stroke:${edge}}`,
    `.head{fill:${muted}}`,
    ...Object.entries(tones).map(([tone, [fill, line]]) => `.${tone}{fill:${fill};stroke:${line}}`),
    ...Object.entries(tones).map(([tone, [, line]]) => `.bar-${tone}{fill:${line}}`),
  ].join("");

const STYLE = [
  "text{font:15px system-ui,sans-serif}",
  ".small{font-size:13px}",
  ".strong{font-weight:600}",
  ".over{paint-order:stroke;stroke-width:6px;stroke-linejoin:round}",
  ".line,.lane{fill:none;stroke-width:1.5}",
  ".dashed{stroke-dasharray:5 4}",
  rulesOf(LIGHT),
  `@media (prefers-color-scheme:dark){${rulesOf(DARK)}}`,
].join("\n");

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Widths in em, those of a wide font: which one `system-ui` is depends on the machine. */
function emOf(letter: string): number {
  if (/[\s.,:;'|!()[\]ijlftr/·-]/.test(letter)) return 0.38;
  if (/[mwMW@—→]/.test(letter)) return 0.98;
  return /[A-Z]/.test(letter) ? 0.72 : 0.62;
}

/** At least as wide as it is drawn, in pixels. */
function widthOf(text: string, { isSmall, isStrong }: TextStyle): number {
  const ems = [...text].reduce((sum, letter) => sum + emOf(letter), 0);
  return Math.ceil(ems * (isSmall ? 13 : 15) * (isStrong ? 1.12 : 1));
}

interface TextStyle {
  /** What it must fit into; by default what is left of the picture. */
  room?: number;
  anchor?: "start" | "middle" | "end";
  isSmall?: boolean;
  isMuted?: boolean;
  isStrong?: boolean;
  /** Whether lines may run behind it. */
  isOver?: boolean;
}

/** @throws An error if it needs more room than there is. */
export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { anchor = "start", isSmall = false, isMuted, isStrong, isOver } = style;
  const toEdge = { start: WIDTH - x, middle: 2 * Math.min(x, WIDTH - x), end: x }[anchor];
  const room = style.room ?? toEdge;
  const needed = widthOf(content, style);
  if (needed > room) throw new Error(`“${content}” needs ${needed} px, and there are ${room}`);
  const classes = [isSmall && "small", isMuted && "muted", isStrong && "strong", isOver && "over"].filter(Boolean);
  const attributes = [
    `x="${x}" y="${y}"`,
    classes.length > 0 && `class="${classes.join(" ")}"`,
    anchor !== "start" && `text-anchor="${anchor}"`,
  ];
  return `<text ${attributes.filter(Boolean).join(" ")}>${escaped(content)}</text>`;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const rectangle = ({ x, y, width, height }: Rectangle, classes: string, radius = 6) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" class="${classes}"/>`;

const LINE = 19;

/** `a, b and c` */
export const listed = (names: readonly string[]) => names.join(", ").replace(/, (?=[^,]*$)/, " and ");

/** A box with a name and lines below it, all in its middle. */
export function box(place: Rectangle, tone: Tone, name: string, lines: readonly string[] = [], classes = ""): string {
  const x = place.x + place.width / 2;
  const room = place.width - 8;
  const top = place.y + (place.height - (lines.length + 1) * LINE) / 2 + 14;
  return [
    rectangle(place, `${tone} ${classes}`.trim()),
    text(x, top, name, { anchor: "middle", isStrong: true, room }),
    ...lines.map((line, index) =>
      text(x, top + (index + 1) * LINE, line, { anchor: "middle", isSmall: true, isMuted: true, room }),
    ),
  ].join("\n");
}

export type Point = readonly [x: number, y: number];

export const line = (points: readonly Point[], classes = "line") =>
  `<polyline points="${points.map((point) => point.join(",")).join(" ")}" class="${classes}"/>`;

/** A line through the points, with a head at the last. */
export const arrow = (points: readonly Point[], classes = "line") =>
  line(points, classes).replace("/>", ` marker-end="url(#head)"/>`);

/** A line through the points, with heads at both ends. */
export const doubleArrow = (points: readonly Point[]) => arrow(points).replace("/>", ` marker-start="url(#head)"/>`);

const HEAD =
  `<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" ` +
  `markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" class="head"/></marker>`;

/** @returns the text of an SVG file. */
export function svg({ title, description, height, shapes }: Picture): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
      `role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs>${HEAD}</defs>`,
    rectangle({ x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1 }, "ground", 8),
    ...shapes,
    "</svg>",
    "",
  ].join("\n");
}
