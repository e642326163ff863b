import { describe, expect, it } from "vitest";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { daysToRebuild } from "../../../ingest/deliver/days-to-rebuild.ts";

const made = (iso: string) => ({
  day: iso.slice(0, 10),
  entityId: uuidV7(Date.parse(iso), new Uint8Array(10)),
});

describe("the days that a batch changes", () => {
  it("are each generation's own, once and in order", () => {
    const rows = [
      made("2026-03-05T12:00:00Z"),
      made("2026-03-04T00:00:00Z"),
      made("2026-03-05T01:00:00Z"),
    ];
    expect(daysToRebuild(rows)).toEqual(["2026-03-04", "2026-03-05"]);
  });

  it("include the next day for one within ten minutes of midnight, which may have a duplicate there", () => {
    expect(daysToRebuild([made("2026-12-31T23:50:00Z")])).toEqual(["2026-12-31", "2027-01-01"]);
    expect(daysToRebuild([made("2026-12-31T23:49:59Z")])).toEqual(["2026-12-31"]);
  });
});
