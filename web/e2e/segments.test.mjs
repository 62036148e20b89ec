// Segments: built from nested conditions, counted while they are built, kept, filtered and compared
// by, called; and analyses that move with what is committed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessibilityFaults, openHouse, openWindow, people, signIn } from "./server.mjs";

const numberIn = (text) => Number(/([\d,]+)人/.exec(text)[1].replaceAll(",", ""));

const addLeaf = async (page, group, field) => {
  await group.getByRole("combobox", { name: "＋ 条件を追加" }).last().fill(field);
  await page.getByRole("option", { name: field, exact: true }).first().click();
};

describe("segments", () => {
  const house = openHouse();

  test("are built, counted, kept, filtered by, compared with and called", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/segments/new`);
    await page.getByLabel("名前").fill("3回以上買った人");
    const root = page.getByRole("group", { name: "すべてに当てはまる" }).first();
    await addLeaf(page, root, "注文回数");
    await page.getByRole("textbox", { name: "「注文回数」の値" }).fill("1");
    const count = page.getByText(/^[\d,]+人$/).first();
    await count.waitFor();
    const before = numberIn(await count.innerText());
    await page.getByRole("textbox", { name: "「注文回数」の値" }).fill("3");
    await page.waitForFunction(
      (was) =>
        [...document.querySelectorAll("aside p")].some(
          (p) => /^[\d,]+人$/.test(p.textContent) && p.textContent !== was,
        ),
      `${before.toLocaleString("en-US")}人`,
    );
    const after = numberIn(await count.innerText());
    assert.ok(after < before && after > 0);
    await page.getByRole("button", { name: "セグメントを保存" }).click();
    await page.waitForURL(/segments\/\d+/);
    const id = /segments\/(\d+)/.exec(page.url())[1];
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await accessibilityFaults(page), []);

    await page.goto(`${house.server.url}/s/${shop}/insight/second-order?compare=segment:${id}`);
    await page
      .getByText(/3回以上買った人 [\d.]+ %/)
      .first()
      .waitFor();
    await page.goto(`${house.server.url}/s/${shop}/segments/${id}`);
    await page.getByRole("button", { name: "顧客を見る" }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText(`全${after.toLocaleString("en-US")}人`).waitFor();
    await drawer.getByRole("button", { name: "この人たちの発信リストを作る" }).click();
    await page.waitForURL(/call-lists\/\d+/);
    assert.deepEqual(faults, []);
    await close();
  });

  test("need not be kept for an analysis to be filtered by a condition", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles?product=1`);
    const basis = page.getByText(/^n = [\d,]+/).first();
    await basis.waitFor();
    await page.getByRole("combobox", { name: "対象" }).click();
    await page.getByRole("option", { name: "+ 条件で絞り込む…" }).click();
    const dialog = page.getByRole("dialog", { name: "条件で絞り込む" });
    const root = dialog.getByRole("group", { name: "すべてに当てはまる" }).first();
    await addLeaf(page, root, "注文回数");
    const apply = dialog.getByRole("button", { name: "この条件で分析する" });
    assert.equal(await apply.isDisabled(), true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    // The keyboard is where it was.
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "combobox");
    await page.getByRole("combobox", { name: "対象" }).click();
    await page.getByRole("option", { name: "+ 条件で絞り込む…" }).click();
    await addLeaf(page, root, "注文回数");
    await dialog.getByRole("textbox", { name: "「注文回数」の値" }).fill("3");
    await dialog.getByText(/^[\d,]+人$/).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await dialog.getByRole("textbox", { name: "「注文回数」の値" }).press("Control+Enter");
    await dialog.waitFor({ state: "detached" });

    // The address holds it, for whoever is sent the link, and the product stays.
    await page.waitForURL(/product=.*condition=/);
    const line = page.getByRole("group", { name: "条件" });
    await line.getByText("注文回数が3回以上").waitFor();
    const headline = await page.getByRole("main").innerText();
    await page.reload();
    await line.getByText("注文回数が3回以上").waitFor();
    await page.getByText(/^計算 /).waitFor();
    assert.equal(await page.getByRole("combobox", { name: "対象" }).inputValue(), "下の条件");
    const answers = headline.match(/n = [\d,]+/g);
    assert.deepEqual((await page.getByRole("main").innerText()).match(/n = [\d,]+/g), answers);
    assert.deepEqual(await accessibilityFaults(page), []);

    // It goes with her to the next analysis, the people and what she keeps.
    await page.getByRole("button", { name: "保存", exact: true }).click();
    const keeping = page.getByRole("dialog", { name: "この分析を保存" });
    await keeping.getByLabel("名前").fill("3回以上の人のデシル");
    await keeping.getByRole("button", { name: "保存", exact: true }).click();
    await keeping.waitFor({ state: "detached" });
    await page.goto(`${house.server.url}/s/${shop}/insight`);
    await page.getByRole("link", { name: "3回以上の人のデシル" }).click();
    await line.getByText("注文回数が3回以上").waitFor();
    await line.getByRole("button", { name: "セグメントとして保存" }).click();
    await dialog.getByLabel("名前").fill("3回以上の人");
    await dialog.getByRole("button", { name: "保存して分析する" }).click();
    await page.waitForURL(/segment=/);
    assert.ok(!page.url().includes("condition="));
    assert.equal(await page.getByRole("combobox", { name: "対象" }).inputValue(), "3回以上の人");
    assert.deepEqual(faults, []);
    await close();
  });

  test("tell of a condition in a link what is wrong with it, and let it go", async () => {
    const { page, faults, close } = await openWindow(house.browser, { refused: true });
    const shop = await signIn(page, house.server.url, people.owner);
    const gone = encodeURIComponent('{"field":"segment","op":"any_of","ids":[999]}');
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles?condition=${gone}`);
    await page.getByText(/このセグメントはありません/).waitFor();
    await page.getByRole("group", { name: "条件" }).getByRole("button", { name: "外す" }).click();
    await page.getByText(/^計算 /).waitFor();
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles?condition=nonsense`);
    await page.getByText(/^計算 /).waitFor();
    assert.equal(await page.getByRole("group", { name: "条件" }).count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  test("move a report when a contact is committed, without losing what is typed", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles`);
    await page.getByText("上位2割の売上構成比").waitFor();
    await page.getByText("最新").first().waitFor();
    await page.getByRole("button", { name: "保存", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名前").fill("書きかけ");
    const redrawn = page.waitForResponse((answer) => answer.url().includes("/insight/deciles"));
    const status = await page.evaluate(async (number) => {
      const { csrf_token } = await (await fetch("/api/v1/session")).json();
      const answer = await fetch(`/api/v1/shops/${number}/customers`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": csrf_token,
          "Idempotency-Key": crypto.randomUUID(),
        },
        body: JSON.stringify({ name: "新しい 人" }),
      });
      return answer.status;
    }, shop);
    assert.equal(status, 201);
    assert.equal((await redrawn).status(), 200);
    assert.equal(await dialog.getByLabel("名前").inputValue(), "書きかけ");
    assert.deepEqual(faults, []);
    await close();
  });

  test("are not left with changes without a question", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/segments/new`);
    await page.getByLabel("名前").fill("書きかけ");
    const away = page.getByRole("navigation").getByRole("link", { name: "取込" });
    await away.click();
    const question = page.getByRole("dialog", { name: "保存していない変更があります" });
    assert.deepEqual(await accessibilityFaults(page), []);
    await question.getByRole("button", { name: "この画面に残る" }).click();
    assert.equal(await page.getByLabel("名前").inputValue(), "書きかけ");
    await away.click();
    await question.getByRole("button", { name: "変更を捨てて移動する" }).click();
    await page.waitForURL(/imports$/);
    assert.deepEqual(faults, []);
    await close();
  });
});
