import { randomUUID } from "node:crypto";
import type { PriceRecord } from "../../db/postgres/management/prices.ts";

/** A workspace's own price as Postgres holds it, but for what the test changes. */
export function priceRecord(change: Partial<PriceRecord>): PriceRecord {
  return {
    id: randomUUID(),
    workspaceId: "ws",
    provider: "openai",
    model: "sora-2",
    unit: "second",
    conditions: { size: "1280x720" },
    amount: "0.100000000",
    currency: "USD",
    minimumUnits: null,
    validFrom: new Date("2026-01-01T00:00:00Z"),
    validTo: null,
    source: null,
    confidence: null,
    createdAt: new Date("2026-01-01T00:00:00Z"),
    createdBy: "test",
    book: null,
    ...change,
  };
}
