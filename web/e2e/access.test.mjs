// Who may see what: a role is made, given and obeyed; the trail says who looked.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibilityFaults, openHouse, openWindow, people, signIn } from "./server.mjs";

const choose = async (page, dialog, label, option) => {
  await dialog.getByRole("combobox", { name: label, exact: true }).fill(option);
  await page.getByRole("option", { name: option, exact: true }).click();
};

const addCustomer = async (page, url, shop, name, phone) => {
  await page.goto(`${url}/s/${shop}/customers`);
  await page.getByRole("button", { name: "顧客を追加" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("氏名").fill(name);
  await dialog.getByLabel("電話").fill(phone);
  await dialog.getByRole("button", { name: "顧客情報を保存" }).click();
  await page.waitForURL(/customers\/\d+/);
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  return page.url();
};

describe("the rights of an outside operator", () => {
  const house = openHouse();
  let hers;
  let another;

  test("are made from a preset with the keyboard, and given to her", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    another = await addCustomer(page, house.server.url, shop, "鈴木 一郎", "080-9876-5432");
    hers = await addCustomer(page, house.server.url, shop, "佐藤 花子", "090-1234-5678");
    await page.getByTitle("担当を決める").click();
    const charge = page.getByRole("dialog", { name: "担当を決める" });
    await choose(page, charge, "担当者", "佐藤 健");
    await charge.getByRole("button", { name: "担当を保存" }).click();
    await page.getByText("担当を保存しました。").waitFor();
    await page.getByTitle("担当を決める").getByText("佐藤 健").waitFor();

    await page.goto(`${house.server.url}/s/${shop}/settings/roles`);
    await page.getByRole("button", { name: "役割を作る" }).click();
    const dialog = page.getByRole("dialog", { name: "役割を作る" });
    await dialog.getByLabel("役割の名前").fill("外部オペレーター");
    assert.equal(await dialog.getByRole("combobox", { name: "もとにする役割" }).inputValue(), "オペレーター");
    await dialog.getByRole("button", { name: "この名前で作る" }).click();
    await page.waitForURL(/settings\/roles\/\d+/);
    const matrix = page.getByRole("grid", { name: "できること" });
    await matrix.getByRole("button", { name: /^顧客 見る/ }).focus();
    await page.keyboard.press("2");
    await matrix.getByRole("button", { name: "顧客 見る 自分", exact: false }).waitFor();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press(" ");
    await matrix.getByRole("button", { name: /^顧客 作る しない/ }).waitFor();
    await page.getByRole("radiogroup", { name: "電話" }).getByText("伏せる").click();
    await page.getByRole("cell", { name: "090-****-5678" }).waitFor();
    const changes = page.getByRole("list", { name: "比べる" });
    await changes.getByText("すべて → 自分").waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.keyboard.press("Control+Enter");
    await page.getByText("役割「外部オペレーター」を保存しました。").waitFor();

    await page.goto(`${house.server.url}/s/${shop}/settings/members`);
    await page.getByRole("row", { name: /佐藤 健/ }).click();
    const member = page.getByRole("dialog", { name: "佐藤 健" });
    await member.getByRole("combobox", { name: "役割" }).focus();
    await page.keyboard.press("Backspace");
    await choose(page, member, "役割", "外部オペレーター");
    await page.keyboard.press("Tab");
    await member.getByRole("button", { name: "メンバーを保存" }).click();
    await page.getByText("佐藤 健 さんを保存しました。").waitFor();
    await page.getByRole("row", { name: /佐藤 健.*外部オペレーター/ }).waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("show her only her customers, with the phone masked", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.operator);
    const menu = page.getByRole("navigation", { name: "メニュー" });
    await menu.getByRole("link", { name: "顧客" }).waitFor();
    for (const name of ["監査", "設定", "取込"])
      assert.equal(await menu.getByRole("link", { name }).count(), 0);
    await page.goto(`${house.server.url}/s/${shop}/customers`);
    await page.getByRole("row", { name: /佐藤 花子/ }).waitFor();
    assert.match(await page.getByRole("row", { name: /佐藤 花子/ }).innerText(), /090-\*\*\*\*-5678/);
    assert.equal(await page.getByRole("row", { name: /鈴木 一郎/ }).count(), 0);
    assert.equal(await page.getByRole("button", { name: "顧客を追加" }).count(), 0);

    await page.goto(hers);
    await page.getByRole("heading", { name: "佐藤 花子", level: 1 }).waitFor();
    await page.getByText("090-****-5678").waitFor();
    assert.equal(await page.getByText("090-1234-5678").count(), 0);
    assert.equal(await page.getByRole("button", { name: "閲覧履歴" }).count(), 0);
    await page.getByRole("button", { name: "顧客情報を直す" }).click();
    assert.equal(await page.getByRole("dialog").getByLabel("電話").isDisabled(), true);
    await page.keyboard.press("Escape");
    await page.goto(another);
    await page.getByText("見つかりませんでした").first().waitFor();
    await page.goto(`${house.server.url}/s/${shop}/settings/roles`);
    await page.getByText("このページを開く権限がありません").waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  test("are answered for: the trail says that she looked, and how much she saw", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    await signIn(page, house.server.url, people.owner);
    await page.goto(hers);
    await page.getByRole("button", { name: "閲覧履歴" }).click();
    await page.waitForURL(/audit\?customer=\d+/);
    const saw = page.getByRole("region", { name: "だれが、どの項目を見たか" });
    const line = saw.getByRole("row", { name: /佐藤 健/ });
    await line.waitFor();
    assert.match(await line.innerText(), /伏せて\d+回/);
    await page.getByRole("button", { name: "今日", exact: true }).click();
    await page.waitForURL(/from=/);
    const entry = page
      .getByRole("grid", { name: "監査" })
      .getByRole("row", { name: /佐藤 健.*見た.*電話 伏せ/ });
    await entry.first().click();
    await page.getByRole("dialog").getByText("get_customer").waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("combobox", { name: "種類" }).fill("変えた");
    await page.getByRole("option", { name: "変えた", exact: true }).click();
    await page
      .getByRole("grid", { name: "監査" })
      .getByRole("row", { name: /山田 花子.*変えた.*担当者/ })
      .click();
    await page.getByRole("dialog").getByRole("columnheader", { name: "後" }).waitFor();
    await page.getByRole("dialog").getByRole("cell", { name: "佐藤 健" }).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  test("can be looked at with her eyes, for a reason and without writing", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/settings/members`);
    await page.getByRole("button", { name: "佐藤 健 さんは何ができるか" }).click();
    await page.getByRole("heading", { name: /佐藤 健 さんは何ができるか/ }).waitFor();
    await page.getByRole("row", { name: /電話 伏せる 外部オペレーター/ }).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole("button", { name: "この人として見る" }).click();
    await page.getByRole("dialog").getByLabel("理由").fill("設定した権限を確かめるため");
    await page.getByRole("button", { name: "見はじめる" }).click();
    await page.getByText("佐藤 健 さんとして見ています").waitFor();
    await page.goto(`${house.server.url}/s/${shop}/customers`);
    await page.getByRole("row", { name: /佐藤 花子/ }).waitFor();
    assert.equal(await page.getByRole("row", { name: /鈴木 一郎/ }).count(), 0);
    await page.getByText("佐藤 健 さんとして見ています").waitFor();
    await page.goto(hers);
    await page.getByText("090-****-5678").waitFor();
    assert.equal(await page.getByRole("button", { name: "顧客情報を直す" }).count(), 0);
    assert.equal(await page.getByRole("button", { name: "記録を保存" }).count(), 0);
    await page.getByRole("button", { name: "終了" }).click();
    await page.getByText("佐藤 健 さんとして見ています").waitFor({ state: "detached" });
    await page.getByText("090-1234-5678").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});
