// What the owner of a shop does: sets it up, brings her files in, takes them back, changes settings.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { cp932 } from "./cp932.mjs";
import { accessibilityFaults, openHouse, openWindow, people, signIn, startServer } from "./server.mjs";

const header =
  "顧客番号,メールアドレス,請求先（名前フル）,受注番号,受注日,対応状況,購入商品（商品コード）," +
  "購入商品（商品名）,購入商品（単価）,購入商品（個数）";
const orders = [
  header,
  "C1,c1@example.com,髙橋 ①花,T1,2026/08/09 23:15,発送済み,S-1,美容液～しっとり～,4980,1",
  "C2,c2@example.com,﨑山 太郎,T2,2026/08/10 0:05,発送済み,S-1,美容液～しっとり～,4980,2",
  "C2,c2@example.com,﨑山 太郎,T3,2026/13/45,発送済み,S-1,美容液～しっとり～,4980,1",
  "",
].join("\r\n");

const small = "受注番号,受注日,購入商品（商品名）,メールアドレス\n";
const broken = [
  ["a quote that never closes", `${small}A1,2026/01/01,"美容液,a@example.com\n`, /引用符.*\(2行目\)/],
  ["ten thousand columns", `${",".repeat(9_999)}\n`, /1,000を超えています/],
  ["a NUL byte", `${small}A1,2026/01/01,\0,a@example.com\n`, /NUL.*\(2行目\)/],
  ["nothing", "", /ファイルが空です/],
  ["a picture", Buffer.from("\x89PNG\r\n\x1a\n and more", "latin1"), /PNG/],
  ["a workbook", Buffer.from("PK\x03\x04 and more", "latin1"), /Excel/],
];

const fileOf = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

const upload = async (page, url, shop, file) => {
  await page.goto(`${url}/s/${shop}/imports`);
  await page.getByRole("heading", { name: "取込", level: 1 }).waitFor();
  await page.locator("input[type=file]").setInputFiles(file);
};

// A choice labels both its box and its list of options.
const choice = (within, name) => within.getByRole("combobox", { name, exact: true });

const plan = async (page) => {
  await page.getByRole("button", { name: "試算する", exact: true }).click();
  await page.getByText("確定待ち").first().waitFor();
};

const countsOf = async (page, entity) => {
  const cells = await page.getByRole("row", { name: new RegExp(`^${entity}`) }).innerText();
  return cells.split(/\s+/).slice(1).map(Number);
};

describe("the owner of a shop", () => {
  const house = openHouse();

  test("opens her shop with the address that the server printed, and with no other", async () => {
    const empty = await startServer({ empty: true });
    const { page, faults, close } = await openWindow(house.browser);
    const token = page.getByLabel("トークン");
    const password = page.locator("input[autocomplete=new-password]");
    const arrive = async (address) => {
      await page.goto(address);
      await page.waitForURL((url) => url.href === `${empty.url}/`);
      await token.and(page.locator(`[value="${address.split("=").at(-1)}"]`)).waitFor();
      await page.getByLabel("お店の名前").fill("つなぎ化粧品");
      await page.getByLabel("お名前", { exact: true }).fill("店長");
      await page.getByLabel("ログインID").fill("owner");
    };
    await arrive(`${empty.url}/#setup=guessed`);
    await password.fill("short");
    await page.getByRole("button", { name: "お店を開く" }).click();
    await page.getByText("12文字以上にしてください。").nth(1).waitFor();
    await password.fill("a good long password");
    await page.getByRole("button", { name: "お店を開く" }).click();
    await page.getByText("トークンが違うか、期限が切れています。").waitFor();
    await arrive(empty.setup);
    await password.fill("a good long password");
    await page.getByRole("button", { name: "お店を開く" }).click();
    await page.waitForURL(/\/s\/1\/today/);
    await page.getByText("つなぎ化粧品").waitFor();
    assert.deepEqual(faults, []);
    await close();
    await empty.stop();
  });

  test("brings a file of her cart in, takes it back, and brings it in again", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const file = { name: "受注.csv", mimeType: "text/csv", buffer: cp932(orders) };
    await upload(page, house.server.url, shop, file);
    await page.waitForURL(/imports\/\d+/);
    assert.equal(await choice(page, "形式").inputValue(), "ecforce 受注");
    assert.equal(await choice(page, "文字コード").inputValue(), "Shift_JIS");
    assert.equal(await choice(page, "請求先（名前フル） の項目").inputValue(), "氏名");

    await plan(page);
    assert.deepEqual(await countsOf(page, "受注"), [2, 0, 0]);
    const rejected = page.getByRole("row", { name: /2026\/13\/45/ });
    assert.match(await rejected.innerText(), /4\s+受注日\s+2026\/13\/45\s+日付として読めません/);
    const [csv] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "取り込めない行のCSV" }).click(),
    ]);
    assert.match(csv.suggestedFilename(), /^rejected-/);

    await page.getByRole("button", { name: "この内容で取り込む" }).click();
    await page.getByText("取込済").first().waitFor();
    await page.getByPlaceholder("氏名・カナ・電話・メールで検索").fill("髙橋 ①花");
    await page.getByRole("option", { name: /髙橋 ①花/ }).waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "取込を取り消す" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("受注.csv");
    await dialog.getByRole("button", { name: "取込を取り消す" }).click();
    await page.getByText("取り消し済").first().waitFor();

    await page.getByRole("button", { name: "もう一度試算する" }).click();
    await page.getByRole("button", { name: "この内容で取り込む" }).click();
    await page.getByText("取込済").first().waitFor();
    await upload(page, house.server.url, shop, file);
    await plan(page);
    assert.deepEqual(await countsOf(page, "受注"), [0, 0, 2]);
    assert.deepEqual(await countsOf(page, "顧客"), [0, 0, 2]);
    assert.equal(await page.getByRole("button", { name: "この内容で取り込む" }).count(), 0);
    assert.deepEqual(faults, []);
    await close();
  });

  test("sees before she brings a file in what it changes and what is odd in it", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const head = header.replace("メールアドレス", "メールアドレス,生年月日");
    const line = (mail, born, status) =>
      `${head}\nP1,${mail},${born},髙橋 花,P1,2026/08/09,${status},S-1,美容液,4980,1\n`;
    await upload(
      page,
      house.server.url,
      shop,
      fileOf("先.csv", line("p1@example.com", "1985-04-01", "発送済み")),
    );
    await plan(page);
    await page.getByRole("button", { name: "この内容で取り込む" }).click();
    await page.getByText("取込済").first().waitFor();
    await upload(page, house.server.url, shop, fileOf("後.csv", line("p1", "1985-04-11", "キャンセル")));
    await plan(page);
    const changed = page.getByRole("region", { name: "変わる項目" });
    const rowOf = (name) => changed.getByRole("row", { name }).innerText();
    assert.match(await rowOf(/生年月日/), /顧客 P1\s+生年月日\s+1985\/04\/01\(月\)\s+1985\/04\/11\(木\)/);
    assert.match(await rowOf(/状態/), /受注 P1\s+状態\s+出荷済み\s+取消/);
    const odd = page.getByRole("region", { name: "注意のある行（取り込みます）" });
    assert.match(
      await odd.getByRole("row", { name: /p1/ }).innerText(),
      /2\s+メールアドレス\s+p1\s+メールアドレスとして読めません/,
    );
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.deepEqual(faults, []);
    await close();
  });

  test("is told in her words what is wrong with a broken file", async (t) => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    for (const [name, content, message] of broken) {
      await t.test(name, async () => {
        await upload(page, house.server.url, shop, fileOf("壊れた.csv", content));
        await page.getByRole("alert").filter({ hasText: message }).waitFor({ timeout: 10_000 });
      });
    }
    await t.test("two encodings in one file", async () => {
      const mixed = Buffer.concat([
        Buffer.from(`${small}A1,2026/01/01,美容液,a@example.com\n`),
        cp932("A2,2026/01/02,化粧水,b@example.com\n"),
      ]);
      await upload(page, house.server.url, shop, fileOf("混在.csv", mixed));
      await page.getByRole("alert").filter({ hasText: "文字コードを判別できません" }).waitFor();
    });
    assert.deepEqual(faults, []);
    await close();
  });

  test("maps a file of her own, and keeps the mapping for the next one", async () => {
    const { page, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const rows = "伝票,買った日,品,客\nD1,2026.7.1,石鹸,K1\n";
    await upload(page, house.server.url, shop, fileOf("独自.csv", rows));
    const fields = { 伝票: "注文番号", 買った日: "注文日時", 品: "商品名" };
    for (const [column, field] of Object.entries(fields)) {
      await choice(page, `${column} の項目`).fill(field);
      await page.getByRole("option", { name: field, exact: true }).click();
    }
    await page.getByLabel("この対応の名前").fill("うちの帳票");
    await page.getByRole("button", { name: "形式として保存" }).click();
    await page.getByText("形式「うちの帳票」を保存しました。").waitFor();
    await plan(page);
    assert.deepEqual(await countsOf(page, "受注"), [1, 0, 0]);
    await upload(page, house.server.url, shop, fileOf("独自2.csv", rows.replace("D1", "D2")));
    await choice(page, "形式").fill("うちの帳票");
    await page.getByRole("option", { name: "うちの帳票" }).click();
    await choice(page, "品 の項目").and(page.locator("[value='商品名']")).waitFor();
    await close();
  });

  test("changes the settings, and the day's list follows", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    await page.getByText("損失見込(粗利・12か月)").waitFor();
    await page.goto(`${house.server.url}/s/${shop}/settings`);
    await page.getByLabel("粗利率").fill("");
    await page.getByRole("button", { name: "日曜日" }).click();
    await page.getByLabel("日付", { exact: true }).fill("2026-12-30");
    await page.getByRole("group", { name: "臨時の休業・営業" }).getByRole("button", { name: "追加" }).click();
    await page.getByRole("button", { name: "設定を保存" }).click();
    await page.getByText("設定を保存しました。").waitFor();
    await page.goto(`${house.server.url}/s/${shop}/today`);
    await page.getByText("損失見込(売上・12か月)").waitFor();
    await page.goto(`${house.server.url}/s/${shop}/settings`);
    assert.equal(await page.getByRole("button", { name: "日曜日" }).getAttribute("aria-pressed"), "true");
    await page.getByText("2026/12/30(水)").waitFor();

    const reasons = page.locator("section", { has: page.getByRole("heading", { name: "理由コード" }) });
    await choice(reasons, "どの理由の下に").fill("価格");
    await page.getByRole("option", { name: "価格" }).click();
    await reasons.getByLabel("日本語").fill("送料が高い");
    await reasons.getByRole("button", { name: "追加" }).click();
    await reasons.getByText("送料が高い").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});

describe("an operator", () => {
  const house = openHouse();

  test("sees no pages that are not hers, and changes her own password", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.operator);
    const menu = page.getByRole("navigation", { name: "メニュー" });
    await menu.getByRole("link", { name: "今日" }).waitFor();
    assert.equal(await menu.getByRole("link", { name: "取込" }).count(), 0);
    assert.equal(await menu.getByRole("link", { name: "設定" }).count(), 0);
    for (const path of ["imports", "imports/1", "settings"]) {
      await page.goto(`${house.server.url}/s/${shop}/${path}`);
      await page.getByText("このページを開く権限がありません").waitFor();
    }
    await page.getByRole("button", { name: "佐藤 健" }).click();
    await page.getByRole("menuitem", { name: "パスワードを変える" }).click();
    const dialog = page.getByRole("dialog", { name: "パスワードを変える" });
    await dialog.getByLabel("今のパスワード").fill("wrong");
    await dialog.getByLabel("新しいパスワード").fill("another good password");
    await dialog.getByRole("button", { name: "パスワードを変える" }).click();
    await dialog.getByText("今のパスワードが違います。").waitFor();
    await dialog.getByLabel("今のパスワード").fill(people.operator.password);
    await dialog.getByRole("button", { name: "パスワードを変える" }).click();
    await page.getByText("パスワードを変えました。").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});
