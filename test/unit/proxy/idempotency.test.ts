import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BodyDigest,
  idempotencyClaim,
  readIdempotencyKey,
} from "../../../ingest/proxy/idempotency.ts";
import { createMemoryDirectory } from "../../support/memory-directory.ts";

const formOf = (boundary: string) => `multipart/form-data; boundary=${boundary}`;

function digestOf(contentType: string | undefined, chunks: readonly Buffer[]): string {
  const digest = new BodyDigest(contentType);
  for (const chunk of chunks) digest.add(chunk);
  return digest.end();
}

/** Cuts a body at these places; empty chunks are among them. */
function cut(body: Buffer, places: readonly number[]): Buffer[] {
  const sorted = places.map((place) => place % (body.length + 1)).toSorted((a, b) => a - b);
  return [0, ...sorted].map((from, index) => body.subarray(from, sorted[index] ?? body.length));
}

function form(boundary: string, parts: readonly Buffer[]): Buffer {
  const written = parts.map((part) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\n\r\n`), part, Buffer.from("\r\n")]),
  );
  return Buffer.concat([...written, Buffer.from(`--${boundary}--\r\n`)]);
}

describe("the digest of a create's body", () => {
  const places = fc.array(fc.nat(5_000), { maxLength: 12 });

  it("is the same however a body is cut into chunks, JSON or form", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), places, (bytes, at) => {
        const body = Buffer.from(bytes);
        const whole = form("frontier", [body, body]);
        expect(digestOf("application/json", cut(body, at))).toBe(
          digestOf("application/json", [body]),
        );
        expect(digestOf(formOf("frontier"), cut(whole, at))).toBe(
          digestOf(formOf("frontier"), [whole]),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("is the same however a body is cut that nearly repeats a boundary which repeats itself", () => {
    const nearly = fc.array(fc.constantFrom("a", "a", "a-", "aa-a", "b"), { maxLength: 60 });
    fc.assert(
      fc.property(
        nearly,
        places,
        fc.constantFrom("aa-a", "a", "aaa", "a-a-a"),
        (pieces, at, boundary) => {
          const body = Buffer.from(pieces.join(""));
          expect(digestOf(formOf(boundary), cut(body, at))).toBe(
            digestOf(formOf(boundary), [body]),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("is the same under another boundary of any length, and another one for another part", () => {
    const part = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    // No part of bytes can hold it but by a chance of one in 2^160.
    const boundary = fc.nat(40).map((more) => `x-${randomUUID()}${"y".repeat(more)}`);
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        boundary,
        boundary,
        (parts, one, other) => {
          const first = digestOf(formOf(one), [form(one, parts)]);
          expect(digestOf(formOf(`"${other}"; charset=utf-8`), [form(other, parts)])).toBe(first);
          const changed = [
            Buffer.concat([parts[0] ?? Buffer.alloc(0), Buffer.from("!")]),
            ...parts.slice(1),
          ];
          expect(digestOf(formOf(other), [form(other, changed)])).not.toBe(first);
        },
      ),
    );
  });

  it("is over every byte of a body that is no form", () => {
    const compact = Buffer.from('{"prompt":"a"}');
    const spaced = Buffer.from('{"prompt": "a"}');
    const sha256 = createHash("sha256").update(compact).digest("hex");
    expect(digestOf("application/json", [compact])).toBe(sha256);
    expect(digestOf(undefined, [compact])).toBe(sha256);
    expect(digestOf("multipart/form-data", [compact])).toBe(sha256);
    expect(digestOf("application/json; boundary=prompt", [compact])).toBe(sha256);
    expect(digestOf("application/json", [spaced])).not.toBe(sha256);
  });

  it.each([
    "multipart/form-data; boundary=frontier",
    'multipart/form-data; boundary="frontier"',
    "multipart/form-data;boundary=frontier",
    "Multipart/Form-Data; charset=utf-8; BOUNDARY=frontier",
    "multipart/form-data; boundary=frontier; charset=utf-8",
  ])("finds the boundary in %s", (contentType) => {
    const body = Buffer.from("--frontier--\r\n");
    expect(digestOf(contentType, [body])).toBe(digestOf(undefined, [Buffer.from("----\r\n")]));
  });
});

describe("an Idempotency-Key", () => {
  it("is one value of 1 to 255 visible ASCII characters, taken as it stands", () => {
    expect(readIdempotencyKey({})).toEqual({ kind: "none" });
    for (const key of ["k", '"8e03978e"', "~!@#", "x".repeat(255)]) {
      expect(readIdempotencyKey({ "idempotency-key": key })).toEqual({ kind: "key", key });
    }
  });

  it.each([
    ["empty", "", "is not made of visible ASCII characters"],
    ["of two words", "a b", "is not made of visible ASCII characters"],
    ["beyond ASCII", "schlüssel", "is not made of visible ASCII characters"],
    ["too long", "x".repeat(256), "is longer than 255 characters"],
    ["sent twice", ["a", "b"], "was sent more than once"],
  ])("is refused when it is %s", (_what, key, reason) => {
    expect(readIdempotencyKey({ "idempotency-key": key })).toEqual({ kind: "invalid", reason });
  });
});

describe("what a key claims", () => {
  const directory = createMemoryDirectory();
  const upstreamOf = (workspaceId: string) =>
    directory.addUpstream({ workspaceId, baseUrl: new URL("http://127.0.0.1:9/v1") });
  const upstream = upstreamOf("ws_1");
  const body = "ab".repeat(32);
  const { key } = directory.addKey({ workspaceId: "ws_1" });
  const { key: another } = directory.addKey({ workspaceId: "ws_1" });
  const claim = (path: string, sha256 = body, change: object = {}, user = "u_1") =>
    idempotencyClaim({ upstream, key, upstreamPath: path, ...change }, user, {
      key: "k1",
      bodySha256: sha256,
    });

  it("is the key's, the upstream's and the user's, over the path and the body", () => {
    const first = claim("/v1/videos");
    expect(first).toEqual(claim("/v1/videos"));
    expect(first.bodySha256).toMatch(/^[0-9a-f]{64}$/);
    expect(claim("/v1/videos/video_1/remix").bodySha256).not.toBe(first.bodySha256);
    expect(claim("/v1/videos", "cd".repeat(32)).bodySha256).not.toBe(first.bodySha256);
    for (const change of [{ upstream: upstreamOf("ws_1") }, { key: another }]) {
      expect(claim("/v1/videos", body, change).scope).not.toBe(first.scope);
    }
    expect(claim("/v1/videos", body, {}, "u_2").scope).not.toBe(first.scope);
  });
});
