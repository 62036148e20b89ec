// A day at the telephone: today's list becomes a call list, operators work it off, subscriptions are
// acted on, and every number of an analysis opens as many people as it counts.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openHouse, openWindow, people, signIn } from "./server.mjs";

const form = (page) => page.getByRole("form", { name: "応対記録" });
const pressed = (page, name) =>
  form(page).getByRole("button", { name, exact: true }).getAttribute("aria-pressed");
const until = async (what, holds) => {
  const deadline = Date.now() + 15_000;
  while (!(await holds())) assert.ok(Date.now() < deadline, `never came: ${what}`);
};

const pick = async (page, label, option) => {
  await form(page).getByRole("combobox", { name: label, exact: true }).fill(option);
  await page.getByRole("option", { name: option, exact: true }).click();
};

describe("an operator's day", () => {
  const house = openHouse();

  // The page of a new call list of everybody on today's list.
  const makeList = async (page, shop) => {
    await page.goto(`${house.server.url}/s/${shop}/today/list`);
    await page.getByRole("grid", { name: "今日かけるべき方" }).waitFor();
    await page.getByRole("button", { name: "発信リストを作る" }).click();
    const dialog = page.getByRole("dialog", { name: "発信リストを作る" });
    await dialog.getByRole("button", { name: /^\d+人のリストを作る$/ }).click();
    await page.waitForURL(/call-lists\/\d+/);
    return page.url();
  };

  test("begins a call to somebody on today's list as an outbound one", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.operator);
    await page.goto(`${house.server.url}/s/${shop}/today/list`);
    await page.getByRole("grid", { name: "今日かけるべき方" }).locator("[role=row]").nth(1).click();
    await page.waitForURL(/customers\/\d+/);
    await form(page).waitFor();
    assert.equal(await pressed(page, "発信"), "true");
    assert.equal(await pressed(page, "受信"), "false");
    const id = /customers\/(\d+)/.exec(page.url())[1];

    await form(page).getByRole("textbox", { name: "メモ" }).fill("書きかけ");
    await page.reload();
    await until("the draft", async () => {
      return (await form(page).getByRole("textbox", { name: "メモ" }).inputValue()) === "書きかけ";
    });
    assert.equal(await pressed(page, "発信"), "true");
    await form(page).getByRole("button", { name: "やめる" }).click();

    await page.goto(`${house.server.url}/s/${shop}/customers/${id}`);
    await form(page).waitFor();
    assert.equal(await pressed(page, "受信"), "true", "whoever is looked up has called us");
    assert.deepEqual(faults, []);
    await close();
  });

  test("works off today's list to its end, from the keyboard, beside a colleague", async () => {
    const owner = await openWindow(house.browser);
    const one = await openWindow(house.browser);
    const shop = await signIn(owner.page, house.server.url, people.owner);
    await signIn(one.page, house.server.url, people.operator);
    const address = await makeList(owner.page, shop);
    await owner.page.getByRole("button", { name: "担当を割り振る" }).click();
    const dialog = owner.page.getByRole("dialog");
    for (const name of ["山田 花子", "佐藤 健"]) await dialog.getByRole("checkbox", { name }).check();
    await dialog.getByRole("button", { name: "担当を割り振る" }).click();
    await owner.page.getByText("担当を割り振りました。").waitFor();

    const worked = new Map();
    const workOff = async ({ page }, name) => {
      await page.goto(address);
      await page.getByRole("grid").waitFor();
      await page.keyboard.press("n");
      const reached = [];
      while (reached.length < 200) {
        await page.waitForURL((url) => url.searchParams.get("item") !== (reached.at(-1) ?? null));
        const item = new URL(page.url()).searchParams.get("item");
        if (item === null) break;
        assert.ok(!worked.has(item), `${name} got a customer whom ${worked.get(item)} had`);
        worked.set(item, name);
        reached.push(item);
        await form(page).waitFor();
        assert.equal(await pressed(page, "発信"), "true");
        await page.keyboard.press("r");
        await page.keyboard.type("継続");
        const choice = page.getByRole("option", { name: "継続", exact: true });
        await choice.waitFor();
        await until("the choice", async () => {
          await page.keyboard.press("ArrowDown");
          await page.keyboard.press("Enter");
          return (await choice.count()) === 0;
        });
        await page.keyboard.press("Control+Enter");
      }
      return reached;
    };
    const done = await Promise.all([workOff(owner, "the owner"), workOff(one, "the operator")]);
    for (const reached of done) assert.ok(reached.length > 0);

    await owner.page.goto(address);
    await owner.page.getByText("完了", { exact: true }).waitFor();
    await owner.page.getByText("全員の対応が終わりました").waitFor();
    assert.deepEqual([...owner.faults, ...one.faults], []);
    await owner.close();
    await one.close();
  });

  test("cancels a subscription with its reason and withdraws the cancellation", async () => {
    const one = await openWindow(house.browser);
    const other = await openWindow(house.browser);
    const shop = await signIn(one.page, house.server.url, people.owner);
    await signIn(other.page, house.server.url, people.operator);
    const { page } = one;
    await page.goto(`${house.server.url}/s/${shop}/customers?status=active`);
    await page.getByRole("grid").locator("[role=row]").nth(1).click();
    await page.waitForURL(/customers\/\d+/);
    await other.page.goto(page.url());
    const story = (window) => window.page.getByRole("region", { name: "時系列" });
    const card = page.locator("article").filter({ hasText: "継続中" }).first();
    const deliveries = await card.getByText(/継続中/).textContent();

    await card.getByRole("button", { name: "解約の手続き" }).click();
    const dialog = page.getByRole("dialog");
    assert.ok(await dialog.getByRole("button", { name: "解約の手続き" }).isDisabled());
    await dialog.getByRole("combobox", { name: "理由" }).fill("高い");
    await page.getByRole("option", { name: /高い/ }).first().click();
    await dialog.getByRole("button", { name: "解約の手続き" }).click();
    await page.getByText("解約を受け付けました。").waitFor();
    await story(other).getByText("解約", { exact: true }).first().waitFor({ timeout: 10_000 });

    await page.getByRole("button", { name: "解約を取り消す" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "解約を取り消す" }).click();
    await page.getByText("解約を取り消しました。").waitFor();
    for (const window of [one, other])
      await story(window)
        .getByText("解約の申し出を取り下げた", { exact: true })
        .first()
        .waitFor({ timeout: 10_000 });
    await page.locator("article").getByText(deliveries, { exact: true }).first().waitFor();
    assert.deepEqual([...one.faults, ...other.faults], []);
    await one.close();
    await other.close();
  });

  test("takes an action back, and says when a colleague was quicker", async () => {
    const one = await openWindow(house.browser);
    const other = await openWindow(house.browser);
    const shop = await signIn(one.page, house.server.url, people.owner);
    // Her connection is slow: what the colleague does has not reached her screen.
    await other.page.routeWebSocket(/\/live/, () => {});
    await signIn(other.page, house.server.url, people.operator);
    await one.page.goto(`${house.server.url}/s/${shop}/customers?status=active`);
    await one.page.getByRole("grid").locator("[role=row]").nth(3).click();
    await one.page.waitForURL(/customers\/\d+/);
    await other.page.goto(one.page.url());
    await other.page.getByRole("button", { name: "休止", exact: true }).first().click();

    await one.page.getByRole("button", { name: "次回をスキップ" }).first().click();
    await one.page.getByRole("dialog").getByRole("button", { name: "次回をスキップ" }).click();
    await one.page.getByText("次回のお届けをスキップしました。").waitFor();
    await one.page.getByRole("button", { name: "元に戻す" }).click();
    await one.page.getByText("元に戻しました。").waitFor();
    const story = one.page.getByRole("region", { name: "時系列" });
    await story.getByText("次回をスキップ").first().waitFor();

    const dialog = other.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "休止" }).click();
    await dialog.getByText("ほかの人がこの定期を先に変更しました。", { exact: false }).waitFor();
    await dialog.getByText("今の内容", { exact: true }).waitFor();
    await dialog.getByRole("button", { name: "休止" }).click();
    await other.page.getByText("定期を休止しました。").waitFor();
    await story.getByText("休止", { exact: true }).first().waitFor({ timeout: 10_000 });
    assert.deepEqual([...one.faults, ...other.faults], []);
    await one.close();
    await other.close();
  });

  test("ticks off a promise and takes it back", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.operator);
    await page.goto(`${house.server.url}/s/${shop}/customers`);
    await page.getByRole("grid").locator("[role=row]").nth(2).click();
    await page.waitForURL(/customers\/\d+/);
    await pick(page, "用件", "その他");
    await pick(page, "結果", "問い合わせ完了");
    await form(page).getByRole("textbox", { name: "次の対応", exact: true }).fill("見本を送る");
    await form(page).getByLabel("次の対応の日時").fill("2020-01-01T10:00");
    await page.keyboard.press("Control+Enter");
    await page.getByText("応対記録を保存しました。").waitFor();
    await page.goto(`${house.server.url}/s/${shop}/today`);
    const box = page.getByRole("checkbox", { name: /への約束「見本を送る」/ });
    await box.click();
    await box.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "元に戻す" }).click();
    await box.waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});
