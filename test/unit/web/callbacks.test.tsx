// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Suspense } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CallbackRow } from "../../../api/contract/callbacks.ts";
import { CallbacksCard } from "../../../web/pages/generations/callbacks-card.tsx";
import { KeyForm } from "../../../web/pages/keys/key-form.tsx";
import { startWebApi, type Answer } from "../../support/web-api.ts";
import { renderWeb } from "../../support/web-render.tsx";

const GENERATION = "0190b0f4-7c5e-7000-8000-000000000001";
const WORKSPACE = "0190b0f4-7c5e-7000-8000-000000000003";
const failed: CallbackRow = {
  id: "0190b0f4-7c5e-7000-8000-000000000002",
  generation_id: GENERATION,
  upstream: "kling",
  provider: "kling",
  origin: "https://app.example",
  verified: true,
  state: "failed",
  tries: 11,
  last_status: 503,
  last_fault: "status",
  received_at: "2026-11-22T00:00:00.000Z",
  next_try_at: null,
  ended_at: "2026-11-23T00:00:00.000Z",
};

let answer: Answer;
let api: Awaited<ReturnType<typeof startWebApi>>;
beforeEach(async () => {
  api = await startWebApi((call) => answer(call));
  window.location.href = `${api.url}/keys`;
});
afterEach(() => api.close());

const asRole =
  (role: string, rows: readonly CallbackRow[]): Answer =>
  ({ method, path }) => {
    if (path.startsWith("/api/v1/callbacks") && method === "GET") {
      return { status: 200, body: { data: rows, next_cursor: null } };
    }
    if (method === "POST") return { status: 200, body: { ...failed, state: "waiting", tries: 0 } };
    return { status: 200, body: { role, workspace: { id: WORKSPACE } } };
  };
const card = (
  <Suspense>
    <CallbacksCard generationId={GENERATION} />
  </Suspense>
);

it("shows what became of a generation's callbacks, and lets an admin try one again", async () => {
  answer = asRole("admin", [failed]);
  await renderWeb(card);
  const table = await screen.findByRole("table", { name: "Callbacks" });
  expect(within(table).getByText("given up")).toBeDefined();
  expect(within(table).getByText("503 · refused")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: /Try again to call/ }));
  await waitFor(() =>
    expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toContain(
      `POST /api/v1/callbacks/${failed.id}/retry`,
    ),
  );
});

it("offers a viewer nothing to press, in French too", async () => {
  answer = asRole("viewer", [failed]);
  await renderWeb(card, "fr");
  expect(await screen.findByText("abandonné")).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
});

it("shows nothing where a create named no callback", async () => {
  answer = asRole("admin", []);
  const { container } = await renderWeb(card);
  await waitFor(() =>
    expect(api.seen.some(({ path }) => path.startsWith("/api/v1/callbacks"))).toBe(true),
  );
  expect(container.querySelector("table")).toBeNull();
});

it("sends a key's callbacks, and says at the field which of them is wrong", async () => {
  answer = ({ method }) =>
    method === "POST"
      ? {
          status: 400,
          body: {
            status: 400,
            code: "invalid_input",
            detail: "Correct it.",
            errors: [{ field: "callbacks[1]", message: "must begin with https://" }],
          },
        }
      : { status: 200, body: { data: [], next_cursor: null } };
  await renderWeb(<KeyForm onDone={() => {}} onCancel={() => {}} />);
  await userEvent.type(screen.getByLabelText("Name"), "app");
  await userEvent.type(
    screen.getByLabelText("Callbacks it may ask for"),
    "https://app.example/hooks, http://app.example",
  );
  await userEvent.click(screen.getByRole("button", { name: "Create key" }));
  expect(await screen.findByText("must begin with https://")).toBeDefined();
  expect(api.seen.find(({ method }) => method === "POST")?.body).toEqual({
    name: "app",
    kind: "proxy",
    callbacks: ["https://app.example/hooks", "http://app.example"],
  });
});
