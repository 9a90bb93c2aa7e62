/** Draws a trace as an SVG of plain shapes, on a ground of its own so that it can be read on light and dark pages. */

/** A span with those within it. */
export interface DrawnSpan {
  name: string;
  kind: string;
  startMs: number;
  endMs: number;
  status?: string;
  attributes: Readonly<Record<string, unknown>>;
  children: readonly DrawnSpan[];
}

const WIDTH = 860;
const MARGIN = 24;
const INDENT = 18;
const ROW = 50;
const BAR = 14;
const TOP = 20;

const COLORS = { CLIENT: "#1f6feb", INTERNAL: "#6e7781", ERROR: "#cf222e" };
const TEXT = "#1f2328";
const MUTED = "#57606a";

/** What is shown beside the name of a span, and as what. */
const NOTES: Readonly<Record<string, string>> = {
  "tessera.attempts": "attempts",
  "http.response.status_code": "status",
  "error.type": "error.type",
  "http.request.resend_count": "resend_count",
};

const rowsOf = (span: DrawnSpan, depth = 0): { span: DrawnSpan; depth: number }[] => [
  { span, depth },
  ...span.children.flatMap((child) => rowsOf(child, depth + 1)),
];

const colorOf = ({ kind, status }: DrawnSpan) =>
  status === "ERROR" ? COLORS.ERROR : kind === "CLIENT" ? COLORS.CLIENT : COLORS.INTERNAL;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const text = (x: number, y: number, content: string, attributes = "") =>
  `<text x="${x}" y="${y}" fill="${TEXT}"${attributes}>${escaped(content)}</text>`;

const bar = (x: number, y: number, width: number, color: string) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${BAR}" rx="3" fill="${color}"/>`;

function notesOf({ attributes }: DrawnSpan): string {
  const shown = Object.entries(NOTES).filter(([name]) => attributes[name] !== undefined);
  return shown.map(([name, label]) => `${label} ${String(attributes[name])}`).join(", ");
}

/** @returns the text of an SVG file. */
export function drawTrace(root: DrawnSpan): string {
  const rows = rowsOf(root);
  const perMs = (WIDTH - 2 * MARGIN) / (root.endMs - root.startMs);
  const drawn = rows.flatMap(({ span, depth }, index) => {
    const y = TOP + index * ROW;
    const left = MARGIN + (span.startMs - root.startMs) * perMs;
    const width = Math.max((span.endMs - span.startMs) * perMs, 2);
    const end = ` text-anchor="end"`;
    const times = [notesOf(span), `${span.endMs - span.startMs} ms`].filter(Boolean).join(" · ");
    return [
      text(MARGIN + depth * INDENT, y + 14, span.name),
      text(WIDTH - MARGIN, y + 14, times, end).replace(TEXT, MUTED),
      bar(Math.round(left), y + 22, Math.round(width), colorOf(span)),
    ];
  });
  const legendY = TOP + rows.length * ROW + 8;
  const legend = Object.entries({
    "kind CLIENT": COLORS.CLIENT,
    "kind INTERNAL": COLORS.INTERNAL,
    "status ERROR": COLORS.ERROR,
  });
  const keys = legend.flatMap(([label, color], index) => {
    const x = MARGIN + index * 150;
    return [bar(x, legendY, BAR, color), text(x + BAR + 8, legendY + 12, label)];
  });
  const height = legendY + BAR + TOP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" ` +
      `font-family="system-ui, sans-serif" font-size="13" role="img">`,
    `<title>${escaped(`The trace of ${root.name}`)}</title>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8" fill="#ffffff" stroke="#d0d7de"/>`,
    ...drawn,
    ...keys,
    "</svg>",
    "",
  ].join("\n");
}
