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

  const viewOf = (name) => ({
    name,
    note: "",
    shared: true,
    analysis: "deciles",
    query: { ...emptyQuery, period: "months12" },
  });

  test("keep what is typed in a schedule that a colleague changes, and ask whose shall stand", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const view = await written(page, shop, { path: "/saved-views", body: viewOf("定期に送る分析") });
    const me = await page.evaluate(async () => (await (await fetch("/api/v1/session")).json()).user.id);
    const draft = {
      name: "週報",
      every: "week",
      weekday: 1,
      hour: 8,
      view_id: view.id,
      format: "pdf",
      language: "ja",
      active: true,
      recipients: [me],
    };
    const made = await written(page, shop, { path: "/report-schedules", body: draft });
    await openBoards(page, house.server.url, shop);
    const line = page.getByRole("listitem").filter({ hasText: "週報" });
    await line.getByRole("button", { name: "変更", exact: true }).click();
    await line.getByLabel("名前").fill("月曜の週報");
    await written(page, shop, {
      method: "PUT",
      path: `/report-schedules/${made.id}`,
      body: { ...draft, hour: 9 },
      version: made.version,
    });
    await line.getByText("9時", { exact: false }).first().waitFor();
    assert.equal(await line.getByLabel("名前").inputValue(), "月曜の週報");
    await line.getByRole("button", { name: "変更を保存" }).click();
    await line.getByRole("button", { name: "自分の内容で上書きする" }).click();
    await page.getByRole("listitem").filter({ hasText: "月曜の週報" }).getByText(/8時/).waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("put a view on a board that a colleague has just changed", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const board = await written(page, shop, {
      path: "/dashboards",
      body: { name: "朝会", for_role: null, tiles: [] },
    });
    const theirs = await written(page, shop, { path: "/saved-views", body: viewOf("同僚の分析") });
    const tile = { view_id: theirs.id, analysis: null, shown: "deciles", width: 1, height: 1 };
    await page.goto(`${house.server.url}/s/${shop}/insight/rfm`);
    await page.getByRole("button", { name: "ダッシュボードに追加" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名前").fill("自分の分析");
    await dialog.getByRole("combobox", { name: "ダッシュボード" }).click();
    await page.getByRole("option", { name: "朝会" }).click();
    let overtaken = false;
    await page.route(`**/dashboards/${board.id}`, async (route) => {
      if (!overtaken) {
        overtaken = true;
        await written(page, shop, {
          method: "PUT",
          path: `/dashboards/${board.id}`,
          body: { name: "朝会", for_role: null, tiles: [tile] },
          version: board.version,
        });
      }
      await route.continue();
    });
    await dialog.getByRole("button", { name: "追加する" }).click();
    await page.getByText("「朝会」に追加しました。").waitFor();
    const { items } = await (
      await page.request.get(`${house.server.url}/api/v1/shops/${shop}/dashboards`)
    ).json();
    const tiles = items.find(({ id }) => id === board.id).tiles;
    assert.equal(tiles.length, 2);
    assert.equal(tiles[0].view_id, theirs.id);
    assert.deepEqual(faults, []);
    await close();
  });

  test("take over what a colleague saves of a segment on which nothing was changed", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const condition = { all: [{ field: "order_count", op: "at_least", number: 1 }] };
    const draft = { name: "買った人", note: "", condition };
    const made = await written(page, shop, { path: "/segments", body: draft });
    await page.goto(`${house.server.url}/s/${shop}/segments/${made.id}`);
    await page.getByLabel("名前").waitFor();
    await written(page, shop, {
      method: "PATCH",
      path: `/segments/${made.id}`,
      body: { ...draft, note: "週次で見る" },
      version: made.version,
    });
    await page.waitForFunction(() =>
      [...document.querySelectorAll("input")].some(({ value }) => value === "週次で見る"),
    );
    assert.deepEqual(faults, []);
    await close();
  });

  test("lose nothing to a key in a dialog, and find their board again by its address", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const draft = { name: "週次", for_role: null, tiles: [] };
    const board = await written(page, shop, { path: "/dashboards", body: draft });
    await openBoards(page, house.server.url, shop);
    await page.getByRole("combobox", { name: "ダッシュボード" }).click();
    await page.getByRole("option", { name: "週次", exact: true }).click();
    await page.waitForURL(/board=/);
    await page.reload();
    await page.getByText("タイルがありません").waitFor();
    assert.equal(await page.getByRole("combobox", { name: "ダッシュボード" }).inputValue(), board.name);

    await page.getByRole("button", { name: "できごとを追加" }).click();
    const name = page.getByRole("dialog").getByLabel("名前");
    await name.fill("春の値上げ");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "編集に戻る" }).click();
    assert.equal(await name.inputValue(), "春の値上げ");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "変更を捨てて閉じる" }).click();
    await name.waitFor({ state: "detached" });
    assert.deepEqual(faults, []);
    await close();
  });
});
