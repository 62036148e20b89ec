// Changes filters of pages of Insight in a browser and prints how long the new picture takes.
// node measure.mjs ADDRESS LOGIN PASSWORD ROUNDS GOAL_MS; called by run.py. See README.md.
import { openWindow, signIn, startBrowser } from "../../web/e2e/server.mjs";

const [url, login, password, rounds, goal] = process.argv.slice(2);
const goalMs = Number(goal);
// How many bars, lines and squares there are to draw differs; so does what there is to count.
const pages = [
  "survival",
  "cancellations",
  "lifetime-value",
  "delivery-flow",
  "recurring-revenue",
  "deciles",
];
const quietMs = 300; // nothing is drawn for so long: the picture stands
const mostMs = 5000;
const pauseMs = 300; // a session may ask for so many reports a second

// In the page: from the press to the frame after the last thing drawn for it.
const watch = ({ quiet, most }) => {
  const main = document.querySelector("main");
  const seen = { begun: 0, painted: 0, whole: 0, drawn: 0, answered: false };
  const note = (records) => {
    let below = true;
    for (const { target, attributeName } of records) {
      if (attributeName === "data-drawn") seen.drawn += 1;
      else if (target.getAttribute("aria-busy") === "false") seen.answered = true;
      below &&= target.nodeName === "FIGURE";
    }
    requestAnimationFrame(() => {
      seen.whole = performance.now();
      if (!below) seen.painted = seen.whole;
    });
  };
  const observer = new MutationObserver(note);
  observer.observe(main, {
    subtree: true,
    attributeFilter: ["data-drawn", "aria-busy"],
  });
  const begin = (event) => (seen.begun = event.timeStamp);
  document.addEventListener("click", begin, { capture: true, once: true });
  window.redrawn = () =>
    new Promise((done) => {
      const look = () => {
        const now = performance.now();
        const stands = seen.answered && now - seen.whole > quiet;
        if (!stands && now - seen.begun < most) return void setTimeout(look, 20);
        observer.disconnect();
        const answers = performance
          .getEntriesByType("resource")
          .filter(({ name, startTime }) => /\/insight\/[a-z-]+\?/.test(name) && startTime >= seen.begun);
        const served = answers.map(({ requestStart, responseEnd }) => responseEnd - requestStart);
        done({
          ...seen,
          stands,
          took: seen.painted - seen.begun,
          whole: seen.whole - seen.begun,
          served: Math.max(0, ...served),
        });
      };
      look();
    });
};

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
const high = (values) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];

// What the page's own thread has computed so far: the figure to trust on a busy machine.
const computedMs = async (devtools) => {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
};

const change = async (page, devtools, option) => {
  await page.evaluate(watch, { quiet: quietMs, most: mostMs });
  const before = await computedMs(devtools);
  await option.click();
  const seen = await page.evaluate(() => window.redrawn());
  const computed = (await computedMs(devtools)) - before;
  await page.waitForTimeout(pauseMs);
  return { ...seen, computed };
};

const changes = async (page, path) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(path);
  await page.getByText(/^計算 /).waitFor();
  await page.waitForLoadState("networkidle");
  const found = [];
  const prefecture = page.getByRole("combobox", { name: "都道府県" });
  await prefecture.click();
  for (let at = 0; at < Number(rounds); at += 1)
    found.push(await change(page, devtools, page.getByRole("option").nth(at)));
  await prefecture.press("Escape");
  await page.getByRole("button", { name: "条件を消す" }).last().click();
  await page.waitForTimeout(pauseMs);
  for (const name of ["直近30日", "直近90日", "直近12か月", "今年", "前年"]) {
    await page.getByRole("combobox", { name: "期間" }).click();
    found.push(await change(page, devtools, page.getByRole("option", { name, exact: true })));
  }
  return found;
};

const browser = await startBrowser();
let missed = 0;
for (const name of pages) {
  const { page, close } = await openWindow(browser);
  const shop = await signIn(page, url, { login, password });
  const found = await changes(page, `${url}/s/${shop}/insight/${name}`);
  const hasChart = (await page.locator("[data-drawn]").count()) > 0;
  const good = found.filter(({ stands, drawn }) => stands && (drawn > 0 || !hasChart));
  if (good.length < found.length * 0.8) throw new Error(`${name}: ${good.length} of ${found.length} redrawn`);
  const took = good.map((each) => each.took);
  const computed = good.map((each) => each.computed);
  const served = good.map((each) => each.served);
  const whole = good.map((each) => each.whole);
  const ok = high(took) <= goalMs;
  if (!ok) missed += 1;
  const ms = (value) => `${value.toFixed(0).padStart(5)} ms`;
  console.log(
    `${name.padEnd(20)} median ${ms(middle(took))}  p95 ${ms(high(took))}  largest ${ms(Math.max(...took))}` +
      `  whole ${ms(middle(whole))}  answer ${ms(middle(served))}  page cpu ${ms(middle(computed))}  n = ${good.length}  ${ok ? "ok" : "MISSED"}`,
  );
  await close();
}
await browser.close();
console.log(`${missed} missed`);
process.exitCode = missed > 0 ? 1 : 0;
