// The pages of the analyses: the menu, a report, its choices, the people behind a number.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { accessibilityFaults, openHouse, openWindow, people, signIn } from "./server.mjs";

// Where on a painted chart the largest coloured bar stands: totals and letters are grey.
const largestBar = (canvas) =>
  canvas.evaluate((painted) => {
    const { width, height } = painted;
    const { data } = painted.getContext("2d").getImageData(0, 0, width, height);
    const isColoured = (x, y) => {
      const [red, green, blue, alpha] = data.slice((y * width + x) * 4, (y * width + x) * 4 + 4);
      return alpha > 200 && Math.max(red, green, blue) - Math.min(red, green, blue) > 60;
    };
    let best = { run: 0, x: 0, y: 0 };
    for (let x = 0; x < width; x += 4) {
      let run = 0;
      for (let y = 0; y < height; y += 1) {
        run = isColoured(x, y) ? run + 1 : 0;
        if (run > best.run) best = { run, x, y };
      }
    }
    const scale = painted.clientWidth / width;
    return { run: best.run, x: best.x * scale, y: (best.y - best.run / 2) * scale };
  });

const heading = (page, name) => page.getByRole("heading", { name, level: 1 });

describe("the analyses", () => {
  const house = openHouse();

  test("lead from the menu to the people behind a number, and to a list to call them", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight`);
    await page.getByRole("link", { name: /デシル分析/ }).click();
    await heading(page, /デシル分析/).waitFor();
    await page.getByText("上位2割の売上構成比").waitFor();

    await page.getByRole("button", { name: "表で見る" }).click();
    const best = page.getByRole("row").nth(1).getByRole("button").nth(1);
    const count = await best.innerText();
    await best.click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText(`全${count}人`).waitFor();
    await drawer.getByRole("button", { name: "この人たちの発信リストを作る" }).click();
    await page.waitForURL(/call-lists\/\d+/);
    assert.deepEqual(faults, []);
    await close();
  });

  test("lead out of a link whose choice there is no more", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/second-order?choices=by:gone`);
    await page.getByRole("button", { name: "設定を初期値に戻す" }).click();
    await page
      .getByText(/90日以内のF2転換率/)
      .first()
      .waitFor();
    assert.ok(!page.url().includes("gone"));
    assert.deepEqual(faults, []);
    await close();
  });

  test("keep period, comparison and choices in the address", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/second-order`);
    await heading(page, /F2転換/).waitFor();
    await page.getByText("全体", { exact: true }).click();
    await page.waitForURL(/choices=/);
    await page.getByRole("combobox", { name: "期間" }).click();
    await page.getByRole("option", { name: "直近12か月" }).click();
    await page.waitForURL(/period=months12/);
    await page.getByRole("combobox", { name: "比較" }).click();
    await page.getByRole("option", { name: "前年同期" }).click();
    await page.waitForURL(/compare=year/);
    await page
      .getByText(/前年同期 [\d.]+ %/)
      .first()
      .waitFor();

    await page.reload();
    await page
      .getByText(/前年同期 [\d.]+ %/)
      .first()
      .waitFor();
    assert.equal(await page.getByRole("radio", { name: "全体" }).isChecked(), true);
    assert.equal(await page.getByRole("combobox", { name: "期間" }).inputValue(), "直近12か月");
    assert.deepEqual(faults, []);
    await close();
  });

  test("are filtered by several products, and compared with the days before", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles?compare=previous`);
    await heading(page, /デシル分析/).waitFor();
    const compared = page.getByRole("combobox", { name: "比較" });
    assert.equal(await compared.inputValue(), "なし");
    await compared.click();
    await page.getByRole("option", { name: "前の期間(直近90日とその前)" }).click();
    await page.waitForURL(/period=days90.*compare=previous/);
    await page
      .getByText(/前の期間 [\d.]+ %/)
      .first()
      .waitFor();

    const product = page.getByRole("combobox", { name: "商品" });
    await product.click();
    const names = await page.getByRole("option").allInnerTexts();
    const [first, second] = names;
    await page.getByRole("option", { name: first, exact: true }).click();
    await product.fill(second);
    await page.getByRole("option", { name: second, exact: true }).click();
    await page.waitForURL(/product=/);
    await page.keyboard.press("Escape");
    await page.reload();
    await page.locator("input[placeholder='2件']").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("show a comparison whole: nothing of the next before all of it is there", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/second-order?period=months12&compare=year`);
    const before = page.getByText(/前年同期 [\d.]+ %/).first();
    await before.waitFor();
    await page.waitForLoadState("networkidle");
    await page.locator("[data-drawn]").first().waitFor();
    const answer = page.locator("main [aria-busy]").filter({ has: before });
    const said = await answer.innerText();
    const held = [];
    const isEarlier = (url) => /insight\/second-order\?/.test(url.href) && url.searchParams.has("as_of");
    await page.route(isEarlier, (route) => void held.push(route));
    await page.getByRole("combobox", { name: "都道府県" }).click();
    const own = page.waitForResponse((response) => /second-order\?.*prefecture=/.test(response.url()));
    await page.getByRole("option").first().click();
    await (await own).finished();
    await page.locator("main [aria-busy='true']").waitFor();
    assert.equal(await answer.innerText(), said);
    while (held.length === 0) await page.waitForTimeout(20);
    await Promise.all(held.map((route) => route.continue()));
    await page.locator("main [aria-busy='false']").filter({ has: before }).waitFor();
    assert.notEqual(await answer.innerText(), said);
    assert.deepEqual(faults, []);
    await close();
  });

  test("say what their numbers mean, and are read by keyboard", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles`);
    await page.getByRole("button", { name: "「デシル分析」とは" }).click();
    await page
      .getByRole("dialog")
      .getByText(/購入金額の多い順に人数で10等分/)
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const chart = page.getByRole("img", { name: "10等分のグループ" });
    await chart.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText(/^1 · 売上/).waitFor();
    await page.keyboard.press("Enter");
    await page
      .getByRole("dialog")
      .getByText(/^全\d+人/)
      .waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("have squares that are one stop of the Tab key, read and opened by keyboard", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/cancellations`);
    const grid = page.getByRole("grid").first();
    await grid.waitFor();
    await page.waitForLoadState("networkidle");
    assert.equal(await grid.locator("[tabindex='0']").count(), 1);
    await grid.locator("[tabindex='0']").focus();
    await page.keyboard.press("ArrowRight");
    const place = await page.evaluate(() => document.activeElement.getAttribute("data-at"));
    assert.equal(place, "0,1");
    await page.getByText(/ × .* · .*n = /).waitFor();
    await page.keyboard.press("Enter");
    await page
      .getByRole("dialog")
      .getByText(/^全[\d,]+人/)
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const panel = page.locator("section").filter({ has: grid });
    await panel.getByRole("button", { name: "表で見る" }).click();
    await panel.getByRole("columnheader").first().waitFor();
    assert.equal(await panel.getByRole("grid").count(), 1);
    assert.ok((await panel.getByRole("table").count()) > 0);
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  test("open the table of a picture below it, everywhere when she wants it, and on paper", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const at = (analysis) => `${house.server.url}/s/${shop}/insight/${analysis}`;
    await page.goto(at("deciles"));
    const button = page.getByRole("button", { name: "表で見る" });
    const table = page.getByRole("region", { name: "10等分のグループ" });
    await button.waitFor();
    assert.equal(await button.getAttribute("aria-expanded"), "false");
    assert.equal(await page.getByRole("table").count(), 0);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await table.waitFor();
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await table.waitFor({ state: "detached" });

    await button.focus();
    await page.keyboard.press("Enter");
    await table.waitFor();
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    const picture = await page.getByRole("img", { name: "10等分のグループ" }).boundingBox();
    assert.ok(picture.y + picture.height <= (await table.boundingBox()).y);
    await page.goto(at("second-order"));
    await button.first().waitFor();
    assert.equal(await button.first().getAttribute("aria-expanded"), "false");

    await button.first().click();
    await page.getByRole("checkbox", { name: "ほかの図でも開く" }).first().check();
    await page.goto(at("deciles"));
    await table.waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole("checkbox", { name: "ほかの図でも開く" }).uncheck();
    await table.waitFor();
    await page.reload();
    await button.waitFor();
    assert.equal(await table.count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  test("are handed out as pictures: charts, squares, tables and headlines", async () => {
    const { page, faults, close } = await openWindow(house.browser, { scheme: "dark" });
    const shop = await signIn(page, house.server.url, people.owner);
    const pictures = async (analysis) => {
      await page.goto(`${house.server.url}/s/${shop}/insight/${analysis}`);
      await page.getByText(/^計算 /).waitFor();
      await page.waitForLoadState("networkidle");
      const names = [];
      for (const button of await page.getByRole("button", { name: /画像$/ }).all()) {
        const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
        const size = readFileSync(await file.path()).readUInt32BE(16);
        assert.ok(size >= 1000, `${file.suggestedFilename()} is ${size} wide`);
        names.push(/^(.*)-\d{4}-/.exec(file.suggestedFilename())[1]);
      }
      return names;
    };
    assert.deepEqual(await pictures("cancellations"), [
      "cancellations-headlines",
      "cancellations-trend",
      "cancellations-rates",
      "cancellations-reasons",
    ]);
    assert.ok((await pictures("second-order")).length >= 2);
    assert.deepEqual(faults, []);
    await close();
  });

  test("ask with a number and a day when they are whole", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const asked = [];
    page.on("request", (request) => {
      if (/insight\/second-order\?/.test(request.url())) asked.push(request.url());
    });
    await page.goto(`${house.server.url}/s/${shop}/insight/second-order?from=2026-01-01&to=2026-06-30`);
    await heading(page, /F2転換/).waitFor();
    await page.waitForLoadState("networkidle");
    const before = asked.length;
    const day = page.getByLabel("から", { exact: true });
    await day.focus();
    await day.fill("2026-02-01");
    assert.equal(asked.length, before);
    assert.match(page.url(), /from=2026-01-01/);
    await day.press("Enter");
    await page.waitForURL(/from=2026-02-01/);
    assert.deepEqual(faults, []);
    await close();
  });

  test("keep a cell as a segment, which two people change one after the other", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/deciles`);
    await page.getByRole("button", { name: "表で見る" }).click();
    await page.getByRole("row").nth(1).getByRole("button").nth(1).click();
    await page.getByRole("button", { name: "セグメントとして保存" }).click();
    const dialog = page.getByRole("dialog", { name: "セグメントとして保存" });
    await dialog.getByLabel("名前").fill("上位の方");
    await dialog.getByRole("button", { name: "保存" }).click();
    await page
      .getByText(/「上位の方」/)
      .first()
      .waitFor();

    const open = async (window) => {
      await window.goto(`${house.server.url}/s/${shop}/segments`);
      await window.getByText("上位の方").first().click();
      await heading(window, "上位の方").waitFor();
    };
    const other = await page.context().newPage();
    await open(page);
    await open(other);
    const write = (window, note) => window.getByLabel("メモ").fill(note);
    await write(page, "後から書いた人");
    await write(other, "先に書いた人");
    await other.keyboard.press("Control+Enter");
    await other
      .getByText(/保存しました/)
      .first()
      .waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "自分の内容で上書きする" }).click();
    await page
      .getByText(/保存しました/)
      .first()
      .waitFor();
    await page.reload();
    await heading(page, "上位の方").waitFor();
    assert.equal(await page.getByLabel("メモ").inputValue(), "後から書いた人");
    assert.deepEqual(faults, []);
    await close();
  });

  test("open the people of a step that is pressed on a bridge", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.goto(`${house.server.url}/s/${shop}/insight/cancellation-change?period=months12`);
    const canvas = page.locator("[data-drawn] canvas").first();
    await canvas.waitFor();
    await page.waitForLoadState("networkidle");
    const { run, x, y } = await largestBar(canvas);
    assert.ok(run >= 3, `a bar of ${run} pixels`);
    await canvas.click({ position: { x, y } });
    await page
      .getByRole("dialog")
      .getByText(/^全[\d,]+人/)
      .first()
      .waitFor({ timeout: 5000 });
    assert.deepEqual(faults, []);
    await close();
  });

  test("keep as a segment exactly the people that were seen", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const counted = async (text) => Number(/([\d,]+)人/.exec(await text.innerText())[1].replaceAll(",", ""));
    await page.goto(`${house.server.url}/s/${shop}/insight/cancellation-change?period=months12&product=1`);
    await page
      .getByRole("button", { name: /^[\d.]+ %$/ })
      .first()
      .click();
    const drawer = page.getByRole("dialog");
    const seen = await counted(drawer.getByText(/^全[\d,]+人/).first());
    assert.ok(seen > 0);
    await page.getByRole("button", { name: "セグメントとして保存" }).click();
    const dialog = page.getByRole("dialog", { name: "セグメントとして保存" });
    assert.equal(await counted(dialog.getByText(/時点で[\d,]+人/)), seen);
    await dialog.getByLabel("名前").fill("見ていた人たち");
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.goto(`${house.server.url}/s/${shop}/segments`);
    await page.getByText("見ていた人たち").first().click();
    await heading(page, "見ていた人たち").waitFor();
    const count = page.getByText(/^[\d,]+人$/).first();
    await count.waitFor();
    assert.equal(await counted(count), seen);
    await page
      .getByText(/時点に固定/)
      .first()
      .waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  for (const scheme of ["light", "dark"]) {
    test(`can be used by everyone, ${scheme}`, async (t) => {
      const { page, faults, close } = await openWindow(house.browser, { scheme });
      const shop = await signIn(page, house.server.url, people.owner);
      await page.goto(`${house.server.url}/s/${shop}/insight`);
      await page.getByRole("link", { name: /デシル分析/ }).waitFor();
      const links = await page.getByRole("main").getByRole("listitem").getByRole("link").all();
      const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
      const menu = await page.request.get(`${house.server.url}/api/v1/shops/${shop}/insight`);
      assert.equal(paths.length, (await menu.json()).items.length);
      assert.deepEqual(await accessibilityFaults(page), []);
      for (const path of paths) {
        await t.test(path, async () => {
          await page.goto(`${house.server.url}${path}`);
          await page.getByText(/^計算 /).waitFor();
          await page.waitForLoadState("networkidle");
          assert.deepEqual(await accessibilityFaults(page), []);
        });
      }
      assert.deepEqual(faults, []);
      await close();
    });
  }
});
