import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { addressOf, DASHBOARD_PAGES } from "../support/dashboard-pages.ts";
import { startFilledStack, type FilledStack } from "../support/filled-stack.ts";

let stack: FilledStack;
let session: BrowserSession;
let english: Page;
let french: Page;
let refusals: string[];
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startFilledStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  const first = await session.open({ cookie: stack.session });
  const other = await session.open({ cookie: stack.session, locale: "fr-FR", theme: "dark" });
  english = first.page;
  french = other.page;
  refusals = first.faults;
  await english.goto("/");
  await french.goto("/");
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

/** The router has come to rest, the page of the address is there, and nothing is being loaded. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("main h1") !== null &&
      document.querySelector("main [aria-busy=true], main .skeleton") === null,
  );
}

const searchOf = (page: Page): string[] =>
  [...new URL(page.url()).searchParams].map((pair) => pair.join("=")).toSorted();
const wanted = (view: string): string[] =>
  [...new URLSearchParams(view)].map((pair) => pair.join("=")).toSorted();

/** Amounts and counts in tables, as digits alone: the same in every language. */
function figures(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main td, main tfoot th")]
      .map((cell) => cell.innerText.trim())
      .filter((text) => /^[-+−]?\$?[\d.,\s]+(?:%|\$|\$US)?$/u.test(text))
      .map((text) => text.replaceAll(/\D/gu, "")),
  );
}

/** Goes on inside the page, as a link of it does. */
const goInside = (page: Page, address: string) =>
  page.evaluate((to) => history.pushState(null, "", to), address);

const viewed = DASHBOARD_PAGES.filter((entry) => entry.view !== undefined);

describe("a view", () => {
  it.each(viewed)(
    "of $route is its address: elsewhere, in the other language, and after back and forward",
    async (entry) => {
      const view = wanted(entry.view ?? "");
      await english.goto(addressOf(entry, stack.ids, entry.view));
      await settled(english);
      expect(searchOf(english)).toEqual(view);
      const shown = await figures(english);

      await goInside(french, english.url());
      await expect.poll(() => french.url()).toBe(english.url());
      await expect.poll(() => figures(french)).toEqual(shown);

      await goInside(english, addressOf(entry, stack.ids));
      await expect.poll(() => searchOf(english)).toEqual([]);
      await settled(english);
      await english.goBack();
      await expect.poll(() => searchOf(english)).toEqual(view);
      await expect.poll(() => figures(english)).toEqual(shown);
      await english.goForward();
      await expect.poll(() => searchOf(english)).toEqual([]);
      await settled(english);
    },
  );
});

const named = (names: readonly string[], value: string) =>
  names.map((name) => `${name}=${value}`).join("&");

/** All that a page reads, with what none of them understands and the API would refuse. */
const NONSENSE = [
  "range=custom&from=0001-01-01&to=9999-12-31&tz=Mars/Base&cmp=moon&g=second&view=1",
  "f=shoe:1&f=nonsense&f=status:shoe&f=waste:shoe&f=user:%00&constructor=x&__proto__=y&toString=z",
  "by=shoe&by2=shoe&m=x&kind=pie&top=9&scale=cubic&t=2&cum=2&split=shoe&spread=x&payers=2&price=abc",
  "of=x&idle=x&mode=x&days=0&own=x&unit=x&subject=%2A%2A&since=2026-99-99&until=x&downloads=x",
  "month=2026-99&rule=x&w=x&deleted=x&sdk=x&currency=shoe&amount=x",
  named(["provider", "actor", "user", "model"], "%00"),
  named(["q", "source", "plan", "upstream", "book", "feature", "cursor"], "x".repeat(1_500)),
].join("&");

describe("an address that makes no sense", () => {
  it.each(DASHBOARD_PAGES)("opens $route without it, and says what was left out", async (entry) => {
    refusals.length = 0;
    await english.goto(addressOf(entry, stack.ids, NONSENSE));
    await settled(english);
    // A clip leads back to a page of its list, whose cursor only that list can judge.
    const isLed = (text: string) =>
      entry.route === "/generations/$id" && text.startsWith("cursor=");
    await expect.poll(() => searchOf(english).filter((text) => !isLed(text))).toEqual([]);
    expect(await english.getByRole("alert").allInnerTexts()).toEqual([]);
    const isFramed = !entry.route.startsWith("/print/");
    const notes = english.getByRole("note").filter({ hasText: "Not known here" });
    expect(await notes.count()).toBe(isFramed ? 1 : 0);
    // Whether a list has handed out a cursor is known to the API alone.
    const isAsked = ["/generations", "/requests"].includes(entry.route);
    expect(refusals.filter((text) => !isAsked || !text.includes("400"))).toEqual([]);
  });
});
