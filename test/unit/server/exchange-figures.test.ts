import { describe, expect, it } from "vitest";
import { createExchangeFigures } from "../../../server/exchange-figures.ts";

const exchange = { upstream: "openai", route: "/v1/videos/{id}", status: 200, durationMs: 3 };

describe("figures of exchanges", () => {
  it("count by status class and add durations up over the buckets", () => {
    const figures = createExchangeFigures();
    figures.count(exchange);
    figures.count({ ...exchange, status: 404, durationMs: 1 });
    figures.count({ ...exchange, status: 0, durationMs: 500_000 });
    const lines = figures.render().split("\n");
    const of = 'upstream="openai",route="/v1/videos/{id}"';
    expect(lines).toEqual(
      expect.arrayContaining([
        `reelmeter_proxy_requests_total{${of},status="0xx"} 1`,
        `reelmeter_proxy_requests_total{${of},status="2xx"} 1`,
        `reelmeter_proxy_requests_total{${of},status="4xx"} 1`,
        `reelmeter_proxy_request_seconds_bucket{le="0.001",${of}} 1`,
        `reelmeter_proxy_request_seconds_bucket{le="0.005",${of}} 2`,
        `reelmeter_proxy_request_seconds_bucket{le="120",${of}} 2`,
        `reelmeter_proxy_request_seconds_bucket{le="+Inf",${of}} 3`,
        `reelmeter_proxy_request_seconds_sum{${of}} 500.004`,
        `reelmeter_proxy_request_seconds_count{${of}} 3`,
      ]),
    );
    expect(lines).not.toContain(expect.stringContaining('status="3xx"'));
  });

  it("escape what a label may not hold", () => {
    const figures = createExchangeFigures();
    figures.count({ ...exchange, upstream: 'a"b\\c' });
    expect(figures.render()).toContain('upstream="a\\"b\\\\c"');
  });
});
