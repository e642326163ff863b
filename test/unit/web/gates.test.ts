import { expect, it } from "vitest";
import type { GateRow } from "../../../api/contract/quotas.ts";
import { gateInputOf, gatesByFeature } from "../../../web/quotas/gate-input.ts";

const gate: GateRow = {
  id: "0190b0f4-7c5e-7000-8000-000000000001",
  name: "France, 10 %",
  feature: "remix",
  regions: ["FR"],
  platforms: null,
  plans: null,
  share: 10,
  from: null,
  to: null,
  daily_budget: "50.000000000",
  tz: "UTC",
  paused: false,
  status: "open",
  budget_used: "1.000000000",
  budget_held: "0.000000000",
  created_at: "2026-11-01T00:00:00.000Z",
  updated_at: "2026-11-01T00:00:00.000Z",
};

it("groups stages by feature, 5 % before 10 %", () => {
  const groups = gatesByFeature(
    [gate, { ...gate, name: "France, 5 %" }, { ...gate, feature: "create" }],
    "en-US",
  );
  expect(groups.map(({ feature, gates }) => [feature, gates.map(({ name }) => name)])).toEqual([
    ["create", ["France, 10 %"]],
    ["remix", ["France, 5 %", "France, 10 %"]],
  ]);
});

it("writes a stage again with all that it says, and nothing that the server adds", () => {
  expect(gateInputOf(gate)).toEqual({
    name: "France, 10 %",
    feature: "remix",
    regions: ["FR"],
    platforms: null,
    plans: null,
    share: 10,
    from: null,
    to: null,
    daily_budget: "50.000000000",
    tz: "UTC",
    paused: false,
  });
});
