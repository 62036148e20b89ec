// Whoever leaves a browser, or loses her session in it, leaves nothing there for the next person.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { openHouse, openWindow, people, signIn } from "./server.mjs";

const stored = (page) => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
const note = (page) => page.getByRole("form", { name: "応対記録" }).getByRole("textbox", { name: "メモ" });
const tab = (page, name) =>
  page.getByRole("navigation", { name: "開いている顧客" }).getByRole("button", { name, exact: true });

// The address of a customer's desk, and her name as it stands there.
const openSomebody = async (page, url, shop, row) => {
  await page.goto(`${url}/s/${shop}/customers`);
  await page.getByRole("grid").locator("[role=row]").nth(row).click();
  await page.waitForURL(/customers\/\d+/);
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await tab(page, name).waitFor();
  return { address: page.url(), name };
};

const signInHere = async (page, person) => {
  await page.locator("input[autocomplete=username]").fill(person.login);
  await page.locator("input[autocomplete=current-password]").fill(person.password);
  await page.keyboard.press("Enter");
};

describe("a browser that people share", () => {
  const house = openHouse();

  test("gives the owner her work back after her session ran out, and nothing of it to the operator", async () => {
    const { page, faults, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const first = await openSomebody(page, house.server.url, shop, 1);
    const second = await openSomebody(page, house.server.url, shop, 2);
    await note(page).fill("ご主人には内緒にとのこと");
    const kept = await stored(page);
    for (const { name } of [first, second]) assert.ok(!kept.includes(name), `${name} is in ${kept}`);

    await page.context().clearCookies();
    await page.reload();
    await signInHere(page, people.owner);
    await page.waitForURL(/customers\/\d+/);
    await tab(page, first.name).waitFor();
    await tab(page, second.name).waitFor();
    assert.equal(await note(page).inputValue(), "ご主人には内緒にとのこと");

    await page.context().clearCookies();
    await page.reload();
    await signInHere(page, people.operator);
    await page.waitForURL(/customers\/\d+/);
    await tab(page, second.name).waitFor();
    assert.equal(await tab(page, first.name).count(), 0);
    assert.equal(await note(page).inputValue(), "");
    assert.ok(!(await stored(page)).includes("内緒"));
    assert.deepEqual(faults, []);
    await close();
  });

  test("forgets at a sign-out that does not reach the server, and ends the session when it can", async () => {
    const { page, close } = await openWindow(house.browser);
    const shop = await signIn(page, house.server.url, people.owner);
    const { address } = await openSomebody(page, house.server.url, shop, 3);
    await note(page).fill("書きかけ");
    await page.getByRole("button", { name: "山田 花子" }).click();
    await page.route("**/api/v1/**", (route) => route.abort());
    await page.getByRole("menuitem", { name: "サインアウト" }).click();
    const unheard = page.getByText(/サインアウトがまだ済んでいません/);
    await unheard.waitFor();
    assert.ok(!(await stored(page)).includes("書きかけ"));
    assert.ok(!(await stored(page)).includes("desk"));
    await page.goto(address);
    await unheard.waitFor();
    assert.equal(await page.getByRole("heading", { level: 1, name: "サインイン" }).count(), 1);

    await page.unroute("**/api/v1/**");
    await unheard.waitFor({ state: "detached" });
    const status = await page.evaluate(async () => (await fetch("/api/v1/session")).status);
    assert.equal(status, 401);
    await signInHere(page, people.owner);
    await page.waitForURL(/customers\/\d+/);
    await note(page).waitFor();
    assert.equal(await note(page).inputValue(), "");
    await close();
  });
});
