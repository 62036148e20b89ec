// What strangers typed is shown as text; what a person types into the sign-in stays her own.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openHouse, openWindow, people, signIn } from "./server.mjs";

const hostile = `"><img src=x onerror=window.hurt=1><svg onload=window.hurt=1>{{7*7}}`;
const contact = {
  channel: "phone",
  direction: "inbound",
  started_at: "2026-11-20T01:00:00.000Z",
  ended_at: null,
  purpose: "usage",
  reason_code: "",
  product_id: null,
  subscription_id: null,
  order_id: null,
  emotion: "neutral",
  offer_id: null,
  offer_answer: null,
  result: "answered",
  next_step: "",
  next_step_at: null,
  call_list_item_id: null,
};

// Sends what the screens could send, from the page of somebody who is signed in.
const post = (page, path, body) =>
  page.evaluate(
    async ([to, sent]) => {
      const session = await (await fetch("/api/v1/session")).json();
      const answer = await fetch(to, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-csrf-token": session.csrf_token,
          "idempotency-key": crypto.randomUUID(),
        },
        body: typeof sent === "string" ? sent : JSON.stringify(sent),
      });
      if (!answer.ok) throw new Error(`${to} answered ${answer.status}: ${await answer.text()}`);
      return answer.json();
    },
    [path, body],
  );

// How often the page made an element of the text, and whether it shows the text.
const treated = async (page, address) => {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  return page.evaluate((text) => {
    const typed = [...document.querySelectorAll("input, textarea")].map((field) => field.value);
    const shown = [document.body.innerText, ...typed].join("\n");
    return {
      made: document.querySelectorAll('img[src="x"], svg[onload], [onerror]').length,
      ran:
        window.hurt === 1 ||
        shown.includes(`"><img src=x onerror=window.hurt=1><svg onload=window.hurt=1>49`),
      shown: shown.includes(text),
    };
  }, hostile);
};

describe("what people typed", () => {
  const house = openHouse();

  test("is written as text, on every page that shows it", async (t) => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const api = `/api/v1/shops/${shop}`;
    const customer = await post(page, `${api}/customers`, {
      name: hostile,
      kana: hostile,
      note: hostile,
      caution: hostile,
      phones: [{ number: "090-1234-5678", label: hostile.slice(0, 40) }],
    });
    await post(page, `${api}/contacts`, { ...contact, customer_id: customer.id, note: hostile });
    const list = await post(page, `${api}/call-lists`, {
      name: hostile,
      source: { kind: "customers", ids: [customer.id] },
    });
    const file = await post(
      page,
      `${api}/imports?file_name=${encodeURIComponent(`${hostile}.csv`)}`,
      `Customer ID,Name,${hostile.replaceAll('"', "")}\nC-1,Ann,${hostile.replaceAll('"', "")}\n`,
    );
    for (const path of [
      `customers/${customer.id}`,
      `customers?q=${encodeURIComponent("090-1234-5678")}`,
      "call-lists",
      `call-lists/${list.id}`,
      "imports",
      `imports/${file.id}`,
      `audit?customer=${customer.id}`,
    ]) {
      await t.test(path, async () => {
        const found = await treated(page, `${house.server.url}/s/${shop}/${path}`);
        assert.deepEqual(found, { made: 0, ran: false, shown: true });
      });
    }
    assert.deepEqual(faults, []);
    await close();
  });

  test("is no way out of the address of the entrance", async () => {
    const { page, close } = await openWindow(house.browser);
    for (const back of ["https://evil.example/", "//evil.example/", "javascript:window.hurt=1"]) {
      await page.context().clearCookies();
      await page.goto(`${house.server.url}/?back=${encodeURIComponent(back)}`);
      await page.locator("input[autocomplete=username]").fill(people.owner.login);
      await page.locator("input[autocomplete=current-password]").fill(people.owner.password);
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/s\/\d+\/today/);
      assert.equal(new URL(page.url()).origin, house.server.url);
      assert.equal(await page.evaluate(() => window.hurt), undefined);
    }
    await close();
  });

  test("is masked and may be pasted where it is a password, and the session is no script's", async () => {
    const { page, close } = await openWindow(house.browser);
    await page.goto(house.server.url);
    const password = page.locator("input[autocomplete=current-password]");
    assert.equal(await password.getAttribute("type"), "password");
    await page.locator("input[autocomplete=username]").fill(people.owner.login);
    await password.focus();
    await page.keyboard.insertText(people.owner.password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/s\/\d+\/today/);
    assert.equal(await page.evaluate(() => document.cookie), "");
    await close();
  });
});
