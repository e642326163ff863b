import { createHash } from "node:crypto";
import { deleteJobCallback, insertJobCallback } from "../../db/postgres/callbacks/job-callbacks.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { sealSecret } from "../../db/postgres/secret-box.ts";
import { callbackSeal } from "../callback-seal.ts";
import type { Log } from "../log.ts";
import type { CallbackBook } from "../proxy/proxy-ports.ts";
import { reachingBooks } from "./reaching-books.ts";

/** The book of callbacks in Postgres. Of the token only its digest is kept, and the address is sealed. */
export function openCallbackBook(deps: {
  readonly pg: Postgres;
  readonly masterKey: Uint8Array;
  readonly log: Log;
}): CallbackBook {
  const { pg, masterKey, log } = deps;
  return {
    open: (callback) =>
      reachingBooks(() =>
        insertJobCallback(pg, {
          generationId: callback.generationId,
          workspaceId: callback.workspaceId,
          upstreamId: callback.upstreamId,
          tokenSha256: tokenDigest(callback.token),
          urlSealed: sealSecret(masterKey, callbackSeal(callback), callback.url.href),
          origin: callback.url.origin,
        }),
      ),
    async forget(generationId) {
      try {
        await deleteJobCallback(pg, generationId);
      } catch (error) {
        log.warn({ err: error, generationId }, "a refused create's callback stays until it is old");
      }
    },
  };
}

/** What is kept of a token. */
export function tokenDigest(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}
