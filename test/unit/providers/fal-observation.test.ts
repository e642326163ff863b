import { describe, expect, it } from "vitest";
import type { ObservationSource } from "../../../domain/observation.ts";
import { falAdapter } from "../../../ingest/providers/fal/fal-adapter.ts";
import { jobAnswer } from "../../../ingest/proxy/job-answer.ts";
import { parseJson } from "../../../ingest/proxy/json-tap.ts";

const ID = "r-1";

function observe(
  status: number,
  text: string,
  { source = "poll", units }: { source?: ObservationSource; units?: string } = {},
) {
  const plain = Buffer.from(text);
  const headers = units === undefined ? {} : { "x-fal-billable-units": units };
  const answer = jobAnswer({ status, headers, json: parseJson(plain), plain });
  return falAdapter.observeJob(answer, { jobId: ID, source, seenAtMs: 0 })?.observation ?? null;
}

const CLIP = '{"video":{"url":"https://clips.example/1.mp4"}}';

describe("what fal answers about a request", () => {
  it("is its result where it has no status of the queue, whatever else it holds", () => {
    expect(observe(200, `{"request_id":"${ID}","status":"ok"}`)?.status).toBe("succeeded");
    expect(observe(200, `{"request_id":"${ID}"}`)?.status).toBe("succeeded");
    expect(observe(200, `{"request_id":"${ID}","status":"COMPLETED"}`)?.status).toBe("running");
    expect(observe(200, "{}")?.status).toBe("succeeded");
  });

  it.each(["", "null", "[]", '"COMPLETED"', "<html>"])(
    "is no news when it is no object: %j",
    (text) => {
      expect(observe(200, text)).toBeNull();
    },
  );

  it("is about the request that it names", () => {
    const plain = Buffer.from('{"request_id":"r-2","status":"COMPLETED"}');
    const answer = jobAnswer({ status: 200, headers: {}, json: parseJson(plain), plain });
    const report = falAdapter.observeJob(answer, { jobId: ID, source: "poll", seenAtMs: 0 });
    expect(report?.providerJobId).toBe("r-2");
  });

  it("names the clip's length to the nano where the endpoint does", () => {
    const result = (duration: string) =>
      observe(200, `{"video":{"url":"https://clips.example/1.mp4","duration":${duration}}}`);
    expect(result("3.008000001")?.videoSeconds).toBe(3_008_000_001n);
    expect(result("null")?.videoSeconds).toBeNull();
    expect(result("0")?.videoSeconds).toBeNull();
    expect(result("-3")?.videoSeconds).toBeNull();
  });

  it("bills the units that its header names, to the nano", () => {
    const units = (text: string) => observe(200, CLIP, { units: text })?.billedUnits?.units ?? null;
    expect(units("3.008")).toBe(3_008_000_000n);
    expect(units(" 8 ")).toBe(8_000_000_000n);
    expect(units("0")).toBe(0n);
    for (const odd of ["", "-1", "eight", "1e30", "8, 8", "NaN"]) expect(units(odd)).toBeNull();
  });
});

describe("an error in place of a result", () => {
  const fault = (loc: string, type = "missing") =>
    `{"detail":[{"loc":["${loc}","x"],"msg":"No.","type":"${type}"}]}`;

  it("says that the request failed where a model or what became of its runner says so", () => {
    expect(observe(400, fault("body"))?.status).toBe("failed");
    expect(observe(500, fault("body"))?.status).toBe("failed");
    expect(observe(422, '{"detail":"No."}')?.status).toBe("failed");
    expect(observe(504, '{"detail":"No.","error_type":"request_timeout"}')?.status).toBe("failed");
  });

  it("is no news where the question or the way there may be at fault", () => {
    expect(observe(422, fault("query"))).toBeNull();
    for (const status of [401, 403, 408, 429]) expect(observe(status, fault("body"))).toBeNull();
    expect(observe(500, '{"detail":"No."}')).toBeNull();
    expect(observe(503, '{"detail":"No.","error_type":"internal_error"}')).toBeNull();
    expect(observe(400, '{"detail":"No."}')).toBeNull();
    expect(observe(502, "<html>")).toBeNull();
    expect(observe(400, '{"status":"ALREADY_COMPLETED"}')).toBeNull();
  });

  it("says that a request is there which has no result yet", () => {
    expect(observe(400, '{"detail":"Request is still in progress"}')?.status).toBe("submitted");
  });
});

describe("the answer of a cancellation", () => {
  const cancel = (status: number, text: string) => observe(status, text, { source: "cancel" });

  it("ends a request only where it was taken out of the queue", () => {
    expect(cancel(200, '{"status":"OK"}')?.status).toBe("cancelled");
    expect(cancel(202, '{"status":"CANCELLATION_REQUESTED"}')).toBeNull();
    expect(cancel(400, '{"status":"ALREADY_COMPLETED"}')).toBeNull();
    expect(cancel(422, '{"detail":"No."}')).toBeNull();
    expect(cancel(200, CLIP)).toBeNull();
  });
});

describe("where the worker asks for a result", () => {
  const path = (model: string) =>
    falAdapter.pollCall?.({ providerJobId: ID, model, operation: "create", dimensions: {} }).path;

  it("is under the endpoint's app, whose name has a namespace or none", () => {
    expect(path("fal-ai/ovi")).toBe("/fal-ai/ovi/requests/r-1");
    expect(path("fal-ai/kling-video/v2.5-turbo/pro/text-to-video")).toBe(
      "/fal-ai/kling-video/requests/r-1",
    );
    expect(path("workflows/acme/boats/fast")).toBe("/workflows/acme/boats/requests/r-1");
  });
});
