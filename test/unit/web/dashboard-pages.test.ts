// @vitest-environment happy-dom
import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { createAppRouter } from "../../../web/router.tsx";
import { DASHBOARD_PAGES } from "../../support/dashboard-pages.ts";

/** Without a session; each has tests of its own. */
const PLAIN = new Set(["/sign-in", "/setup", "/join"]);

it("knows every page that the router does, so that none escapes the tests of all pages", () => {
  const { routesByPath } = createAppRouter(new QueryClient());
  const routes = Object.keys(routesByPath).filter((path) => !PLAIN.has(path));
  expect(DASHBOARD_PAGES.map(({ route }) => route).toSorted()).toEqual(routes.toSorted());
});
