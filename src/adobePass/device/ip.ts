/** `X-Forwarded-For`: the address by which Adobe limits the requests of a device. */
import { warnOnce } from "../../core/diagnostics.js";
import { refined, type Schema, string } from "../../core/schema.js";

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
/** What the URL parser may see: it would also take a host name, or the end of the brackets. */
const IPV6_CHARACTERS = /^[\da-f:.]+$/i;

/** An IPv6 address in the one spelling of RFC 5952, with its eight groups; `undefined` if it is not one. */
function parsedIpv6(text: string): { ip: string; groups: number[] } | undefined {
  if (!IPV6_CHARACTERS.test(text)) return undefined;
  let ip: string;
  try {
    ip = new URL(`http://[${text}]`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
  const [head = "", tail] = ip.split("::");
  const groupsOf = (part: string) => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  if (tail === undefined) return { ip, groups: groupsOf(head) };
  const [first, last] = [groupsOf(head), groupsOf(tail)];
  return { ip, groups: [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last] };
}

/** The IPv4 address that an IPv6 one maps (RFC 4291 §2.5.5.2). */
function mappedIpv4(groups: readonly number[]): string | undefined {
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255].join(".") : undefined;
}

/** An address as Adobe is to see it: IPv4 as such, and in one spelling, as a device is limited by it. `undefined` if it is not an address. */
function parsedIp(text: string): { ip: string; isPrivate: boolean } | undefined {
  if (IPV4.test(text)) return { ip: text, isPrivate: isPrivateIpv4(text) };
  const parsed = parsedIpv6(text);
  if (parsed === undefined) return undefined;
  const { ip, groups } = parsed;
  const mapped = mappedIpv4(groups);
  return mapped === undefined ? { ip, isPrivate: isPrivateIpv6(groups) } : parsedIp(mapped);
}

/** Private (RFC 1918), shared by a carrier (RFC 6598), of this link or of this host. */
function isPrivateIpv4(ip: string): boolean {
  const [a = 0, b = 0] = ip.split(".").map(Number);
  if (a === 0 || a === 10 || a === 127) return true;
  return (
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168)
  );
}

/** Unique local (RFC 4193), of this link, or the address of this host or of none. */
function isPrivateIpv6(groups: readonly number[]): boolean {
  const [first = 0] = groups;
  if ((first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80) return true;
  return groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1;
}

/** An IPv4 or IPv6 address, without a port. */
export const deviceIpSchema: Schema<string> = refined(
  string,
  (text) => parsedIp(text) !== undefined,
  "must be one IPv4 or IPv6 address, without a port",
);

/** A valid address as it is sent. The process warns once if it is private: Adobe cannot tell devices apart by it. */
export function forwardedIp(text: string): string {
  const { ip = text, isPrivate = false } = parsedIp(text) ?? {};
  if (isPrivate) {
    warnOnce(
      "TESSERA_ADOBE_DEVICE_IP",
      "The IP address of a device is private. Adobe Pass needs the public one: it limits the requests of each address.",
    );
  }
  return ip;
}
