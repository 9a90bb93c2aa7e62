/** The trace of a call that was retried, from the spans that its test expects. */
import golden from "../../test/otel/retriedCall.json" with { type: "json" };
import { MARGIN, type Picture, rectangle, type Tone, text, WIDTH } from "./svg.js";

/** A span with those within it. */
interface DrawnSpan {
  name: string;
  kind: string;
  startMs: number;
  endMs: number;
  status?: string;
  attributes: Readonly<Record<string, unknown>>;
  children: readonly DrawnSpan[];
}

const INDENT = 14;
const ROW = 66;
const BAR = 14;
const TOP = 14;

/** What is shown of a span, and as what. */
const NOTES: Readonly<Record<string, string>> = {
  "tessera.attempts": "attempts",
  "http.response.status_code": "status",
  "error.type": "error.type",
  "http.request.resend_count": "resend_count",
};

const LEGEND: Readonly<Record<string, Tone>> = {
  "kind CLIENT": "blue",
  "kind INTERNAL": "plain",
  "status ERROR": "red",
};

const rowsOf = (span: DrawnSpan, depth = 0): { span: DrawnSpan; depth: number }[] => [
  { span, depth },
  ...span.children.flatMap((child) => rowsOf(child, depth + 1)),
];

const toneOf = ({ kind, status }: DrawnSpan): Tone =>
  status === "ERROR" ? "red" : kind === "CLIENT" ? "blue" : "plain";

function notesOf({ attributes, startMs, endMs }: DrawnSpan): string {
  const shown = Object.entries(NOTES).filter(([name]) => attributes[name] !== undefined);
  return [...shown.map(([name, label]) => `${label} ${attributes[name]}`), `${endMs - startMs} ms`].join(" · ");
}

const bar = (x: number, y: number, width: number, tone: Tone) =>
  rectangle({ x, y, width, height: BAR }, `bar-${tone}`, 3);

function drawTrace(root: DrawnSpan): Picture {
  const rows = rowsOf(root);
  const perMs = (WIDTH - 2 * MARGIN) / (root.endMs - root.startMs);
  const shapes = rows.flatMap(({ span, depth }, index) => {
    const y = TOP + index * ROW;
    const left = MARGIN + (span.startMs - root.startMs) * perMs;
    const width = Math.max((span.endMs - span.startMs) * perMs, 2);
    const x = MARGIN + depth * INDENT;
    return [
      text(x, y + 14, span.name, { isSmall: true, isStrong: depth < 2 }),
      text(x, y + 31, notesOf(span), { isSmall: true, isMuted: true }),
      bar(Math.round(left), y + 38, Math.round(width), toneOf(span)),
    ];
  });
  const legendY = TOP + rows.length * ROW + 10;
  const keys = Object.entries(LEGEND).flatMap(([label, tone], index) => {
    const x = MARGIN + index * 150;
    return [bar(x, legendY, BAR, tone), text(x + BAR + 8, legendY + 12, label, { isSmall: true, room: 124 })];
  });
  const calls = root.children.map((call) => {
    const parts = call.children.map((part) => `${part.name}, ${notesOf(part)}`);
    return `${call.name}, ${notesOf(call)}. In it, one after another: ${parts.join("; ")}`;
  });
  return {
    title: `The trace of ${root.name}`,
    description: `A timeline of spans. The span ${root.name} of the program holds the call ${calls.join("; ")}.`,
    height: legendY + BAR + TOP + 4,
    shapes: [...shapes, ...keys],
  };
}

export const trace = () => drawTrace(golden);
