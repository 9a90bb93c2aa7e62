/** The areas of `src`, as floors: an arrow leads from what imports to what it may import. */
import { ALLOWED } from "../areas.js";
import { services } from "../packageJson.js";
import { arrow, box, listed, MARGIN, type Picture, type Rectangle, rectangle, text, WIDTH } from "./svg.js";

interface Floor {
  /** The areas that are in one box, as they may import the same. */
  areas: readonly string[];
  place: Rectangle;
  lines?: readonly string[];
}

const SERVICES: Rectangle = { x: MARGIN, y: 114, width: 324, height: 104 };
const CORE: Rectangle = { x: MARGIN, y: 362, width: WIDTH - 2 * MARGIN, height: 84 };
const CLI: Rectangle = { x: 468, y: 20, width: 192, height: 60 };
const HEIGHT = CORE.y + CORE.height + MARGIN;

const usesGoogle = (area: string) => ALLOWED[area]?.includes("google") === true;

const FLOORS: readonly Floor[] = [
  { areas: ["root"], place: { x: 20, y: 20, width: 156, height: 60 }, lines: ["re-exports"] },
  { areas: ["testing"], place: { x: 188, y: 20, width: 156, height: 60 }, lines: ["the emulator"] },
  { areas: ["bullmq"], place: { x: 360, y: 20, width: 96, height: 60 }, lines: ["many hosts"] },
  { areas: services.filter(usesGoogle), place: { x: 32, y: 146, width: 176, height: 60 } },
  { areas: services.filter((area) => !usesGoogle(area)), place: { x: 220, y: 146, width: 112, height: 60 } },
  { areas: ["redis"], place: { x: 360, y: 146, width: 96, height: 60 }, lines: ["shared state"] },
  { areas: ["google"], place: { x: 32, y: 254, width: 176, height: 72 }, lines: ["googleAuth,", "errors, times"] },
  { areas: ["bulk"], place: { x: 360, y: 254, width: 96, height: 72 }, lines: ["runs of", "many rows"] },
  { areas: ["otel"], place: { x: 468, y: 254, width: 76, height: 72 }, lines: ["spans,", "metrics"] },
  { areas: ["operations"], place: { x: 556, y: 254, width: 104, height: 72 }, lines: ["the manifest"] },
  { areas: ["core"], place: CORE },
];

const floorOf = (area: string): Floor => {
  const floor = FLOORS.find(({ areas }) => areas.includes(area));
  if (!floor) throw new Error(`Give ${area} a place in scripts/pictures/architecture.ts`);
  return floor;
};

const allowed = ({ areas }: Floor): readonly string[] => ALLOWED[areas[0] ?? ""] ?? [];

/** What a floor may import that no other of these may: the rest follows. */
function nextOf(floor: Floor): Floor[] {
  const floors = new Set(allowed(floor).map(floorOf));
  const reached = new Set([...floors].flatMap((each) => allowed(each)));
  for (const area of reached) if (!allowed(floor).includes(area)) throw new Error(`${floor.areas} skips ${area}`);
  return [...floors].filter(({ areas }) => !areas.some((area) => reached.has(area)));
}

/** The services have a frame: what may import all of them has one arrow, to it. */
function targetsOf(floor: Floor): Rectangle[] {
  const next = nextOf(floor);
  return services.every((name) => allowed(floor).includes(name)) ? [SERVICES] : next.map(({ place }) => place);
}

/** Straight down, in the middle of the upper box. */
function down(from: Rectangle, to: Rectangle): string {
  const x = from.x + from.width / 2;
  if (from.y + from.height >= to.y || x < to.x || x > to.x + to.width) throw new Error("An arrow does not lead down");
  return arrow([
    [x, from.y + from.height],
    [x, to.y],
  ]);
}

const nameOf = (area: string) => (area === "root" ? "index.ts" : area);

function drawFloor({ areas, place, lines }: Floor): string {
  if (areas.length === 1) return box(place, areas[0] === "root" ? "green" : "plain", nameOf(areas[0] ?? ""), lines);
  const x = place.x + place.width / 2;
  const first = place.y + place.height / 2 - (areas.length * 22) / 2 + 16;
  const names = areas.map((area, index) =>
    text(x, first + index * 22, area, { anchor: "middle", isStrong: true, room: place.width - 8 }),
  );
  return [rectangle(place, "blue"), ...names].join("\n");
}

function drawCore(): string[] {
  const transport = { x: 420, y: CORE.y + 12, width: 228, height: 60 };
  return [
    rectangle(CORE, "amber"),
    text(CORE.x + 16, CORE.y + 37, "core", { isStrong: true }),
    text(CORE.x + 16, CORE.y + 57, "call, retry, tokens, limiter, schemas, errors", { isSmall: true, isMuted: true }),
    box(transport, "plain", "transport", ["undici, fetch, or your own"]),
  ];
}

const list = (areas: readonly string[]) => listed(areas.map(nameOf));

function describe(): string {
  const importers = new Map<string, string[]>();
  for (const floor of FLOORS) {
    const isForAll = services.every((name) => allowed(floor).includes(name));
    const next = isForAll ? "all services" : list(nextOf(floor).flatMap(({ areas }) => areas));
    importers.set(next, [...(importers.get(next) ?? []), ...floor.areas]);
  }
  importers.delete("");
  const sentences = [...importers].map(([next, areas]) => `${list(areas)} may import ${next}`);
  return (
    `The areas of src as floors. ${sentences.join("; ")}; each also what these may import. core, which has the ` +
    "transport, imports nothing of ours. cli is apart: it imports the entries by their names."
  );
}

export function architecture(): Picture {
  for (const area of Object.keys(ALLOWED)) if (area !== "cli") floorOf(area);
  if (ALLOWED.cli?.length !== 0) throw new Error("Draw what cli may import");
  return {
    title: "What may import what",
    description: describe(),
    height: HEIGHT,
    shapes: [
      rectangle(SERVICES, "blue dashed"),
      text(SERVICES.x + 12, SERVICES.y + 22, "services: endpoints, schemas, clients", { isSmall: true, room: 285 }),
      ...FLOORS.flatMap((floor) => targetsOf(floor).map((target) => down(floor.place, target))),
      ...FLOORS.filter(({ place }) => place !== CORE).map(drawFloor),
      ...drawCore(),
      box(CLI, "green", "cli", ["imports entries by name"], "dashed"),
      arrow([
        [480, 152],
        [480, 186],
      ]),
      text(492, 166, "may import that, and", { isSmall: true, isMuted: true }),
      text(492, 184, "what that may import", { isSmall: true, isMuted: true }),
    ],
  };
}
