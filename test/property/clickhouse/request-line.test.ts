import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requestLine, requestRow } from "../../../db/clickhouse/rows/request-row.ts";
import { requestRecord } from "../../support/delivery-stores.ts";

const BATCH = "0198c0de-0000-7000-8000-000000000000";
const text = fc.string({ unit: "binary", maxLength: 40 });

describe("a request record's line", () => {
  it("is one line that reads back to the same values, whatever the texts hold", () => {
    fc.assert(
      fc.property(text, text, text, fc.option(text), (feature, userId, route, providerJobId) => {
        const record = requestRecord({ feature, userId, route, providerJobId });
        const line = requestLine(record);
        expect(line).not.toContain("\n");
        expect(requestRow(line, BATCH)).toMatchObject({
          request_id: record.requestId,
          at: new Date(record.atMs).toISOString(),
          feature,
          user_id: userId,
          route,
          provider_job_id: providerJobId ?? "",
          upstream_ms: record.upstreamMs,
          batch_id: BATCH,
        });
      }),
    );
  });

  it("ends at the last day that ClickHouse knows, however long records are kept", () => {
    const line = requestLine(requestRecord({ retainDays: 2_000_000_000 }));
    expect(requestRow(line, BATCH).retain_until).toBe("2149-06-06");
  });
});
