// What people keep of analyses: a view, a dashboard arranged by pointer and keyboard, an event.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibilityFaults, openHouse, openWindow, people, signIn } from "./server.mjs";

const openBoards = async (page, url, shop) => {
  await page.goto(`${url}/s/${shop}/boards`);
  await page.getByRole("heading", { name: "ダッシュボード", level: 1 }).waitFor();
};
const tiles = (page) => page.locator("[data-tile]");
const orderOf = (page) =>
  tiles(page).evaluateAll((all) =>
    all.map((tile) => tile.getAttribute("aria-label").replace(/\(\d+番目\)$/, "")),
  );

describe("dashboards", () => {
  const house = openHouse();

  test("show pictures of the role without any set-up", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await openBoards(page, house.server.url, shop);
    await tiles(page).first().waitFor();
    assert.ok((await tiles(page).count()) >= 5);
    await page.locator("[data-tile] canvas, [data-tile] svg").first().waitFor();
    await page.waitForLoadState("networkidle");
    assert.equal(await page.getByText("この図は、今の条件では表示できません。").count(), 0);
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  test("take a saved view as a tile, moved by the keyboard and by the pointer", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles`);
    await page.getByRole("button", { name: "保存", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名前").fill("上位の顧客");
    await dialog.getByLabel("分析を見られる全員に共有する").check();
    await dialog.getByRole("button", { name: "保存", exact: true }).click();
    await page.getByText("「上位の顧客」を保存しました。").waitFor();

    await openBoards(page, house.server.url, shop);
    await page.getByRole("button", { name: "並べ替える", exact: true }).click();
    await page.getByRole("button", { name: "タイルを追加" }).click();
    await dialog.getByRole("combobox", { name: "保存した分析" }).click();
    await page.getByRole("option", { name: "上位の顧客" }).click();
    await dialog.getByRole("combobox", { name: "表示するもの" }).click();
    await page.getByRole("option").first().click();
    await dialog.getByRole("button", { name: "追加する" }).click();
    const before = await orderOf(page);
    assert.equal(before.at(-1), "上位の顧客");

    await page.getByRole("button", { name: "上位の顧客を左へ" }).press("Enter");
    const stepped = await orderOf(page);
    assert.equal(stepped.at(-2), "上位の顧客");
    await page.getByText(/^上位の顧客\(\d+番目\)$/).waitFor({ state: "attached" });
    await page.getByRole("navigation").getByRole("link", { name: "取込" }).click();
    await page.getByRole("button", { name: "この画面に残る" }).click();
    assert.deepEqual(await orderOf(page), stepped);
    const wide = page.getByRole("button", { name: /上位の顧客の幅を変える/ });
    await wide.press("Enter");
    assert.equal(await wide.innerText(), "2/3");

    await page.mouse.move(0, 0);
    const handle = (place) => tiles(page).nth(place).locator("span[aria-hidden=true]", { hasText: "⠿" });
    await handle(0).scrollIntoViewIfNeeded();
    const from = await handle(0).boundingBox();
    const to = await tiles(page).nth(1).boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 5 });
    await page.mouse.up();
    const dragged = await orderOf(page);
    assert.deepEqual(dragged.slice(0, 2), [stepped[1], stepped[0]]);

    await page.getByRole("button", { name: "並べ替えを終える" }).click();
    await page.getByText(/写して、自分たちのものにしました/).waitFor();
    await page.reload();
    await tiles(page).first().waitFor();
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await orderOf(page), dragged);
    assert.deepEqual(faults, []);
    await close();
  });

  test("take the numbers of a KPI as they are typed", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await openBoards(page, house.server.url, shop);
    await page.getByRole("button", { name: "KPIを追加" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名前").fill("F2転換率");
    await dialog.getByRole("combobox", { name: "分析" }).click();
    await page.getByRole("option", { name: /F2転換/ }).click();
    await dialog.getByRole("combobox", { name: "見出しの数字" }).click();
    await page.getByRole("option", { name: /90日/ }).first().click();
    await dialog.getByLabel("基準値").pressSequentially("0.8");
    await dialog.getByLabel("目標").pressSequentially("12.5");
    assert.equal(await dialog.getByLabel("目標").inputValue(), "12.5");
    await dialog.getByRole("button", { name: "追加する" }).click();
    const kpi = page.getByRole("group", { name: "F2転換率" });
    await kpi.getByText(/目標 12\.5 %/).waitFor();
    await kpi.getByText(/基準値 0\.80 %/).waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("keep what happened in the shop", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await openBoards(page, house.server.url, shop);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "できごとを追加" }).click();
    await dialog.getByLabel("名前").fill("秋の値上げ");
    await dialog.getByRole("button", { name: "できごとを追加" }).click();
    await page.getByText("秋の値上げ").waitFor();
    await page.getByRole("button", { name: "秋の値上げを編集" }).click();
    await dialog.getByLabel("名前").fill("冬の値上げ");
    await dialog.getByRole("button", { name: "変更を保存" }).click();
    await page.getByRole("button", { name: "冬の値上げを削除" }).click();
    await dialog.getByText("「冬の値上げ」を削除します。元に戻せません。").waitFor();
    await dialog.getByRole("button", { name: "削除", exact: true }).click();
    await page.getByText("できごとはまだありません").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("are made, renamed and deleted, and a colleague's version is not lost", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await openBoards(page, house.server.url, shop);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "ダッシュボードを作る" }).click();
    await dialog.getByLabel("名前").fill("週次");
    await dialog.getByRole("button", { name: "作成する" }).click();
    await page.getByText("タイルがありません").waitFor();
    await page.getByRole("button", { name: "並べ替える", exact: true }).click();
    await page.getByLabel("名前").first().fill("週次の会議");

    const status = await page.evaluate(async (number) => {
      const at = `/api/v1/shops/${number}/dashboards`;
      const { csrf_token } = await (await fetch("/api/v1/session")).json();
      const board = (await (await fetch(at)).json()).items.find(({ name }) => name === "週次");
      const answer = await fetch(`${at}/${board.id}`, {
        method: "PUT",
        headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": csrf_token,
          "If-Match": `"${board.version}"`,
        },
        body: JSON.stringify({ name: "朝会", for_role: null, tiles: [] }),
      });
      return answer.status;
    }, shop);
    assert.equal(status, 200);
    await page.getByRole("button", { name: "並べ替えを終える" }).click();
    await page.getByRole("button", { name: "自分の内容で上書きする" }).click();
    await page.getByText("配置を保存しました。").waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll("input")].some(({ value }) => value === "週次の会議"),
    );

    await page.getByRole("button", { name: "このダッシュボードを削除" }).click();
    await dialog.getByText("「週次の会議」を削除します。元に戻せません。").waitFor();
    await dialog.getByRole("button", { name: "削除", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    assert.notEqual(await page.getByRole("combobox", { name: "ダッシュボード" }).inputValue(), "週次の会議");
    assert.deepEqual(faults, []);
    await close();
  });

  test("show a KPI that is made, changed and deleted", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await openBoards(page, house.server.url, shop);
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: "KPIを追加" }).click();
    await dialog.getByLabel("名前").fill("F2を上げる");
    await dialog.getByRole("combobox", { name: "分析" }).fill("F2");
    await page.getByRole("option", { name: "F2転換" }).click();
    await dialog.getByRole("combobox", { name: "見出しの数字" }).click();
    await page.getByRole("option", { name: "90日以内のF2転換率" }).click();
    await dialog.getByLabel("基準値").fill("10");
    await dialog.getByLabel("目標").fill("95");
    await dialog.getByRole("button", { name: "追加する" }).click();
    await page.getByText(/目標 95\.0 %/).waitFor();
    await page.getByRole("button", { name: "F2を上げるを編集" }).click();
    await dialog.getByLabel("目標").fill("97");
    await dialog.getByRole("button", { name: "変更を保存" }).click();
    await page.getByText(/目標 97\.0 %/).waitFor();
    await page.getByRole("button", { name: "F2を上げるを削除" }).click();
    await dialog.getByRole("button", { name: "削除", exact: true }).click();
    await page.getByRole("button", { name: "F2を上げるを編集" }).waitFor({ state: "detached" });
    assert.deepEqual(faults, []);
    await close();
  });

  test("show the people behind a number where it stands, and lead to its analysis", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/rfm`);
    await page.getByRole("button", { name: "ダッシュボードに追加" }).click();
    const dialog = page.getByRole("dialog");
    assert.match(await dialog.getByLabel("名前").inputValue(), /RFM/);
    await dialog.getByLabel("名前").fill("買った人");
    await dialog.getByRole("combobox", { name: "表示するもの" }).click();
    await page.getByRole("option", { name: "購入したことのある人" }).click();
    await dialog.getByRole("button", { name: "追加する" }).click();
    await page.getByText(/に追加しました/).waitFor();
    await openBoards(page, house.server.url, shop);
    const tile = page.getByRole("listitem").filter({ hasText: "買った人" });
    await tile.getByRole("button", { name: /^[\d,]+$/ }).press("Enter");
    await dialog.getByText(/^全[\d,]+人/).waitFor();
    assert.match(page.url(), /boards$/);
    await page.keyboard.press("Escape");
    await tile.getByRole("button", { name: "「買った人」の分析を開く" }).click();
    await page.getByRole("heading", { name: /RFM/, level: 1 }).waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("make a KPI of the report that is shown, with whom it counts", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const { items } = await (
      await page.request.get(`${house.server.url}/api/v1/shops/${shop}/products?limit=2`)
    ).json();
    const asked = `product=${items.map(({ id }) => id).join(",")}&choices=by:product`;
    await page.goto(`${house.server.url}/s/${shop}/insight/second-order?period=year&${asked}`);
    await page.getByRole("button", { name: "KPIにする" }).click();
    const dialog = page.getByRole("dialog");
    const whom = new RegExp(`条件: 商品 ${items.map(({ name }) => name).join("、")}`);
    await dialog.getByText(whom).waitFor();
    await dialog.getByLabel("名前").fill("二商品のF2");
    await dialog.getByRole("combobox", { name: "見出しの数字" }).click();
    await page.getByRole("option", { name: /90日/ }).first().click();
    await dialog.getByLabel("基準値").fill("10");
    await dialog.getByLabel("目標").fill("20");
    await dialog.getByRole("button", { name: "追加する" }).click();
    await dialog.waitFor({ state: "detached" });
    await openBoards(page, house.server.url, shop);
    const kpi = page.getByRole("group", { name: "二商品のF2" });
    await kpi.getByText(whom).waitFor();
    await kpi.getByText(/\d{4}\/\d{2}\/\d{2}\(.\) – /).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });
});
