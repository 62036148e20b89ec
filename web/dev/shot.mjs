// node dev/shot.mjs OUT PATH[=name] ... ; options by environment: BASE, DARK=1, LANG_=en
import { chromium } from "playwright-core";
const base = process.env.BASE ?? "http://127.0.0.1:5173";
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  locale: "ja-JP",
  timezoneId: "Asia/Tokyo",
  colorScheme: process.env.DARK ? "dark" : "light",
});
if (process.env.LANG_)
  await context.addInitScript((l) => localStorage.setItem("tsunagi-language", l), process.env.LANG_);
const page = await context.newPage();
page.on("pageerror", (e) => console.log("PAGEERROR", String(e).slice(0, 400)));
page.on("console", (m) => {
  if (m.type() === "error" && !/WebSocket/.test(m.text())) console.log("CONSOLE", m.text().slice(0, 400));
});
if (process.env.LOGIN) {
  await page.goto(base + "/");
  await page.locator("input[autocomplete=username]").fill(process.env.LOGIN);
  await page.locator("input[autocomplete=current-password]").fill(process.env.PASSWORD);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/\/s\//);
}
const [out, ...paths] = process.argv.slice(2);
for (const spec of paths) {
  const [path, name] = spec.split("@");
  await page.goto(base + path);
  await page.waitForLoadState("networkidle").catch(() => {});
  await page.waitForTimeout(Number(process.env.WAIT ?? 500));
  await page.screenshot({ path: `${out}/${name}${process.env.DARK ? "-dark" : ""}.png` });
}
await browser.close();
