import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import {
  ownersOfProviderJob,
  pollNow,
  type ProviderJobOwner,
} from "../../db/postgres/due-polls.ts";
import type { Upstream } from "../directory.ts";
import { BooksUnavailableError } from "../job-book.ts";
import type { WebhookWire } from "../providers/optional-wires.ts";
import { MISSING_RULES } from "./decide-observation.ts";
import { foldObservation } from "./fold-observation.ts";
import { pollJob } from "./poll-job.ts";
import { POLL_SCHEDULE } from "./poll-schedule.ts";
import { reachingBooks } from "./reaching-books.ts";
import type { SettleDeps } from "./settle-deps.ts";
import { settledWithin } from "../settled-within.ts";
import type { UpstreamClient } from "./upstream-client.ts";
import { signers } from "./verify-webhook.ts";

export const HOOK_MAX_BYTES = 1024 * 1024;
/** How long the provider waits for our own look at its job; the look goes on without it. */
export const HOOK_WAIT_MS = 2_000;
const RETRY_AFTER_SECONDS = 5;

export type HooksDeps = Omit<SettleDeps, "schedule" | "missing"> &
  Partial<Pick<SettleDeps, "schedule" | "missing">> & {
    readonly client: UpstreamClient;
    readonly waitMs?: number;
  };

export interface Hooks {
  /** Answers `POST /hooks/{upstream}`. */
  readonly app: Hono;
  /** Resolves when every look that a webhook caused is over. */
  drain(): Promise<void>;
}

/**
 * The door for providers' webhooks. A webhook is a hint: its signature is checked, the job it names is put at the
 * head of the worker's queue, durably, and asked for at once; what counts is the upstream's own answer.
 */
export function createHooks(given: HooksDeps): Hooks {
  const deps = { schedule: POLL_SCHEDULE, missing: MISSING_RULES, ...given };
  const looking = new Map<string, Promise<void>>();

  const look = (upstream: Upstream, owner: ProviderJobOwner): Promise<void> => {
    const known = looking.get(owner.generationId);
    if (known !== undefined) return known;
    const work = lookAt(deps, upstream, owner).finally(() => looking.delete(owner.generationId));
    looking.set(owner.generationId, work);
    return work;
  };

  const receive = async (c: Context): Promise<Response> => {
    const wireOf = (upstream: Upstream) => webhookOf(deps, upstream);
    const candidates = deps.directory
      .upstreamsForWebhook(c.req.param("upstream") ?? "")
      .filter((upstream) => wireOf(upstream) !== null);
    if (candidates.length === 0) return say(c, 404, "unknown_upstream", UNKNOWN_UPSTREAM);
    const text = await c.req.text();
    const verified = signers(candidates, wireOf, {
      body: text,
      header: (name) => c.req.header(name) ?? "",
      nowMs: deps.now(),
    });
    const [first] = verified;
    if (first === undefined) return say(c, 401, "bad_signature", BAD_SIGNATURE);

    const body = parseJson(text);
    if (body === undefined) return say(c, 400, "not_json", "The webhook's body is not JSON.");
    const event = wireOf(first)?.observe(body) ?? null;
    if (event === null) return c.json({ received: true, job: "none" });

    const owners = await reachingBooks(() =>
      ownersOfProviderJob(
        deps.pg,
        verified.map((upstream) => upstream.id),
        event.providerJobId,
      ),
    );
    const open = owners.filter((owner) => !owner.settled);
    if (open.length === 0)
      return c.json({ received: true, job: owners.length > 0 ? "settled" : "unknown" });

    await reachingBooks(() =>
      pollNow(
        deps.pg,
        open.map((owner) => owner.generationId),
      ),
    );
    const looks = open.flatMap((owner) => {
      const upstream = verified.find((candidate) => candidate.id === owner.upstreamId);
      return upstream === undefined ? [] : [look(upstream, owner)];
    });
    await settledWithin(Promise.all(looks), deps.waitMs ?? HOOK_WAIT_MS);
    return c.json({ received: true, job: "known" });
  };

  const app = new Hono();
  app.post(
    "/hooks/:upstream",
    bodyLimit({
      maxSize: HOOK_MAX_BYTES,
      onError: (c) => say(c, 413, "too_large", "A webhook's body may have 1 MiB."),
    }),
    receive,
  );
  app.onError((error, c) => {
    if (error instanceof BooksUnavailableError) {
      c.header("retry-after", String(RETRY_AFTER_SECONDS));
      return say(c, 503, "books_unavailable", "The books can't be reached: send it again shortly.");
    }
    deps.log.error({ err: error }, "webhook not taken");
    return say(c, 500, "internal", "Something went wrong here: send it again shortly.");
  });
  return {
    app,
    async drain() {
      while (looking.size > 0) await Promise.all(looking.values());
    },
  };
}

const UNKNOWN_UPSTREAM =
  "No upstream with webhooks has this slug or id: check the address of the webhook.";
const BAD_SIGNATURE =
  "The signature does not match: check the upstream's webhook secret, and that this server's clock is right (5 minutes' tolerance).";

function webhookOf(deps: Pick<SettleDeps, "providers">, upstream: Upstream): WebhookWire | null {
  return deps.providers.adapter(upstream.provider)?.webhook ?? null;
}

async function lookAt(
  deps: SettleDeps & { readonly client: UpstreamClient },
  upstream: Upstream,
  job: ProviderJobOwner,
): Promise<void> {
  const { generationId } = job;
  const adapter = deps.providers.adapter(upstream.provider);
  if (adapter === null) return;
  try {
    const result = await pollJob(deps.client, upstream, adapter, {
      job,
      source: "webhook",
      now: deps.now,
    });
    if (result.kind === "seen") await foldObservation(deps, generationId, result.observation);
    else {
      const reason = result.kind === "nothing" ? result.reason : result.kind;
      deps.log.warn({ generationId, reason }, "webhook's poll learned nothing");
    }
  } catch (error) {
    deps.log.warn({ err: error, generationId }, "webhook's poll not written; the worker will poll");
  }
}

function say(
  c: Context,
  status: 400 | 401 | 404 | 413 | 500 | 503,
  code: string,
  message: string,
): Response {
  return c.json({ error: { code, message } }, status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
