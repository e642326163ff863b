import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequestRow } from "../../../api/contract/requests.ts";
import {
  callbackForbidden,
  denials,
  invalidAttribution,
  invalidCallback,
  invalidHeader,
  invalidIdempotencyKey,
  modelForbidden,
  unknownObject,
  unknownUpstream,
} from "../../../ingest/proxy/refusals.ts";
import { createFormat } from "../../../web/format/create-format.ts";
import { en } from "../../../web/i18n/en.ts";
import { fr } from "../../../web/i18n/fr.ts";
import { explainRequest, refusalWords } from "../../../web/pages/requests/refusal-words.ts";
import { readRequestsSearch } from "../../../web/view/requests-search.ts";
import { parseSearch, stringifySearch } from "../../../web/view/url-codec.ts";

const CODES = [
  ...Object.values(denials),
  unknownObject("job", "x"),
  unknownUpstream("x"),
  invalidAttribution("x", "x"),
  invalidHeader("x"),
  invalidIdempotencyKey("x"),
  invalidCallback("x", "x"),
  callbackForbidden("x", "x"),
  modelForbidden("x"),
].map(({ code }) => code);

const ANSWERED: RequestRow = {
  id: "0190b0f4-7c5e-7000-8000-000000000001",
  at: "2026-11-25T12:00:00.000Z",
  method: "POST",
  route: "/v1/videos",
  status: 200,
  error_code: null,
  provider: "openai",
  upstream: "openai",
  key_id: "k_1",
  generation_id: null,
  provider_job_id: null,
  feature: "remix",
  user: "u_1",
  duration_ms: 30,
  upstream_ms: 20,
  bytes_in: 1,
  bytes_out: 1,
  client_aborted: false,
  retry_count: 0,
};
const explain = (change: Partial<RequestRow>) =>
  explainRequest({ ...ANSWERED, ...change }, en, createFormat("en", "UTC"));

describe("why a request was refused", () => {
  it.each([...new Set(CODES)])("has words in both languages for %s", (code) => {
    expect(refusalWords(code, en.requests)).not.toBeNull();
    expect(refusalWords(code, fr.requests)).not.toBeNull();
  });

  it("has the code itself and a way on where nobody wrote words for it", () => {
    for (const code of ["brand_new", "constructor", "__proto__"]) {
      const { said, next } = explain({ status: 400, error_code: code, upstream_ms: null });
      expect([said, next]).toEqual([
        `Refused with 400 before the upstream was called: ${code}.`,
        en.requests.next.unknown,
      ]);
    }
  });

  it("tells who answered: the upstream, Reelmeter, or nobody", () => {
    expect(explain({}).said).toBe(
      "Answered with 200 after 30 ms, of which the upstream took 20 ms.",
    );
    expect(explain({ status: 401 })).toMatchObject({ next: en.requests.next.passed });
    expect(explain({ status: 0, client_aborted: true }).said).toBe(en.requests.said.none);
    expect(explain({ status: 502, error_code: "upstream_broken" }).said).toContain(
      "after the upstream was called",
    );
    const limit = { status: 429, error_code: "user_quota_exceeded", upstream_ms: null };
    expect(explain(limit)).toMatchObject({ page: "/quotas", user: "u_1" });
    expect(explain({ ...limit, user: "(none)" }).user).toBeNull();
  });
});

describe("the address of the ledger", () => {
  const read = (text: string) => readRequestsSearch(parseSearch(text));

  it("is read to what it was written from, in one spelling", () => {
    const values = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 5 });
    fc.assert(
      fc.property(values, values, (route, code) => {
        const search = readRequestsSearch({ route, code });
        expect(read(stringifySearch({ ...search }))).toEqual(search);
      }),
    );
  });

  it("falls back where it makes no sense", () => {
    expect(read("?status=9xx&q=%20&cursor=&route=")).toEqual({});
    expect(read("?status=4xx&code=b&code=a&code=b")).toEqual({ status: "4xx", code: ["a", "b"] });
  });
});
