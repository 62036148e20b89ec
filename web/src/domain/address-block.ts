// Blocks of network addresses ("192.0.2.0/24", "2001:db8::/32") for saying beforehand what the
// server will allow. Pure. IPv4 addresses are those of ::ffff:0:0/96 (RFC 4291, 2.5.5.2).
type Block = { bits: bigint; prefix: number };

const wholeBits = 128;
const ipv4Bits = 32;
const ipv4Mark = 0xffffn << 32n;

const ipv4 = (text: string): bigint | undefined => {
  const parts = text.split(".");
  const valid = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part < 256);
  return valid ? parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) : undefined;
};

const groupsOf = (text: string): string[] => (text === "" ? [] : text.split(":"));

const ipv6 = (text: string): bigint | undefined => {
  const halves = text.split("::");
  const [head = [], tail = []] = halves.map(groupsOf);
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
};

/** Nothing for what is no address and no block. */
export const blockOf = (text: string): Block | undefined => {
  const [address = "", length, rest] = text.trim().split("/");
  if (rest !== undefined || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined;
  const short = ipv4(address);
  const bits = short === undefined ? ipv6(address) : ipv4Mark | short;
  const most = short === undefined ? wholeBits : ipv4Bits;
  const given = length === undefined ? most : Number(length);
  if (bits === undefined || given > most) return undefined;
  return { bits, prefix: given + wholeBits - most };
};

/** Whether somebody at the address gets in; a list that names nothing lets everybody in. */
export const letsIn = (blocks: string[], address: string): boolean => {
  const known = blocks.flatMap((text) => blockOf(text) ?? []);
  const here = blockOf(address);
  if (blocks.length === 0 || here === undefined) return true;
  return known.some(({ bits, prefix }) => (bits ^ here.bits) >> BigInt(wholeBits - prefix) === 0n);
};
