import { flagOrphans } from "../../db/postgres/instances.ts";
import { acquireLease, releaseLease } from "../../db/postgres/leases.ts";
import { readUnknownJobs, upstreamsWithUnknownJobs } from "../../db/postgres/unknown-jobs.ts";
import type { Upstream } from "../directory.ts";
import {
  endUnfound,
  NOT_LISTED,
  recoverAccount,
  type Recovered,
  type RecoveryDeps,
} from "./recover-account.ts";
import { INSTANCE_STALE_MS } from "./start-heartbeat.ts";
import { upstreamAccounts, type UpstreamAccount } from "./upstream-accounts.ts";

/** A create that its own, living process has had open for longer: no time-out of the proxy is that long. */
export const CREATE_MAX_MS = 1_800_000;
/** Longer than a round takes at worst; a dead worker's account is taken over after it. */
const RECOVERY_LEASE_MS = 600_000;
const FIRST_PAUSE_MS = 2_000;
const MAX_PAUSE_MS = 60_000;

export interface RecoverUnknownDeps extends RecoveryDeps {
  readonly instanceId: string;
  /** True when no other process can be alive (embedded): whatever another left open is orphaned at once. */
  readonly soleInstance: boolean;
  readonly upstreams: () => readonly Upstream[];
  readonly createMaxMs?: number;
  readonly instanceStaleMs?: number;
}

export interface Recovery {
  /** One round over the accounts that are due. */
  round(): Promise<Recovered>;
}

/** Finds out what became of creates that were cut. Accounts are asked one worker at a time, with back-off. */
export function createRecovery(deps: RecoverUnknownDeps): Recovery {
  const pauses = new Map<string, { untilMs: number; lengthMs: number; open: number }>();

  const recover = async (account: UpstreamAccount): Promise<Recovered> => {
    const pause = pauses.get(account.name);
    if (pause !== undefined && deps.now() < pause.untilMs) return { ...NOTHING, open: pause.open };
    const lease = `recovery/${account.name}`;
    if (!(await acquireLease(deps.pg, lease, deps.instanceId, RECOVERY_LEASE_MS))) return NOTHING;
    try {
      const recovered = await recoverAccount(deps, account);
      const progressed = recovered.found + recovered.lost > 0 || recovered.open !== pause?.open;
      const lengthMs =
        pause === undefined || progressed
          ? FIRST_PAUSE_MS
          : Math.min(pause.lengthMs * 2, MAX_PAUSE_MS);
      pauses.set(account.name, { untilMs: deps.now() + lengthMs, lengthMs, open: recovered.open });
      return recovered;
    } finally {
      await releaseLease(deps.pg, lease, deps.instanceId);
    }
  };

  return {
    async round() {
      await flagOrphans(deps.pg, {
        instanceId: deps.instanceId,
        soleInstance: deps.soleInstance,
        staleMs: deps.instanceStaleMs ?? INSTANCE_STALE_MS,
        createMaxMs: deps.createMaxMs ?? CREATE_MAX_MS,
      });
      const wanted = new Set(await upstreamsWithUnknownJobs(deps.pg));
      if (wanted.size === 0) return NOTHING;
      const accounts = upstreamAccounts(deps.upstreams()).filter((account) =>
        account.upstreams.some((upstream) => wanted.has(upstream.id)),
      );
      const results: Recovered[] = [];
      for (const account of accounts) results.push(await recover(account));
      const asked = new Set(accounts.flatMap((account) => account.upstreams.map((u) => u.id)));
      results.push(
        await giveUp(
          deps,
          [...wanted].filter((id) => !asked.has(id)),
        ),
      );
      return results.reduce(sum, NOTHING);
    },
  };
}

const NOTHING: Recovered = { found: 0, lost: 0, open: 0 };
const GIVE_UP_LIMIT = 1_000;

function sum(a: Recovered, b: Recovered): Recovered {
  return { found: a.found + b.found, lost: a.lost + b.lost, open: a.open + b.open };
}

/** Upstreams that can't be asked any more (disabled, credential not openable): lost after the long grace. */
async function giveUp(
  deps: RecoverUnknownDeps,
  upstreamIds: readonly string[],
): Promise<Recovered> {
  if (upstreamIds.length === 0) return NOTHING;
  const jobs = await readUnknownJobs(deps.pg, upstreamIds, GIVE_UP_LIMIT);
  const overdue = jobs.filter(
    (job) => job.unknownForMs !== null && job.unknownForMs >= deps.grace.incompleteMs,
  );
  let lost = 0;
  for (const job of overdue) lost += Number(await endUnfound(deps, job, NOT_LISTED));
  return { found: 0, lost, open: jobs.length - lost };
}
