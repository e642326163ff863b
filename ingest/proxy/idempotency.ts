import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { IdempotencyClaim } from "../job-book.ts";
import type { Caller } from "./exchange.ts";

const MAX_KEY_CHARACTERS = 255;
const VISIBLE = /^[\x21-\x7e]+$/;

export type KeyResult =
  | { readonly kind: "none" }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "invalid"; readonly reason: string };

/** Reads `Idempotency-Key`. Its value is opaque: 1 to 255 visible ASCII characters. */
export function readIdempotencyKey(headers: IncomingHttpHeaders): KeyResult {
  const key = headers["idempotency-key"];
  if (key === undefined) return { kind: "none" };
  if (Array.isArray(key)) return { kind: "invalid", reason: "was sent more than once" };
  if (key.length > MAX_KEY_CHARACTERS) {
    return { kind: "invalid", reason: `is longer than ${MAX_KEY_CHARACTERS} characters` };
  }
  if (!VISIBLE.test(key))
    return { kind: "invalid", reason: "is not made of visible ASCII characters" };
  return { kind: "key", key };
}

/**
 * The digest of a create's body. A multipart body's boundary is left out: SDKs draw a new one for each try of the same
 * request.
 */
export class BodyDigest {
  readonly #hash = createHash("sha256");
  readonly #boundary: Buffer | null;
  #rest: Buffer = Buffer.alloc(0);

  constructor(contentType: string | undefined) {
    const named = /^multipart\/[^;]+;(?:.*;)?\s*boundary="?([^";]{1,200})"?/i.exec(
      contentType ?? "",
    );
    this.#boundary = named?.[1] === undefined ? null : Buffer.from(named[1]);
  }

  add(chunk: Buffer): void {
    if (this.#boundary === null) {
      this.#hash.update(chunk);
      return;
    }
    const boundary = this.#boundary;
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let at = bytes.indexOf(boundary); at >= 0; at = bytes.indexOf(boundary)) {
      this.#hash.update(bytes.subarray(0, at));
      bytes = bytes.subarray(at + boundary.length);
    }
    // A boundary may begin in the last bytes and end in the next chunk.
    const sure = Math.max(0, bytes.length - boundary.length + 1);
    this.#hash.update(bytes.subarray(0, sure));
    this.#rest = Buffer.from(bytes.subarray(sure));
  }

  /** Hex. Call it once, after the last byte. */
  end(): string {
    return this.#hash.update(this.#rest).digest("hex");
  }
}

/** An idempotency key as it came, and the digest of the body that came with it. */
export interface NamedBody {
  readonly key: string;
  /** Hex. */
  readonly bodySha256: string;
}

/**
 * What a create claims: the idempotency key belongs to the caller (our key, the upstream and the user), so that two
 * applications that count from 1 don't meet; the path is part of what must be the same.
 */
export function idempotencyClaim(
  { key, upstream, upstreamPath }: Pick<Caller, "key" | "upstream" | "upstreamPath">,
  user: string,
  named: NamedBody,
): IdempotencyClaim {
  const hex = (text: string) => createHash("sha256").update(text).digest("hex");
  return {
    scope: `create:${hex([upstream.id, key.id, user].join("\n"))}`,
    key: named.key,
    bodySha256: hex(`${upstreamPath}\n${named.bodySha256}`),
  };
}
