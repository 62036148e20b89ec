import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ja } from "./ja";

// What the trail may name is read out of the server's sources: a new thing or field without words fails.
const rooms = ["access", "record", "intake", "privacy", "server"];
const files = rooms.flatMap((room) =>
  readdirSync(join("../src", room))
    .filter((name) => /\.(cpp|h)$/.test(name) && !/_(test|bench|fuzz)\.cpp$|testing/.test(name))
    .map((name) => readFileSync(join("../src", room, name), "utf8")),
);
const all = (pattern: RegExp): string[] =>
  files.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ""));

const kept = [
  ...["Settings", "Customer", "ContactDraft", "Contact", "Subscription", "SubscriptionEvent", "Order"],
  ...["OrderLine", "Product", "CallList", "Reason", "Offer", "Phrase", "Role", "Team", "Member"],
  ...["ShopNetworks"],
];
const untold = new Set(["id", "version", "created_at", "updated_at", "customer_id", "name_form"]);
// What is counted for the answer of a request and is in no row.
const computed = new Set(["open", "recall", "done"]);
const membersOf = (struct: string): string[] =>
  all(new RegExp(`BOOST_DESCRIBE_STRUCT\\(${struct},\\s*\\([^)]*\\),\\s*\\(([^)]*)\\)\\)`, "g"))
    .flatMap((members) => members.split(","))
    .map((member) => member.trim());

const unspoken = (prefix: string, names: string[]): string[] =>
  [...new Set(names)].filter((name) => !(`${prefix}.${name}` in ja)).sort();

describe("the trail", () => {
  it("names every thing that the server keeps account of", () => {
    const things = [...all(/\.entity = "([a-z_]+)"/g), ...all(/\.audit = "([a-z_]+)\./g)];
    expect(things).toEqual(expect.arrayContaining(["setting", "customer", "audit"]));
    expect(unspoken("audit.entity", things)).toEqual([]);
  });
  it.each(kept)("names the fields of %s", (struct) => {
    const fields = membersOf(struct).filter((name) => !untold.has(name) && !computed.has(name));
    expect(fields.length).toBeGreaterThan(0);
    expect(unspoken("audit.field", fields)).toEqual([]);
  });
});
