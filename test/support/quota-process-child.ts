/** A process that admits and settles under quotas as a server does, each order as it comes over IPC. */
import { randomUUID } from "node:crypto";
import { openPostgres } from "../../db/postgres/client.ts";
import { withdrawGeneration } from "../../db/postgres/refuse-generation.ts";
import { releaseLost } from "../../db/postgres/release-lost.ts";
import type { AdmissionResult, NewJob } from "../../ingest/job-book.ts";
import { startDirectory } from "../../ingest/load-directory.ts";
import { createQuotaPolicy } from "../../ingest/proxy/quota-policy.ts";
import { createProviderRegistry } from "../../ingest/providers/registry.ts";
import { foldObservation } from "../../ingest/settle/fold-observation.ts";
import { openJobBook } from "../../ingest/settle/open-job-book.ts";
import { POLL_SCHEDULE } from "../../ingest/settle/poll-schedule.ts";
import { collectingLog, newJob, observation } from "./books.ts";
import type {
  QuotaCall,
  QuotaCreate,
  QuotaOrder,
  QuotaReply,
  QuotaWorkspace,
} from "./quota-orders.ts";

const [, , url, masterKey] = process.argv;
if (url === undefined || masterKey === undefined) throw new Error("name the database and the key");
/** Rules are learnt on order alone, so that a test knows which ones bind. */
const NEVER_MS = 2 ** 31 - 1;
const pg = openPostgres({ kind: "url", url, max: 8 });
const log = collectingLog();
const running = await startDirectory({
  pg,
  masterKey: Buffer.from(masterKey, "hex"),
  log,
  pollMs: NEVER_MS,
});
const policy = createQuotaPolicy(running.directory, "USD");
const deps = {
  pg,
  directory: running.directory,
  providers: createProviderRegistry(),
  reportingCurrency: "USD",
  now: Date.now,
  log,
  schedule: POLL_SCHEDULE,
  // The second "I don't know that job" is enough.
  missing: { count: 2, spanMs: 0 },
};
const book = openJobBook({ ...deps, instanceId: randomUUID() });

process.on("message", (call: QuotaCall) => void answer(call));
process.on("disconnect", () => process.exit(0));
process.send?.("ready");

async function answer({ call, order }: QuotaCall): Promise<void> {
  let reply: QuotaReply;
  try {
    reply = { call, kind: "done", admission: await perform(order) };
  } catch (error) {
    reply = { call, kind: "failed", message: `${order.kind}: ${String(error)}` };
  }
  // Nobody waits for it once the parent has let go.
  process.send?.(reply, undefined, {}, () => undefined);
}

async function perform(order: QuotaOrder): Promise<AdmissionResult | null> {
  switch (order.kind) {
    case "refresh":
      await running.refresh();
      return null;
    case "admit":
      return admit(jobOf(order.of, order.create));
    case "accept": {
      const job = jobOf(order.of, order.create);
      await book.accepted(job, `video_${job.generationId}`, observation());
      return null;
    }
    case "refuse":
      await book.refusedUpstream(order.generationId, {
        kind: "rejected",
        code: "no",
        message: "no",
      });
      return null;
    case "withdraw":
      await withdrawGeneration(pg, order.generationId);
      return null;
    case "observe": {
      const { status, seconds, cost } = order.outcome;
      const reportedCost = cost === null ? null : { amount: cost, currency: "USD" };
      const seen = observation({ status, videoSeconds: seconds, reportedCost });
      await foldObservation(deps, order.generationId, seen);
      return null;
    }
    case "lose":
      await foldObservation(deps, order.generationId, observation({ status: "unknown_job" }));
      await foldObservation(deps, order.generationId, observation({ status: "unknown_job" }));
      return null;
    case "release":
      await releaseLost(pg, {
        generationId: order.generationId,
        workspaceId: order.of.workspaceId,
        actor: { kind: "user", id: "operator" },
        auditId: randomUUID(),
        requestId: null,
        ip: null,
      });
      return null;
  }
}

async function admit(job: NewJob): Promise<AdmissionResult> {
  const decision = policy.holdsFor(job);
  if (decision.kind !== "hold") throw new Error(`the policy says ${decision.kind}`);
  return book.admit(job, decision.holds);
}

function jobOf(of: QuotaWorkspace, create: QuotaCreate): NewJob {
  const { generationId, createdAtMs, user, plan, feature, seconds, cost } = create;
  const { attribution, ...job } = newJob({ ...of, running }, { createdAtMs });
  return {
    ...job,
    generationId,
    attribution: { ...attribution, user, plan, feature },
    requestedSeconds: seconds,
    estimate: { basis: "estimate", amount: cost, currency: "USD", calculation: null },
  };
}
