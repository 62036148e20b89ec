// Two people at the same things: nobody's words are lost, and nobody is left without one.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openHouse, openWindow, people, signIn } from "./server.mjs";

const openBoards = async (page, url, shop) => {
  await page.goto(`${url}/s/${shop}/boards`);
  await page.getByRole("heading", { name: "ダッシュボード", level: 1 }).waitFor();
};

// A write beside the page, as another window would make it.
const written = (page, shop, { method = "POST", path, body, version }) =>
  page.evaluate(
    async ({ at, sent }) => {
      const { csrf_token } = await (await fetch("/api/v1/session")).json();
      const answer = await fetch(at, {
        method: sent.method,
        headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": csrf_token,
          ...(sent.version === undefined
            ? { "Idempotency-Key": crypto.randomUUID() }
            : { "If-Match": `"${sent.version}"` }),
        },
        body: JSON.stringify(sent.body),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? undefined : answer.json();
    },
    { at: `/api/v1/shops/${shop}${path}`, sent: { method, body, version } },
  );

const emptyQuery = { product: [], medium: [], prefecture: [], choices: [] };
const kpiOf = (name) => ({
  name,
  analysis: "second-order",
  headline: "within_90",
  target: 0.07,
  baseline: 0.05,
  direction: "higher",
  from_on: "2026-10-01",
  to_on: "2026-12-31",
  alert_at: null,
  owner: 1,
  query: emptyQuery,
});

describe("people at the same things", () => {
  const house = openHouse();

  test("change no KPI whose unit could not be read", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await written(page, shop, { path: "/kpis", body: kpiOf("読めないKPI") });
    await page.route("**/standing*", (route) =>
      route.fulfill({ status: 404, contentType: "application/problem+json", body: "{}" }),
    );
    await openBoards(page, house.server.url, shop);
    const kpi = page.getByRole("group", { name: "読めないKPI" });
    await kpi.locator(".caption").nth(1).waitFor();
    assert.ok(await kpi.getByRole("button", { name: "読めないKPIを編集" }).isDisabled());
    await page.unroute("**/standing*");
    await page.reload();
    await kpi.getByRole("button", { name: "読めないKPIを編集" }).click();
    assert.equal(await page.getByRole("dialog").getByLabel("目標").inputValue(), "7");
    assert.deepEqual(faults, []);
    await close();
  });
});
