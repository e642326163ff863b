import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { startFilledStack, type FilledStack } from "../support/filled-stack.ts";

let stack: FilledStack;
let session: BrowserSession;
let page: Page;
const opened: { close(): Promise<void> }[] = [];

const ROWS = 10_000;
/** Elements of a page that a slow machine still lays out in a frame or two. */
const MOST_ELEMENTS = 5_000;

type Row = Readonly<Record<string, unknown>>;

interface List {
  readonly path: string;
  readonly api: string;
  readonly table: string;
  /** How the next rows are got; absent where the rest is only told. */
  readonly more?: string;
  /** Another row like this one. */
  readonly like: (row: Row, index: number) => Row;
}

const withId = (row: Row, index: number): Row => ({
  ...row,
  id: `0190b0f4-7c5e-7000-8000-${String(index).padStart(12, "0")}`,
  created_at: new Date(Date.UTC(2026, 10, 25) - index * 60_000).toISOString(),
});

const LISTS: readonly List[] = [
  {
    path: "/generations",
    api: "/generations",
    table: "Generations in this period, newest first",
    more: "Older",
    like: withId,
  },
  { path: "/keys", api: "/keys", table: "Keys of this workspace", more: "Load more", like: withId },
  {
    path: "/users",
    api: "/users",
    table: "Users",
    more: "Load more",
    like: (row, index) => ({ ...row, user: `u_${index}` }),
  },
  {
    path: "/settings/audit",
    api: "/audit-log",
    table: "Changes, newest first",
    more: "Load more",
    like: withId,
  },
  {
    path: "/",
    api: "/analytics/breakdown",
    table: "By feature",
    like: (row, index) => ({ ...row, values: { feature: `feature-${index}` } }),
  },
];

beforeAll(async () => {
  stack = await startFilledStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  ({ page } = await session.open({ cookie: stack.session }));
});
afterEach(() => page.unrouteAll({ behavior: "ignoreErrors" }));
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

/** Answers a list's questions as the API would if it had ROWS rows like its first one; says how many were asked for. */
async function multiply({ api, like }: List): Promise<{ asked: number }> {
  const seen = { asked: 0 };
  await page.route(
    (url) => url.pathname === `/api/v1${api}`,
    async (route) => {
      const url = new URL(route.request().url());
      const limit = Number(url.searchParams.get("limit") ?? 50);
      const start = Number(url.searchParams.get("cursor") ?? 0);
      url.searchParams.delete("cursor");
      const response = await route.fetch({ url: url.href });
      const answer = (await response.json()) as { data: Row[] };
      const [first = {}] = answer.data;
      const count = Math.min(limit, ROWS - start);
      seen.asked = Math.max(seen.asked, limit);
      const data = Array.from({ length: count }, (_, index) => like(first, start + index));
      const next = start + count < ROWS ? String(start + count) : null;
      await route.fulfill({ response, json: { ...answer, data, next_cursor: next } });
    },
  );
  return seen;
}

describe("a list of ten thousand", () => {
  it.each(LISTS)("on $path comes a page at a time, and the page stays small", async (list) => {
    const seen = await multiply(list);
    await page.goto(list.path);
    const rows = page.getByRole("table", { name: list.table }).locator("tbody tr");
    await rows.nth(2).waitFor();
    // What is drawn meanwhile is an answer that was on its way before the list was multiplied.
    await expect.poll(async () => (await rows.count()) === seen.asked).toBe(true);
    const first = seen.asked;
    const elements = () => page.locator("*").count();
    expect(await elements()).toBeLessThan(MOST_ELEMENTS);
    if (list.more === undefined) {
      expect(await page.getByRole("main").innerText()).toContain("The 50 largest");
      return;
    }
    const before = await rows.first().innerText();
    const shown = async () => `${await rows.count()} ${await rows.last().innerText()}`;
    const last = await shown();
    await page.getByRole("main").getByText(list.more, { exact: true }).click();
    await expect.poll(shown).not.toBe(last);
    // A list either goes on below or turns its page.
    const [count, top] = [await rows.count(), await rows.first().innerText()];
    expect([first, first * 2]).toContain(count);
    expect(top === before).toBe(count === first * 2);
    expect(await elements()).toBeLessThan(MOST_ELEMENTS * 2);
  });
});
