import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { addressOf, DASHBOARD_PAGES } from "../support/dashboard-pages.ts";
import { startFilledStack, type FilledStack } from "../support/filled-stack.ts";
import { interceptApi, type InterceptedApi } from "../support/intercepted-api.ts";

let stack: FilledStack;
let session: BrowserSession;
let page: Page;
let api: InterceptedApi;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startFilledStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  ({ page } = await session.open({ cookie: stack.session }));
  await retrySoon(page);
  api = await interceptApi(page);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

/** A page asks again after 400 and 800 ms; nobody has to wait for that here. */
async function retrySoon(visited: Page): Promise<void> {
  await visited.addInitScript(() => {
    const start = window.setTimeout;
    const soon = (run: () => void, ms?: number) => start(run, ms === 400 || ms === 800 ? 0 : ms);
    window.setTimeout = soon as typeof window.setTimeout;
  });
}

/** The reader comes back to a window whose figures are a minute old. */
function comeBack(visited: Page): Promise<void> {
  return visited.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 60_000;
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
}

interface Seen {
  readonly loading: number;
  /** What each failed panel says. */
  readonly alerts: readonly string[];
  /** Figures that nobody can know yet, with what stands around them. */
  readonly invented: readonly string[];
}

function look(visited = page): Promise<Seen> {
  return visited.evaluate(() => {
    const main = document.querySelector("main");
    const text = main?.innerText ?? "";
    const zero =
      /NaN|undefined|null|Infinity|\[object|Invalid Date|(?<![\w.,/:–-])[-−]?[$€]?0(?:[.,]0+)?(?![\w.,:/-])/g;
    return {
      loading: main?.querySelectorAll("[aria-busy=true], .skeleton").length ?? 0,
      alerts: [...document.querySelectorAll<HTMLElement>("main [role=alert]")].map(
        (alert) => alert.innerText,
      ),
      invented: [...text.matchAll(zero)].map(({ index }) => text.slice(index - 30, index + 20)),
    };
  });
}

/** Waits until nothing loads any more and every failed panel says this. */
async function settled(sentence: string): Promise<Seen> {
  await expect
    .poll(
      async () => {
        const { loading, alerts } = await look();
        return { loading, others: alerts.filter((text) => !text.includes(sentence)) };
      },
      { timeout: 5_000, interval: 20 },
    )
    .toEqual({ loading: 0, others: [] });
  return look();
}

const tryAgainEverywhere = () =>
  page
    .getByRole("main")
    .getByRole("button", { name: "Try again" })
    .evaluateAll((buttons) => {
      for (const button of buttons as HTMLButtonElement[]) button.click();
    });

describe("while the API is slow, fails, is away and comes back", () => {
  it.each(DASHBOARD_PAGES.filter(({ quiet }) => quiet !== true))(
    "$route shows no figure that is not known, says why, and recovers when asked",
    async (entry) => {
      api.hold();
      await page.goto(addressOf(entry, stack.ids));
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(async () => (await look()).loading, { interval: 20 }).toBeGreaterThan(0);
      expect((await look()).invented).toEqual([]);

      api.fail(500, "The store is on fire.");
      const failed = await settled("The store is on fire.");
      expect(failed.alerts.length).toBeGreaterThan(0);
      for (const text of failed.alerts) expect(text).toContain("req-42");
      expect(failed.invented).toEqual([]);

      api.cut();
      await tryAgainEverywhere();
      const cut = await settled("The server did not answer");
      expect(cut).toEqual({ ...failed, alerts: cut.alerts });

      api.fail(503, "The store is away.");
      await tryAgainEverywhere();
      const away = await settled("The store is away.");
      expect(away).toEqual({ ...failed, alerts: away.alerts });

      api.letThrough();
      await tryAgainEverywhere();
      expect((await settled("nothing at all")).alerts).toEqual([]);
      if (failed.alerts.length < 2) return;

      // Of several panels only that one fails whose question does.
      const [first] = api.asked();
      api.fail(500, "The store is on fire.", first);
      await page.reload();
      await page.getByRole("heading", { level: 1 }).waitFor();
      const partly = await settled("The store is on fire.");
      expect(partly.alerts.length).toBeLessThan(failed.alerts.length);
    },
  );
});

describe("figures that are there", () => {
  it.each(["/?t=1", "/quotas", "/settings/members"])(
    "stay on %s when newer ones can't be had, which it says until they are",
    async (path) => {
      api.letThrough();
      await page.goto(path);
      await page.getByRole("row").first().waitFor();
      const before = await settled("nothing at all");
      const figures = await page.getByRole("table").first().innerText();
      api.fail(503, "The store is away.");
      await comeBack(page);
      const notice = page.getByRole("status").filter({ hasText: "newer ones could not be loaded" });
      await notice.waitFor();
      expect(await look()).toEqual(before);
      expect(await page.getByRole("table").first().innerText()).toBe(figures);
      api.letThrough();
      await notice.getByRole("button", { name: "Try again" }).click();
      await notice.waitFor({ state: "detached" });
    },
  );
});

describe("when nobody can say who is signed in", () => {
  it.each(["setup", "me"])(
    "because /%s fails, the page says so and comes when asked",
    async (name) => {
      const { page: other } = await session.open({ cookie: stack.session });
      await retrySoon(other);
      await other.route(`**/api/v1/${name}`, (route) => route.abort("connectionrefused"));
      await other.goto("/quotas");
      const alert = other.getByRole("alert");
      await alert.waitFor();
      expect(await alert.textContent()).toContain("The server did not answer");
      await other.unroute(`**/api/v1/${name}`);
      await other.getByRole("button", { name: "Try again" }).click();
      await other.getByRole("heading", { level: 1, name: "Quotas" }).waitFor();
    },
  );
});

describe("a menu and a page that nobody has opened yet", () => {
  it("say that the server is away instead of taking the page down, and come when it is back", async () => {
    const { context, page: other } = await session.open({ cookie: stack.session });
    await other.goto("/");
    await other.getByRole("row").first().waitFor();
    await context.route("**", (route) => route.abort("connectionrefused"));
    await other.getByRole("button", { name: "Views", exact: true }).click();
    const told = other.getByRole("alert").filter({ hasText: "The server did not answer" });
    await told.first().getByRole("button", { name: "Close" }).click();
    await other.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await other.getByRole("navigation").getByRole("link", { name: "Quotas", exact: true }).click();
    const alert = other.getByRole("main").getByRole("alert");
    await alert.getByText("The server did not answer").waitFor();
    expect(new URL(other.url()).pathname).toBe("/quotas");
    await alert.getByRole("button", { name: "Try again" }).click();
    await alert.getByText("The server did not answer").waitFor();
    await context.unroute("**");
    await alert.getByRole("button", { name: "Try again" }).click();
    await other.getByRole("heading", { level: 1, name: "Quotas" }).waitFor();
  });
});

describe("a session that ends in the middle", () => {
  it.each([
    "/?range=7d&cmp=previous&f=feature:remix&by=model",
    "/users/team%2Fu%20heavy?range=90d",
    "/settings/audit?subject=key&since=2026-01-01",
  ])("leads to sign-in, which says why, and back to the very same %s", async (address) => {
    const { context, page: other } = await session.open({ cookie: stack.session });
    await other.goto(address);
    await other.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(async () => (await look(other)).loading).toBe(0);
    const before = other.url();
    await context.clearCookies();
    await comeBack(other);
    await other.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await other.getByText("Please sign in to go on.").waitFor();
    await other.getByLabel("Email").fill(stack.owner.email);
    await other.getByLabel("Password").fill(stack.owner.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("navigation").first().waitFor();
    await expect.poll(() => other.url()).toBe(before);
  });
});
