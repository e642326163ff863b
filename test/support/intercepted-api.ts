import type { Page, Route } from "@playwright/test";

/** What becomes of a page's calls of the API, but for who is signed in and where. */
export interface InterceptedApi {
  /** Leaves them without an answer until something else is said, which then counts for them too. */
  hold(): void;
  /** With `path` only those of this path fail. */
  fail(status: number, detail: string, path?: string): void;
  /** The network is down. */
  cut(): void;
  letThrough(): void;
  /** The paths that were asked since the last `hold`, in their order. */
  asked(): readonly string[];
}

type Outcome = (route: Route) => Promise<void>;

const FRAME = /\/api\/v1\/(?:setup|me)$/;

const pathOf = (route: Route): string => new URL(route.request().url()).pathname;

export async function interceptApi(page: Page): Promise<InterceptedApi> {
  let outcome: Outcome = (route) => route.continue();
  let held: Route[] = [];
  let asked: string[] = [];
  const become = (next: Outcome) => {
    outcome = next;
    const waiting = held;
    held = [];
    // A page that has gone has taken its calls along.
    for (const route of waiting) void next(route).catch(() => {});
  };
  await page.route("**/api/v1/**", (route) => {
    if (FRAME.test(pathOf(route))) return route.continue();
    asked.push(pathOf(route));
    return outcome(route);
  });
  return {
    hold: () => {
      asked = [];
      become(async (route) => {
        held.push(route);
      });
    },
    fail: (status, detail, path) =>
      become((route) => {
        if (path !== undefined && pathOf(route) !== path) return route.continue();
        return route.fulfill({
          status,
          contentType: "application/problem+json",
          json: { status, title: "x", detail, code: "internal", request_id: "req-42" },
        });
      }),
    cut: () => become((route) => route.abort("internetdisconnected")),
    letThrough: () => become((route) => route.continue()),
    asked: () => asked,
  };
}
