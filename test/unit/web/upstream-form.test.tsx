// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { PROVIDER_CATALOGUE } from "../../../domain/provider-catalogue.ts";
import { UpstreamForm } from "../../../web/pages/upstreams/upstream-form.tsx";
import { startWebApi, type Answer } from "../../support/web-api.ts";
import { renderWeb } from "../../support/web-render.tsx";

const created: UpstreamRow = {
  id: "0190b0f4-7c5e-7000-8000-000000000001",
  slug: "own-gpus",
  provider: "openai",
  base_url: "http://10.0.0.4:8000/v1",
  credential_last4: "cret",
  has_webhook_secret: false,
  allow_private: true,
  gpu: { type: "H100", count: 8, usd_per_hour: "2.500000000" },
  proxy_url: "http://localhost/proxy/own-gpus/v1",
  webhook_url: "http://localhost/hooks/own-gpus",
  created_at: "2026-11-22T00:00:00.000Z",
  disabled_at: null,
};

let answer: Answer = () => ({ status: 201, body: created });
let api: Awaited<ReturnType<typeof startWebApi>>;

beforeEach(async () => {
  api = await startWebApi((call) => answer(call));
  window.location.href = `${api.url}/upstreams`;
});
afterEach(() => api.close());

const fill = async (label: string, text: string) => {
  const field = screen.getByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};

it("sends what was typed, with the GPUs of a dedicated upstream", async () => {
  answer = () => ({ status: 201, body: created });
  const done: UpstreamRow[] = [];
  await renderWeb(<UpstreamForm onDone={(row) => done.push(row)} />);
  await fill("Name in the address", "own-gpus");
  await fill("Base URL", "http://10.0.0.4:8000/v1");
  await fill("Credential", "s3cret");
  await userEvent.click(screen.getByLabelText("Allow a private address"));
  await userEvent.click(screen.getByRole("checkbox", { name: "Dedicated GPUs" }));
  await userEvent.click(screen.getByRole("button", { name: "Add upstream" }));
  await waitFor(() => expect(done).toEqual([created]));
  expect(api.seen.filter((call) => call.method === "POST")).toEqual([
    {
      method: "POST",
      path: "/api/v1/upstreams",
      body: {
        slug: "own-gpus",
        provider: "openai",
        base_url: "http://10.0.0.4:8000/v1",
        credential: "s3cret",
        allow_private: true,
        gpu: { type: "H100", count: 8, usd_per_hour: "2.50" },
      },
    },
  ]);
});

it("offers every wire, each with the address of its own service", async () => {
  answer = () => ({ status: 201, body: created });
  const done: UpstreamRow[] = [];
  await renderWeb(<UpstreamForm onDone={(row) => done.push(row)} />);
  const wires = screen.getByLabelText("Wire");
  const offered = within(wires).getAllByRole("option");
  expect(offered.map((option) => option.textContent)).toEqual(
    Object.values(PROVIDER_CATALOGUE).map(({ name }) => name),
  );
  await userEvent.selectOptions(wires, "openrouter");
  expect(screen.getByLabelText<HTMLInputElement>("Base URL").value).toBe(
    "https://openrouter.ai/api/v1",
  );
  await userEvent.selectOptions(wires, "byteplus_ark");
  await fill("Credential", "s3cret");
  await userEvent.click(screen.getByRole("button", { name: "Add upstream" }));
  await waitFor(() => expect(done).toEqual([created]));
  // A slug stands in an address and takes no underscore.
  expect(api.seen.find((call) => call.method === "POST")?.body).toMatchObject({
    slug: "byteplus-ark",
    provider: "byteplus_ark",
  });
});

it("puts each fault beside its field and keeps what was typed", async () => {
  answer = () => ({
    status: 400,
    body: {
      type: "about:blank",
      title: "Invalid input",
      status: 400,
      code: "invalid_input",
      detail: "One field is faulty.",
      request_id: "req-7",
      errors: [{ field: "base_url", message: "is a private address" }],
    },
  });
  await renderWeb(<UpstreamForm onDone={() => {}} />);
  await fill("Base URL", "http://10.0.0.4:8000/v1");
  await fill("Credential", "s3cret");
  await userEvent.click(screen.getByRole("button", { name: "Add upstream" }));
  await screen.findByText("is a private address");
  const field = screen.getByLabelText<HTMLInputElement>("Base URL");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(field.value).toBe("http://10.0.0.4:8000/v1");
  expect(screen.getByRole("alert").textContent).toContain("req-7");
});
