import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { addressOf, DASHBOARD_PAGES } from "../support/dashboard-pages.ts";
import { startFilledStack, type FilledStack } from "../support/filled-stack.ts";

let stack: FilledStack;
let session: BrowserSession;
let english: Page;
let french: Page;
let faults: string[];
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
  faults = first.faults;
  await english.goto("/");
  await french.goto("/");
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

/** Goes there inside the page, as a link of it does. */
async function goInside(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), address);
  await settled(page);
}

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

/** Amounts and whole numbers in cells, as digits alone: the same in every language. */
function figures(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const main = document.querySelector<HTMLElement>("main");
    const amounts = [...(main?.innerText ?? "").matchAll(/\$[\d.,]+|[\d,\u202f\u00a0]+\s\$/gu)];
    const cells = [...document.querySelectorAll<HTMLElement>("main td")]
      .map((cell) => cell.innerText)
      .filter((text) => /^[\d.,\s\u202f]+%?$/u.test(text.trim()));
    return [...amounts.map(([text]) => text), ...cells]
      .map((text) => text.replaceAll(/\D/g, ""))
      .toSorted();
  });
}

const viewed = DASHBOARD_PAGES.filter((entry) => entry.view !== undefined);

describe("a link to a view", () => {
  it.each(viewed)(
    "of $route opens the same one elsewhere, in the other language",
    async (entry) => {
      const address = addressOf(entry, stack.ids, entry.view);
      await english.goto(address);
      await settled(english);
      expect(searchOf(english)).toEqual(wanted(entry.view ?? ""));
      await french.goto(new URL(english.url()).pathname + new URL(english.url()).search);
      await settled(french);
      expect(french.url()).toBe(english.url());
      expect(await figures(french)).toEqual(await figures(english));
    },
  );
});
