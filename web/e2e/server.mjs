// The real server with a demo shop in a folder of its own, and a browser to look at it.
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");
const builds = [process.env.TSUNAGI_BUILD, join(root, "build/dev"), join(root, "build/release")];

const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

const binary = () => {
  const found = [
    process.env.TSUNAGI_BINARY,
    ...builds.map((build) => build && join(build, "src/main/tsunagi")),
  ];
  const path = found.find((each) => each && existsSync(each));
  if (path === undefined) throw new Error("build the server first: no tsunagi in " + builds.join(", "));
  return path;
};

export const people = {
  owner: { login: "owner@example.com", password: "tsunagi-demo-owner" },
  operator: { login: "operator@example.com", password: "tsunagi-demo-operator" },
};

// The log of a server under test, for tools/check_logs.py, which looks for people in it.
const keepLog = (child) => {
  if (process.env.TSUNAGI_BUILD === undefined) return;
  const logs = join(process.env.TSUNAGI_BUILD, "logs");
  mkdirSync(logs, { recursive: true });
  child.stderr.on("data", (chunk) => appendFileSync(join(logs, `e2e-${child.pid}.log`), chunk));
};

// Waits for the server's own word that it is ready; dies with its output when that never comes. An
// empty server has no shop yet and prints the address of the first set-up.
export const startServer = async ({ empty = false } = {}) => {
  const data = mkdtempSync(join(tmpdir(), "tsunagi-e2e-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const args = [
    empty ? "serve" : "demo",
    "--data",
    data,
    "--web",
    join(root, "web/dist"),
    "--listen",
    listen,
    ...(empty ? [] : ["--customers", "400"]),
  ];
  const child = spawn(binary(), args, { stdio: ["ignore", "pipe", "pipe"] });
  keepLog(child);
  let said = "";
  await new Promise((ready, failed) => {
    const deadline = setTimeout(() => failed(new Error(`not ready after 60 s:\n${said}`)), 60_000);
    const hear = (chunk) => {
      said += chunk;
      if (!said.includes("Ready:")) return;
      clearTimeout(deadline);
      ready();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("exit", (code) => failed(new Error(`ended with ${code}:\n${said}`)));
  });
  const stop = () =>
    new Promise((ended) => {
      child.removeAllListeners("exit");
      child.on("exit", () => {
        rmSync(data, { recursive: true, force: true });
        ended();
      });
      child.kill("SIGTERM");
    });
  return { url: `http://${listen}`, setup: /http:\S+#setup=\S+/.exec(said)?.[0], stop };
};

const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

export const startBrowser = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Chromium refuses its sandbox to root.
    args: [
      ...quiet,
      "--disable-component-update",
      "--disable-sync",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });

/** A server and a browser for the tests of one `describe`, there once they begin. */
export const openHouse = () => {
  const house = {};
  before(async () => {
    house.server = await startServer();
    house.browser = await startBrowser();
  });
  after(async () => {
    await house.browser?.close();
    await house.server?.stop();
  });
  return house;
};

/** A person's own browser window; `faults` collects what no page may do. */
export const openWindow = async (browser, { scheme = "light", language = "ja" } = {}) => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    colorScheme: scheme,
    bypassCSP: false,
  });
  await context.addInitScript((chosen) => localStorage.setItem("tsunagi-language", chosen), language);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Warning:|Uncaught/.test(message.text()))
      faults.push(message.text());
  });
  return { page, faults, close: () => context.close() };
};

export const signIn = async (page, url, person) => {
  await page.goto(url);
  await page.locator("input[autocomplete=username]").fill(person.login);
  await page.locator("input[autocomplete=current-password]").fill(person.password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/\/s\/\d+\/today/);
  return Number(/\/s\/(\d+)\//.exec(page.url())[1]);
};

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds wrong with the page as it stands, one line a rule. */
export const accessibilityFaults = async (page) => {
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), rules);
  return found.violations.map(
    (rule) => `${rule.id}: ${rule.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
};
