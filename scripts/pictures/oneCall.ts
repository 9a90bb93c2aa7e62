/** One call as a sequence, with the steps of ARCHITECTURE.md. */
import source from "./oneCall.json" with { type: "json" };
import { arrow, line, MARGIN, type Picture, rectangle, text, WIDTH } from "./svg.js";

interface Step {
  /** Its number in "One call, step by step". */
  step: number;
  from: string;
  to: string;
  /** What does it, as it is named there. */
  code: readonly string[];
  text: string;
  /** Whether it is done once more with each attempt. */
  loop?: boolean;
}

export const steps: readonly Step[] = source.steps;

const HEAD = { y: 20, width: 82, height: 32 };
const FIRST = 84;
const ROW = 42;
const [LEFT, RIGHT] = [86, WIDTH - MARGIN - HEAD.width / 2];

function laneX(name: string): number {
  const index = source.lanes.indexOf(name);
  if (index < 0) throw new Error(`There is no lane ${name}`);
  return Math.round(LEFT + (index * (RIGHT - LEFT)) / (source.lanes.length - 1));
}

const isReturn = ({ from, to }: Step) => laneX(to) < laneX(from);
const labelOf = ({ code, text }: Step) => [code.join(", "), text].filter(Boolean).join(": ");

function drawStep(step: Step, index: number): string[] {
  const y = FIRST + index * ROW;
  const [from, to] = [laneX(step.from), laneX(step.to)];
  const label = labelOf(step);
  const isFirst = steps[index - 1]?.step !== step.step;
  const number = isFirst
    ? [text(MARGIN + 18, y + 7, String(step.step), { anchor: "end", isStrong: true, isOver: true })]
    : [];
  if (from === to) {
    const dot = `<circle cx="${from}" cy="${y + 2}" r="4" class="head"/>`;
    return [...number, dot, text(from + 12, y + 7, label, { isSmall: true, isOver: true })];
  }
  return [
    ...number,
    text(Math.min(from, to) + 10, y + 2, label, { isSmall: true, isOver: true }),
    arrow(
      [
        [from, y + 12],
        [to, y + 12],
      ],
      isReturn(step) ? "line dashed" : "line",
    ),
  ];
}

function drawLoop(): string[] {
  const first = steps.findIndex(({ loop }) => loop);
  const last = steps.findLastIndex(({ loop }) => loop);
  const y = FIRST + first * ROW - 18;
  const place = { x: 48, y, width: WIDTH - 48 - 10, height: (last - first + 1) * ROW };
  return [
    rectangle(place, "lane dashed"),
    text(place.x + place.width - 10, y + 18, source.loop, {
      anchor: "end",
      isSmall: true,
      isMuted: true,
      isOver: true,
    }),
  ];
}

export function oneCall(): Picture {
  const end = FIRST + steps.length * ROW - 8;
  const heads = source.lanes.map((name) => {
    const x = laneX(name) - HEAD.width / 2;
    return [
      rectangle({ ...HEAD, x }, name === "caller" || name === "server" ? "plain" : "blue"),
      text(laneX(name), HEAD.y + 21, name, { anchor: "middle", isSmall: true, isStrong: true, room: HEAD.width - 4 }),
    ].join("\n");
  });
  const lanes = source.lanes.map((name) =>
    line(
      [
        [laneX(name), HEAD.y + HEAD.height],
        [laneX(name), end],
      ],
      "lane",
    ),
  );
  const told = steps.map((step) => {
    const place = step.from === step.to ? step.from : `${step.from} to ${step.to}`;
    return `${step.step} (${place}) ${labelOf(step)}`;
  });
  return {
    title: "One call, step by step",
    description: `A sequence of steps. ${told.join("; ")}. Those from 5 to 9 are in a loop, ${source.loop}.`,
    height: end + MARGIN,
    shapes: [...lanes, ...drawLoop(), ...heads, ...steps.flatMap(drawStep)],
  };
}
