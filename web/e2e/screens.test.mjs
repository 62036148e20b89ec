import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibilityFaults, openHouse, openWindow, people, signIn } from "./server.mjs";

const addCustomer = async (page, url, shop, name) => {
  await page.goto(`${url}/s/${shop}/customers`);
  await page.getByRole("button", { name: "顧客を追加" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("氏名").fill(name);
  await dialog.getByLabel("電話").fill("090-1234-5678");
  await dialog.getByRole("button", { name: "顧客情報を保存" }).click();
  await page.waitForURL(/customers\/\d+/);
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  return page.url();
};

const choose = async (page, label, option) => {
  const form = page.getByRole("form", { name: "応対記録" });
  await form.getByRole("combobox", { name: label, exact: true }).fill(option);
  await page.getByRole("option", { name: option, exact: true }).click();
};

describe("the screens on the real server", () => {
  const house = openHouse();

  test("say that a password is wrong and stay on the sign-in page", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    await page.goto(house.server.url);
    await page.locator("input[autocomplete=username]").fill(people.owner.login);
    await page.locator("input[autocomplete=current-password]").fill("not the password");
    await page.locator("button[type=submit]").click();
    await page.getByRole("alert").filter({ hasText: "パスワードが違います" }).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  for (const scheme of ["light", "dark"]) {
    test(`can be used by everyone, ${scheme}`, async (t) => {
      const { page, faults, close } = await openWindow(house.browser, { scheme });
      const shop = await signIn(page, house.server.url, people.owner);
      const paths = ["today", "today/list", "desk", "customers", "call-lists", "imports", "settings"];
      const analyses = ["retention", "cancellations", "cohorts", "rfm"].map((name) => `insight/${name}`);
      const customer = await addCustomer(page, house.server.url, shop, `試験 ${scheme}`);
      for (const address of [
        customer,
        ...[...paths, ...analyses].map((path) => `${house.server.url}/s/${shop}/${path}`),
      ]) {
        await t.test(new URL(address).pathname, async () => {
          await page.goto(address);
          await page.waitForLoadState("networkidle");
          assert.deepEqual(await accessibilityFaults(page), []);
        });
      }
      assert.deepEqual(faults, []);
      await close();
    });
  }

  test("find a customer by telephone from the keyboard alone", async () => {
    const { page, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await addCustomer(page, house.server.url, shop, "髙﨑 さくら");
    await page.goto(`${house.server.url}/s/${shop}/customers`);
    await page.getByRole("heading", { name: "顧客", level: 1 }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("高崎さくら");
    await page.getByRole("option", { name: /髙﨑 さくら/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "髙﨑 さくら", level: 1 }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.waitForURL(/settings/);
    await close();
  });

  test("show a record in a colleague's browser as soon as it is saved", async () => {
    const one = await openWindow(house.browser);
    const other = await openWindow(house.browser);
    const shop = await signIn(one.page, house.server.url, people.owner);
    await signIn(other.page, house.server.url, people.operator);
    const address = await addCustomer(one.page, house.server.url, shop, "佐藤 花子");
    await other.page.goto(address);
    await other.page.getByRole("heading", { name: "佐藤 花子", level: 1 }).waitFor();
    await other.page.getByText("最新", { exact: true }).waitFor();

    await choose(one.page, "用件", "使い方");
    await choose(one.page, "結果", "問い合わせ完了");
    const form = one.page.getByRole("form", { name: "応対記録" });
    await form.getByRole("textbox", { name: "メモ" }).fill("朝晩2回使うとお伝えした");
    await one.page.keyboard.press("Control+Enter");
    await one.page.getByText("応対記録を保存しました。").waitFor();

    const entry = other.page.getByRole("region", { name: "時系列" }).getByText("朝晩2回使うとお伝えした");
    await entry.waitFor({ timeout: 10_000 });
    assert.deepEqual([...one.faults, ...other.faults], []);
    await one.close();
    await other.close();
  });

  test("ask which version stays when two people correct one record", async () => {
    const one = await openWindow(house.browser);
    const other = await openWindow(house.browser);
    const shop = await signIn(one.page, house.server.url, people.owner);
    await signIn(other.page, house.server.url, people.operator);
    const address = await addCustomer(one.page, house.server.url, shop, "伊藤 恵子");
    await choose(one.page, "用件", "その他");
    await choose(one.page, "結果", "問い合わせ完了");
    const noteIn = (page) =>
      page.getByRole("form", { name: "応対記録" }).getByRole("textbox", { name: "メモ" });
    await noteIn(one.page).fill("はじめの記録");
    await one.page.keyboard.press("Control+Enter");
    await one.page.getByText("応対記録を保存しました。").waitFor();

    for (const { page } of [one, other]) {
      await page.goto(address);
      await page.getByRole("region", { name: "時系列" }).getByText("はじめの記録").click();
      await page.getByText("応対記録を直す", { exact: true }).waitFor();
    }
    await noteIn(one.page).fill("一人目の訂正");
    await one.page.keyboard.press("Control+Enter");
    await one.page.getByText("応対記録を保存しました。").waitFor();
    await noteIn(other.page).fill("二人目の訂正");
    await other.page.keyboard.press("Control+Enter");
    const dialog = other.page.getByRole("dialog", { name: "ほかの人が先に保存しました" });
    await dialog.getByText("一人目の訂正").waitFor();
    await dialog.getByText("二人目の訂正").waitFor();
    await dialog.getByRole("button", { name: "自分の入力で保存" }).click();
    await one.page
      .getByRole("region", { name: "時系列" })
      .getByText("二人目の訂正")
      .waitFor({ timeout: 10_000 });
    await one.close();
    await other.close();
  });
});
