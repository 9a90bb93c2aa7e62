/** The rate that processes share: a generic cell rate algorithm (GCRA) without a burst, on the clock of Redis. */
import { ADAPTIVE } from "../bulk/rate.js";
import { Script } from "./script.js";

/** A rate that nobody has used for so long is forgotten: the next batch begins as the first did. */
const FORGOTTEN_AFTER_MS = 600_000;

/*
 * KEYS[1]: a hash with `next`, the time of the next free slot, and of an adaptive rate `rate`, `since` when it is that,
 * and `cut`, when it was cut. Times are in microseconds. KEYS[2]: there while the server wants requests to wait.
 * ARGV[1]: the rate. The rules of an adaptive one are those of `bulk/rate.ts`.
 */
const STATE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local known = redis.call('HMGET', KEYS[1], 'next', 'rate', 'since', 'cut')
local nextAt = math.max(tonumber(known[1]) or 0, now)
local fixed = tonumber(ARGV[1])
local rate = fixed
if not fixed then
  local minutes = math.max(0, now - (tonumber(known[3]) or now)) / 60000000
  rate = math.min((tonumber(known[2]) or ${ADAPTIVE.first}) * ${ADAPTIVE.growthAMinute} ^ minutes, ${ADAPTIVE.highest})
end
local function keep(...)
  redis.call('HSET', KEYS[1], 'next', string.format('%.0f', nextAt), ...)
  if not fixed then
    redis.call('HSET', KEYS[1], 'rate', string.format('%.17g', rate), 'since', string.format('%.0f', now))
  end
  redis.call('PEXPIRE', KEYS[1], string.format('%.0f', (nextAt - now) / 1000 + ${FORGOTTEN_AFTER_MS}))
end
`;

/**
 * Reserves the next slot, unless requests have to wait, or it is not before the end of the call. ARGV[2]: how long the
 * call may take, in milliseconds. Returns whether requests have to wait, and for how many microseconds it has to.
 * Sent twice, it leaves a slot unused.
 */
export const TAKE = new Script(`${STATE}
local pause = redis.call('PTTL', KEYS[2])
if pause > 0 then return {1, pause * 1000} end
local wait = nextAt - now
if wait >= tonumber(ARGV[2]) * 1000 then return {0, wait} end
nextAt = nextAt + 1000000 / rate
keep()
return {0, wait}
`);

/**
 * The server throttled a request. ARGV[2]: for how long requests have to wait, in milliseconds, or 0. Sent twice, it
 * does the same.
 */
export const REFUSED = new Script(`${STATE}
local pause = tonumber(ARGV[2])
if pause > redis.call('PTTL', KEYS[2]) and pause > 0 then redis.call('SET', KEYS[2], '', 'PX', ARGV[2]) end
if not fixed and now - (tonumber(known[4]) or 0) >= ${ADAPTIVE.cutEveryMs * 1_000} then
  rate = math.max(rate * ${ADAPTIVE.cut}, ${ADAPTIVE.lowest})
  keep('cut', string.format('%.0f', now))
end
`);
