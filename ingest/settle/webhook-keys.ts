import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { Agent, request } from "undici";
import { z } from "zod";
import type { KeySigned } from "../providers/callback-wire.ts";
import { guardedConnector } from "../proxy/guarded-connector.ts";

const KEPT_MS = 24 * 3_600_000;
/** Keys are asked for again at most so often, whoever signs with what. */
export const REFETCH_MS = 60_000;
/** After a failure they are asked for again as soon as the caller is told to call again. */
export const RETRY_MS = 5_000;
const FETCH_MS = 5_000;
const MAX_BYTES = 256 * 1024;

export type KeyVerdict = "signed" | "unsigned" | "unreachable";

/** Public keys of providers that sign their calls, kept for a day. */
export interface WebhookKeys {
  /** Whether one of the keys at this address signed it. `unreachable`: nobody can tell now. */
  verify(
    where: { readonly url: string; readonly allowPrivate: boolean },
    signed: KeySigned,
  ): Promise<KeyVerdict>;
  close(): Promise<void>;
}

interface Kept {
  keys: readonly KeyObject[];
  fetchedAtMs: number;
  /** No question goes out before. */
  nextAskAtMs: number;
  /** The question that is under way: whoever comes meanwhile waits for it too. */
  asking: Promise<void> | null;
}

export function createWebhookKeys(now: () => number): WebhookKeys {
  const agents = { private: agent(true), public: agent(false) };
  const kept = new Map<string, Kept>();

  const refresh = async (url: string, allowPrivate: boolean, known: Kept): Promise<void> => {
    known.nextAskAtMs = now() + REFETCH_MS;
    const keys = await fetchKeys(url, allowPrivate ? agents.private : agents.public);
    if (keys === null) {
      known.nextAskAtMs = now() + RETRY_MS;
      return;
    }
    known.keys = keys;
    known.fetchedAtMs = now();
  };

  return {
    async verify({ url, allowPrivate }, signed) {
      const name = `${allowPrivate} ${url}`;
      const known = kept.get(name) ?? {
        keys: [],
        fetchedAtMs: -Infinity,
        nextAskAtMs: -Infinity,
        asking: null,
      };
      kept.set(name, known);
      const fresh = () => now() - known.fetchedAtMs < KEPT_MS;
      if (fresh() && isSigned(known.keys, signed)) return "signed";
      if (known.asking === null && now() >= known.nextAskAtMs) {
        known.asking = refresh(url, allowPrivate, known).finally(() => {
          known.asking = null;
        });
      }
      await known.asking;
      if (!fresh()) return "unreachable";
      return isSigned(known.keys, signed) ? "signed" : "unsigned";
    },
    async close() {
      await Promise.all([agents.private.destroy(), agents.public.destroy()]);
    },
  };
}

function isSigned(keys: readonly KeyObject[], { message, signature }: KeySigned): boolean {
  return keys.some((key) => verify(null, Buffer.from(message, "utf8"), key, signature));
}

const jwkSet = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) });
const ed25519Jwk = z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string() });

/** Null when they can't be had or read. */
async function fetchKeys(url: string, dispatcher: Agent): Promise<readonly KeyObject[] | null> {
  try {
    const answer = await request(url, { dispatcher, signal: AbortSignal.timeout(FETCH_MS) });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer.body) {
      const piece: Buffer = chunk;
      bytes += piece.length;
      if (bytes > MAX_BYTES) return null;
      chunks.push(piece);
    }
    if (answer.statusCode !== 200) return null;
    const set = jwkSet.parse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    return set.keys.flatMap((key) => {
      const jwk = ed25519Jwk.safeParse(key);
      return jwk.success ? [createPublicKey({ key: jwk.data, format: "jwk" })] : [];
    });
  } catch {
    return null; // whatever went wrong there, the provider sends its call again
  }
}

function agent(allowPrivate: boolean): Agent {
  return new Agent({
    connect: guardedConnector({ allowPrivate, connectMs: FETCH_MS }),
    connections: 1,
    maxResponseSize: MAX_BYTES,
  });
}
