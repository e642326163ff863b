import { createHash } from "node:crypto";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { findJobCallback, type JobCallback } from "../../db/postgres/callbacks/job-callbacks.ts";
import { takeDelivery } from "../../db/postgres/callbacks/take-delivery.ts";
import { jobOfGeneration, pollNow } from "../../db/postgres/due-polls.ts";
import type { CallbackFigures } from "../callback-figures.ts";
import type { Upstream } from "../directory.ts";
import { BooksUnavailableError } from "../job-book.ts";
import type { CallbackWire } from "../providers/callback-wire.ts";
import { checkCallback } from "./check-callback.ts";
import { MISSING_RULES } from "./decide-observation.ts";
import { HOOK_MAX_BYTES } from "./hooks.ts";
import { createJobLooks } from "./look-at-job.ts";
import { tokenDigest } from "./open-callback-book.ts";
import { POLL_SCHEDULE } from "./poll-schedule.ts";
import { readChallenge } from "./read-challenge.ts";
import { reachingBooks } from "./reaching-books.ts";
import type { SettleDeps } from "./settle-deps.ts";
import type { UpstreamClient } from "./upstream-client.ts";
import type { WebhookKeys } from "./webhook-keys.ts";

export type CallbackDoorDeps = Omit<SettleDeps, "schedule" | "missing"> &
  Partial<Pick<SettleDeps, "schedule" | "missing">> & {
    readonly client: UpstreamClient;
    readonly keys: WebhookKeys;
    /** UUIDs that grow with time. */
    readonly newId: () => string;
    readonly figures: CallbackFigures;
  };

export interface CallbackDoor {
  /** Answers `POST /hooks/{upstream}/{token}`. */
  readonly app: Hono;
  /** Resolves when every look that a callback caused is over. */
  drain(): Promise<void>;
}

/**
 * The door for providers' calls about one job, whose address holds a token that only the provider was told. Its
 * signature is checked where there is one; the call is written down to be passed on, answered, and taken as a hint to ask
 * the provider about its job: what it says settles nothing.
 */
export function createCallbackDoor(given: CallbackDoorDeps): CallbackDoor {
  const deps = { schedule: POLL_SCHEDULE, missing: MISSING_RULES, ...given };
  const looks = createJobLooks(deps);

  const hint = async (upstream: Upstream, generationId: string): Promise<void> => {
    const job = await reachingBooks(() => jobOfGeneration(deps.pg, generationId));
    // Without an answer to its create nobody can be asked yet; the worker will.
    if (job === null || job.settled) return;
    await reachingBooks(() => pollNow(deps.pg, [generationId]));
    void looks.look(upstream, job);
  };

  const receive = async (c: Context): Promise<Response> => {
    const known = await reachingBooks(() =>
      findJobCallback(deps.pg, tokenDigest(c.req.param("token") ?? "")),
    );
    const met = known === null ? null : meets(deps, known, c.req.param("upstream") ?? "");
    if (known === null || met === null) return say(c, 404, "unknown_callback", UNKNOWN);
    const { upstream, wire } = met;
    const bytes = Buffer.from(await c.req.arrayBuffer());
    const body = bytes.toString("utf8");
    const challenge = wire.challenges ? readChallenge(body) : null;
    if (challenge !== null) return c.json({ challenge });

    const header = (name: string) => c.req.header(name) ?? "";
    const webhook = { body, header, nowMs: deps.now() };
    const verdict = await checkCallback(wire, upstream, webhook, deps.keys);
    if (verdict === "unreachable") return say(c, 503, "keys_unavailable", NO_KEYS);
    if (verdict === "wrong") {
      deps.figures.refused += 1;
      return say(c, 401, "bad_signature", BAD_SIGNATURE);
    }
    const taken = await reachingBooks(() =>
      takeDelivery(deps.pg, {
        ...known,
        id: deps.newId(),
        deliveryKey: deliveryKey(wire, header, bytes),
        verified: verdict === "signed",
        headers: passedOn(wire, header),
        body: bytes,
      }),
    );
    if (taken) {
      deps.figures.received += 1;
      await hint(upstream, known.generationId);
    }
    return c.json({ received: true });
  };

  const app = new Hono();
  app.post(
    "/hooks/:upstream/:token",
    bodyLimit({
      maxSize: HOOK_MAX_BYTES,
      onError: (c) => say(c, 413, "too_large", "A callback's body may have 1 MiB."),
    }),
    receive,
  );
  app.onError((error, c) => {
    if (error instanceof BooksUnavailableError) {
      return say(c, 503, "books_unavailable", "The books can't be reached: send it again shortly.");
    }
    deps.log.error({ err: error }, "callback not taken");
    return say(c, 500, "internal", "Something went wrong here: send it again shortly.");
  });
  return { app, drain: () => looks.drain() };
}

const UNKNOWN = "No job waits for a call at this address.";
const NO_KEYS = "The keys that would show who signed this can't be had: send it again shortly.";
const BAD_SIGNATURE =
  "The signature does not match: check the upstream's webhook secret, and that this server's clock is right (5 minutes' tolerance).";

/** The upstream of a callback, when the address names it and its wire still takes callbacks. */
function meets(
  deps: Pick<SettleDeps, "directory" | "providers">,
  callback: JobCallback,
  slugOrId: string,
): { readonly upstream: Upstream; readonly wire: CallbackWire } | null {
  const upstream = deps.directory.upstreamById(callback.upstreamId);
  if (upstream === null || (upstream.slug !== slugOrId && upstream.id !== slugOrId)) return null;
  const wire = deps.providers.adapter(upstream.provider)?.callback;
  return wire === undefined ? null : { upstream, wire };
}

/** Of the body, whatever the provider: nothing of what brought it here. */
const BODY_HEADERS = ["content-type", "content-encoding", "user-agent"];

function passedOn(wire: CallbackWire, header: (name: string) => string): readonly string[] {
  return [...BODY_HEADERS, ...wire.headers].flatMap((name) => {
    const value = header(name);
    return value === "" ? [] : [name, value];
  });
}

/** The same for each time that a provider sends the same call. */
function deliveryKey(wire: CallbackWire, header: (name: string) => string, body: Buffer): string {
  const id = wire.deliveryIdHeader === null ? "" : header(wire.deliveryIdHeader);
  const hash = createHash("sha256");
  return id === "" ? hash.update(body).digest("hex") : hash.update(`id ${id}`).digest("hex");
}

function say(
  c: Context,
  status: 401 | 404 | 413 | 500 | 503,
  code: string,
  message: string,
): Response {
  if (status === 503) c.header("retry-after", "5");
  return c.json({ error: { code, message } }, status);
}
