// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ProblemError } from "../../../web/client/problem-error.ts";
import { Figure, figureStatus } from "../../../web/charts/figure.tsx";
import { CostText } from "../../../web/pages/generations/cost-text.tsx";
import { DataTable } from "../../../web/ui/data-table.tsx";
import { ErrorState } from "../../../web/ui/error-state.tsx";
import { renderWeb } from "../../support/web-render.tsx";

const away = new ProblemError({
  status: 503,
  code: "store_away",
  detail: "The analytic store does not answer.",
  request_id: "req-1",
});

it("says what failed in the server's words, with the request id and a way to try again", async () => {
  let tries = 0;
  await renderWeb(<ErrorState error={away} onRetry={() => (tries += 1)} />);
  const alert = screen.getByRole("alert");
  expect(alert.textContent).toContain("The analytic store does not answer.");
  expect(alert.textContent).toContain("req-1");
  await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(tries).toBe(1);
});

it("says it in French when the server was never reached", async () => {
  const unreachable = new ProblemError({ status: 0, code: "unreachable", detail: "" });
  await renderWeb(<ErrorState error={unreachable} onRetry={() => {}} />, "fr");
  expect(screen.getByRole("alert").textContent).toContain("Le serveur n’a pas répondu");
});

it("keeps showing old figures while new ones fail, and an error only when there are none", () => {
  const refetch = () => null;
  const failed = { data: undefined, error: away, isPlaceholderData: false, refetch };
  expect(figureStatus(failed).kind).toBe("error");
  expect(figureStatus({ ...failed, data: {} })).toEqual({ kind: "ready", refreshing: false });
  expect(figureStatus({ ...failed, error: null }).kind).toBe("loading");
});

it("keeps a figure's height in every state, so that nothing below it moves", async () => {
  const heights = [];
  for (const status of [
    { kind: "loading" } as const,
    { kind: "error", error: away, onRetry: () => {} } as const,
    { kind: "ready", refreshing: true } as const,
  ]) {
    const { container } = await renderWeb(
      <Figure title="Spend" subtitle="per day" status={status} height={300}>
        <p>drawing</p>
      </Figure>,
    );
    heights.push(container.querySelector<HTMLElement>("figure > div")?.style.minHeight);
  }
  expect(heights).toEqual(["300px", "300px", "300px"]);
  expect(screen.getByRole("figure").getAttribute("aria-busy")).toBe("true");
});

it("is a real table: a caption, column headers, a row header, and reachable by keyboard", async () => {
  await renderWeb(
    <DataTable
      caption="By feature"
      columns={[
        { id: "name", header: "Feature", rowHeader: true, cell: (row) => row.name },
        { id: "spend", header: "Spend", align: "right", cell: (row) => row.spend },
      ]}
      rows={[{ name: "remix", spend: "$1.00" }]}
      rowKey={(row) => row.name}
    />,
  );
  expect(screen.getByRole("table", { name: "By feature" })).toBeDefined();
  expect(screen.getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual([
    "Feature",
    "Spend",
  ]);
  expect(screen.getByRole("rowheader", { name: "remix" })).toBeDefined();
  await userEvent.tab();
  expect(document.activeElement?.getAttribute("role")).toBe("region");
});

it("shows an unknown cost as unpriced with its reason, never as 0", async () => {
  const { container } = await renderWeb(
    <CostText
      cost={{ amount: null, currency: null, basis: "unpriced", unpriced_reason: "units_unknown" }}
    />,
  );
  expect(container.textContent).toBe("unpriced");
  expect(screen.getByTitle("the billed units are not known")).toBeDefined();
});

it("marks an estimate as one", async () => {
  const { container } = await renderWeb(
    <CostText
      cost={{ amount: "0.800000000", currency: "USD", basis: "estimate", unpriced_reason: null }}
    />,
  );
  expect(container.textContent).toBe("≈ $0.80");
});
