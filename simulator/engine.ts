import type { ContentAssets } from "./content-assets.ts";
import type { CreateLimit } from "./create-limit.ts";
import type { FaultScript } from "./fault-script.ts";
import type { JobStore } from "./job-store.ts";
import type { RequestLog } from "./request-log.ts";
import type { Settings } from "./simulator-options.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** The parts of one simulator, made in create-simulator.ts. */
export interface Engine {
  readonly settings: Settings;
  /** Decides about jobs and their ids. */
  readonly random: () => number;
  /** Decides about request ids alone, so that polling does not disturb the jobs to come. */
  readonly requestIds: () => number;
  readonly store: JobStore;
  readonly assets: ContentAssets;
  readonly faults: FaultScript;
  readonly log: RequestLog;
  readonly webhooks: WebhookSender;
  readonly createLimit: CreateLimit;
}
