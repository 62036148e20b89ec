import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInstance } from "i18next";
import { describe, expect, it } from "vitest";
import { en } from "./en";
import { ja } from "./ja";
import { counted } from "./words";

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") && !path.includes("i18n")
      ? [readFileSync(path, "utf8")]
      : [];
  });

const code = sources("src").join("\n");
const placeholders = (text: string): string[] =>
  [...text.matchAll(/{{(\w+)[^}]*}}/g)].map((match) => match[1] ?? "").sort();

describe("texts", () => {
  it("have every key in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  });
  it("count one thing as one in English", async () => {
    const instance = createInstance();
    await instance.init({
      lng: "en",
      resources: { en: { translation: en } },
      keySeparator: false,
      nsSeparator: false,
    });
    instance.services.formatter?.add("counted", counted);
    const english = instance.getFixedT("en");
    expect(english("today.within", { n: 1 })).toBe("1 day");
    expect(english("common.people", { n: "1,234" })).toBe("1,234 people");
    expect(english("customer.cutoffLeft", { n: 1 })).toBe("1 business day to cut-off");
  });
  it("say something under every key", () => {
    expect([...Object.entries(ja), ...Object.entries(en)].filter(([, text]) => text.trim() === "")).toEqual(
      [],
    );
  });
  it("take the same arguments in both languages", () => {
    const english: Record<string, string> = en;
    const uneven = Object.entries(ja).filter(
      ([key, text]) => placeholders(text).join() !== placeholders(english[key] ?? "").join(),
    );
    expect(uneven).toEqual([]);
  });
  it("are all used", () => {
    const dynamic = [/wordFor\(\s*t,\s*"([\w-]+(?:\.[\w-]+)*)"/g, /\bt\(`([\w-]+(?:\.[\w-]+)*)\.\$\{/g];
    const prefixes = dynamic.flatMap((pattern) =>
      [...code.matchAll(pattern)].map((match) => `${match[1] ?? ""}.`),
    );
    const unused = Object.keys(ja).filter(
      (key) => !code.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });
  it("are not written into the components", () => {
    const japanese = code
      .split("\n")
      .filter((line) => /[぀-ヿ一-鿿]/.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line));
    const allowed = /日本語/;
    expect(japanese.filter((line) => !allowed.test(line))).toEqual([]);
  });
});
