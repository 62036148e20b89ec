import { chromium } from "playwright-core";
const base = "http://127.0.0.1:18200";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "ja-JP", colorScheme: process.env.SCHEME ?? "light" });
page.on("console", m => { if (m.type() === "error") console.log("console:", m.text().slice(0, 300)); });
page.on("response", r => { if (r.status() >= 400) console.log("http", r.status(), r.url().slice(0, 160)); });
await page.goto(base + "/");
await page.waitForSelector("input");
await page.screenshot({ path: "/tmp/shots/signin.png" });
const inputs = page.locator("input");
await inputs.nth(0).fill("owner@example.com"); await inputs.nth(1).fill("tsunagi-demo-owner");
await page.keyboard.press("Enter");
await page.waitForURL(/\/s\/1/);
const go = async (path, name, wait = 1500) => { await page.goto(base + "/s/1" + path); await page.waitForTimeout(wait); await page.screenshot({ path: `/tmp/shots/${name}.png` }); };
const list = (process.argv[2] ?? "home:/,customers:/customers,customer:/customers/2964").split(",");
for (const one of list) { const i = one.indexOf(":"); await go(one.slice(i + 1), one.slice(0, i)); console.log(one, page.url()); }
await browser.close();
