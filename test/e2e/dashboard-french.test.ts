import type { Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { en } from "../../web/i18n/en.ts";
import { fr } from "../../web/i18n/fr.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { addressOf, DASHBOARD_PAGES } from "../support/dashboard-pages.ts";
import { startFilledStack, type FilledStack } from "../support/filled-stack.ts";
import { foreignSentences } from "../support/other-language.ts";

let stack: FilledStack;
let session: BrowserSession;
let page: Page;
const opened: { close(): Promise<void> }[] = [];

const foreign = foreignSentences(en, fr);
/** Words that are in no French sentence. */
const ENGLISH =
  /\b(?:the|and|of|with|this|that|is|are|your|you|was|will|has|have|not|must|from|by|to|be|or)\b/i;
/** Names and values of requests' parameters, which are the same in every language. */
const NAMES = new Set(["seconds", "video"]);
/** What was opened already on an earlier page. */
const known = new Set<string>();

beforeAll(async () => {
  stack = await startFilledStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  ({ page } = await session.open({ cookie: stack.session, locale: "fr-FR", width: 1600 }));
  // Everything may be clicked: nothing is changed, and the refusal is the server's.
  await page.route("**/api/v1/**", (route) =>
    route.request().method() === "GET" ? route.continue() : route.abort("accessdenied"),
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function settled(): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("main h1") !== null &&
      document.querySelector("main [aria-busy=true], main .skeleton") === null,
  );
}

/** What is read out or shown, but for code and what says itself that it is English. */
function texts(): Promise<string[]> {
  return page.evaluate(() => {
    const skipped = "code, pre, kbd, script, style, textarea, [lang=en]";
    const found = new Set([document.title]);
    const add = (element: Element | null, text: string | null) => {
      if (text !== null && element?.closest(skipped) === null) found.add(text.trim());
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      add(walker.currentNode.parentElement, walker.currentNode.textContent);
    }
    const spoken = ["aria-label", "title", "placeholder", "alt"];
    for (const element of document.querySelectorAll(spoken.map((name) => `[${name}]`).join())) {
      for (const name of spoken) add(element, element.getAttribute(name));
    }
    return [...found];
  });
}

async function english(): Promise<readonly (readonly [string, string])[]> {
  const shown = (await texts()).filter((text) => !NAMES.has(text));
  return shown.flatMap((text) => {
    const sentence = foreign.find(({ pattern }) => pattern.test(text));
    if (sentence !== undefined) return [[text, sentence.key] as const];
    return ENGLISH.test(text) ? [[text, "no sentence of the catalogue"] as const] : [];
  });
}

/** The buttons of a part of the page that no earlier page had. */
async function newButtons(part: string): Promise<readonly Locator[]> {
  const buttons = [];
  for (const button of await page.locator(part).all()) {
    const name = `${await button.getAttribute("aria-label")} ${await button.innerText()}`;
    if (!known.has(name) && (await button.isVisible())) buttons.push(button);
    known.add(name);
  }
  return buttons;
}

const MENU_MS = 4_000;

describe("a French page", () => {
  it.each(DASHBOARD_PAGES)(
    "$route says nothing in English, nor does what it opens",
    async (entry) => {
      await page.goto(addressOf(entry, stack.ids));
      await settled();
      expect(await english()).toEqual([]);
      for (const button of await newButtons("main button[aria-haspopup=menu]")) {
        // A button that was drawn anew while its menu was fetched is pressed once more.
        await expect
          .poll(async () => {
            if ((await page.getByRole("menu").count()) === 0) await button.press("Enter");
            return page
              .getByRole("menu")
              .waitFor({ timeout: MENU_MS })
              .then(() => true)
              .catch(() => false);
          })
          .toBe(true);
        expect(await english()).toEqual([]);
        await page.keyboard.press("Escape");
        await page.getByRole("menu").waitFor({ state: "detached" });
      }
      for (const button of await newButtons("main header button:not([aria-haspopup])")) {
        await button.press("Enter");
        expect(await english()).toEqual([]);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "detached" });
      }
    },
  );
});

describe("what the server refuses", () => {
  it("is said in French by its code, and what only its own sentence says is marked as English", async () => {
    const problem = { title: "x", request_id: "req-42" };
    const answer = (status: number, code: string, detail: string) =>
      page.route("**/api/v1/quotas**", (route) =>
        route.fulfill({
          status,
          contentType: "application/problem+json",
          json: { ...problem, status, code, detail },
        }),
      );
    await answer(503, "analytics_unavailable", "The analytic store can't be reached.");
    await page.goto("/quotas");
    await page
      .getByRole("alert")
      .filter({ hasText: "La base d’analyse est injoignable" })
      .waitFor();
    expect(await english()).toEqual([]);
    await answer(409, "conflict", "There is a rule of this name already.");
    await page.getByRole("alert").getByRole("button", { name: "Réessayer" }).click();
    const own = page.getByRole("alert").locator("[lang=en]");
    await own.waitFor();
    expect(await own.textContent()).toBe("(There is a rule of this name already.)");
    expect(await english()).toEqual([]);
  });

  it("is said in French beside the field that it names", async () => {
    await page.route("**/api/v1/upstreams", (route) => route.continue());
    await page.goto("/upstreams");
    await page.getByRole("button", { name: "Ajouter un fournisseur" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("URL de base").fill(`${stack.simulatorUrl}/v1`);
    await dialog.locator("[name=slug]").fill("a");
    await dialog.getByLabel("Identifiant secret").fill("x");
    await dialog.getByRole("button", { name: "Ajouter un fournisseur" }).click();
    await dialog.getByText("est une adresse privée").waitFor();
    expect(await english()).toEqual([]);
  });
});
