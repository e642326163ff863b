import type { Locator, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { addressOf, DASHBOARD_PAGES } from "../support/dashboard-pages.ts";
import { startFilledStack, type FilledStack } from "../support/filled-stack.ts";
import { smallTargets } from "../support/small-targets.ts";

let stack: FilledStack;
let session: BrowserSession;
let page: Page;
const opened: { close(): Promise<void> }[] = [];
/** What was opened already on an earlier page. */
const known = new Set<string>();
const MOST_TABS = 150;
/** A dialog whose code comes when it is opened is there by then; other buttons open none. */
const OPENING_MS = 1_000;

beforeAll(async () => {
  stack = await startFilledStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  ({ page } = await session.open({ cookie: stack.session }));
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

/** How the focus is shown; "lost" when nothing has it, "hidden" when nobody sees what has. */
function focusLook(visited: Page): Promise<string> {
  return visited.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) return "lost";
    const { width, height } = activeElement.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
    if (width < 1 || height < 1) return "hidden";
    return outlineStyle === "none" || outlineWidth === "0px" ? "hidden" : "shown";
  });
}

/** Goes on with Tab until this has the focus, which is seen on every step of the way. */
async function tabTo(visited: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor();
  for (let step = 0; step < MOST_TABS; step += 1) {
    await visited.keyboard.press("Tab");
    expect(await focusLook(visited)).toBe("shown");
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${String(wanted)} was not reached with ${MOST_TABS} tabs`);
}

const hasFocus = (locator: Locator) =>
  locator.evaluate((element) => element === document.activeElement);

describe("the keyboard alone", () => {
  it("signs in and goes from the overview to one generation and back", async () => {
    const { page: fresh } = await session.open();
    await fresh.goto("/");
    await tabTo(fresh, fresh.getByLabel("Email"));
    await fresh.keyboard.type(stack.owner.email);
    await tabTo(fresh, fresh.getByLabel("Password"));
    await fresh.keyboard.type(stack.owner.password);
    await fresh.keyboard.press("Enter");
    await fresh.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await tabTo(
      fresh,
      fresh
        .getByRole("table", { name: "By feature", exact: true })
        .getByRole("link", { name: /^remix, .* show its clips$/ }),
    );
    await fresh.keyboard.press("Enter");
    await fresh.getByRole("heading", { level: 1, name: "Generations" }).waitFor();
    await tabTo(fresh, fresh.getByRole("rowheader").getByRole("link").first());
    await fresh.keyboard.press("Enter");
    await fresh.getByRole("heading", { level: 1, name: "Generation", exact: true }).waitFor();
    await fresh.goBack();
    await fresh.getByRole("heading", { level: 1, name: "Generations" }).waitFor();
    expect(new URL(fresh.url()).searchParams.get("f")).toBe("feature:remix");
  });

  it("makes a key", async () => {
    await page.goto("/keys");
    await settled();
    const create = page.getByRole("button", { name: "Create key" });
    await tabTo(page, create);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    if (!(await hasFocus(dialog.getByLabel("Name")))) await tabTo(page, dialog.getByLabel("Name"));
    await page.keyboard.type("By hand");
    await page.keyboard.press("Enter");
    await page.getByTestId("secret").waitFor();
    await tabTo(page, page.getByRole("button", { name: "I have stored it" }));
    await page.keyboard.press("Enter");
    await page.getByRole("row").filter({ hasText: "By hand" }).waitFor();
    await expect.poll(() => hasFocus(create)).toBe(true);
  });

  it("changes the limit of a rule", async () => {
    await page.goto("/quotas");
    await settled();
    await tabTo(page, page.getByRole("link", { name: "Clips in all", exact: true }));
    await page.keyboard.press("Enter");
    const limit = page.getByLabel("Limit (generations)");
    await tabTo(page, limit);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("60");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Quotas" }).waitFor();
    const row = page.getByRole("row").filter({ hasText: "Clips in all" });
    await expect.poll(() => row.textContent()).toContain("60");
  });

  it("opens the palette from anywhere, goes to a page, and is back where it was after Escape", async () => {
    await page.goto("/keys");
    await settled();
    const create = page.getByRole("button", { name: "Create key" });
    await tabTo(page, create);
    const palette = page.getByRole("dialog", { name: "Find and do" });
    await page.keyboard.press("Control+k");
    await palette.waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => hasFocus(create)).toBe(true);
    await page.keyboard.press("Control+k");
    await palette.waitFor();
    await page.keyboard.type("members");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Members" }).waitFor();
  });
});

describe("on every page", () => {
  // Everything may be pressed: nothing is changed.
  beforeAll(() =>
    page.route("**/api/**", (route) =>
      route.request().method() === "GET" ? route.continue() : route.abort("accessdenied"),
    ),
  );

  it.each(DASHBOARD_PAGES)(
    "$route targets are big enough, it fits at twice the size, and what closes gives the focus back",
    async (entry) => {
      await page.goto(addressOf(entry, stack.ids));
      await settled();
      expect(await page.evaluate(smallTargets)).toEqual([]);
      const openers = page.locator(
        "main button:not([aria-haspopup], [type=submit], [aria-pressed], [role])",
      );
      for (const opener of await openers.all()) {
        if ((await opener.count()) === 0) continue;
        const name = `${await opener.getAttribute("aria-label")} ${await opener.innerText()}`;
        // One of each kind: "Revoke this", "Revoke that".
        const kind = name.split(" ").slice(0, 3).join(" ");
        if (known.has(kind) || !(await opener.isVisible()) || !(await opener.isEnabled())) continue;
        known.add(kind);
        await opener.focus();
        await page.keyboard.press("Enter");
        const dialog = page.getByRole("dialog");
        const isOpen = dialog.waitFor({ timeout: OPENING_MS }).then(
          () => true,
          () => false,
        );
        if (!(await isOpen)) continue;
        expect(await focusLook(page)).not.toBe("lost");
        await page.keyboard.press("Escape");
        await expect.poll(() => hasFocus(opener)).toBe(true);
      }
      await page.setViewportSize({ width: 640, height: 450 });
      const root = () =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth;
      expect(await page.evaluate(root)).toBeLessThanOrEqual(0);
      await page.setViewportSize({ width: 1280, height: 900 });
    },
  );

  it.each(["/", "/generations", "/explore", "/quotas/new", "/docs", "/system"])(
    "%s lets the focus through from its beginning to its end",
    async (path) => {
      await page.goto(path);
      await settled();
      const looks = new Set<string>();
      for (let step = 0; step < MOST_TABS * 2; step += 1) {
        await page.keyboard.press("Tab");
        const look = await focusLook(page);
        looks.add(look);
        if (look === "lost") break;
      }
      // After the last one the focus leaves the page for the browser's own controls.
      expect([...looks].toSorted()).toEqual(["lost", "shown"]);
    },
  );
});
