/**
 * The steps of a ledger in Redis. Each is one script, so that nothing comes between, and has the same effect if it is
 * sent twice, as a client may do after it has lost its connection. Time is that of Redis alone.
 *
 * `rows`: five bytes a row, its state and its digest. `held`: the owner of each row that is under way. `owners`: each
 * open ledger, by the end of its lease. `results`: a stream of rows that have ended. `meta`: what the run is about, and
 * counters. `taken`: rows that have come from an owner whose lease was over to another one, as `row:owner`.
 */
import { nextState, ROW_EVENTS, ROW_STATES } from "../bulk/state.js";
import { Script } from "./script.js";

/** Added to the state of a row that has ended and is to be run again. */
const DUE = 16;
/** How many rows a script goes through. */
export const SLICE = 5_000;
/** Rows that have ended are counted in spans of so many milliseconds, in a ring of so many. */
export const PACE = { spanMs: 5_000, spans: 16, unit: 1_000_000 } as const;

const stateNumber = (state: (typeof ROW_STATES)[number]) => ROW_STATES.indexOf(state);

/** The table of states as Lua has it, by the number of a state and the name of an event. */
const nextTable = ROW_STATES.map((state) => {
  const events = ROW_EVENTS.map((event) => `${event} = ${stateNumber(nextState(state, event))}`);
  return `[${stateNumber(state)}] = { ${events.join(", ")} }`;
}).join(", ");

const names = ROW_STATES.map((state) => `[${stateNumber(state)}] = "${state}"`).join(", ");

const constants = ROW_STATES.map((state) => `local ${state.toUpperCase()} = ${stateNumber(state)}`).join("\n");

const PRELUDE = `
local ROWS, HELD, OWNERS, RESULTS, META, TAKEN = unpack(KEYS)
local OWNER = ARGV[1]
local DUE = ${DUE}
${constants}
local NAMES = { ${names} }
local NEXT = { ${nextTable} }

local function now()
  local time = redis.call("TIME")
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function read(row)
  local cell = redis.call("GETRANGE", ROWS, row * 5 - 5, row * 5 - 1)
  if cell == "" then return PENDING, false, 0 end
  local state, digest = struct.unpack(">BI4", cell)
  if state >= DUE then return state - DUE, true, digest end
  return state, false, digest
end

local function isAlive(owner)
  local lease = redis.call("ZSCORE", OWNERS, owner)
  return lease and tonumber(lease) > now()
end

local function write(row, state, digest)
  redis.call("SETRANGE", ROWS, row * 5 - 5, struct.pack(">BI4", state, digest))
end
`;

const script = (body: string) => new Script(PRELUDE + body);

/**
 * Begins a run or joins one. ARGV: owner, lease, version, header, 1 to join only. Returns version and header as they are,
 * or \`gone\` if there is none to join.
 */
export const join = script(`
if ARGV[5] == "1" and redis.call("HEXISTS", META, "version") == 0 then return "gone" end
redis.call("HSETNX", META, "version", ARGV[3])
redis.call("HSETNX", META, "header", ARGV[4])
redis.call("HSETNX", META, "begun", now())
redis.call("ZADD", OWNERS, now() + ARGV[2], OWNER)
return redis.call("HMGET", META, "version", "header")
`);

/** ARGV: owner, lease. Returns 0 if the owner is not known. */
export const renew = script(`
if not redis.call("ZSCORE", OWNERS, OWNER) then return 0 end
redis.call("ZADD", OWNERS, now() + ARGV[2], OWNER)
return 1
`);

/**
 * ARGV: owner, 1 to take rows that have changed, 1 to run due rows that are failed, 1 for unknown ones, then row and digest
 * of each. Returns a claim of each, or `gone`.
 */
export const claim = script(`
local RUNS = { [FAILED] = ARGV[3] == "1", [UNKNOWN] = ARGV[4] == "1" }

local function claim(row, given)
  local state, isDue, digest = read(row)
  if state ~= PENDING and digest ~= tonumber(given) and ARGV[2] ~= "1" then return "changed" end
  if state == DONE then return "skip" end
  local holder = redis.call("HGET", HELD, row)
  if holder and holder ~= OWNER and isAlive(holder) then return "busy" end
  local isRun = state == PENDING or isDue and RUNS[state]
  -- A row that is due was not sent since.
  local isLost = state == SENT or holder and not isDue
  if not isRun and not isLost then return "skip" end
  if holder ~= OWNER then
    if holder and isRun then redis.call("HSET", TAKEN, row .. ":" .. holder, 1) end
    redis.call("HSET", HELD, row, OWNER)
  end
  return isRun and "run" or "lost"
end

if not redis.call("ZSCORE", OWNERS, OWNER) then return { "gone" } end
local claims = {}
for at = 5, #ARGV, 2 do claims[#claims + 1] = claim(ARGV[at], ARGV[at + 1]) end
return claims
`);

/** ARGV: owner, then row and digest of each. Returns a row that is not the owner's, or nothing. */
export const sending = script(`
for at = 2, #ARGV, 2 do
  if redis.call("HGET", HELD, ARGV[at]) ~= OWNER or read(ARGV[at]) == DONE then return ARGV[at] end
end
for at = 2, #ARGV, 2 do
  local state = read(ARGV[at])
  local after = NEXT[state].send
  if state ~= PENDING and state ~= after then redis.call("HINCRBY", META, NAMES[state], -1) end
  write(ARGV[at], after, ARGV[at + 1])
end
return ""
`);

/**
 * ARGV: owner, row, digest, event, sealed result. Returns the state that holds, or \`gone\` if the owner is not known. Who does not hold the row any
 * more can still say that it is done. A second \`done\` counts as spare; that the row is held or taken tells it from the
 * first one that is sent twice.
 */
export const settle = script(`
if not redis.call("ZSCORE", OWNERS, OWNER) then return "gone" end
local row, event = ARGV[2], ARGV[4]
local state = read(row)
local after = NEXT[state][event]
local holder = redis.call("HGET", HELD, row)
local wasTaken = redis.call("HDEL", TAKEN, row .. ":" .. OWNER) == 1
if holder == OWNER then redis.call("HDEL", HELD, row) end
if state == DONE then
  if event == "done" and (holder == OWNER or wasTaken) then redis.call("HINCRBY", META, "spare", 1) end
  return "done"
end
if holder ~= OWNER then
  if holder and event ~= "done" then return event end
  if after == state then return NAMES[state] end
end
write(row, after, ARGV[3])
if state ~= PENDING and state ~= SENT then redis.call("HINCRBY", META, NAMES[state], -1) end
redis.call("HINCRBY", META, NAMES[after], 1)
local span = math.floor(now() / ${PACE.spanMs})
local field = "pace" .. span % ${PACE.spans}
local pace = tonumber(redis.call("HGET", META, field) or 0)
if math.floor(pace / ${PACE.unit}) == span then
  redis.call("HINCRBY", META, field, 1)
else
  redis.call("HSET", META, field, span * ${PACE.unit} + 1)
end
redis.call("XADD", RESULTS, "*", "row", row, "state", NAMES[after], "sealed", ARGV[5])
return NAMES[after]
`);

/** ARGV: owner, 1 to remove it, then rows that it gives up. Those that were sent stay with it: they are lost. */
export const release = script(`
for at = 3, #ARGV do
  local state, isDue = read(ARGV[at])
  local wasSent = state ~= PENDING and state ~= DONE and not isDue
  if not wasSent and redis.call("HGET", HELD, ARGV[at]) == OWNER then redis.call("HDEL", HELD, ARGV[at]) end
end
if ARGV[2] == "1" then redis.call("ZREM", OWNERS, OWNER) end
return 1
`);

/**
 * Marks rows that have ended as due. ARGV: owner, first row, 1 for failed ones, 1 for unknown ones. Returns how many it
 * went through: fewer than a slice at the end. A row that is held is under way already; one that was sent by an owner
 * that has died is unknown.
 */
export const markDue = script(`
local row = ARGV[2] - 1
local start = row * 5
local slice = redis.call("GETRANGE", ROWS, start, start + ${SLICE} * 5 - 1)
local marked = slice:gsub(".....", function (cell)
  row = row + 1
  local state = cell:byte()
  local isMeant = state == FAILED and ARGV[3] == "1" or (state == UNKNOWN or state == SENT) and ARGV[4] == "1"
  if not isMeant then return cell end
  local holder = redis.call("HGET", HELD, row)
  if holder and isAlive(holder) then return cell end
  if state == SENT then
    redis.call("HINCRBY", META, "unknown", 1)
    state = NEXT[state].die
  end
  return string.char(state + DUE) .. cell:sub(2)
end)
if marked ~= slice then redis.call("SETRANGE", ROWS, start, marked) end
return #slice / 5
`);

/** Returns the time, the numbers of rows under way, of open ledgers and of results, then counters. */
export const status = script(`
local time = now()
local numbers = { time, redis.call("HLEN", HELD), redis.call("ZCOUNT", OWNERS, "(" .. string.format("%.0f", time), "+inf"), redis.call("XLEN", RESULTS) }
local fields = { "begun", "total", "done", "failed", "unknown", "spare" }
for span = 0, ${PACE.spans} - 1 do fields[#fields + 1] = "pace" .. span end
local counters = redis.call("HMGET", META, unpack(fields))
for at = 1, #fields do numbers[#numbers + 1] = counters[at] or 0 end
return numbers
`);
