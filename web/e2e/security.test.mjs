// Signing in by more than a password, on the real server in a real browser.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { before, describe, test } from "node:test";
import { accessibilityFaults, openHouse, openWindow, people, signIn } from "./server.mjs";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const bytesOf = (base32) => {
  const bits = [...base32.replace(/[\s=]/g, "")]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

const stepMs = 30_000;

// RFC 6238 with the usual SHA-1, 30 s and six digits.
const codeAt = (secret, step) => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const at = digest[19] & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
};

// Each code counts once, so a second one waits for the next step; none is taken in its last seconds.
const used = new Map();
const freshCode = async (page, secret) => {
  const free = () => Math.floor(Date.now() / stepMs) > (used.get(secret) ?? 0);
  const early = () => Date.now() % stepMs < stepMs - 4_000;
  for (const deadline = Date.now() + 2 * stepMs; Date.now() < deadline && !(free() && early());)
    await page.waitForTimeout(200);
  const step = Math.floor(Date.now() / stepMs);
  used.set(secret, step);
  return codeAt(secret, step);
};

const giveCode = async (page, secret) => {
  const field = page.locator("input[autocomplete=one-time-code]");
  await field.waitFor();
  await field.fill(await freshCode(page, secret));
  await page.keyboard.press("Enter");
};

const enter = async (page, url, person) => {
  await page.goto(url);
  await page.locator("input[autocomplete=username]").fill(person.login);
  await page.locator("input[autocomplete=current-password]").fill(person.password);
  await page.keyboard.press("Enter");
};

const security = async (page, url, shop) => {
  await page.goto(`${url}/s/${shop}/security`);
  await page.getByRole("heading", { name: /セキュリティ/, level: 1 }).waitFor();
};

const prove = async (page, password) => {
  const dialog = page.getByRole("dialog", { name: "本人の確認" });
  await dialog.getByLabel("今のパスワード", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "確認して続ける" }).click();
};

// The server takes a session's proof for old after ten minutes; here it refuses once, as it would.
const forgetProof = (page, path) =>
  page.route(
    path,
    (route) =>
      route.fulfill({
        status: 403,
        contentType: "application/problem+json",
        body: JSON.stringify({ status: 403, code: "step_up_required", title: "Forbidden", detail: "" }),
      }),
    { times: 1 },
  );

const keepCodes = async (page) => {
  const list = page.getByRole("list", { name: "リカバリーコード" });
  await list.waitFor();
  const codes = await list.getByRole("listitem").allInnerTexts();
  await page.getByLabel("安全な場所に保存しました").check();
  await page.getByRole("button", { name: "続ける", exact: true }).click();
  return codes;
};

const addAuthenticator = async (page) => {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
};

describe("a person's security on the real server", () => {
  const house = openHouse();
  let url;
  // Browsers make passkeys for names, not for addresses.
  before(() => {
    url = house.server.url.replace("127.0.0.1", "localhost");
  });

  test("an authenticator app is set up, asked for, and replaced by a recovery code once", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, url, people.operator);
    await security(page, url, shop);
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.getByRole("button", { name: "認証アプリを設定" }).click();
    await page.getByRole("img", { name: "認証アプリで読み取るQRコード" }).waitFor();
    const secret = (await page.locator("dialog code, [role=dialog] code").innerText()).replace(/\s/g, "");
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.locator("input[autocomplete=one-time-code]").fill("000000");
    await page.keyboard.press("Enter");
    await page.getByText("違うコードか、使用済みのコードです。").waitFor();
    await giveCode(page, secret);
    const codes = await keepCodes(page);
    assert.equal(codes.length, 10);
    assert.equal(new Set(codes).size, 10);
    await page.getByText("残り10個").waitFor();
    await close();

    const next = await openWindow(house.browser);
    await enter(next.page, url, people.operator);
    await next.page.getByRole("heading", { name: "確認コード" }).waitFor();
    assert.deepEqual(await accessibilityFaults(next.page), []);
    await next.page.reload();
    await giveCode(next.page, secret);
    await next.page.waitForURL(/\/s\/\d+\/today/);

    // The password alone is no fresh proof any more.
    await security(next.page, url, shop);
    await forgetProof(next.page, "**/api/v1/session/recovery-codes");
    await next.page.getByRole("button", { name: "作り直す" }).click();
    const proof = next.page.getByRole("dialog", { name: "本人の確認" });
    await proof.locator("input[autocomplete=one-time-code]").waitFor();
    assert.equal(await proof.locator("input[type=password]").count(), 0);
    assert.deepEqual(await accessibilityFaults(next.page), []);
    await proof.getByText("リカバリーコード", { exact: true }).click();
    await proof.getByRole("textbox", { name: "リカバリーコード" }).fill(codes[1].toLowerCase());
    await proof.getByRole("button", { name: "確認して続ける" }).click();
    const fresh = await keepCodes(next.page);
    assert.equal(fresh.length, 10);
    await next.close();

    const byPaper = async (code) => {
      const window = await openWindow(house.browser);
      await enter(window.page, url, people.operator);
      await window.page.getByRole("button", { name: "リカバリーコードを使う" }).click();
      await window.page.getByLabel("リカバリーコード").fill(code);
      await window.page.getByRole("button", { name: "確認する" }).click();
      return window;
    };
    const first = await byPaper(fresh[0]);
    await first.page.waitForURL(/\/s\/\d+\/today/);
    await first.close();
    const again = await byPaper(fresh[0]);
    await again.page.getByText("違うコードか、使用済みのコードです。").waitFor();
    assert.match(again.page.url(), /localhost:\d+\/$/);
    await again.close();
    assert.deepEqual([...faults, ...next.faults, ...first.faults, ...again.faults], []);
  });

  test("an administrator resets a second factor and says why", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, url, people.owner);
    const members = await page.evaluate(
      async (id) => (await fetch(`/api/v1/shops/${id}/members`)).json(),
      shop,
    );
    const operator = members.items.find((each) => each.login === people.operator.login);
    await page.goto(`${url}/s/${shop}/settings/members/${operator.id}/sign-in`);
    await page.getByRole("button", { name: "二段階認証を初期化" }).click();
    const dialog = page.getByRole("dialog", { name: "二段階認証を初期化" });
    assert.ok(await dialog.getByRole("button", { name: "二段階認証を初期化" }).isDisabled());
    await dialog.getByLabel("理由と、本人と確かめた方法").fill("端末の紛失。対面で確認");
    assert.deepEqual(await accessibilityFaults(page), []);
    await dialog.getByRole("button", { name: "二段階認証を初期化" }).click();
    await page.getByText(`${operator.name} さんの二段階認証を初期化しました。`).waitFor();
    await close();
    const next = await openWindow(house.browser);
    await signIn(next.page, url, people.operator);
    await next.close();
    assert.deepEqual([...faults, ...next.faults], []);
  });

  test("a passkey is made, named, signs in without a password, and is removed", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    await addAuthenticator(page);
    const shop = await signIn(page, url, people.owner);
    await security(page, url, shop);
    await page.getByRole("button", { name: "パスキーを追加" }).click();
    const dialog = page.getByRole("dialog", { name: "パスキーを追加" });
    await dialog.getByLabel("名前").fill("受付のパソコン");
    await dialog.getByRole("button", { name: "パスキーを作る" }).click();
    assert.equal((await keepCodes(page)).length, 10);
    await page.getByText("受付のパソコン", { exact: true }).waitFor();

    await page.getByRole("button", { name: /山田 花子/ }).click();
    await page.getByRole("menuitem", { name: "サインアウト" }).click();
    await page.getByRole("button", { name: "パスキーでサインイン" }).click();
    await page.waitForURL(/\/s\/\d+\/today/);

    await security(page, url, shop);
    await forgetProof(page, "**/api/v1/session/passkeys/*");
    await page.getByRole("button", { name: "パスキー「受付のパソコン」を消す" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "パスキーを消す" }).click();
    const proof = page.getByRole("dialog", { name: "本人の確認" });
    await proof.getByText("パスキー", { exact: true }).click();
    assert.equal(await proof.locator("input[type=password]").count(), 0);
    await proof.getByRole("button", { name: "パスキーで確認して続ける" }).click();
    await page.getByText("パスキー「受付のパソコン」を消しました。").waitFor();
    await page.getByText("パスキーはまだありません").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });

  test("a session ended elsewhere leaves this browser at once", async () => {
    const here = await openWindow(house.browser);
    const there = await openWindow(house.browser);
    const shop = await signIn(here.page, url, people.owner);
    await signIn(there.page, url, people.owner);
    await there.page.getByText("最新", { exact: true }).waitFor();
    await security(here.page, url, shop);
    await here.page.getByRole("button", { name: "ほかの端末をすべて終わらせる" }).click();
    const asked = Date.now();
    await there.page.getByText("サインインが終わりました。").waitFor();
    const tookMs = Date.now() - asked;
    assert.ok(tookMs < 5_000, `it took ${tookMs} ms`);
    await here.page.getByText("この端末", { exact: true }).waitFor();
    assert.deepEqual([...here.faults, ...there.faults], []);
    await here.close();
    await there.close();
  });

  test("an export asks again who wants it, and then goes on by itself", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, url, people.owner);
    await page.goto(`${url}/s/${shop}/today/list`);
    await forgetProof(page, "**/today.csv*");
    await page.getByRole("button", { name: "CSV" }).click();
    const why = page.getByRole("dialog");
    await why.getByRole("textbox").fill("月次の確認");
    await why.getByRole("button").last().click();
    await page.getByRole("dialog", { name: "本人の確認" }).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    await prove(page, "not the password");
    await page.getByText(/違うコードか|パスワードが違います/).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), prove(page, people.owner.password)]);
    assert.match(file.suggestedFilename(), /\.csv$/);
    assert.deepEqual(faults, []);
    await close();
  });

  test("an API key is shown once, and a list of networks warns before it shuts one out", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, url, people.owner);
    await page.goto(`${url}/s/${shop}/settings/outside`);
    await page.getByRole("button", { name: "APIキーを作る" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("名前").fill("在庫の連携");
    await dialog.getByRole("combobox", { name: "役割" }).click();
    await page.getByRole("option").first().click();
    await dialog.getByRole("button", { name: "APIキーを作る" }).click();
    const token = await page.getByLabel("APIキーの文字").innerText();
    assert.match(token, /^tsn_/);
    await page.getByRole("button", { name: "貼り付けました" }).click();
    await page.getByText("在庫の連携", { exact: true }).waitFor();
    assert.equal(await page.getByText(token).count(), 0);

    await page.getByLabel("お店に入れる接続元").fill("192.0.2.0/24 本社");
    await page.getByText(/今の接続元 \S+ が入っていません/).waitFor();
    await page.getByRole("button", { name: "接続元を保存" }).click();
    await page.getByText(/入っていないため、保存していません/).waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);

    await page.getByRole("button", { name: "APIキー「在庫の連携」を無効にする" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "無効にする" }).click();
    await page.getByText("APIキー「在庫の連携」を無効にしました。").waitFor();
    assert.deepEqual(faults, []);
    await close();
  });
});
