import type { Postgres } from "../db/postgres/client.ts";
import { readConfigRevision, readDirectoryRows } from "../db/postgres/directory-rows.ts";
import { isPostgresUnavailable } from "../db/postgres/postgres-error.ts";
import type { Directory, Upstream } from "./directory.ts";
import { createBooksClock } from "./books-clock.ts";
import { directorySnapshot } from "./directory-snapshot.ts";
import type { Log } from "./log.ts";
import { CLOSE_WAIT_MS, settledWithin } from "./settled-within.ts";

export const DIRECTORY_POLL_MS = 1_000;

export interface DirectoryDeps {
  readonly pg: Postgres;
  /** 32 bytes; opens credentials and keys the prompt hashes. */
  readonly masterKey: Uint8Array;
  readonly log: Log;
  readonly pollMs?: number;
  readonly now?: () => number;
}

export interface RunningDirectory {
  readonly directory: Directory;
  /** Every enabled upstream, for the worker's own calls. */
  readonly upstreams: () => readonly Upstream[];
  /** The database's time, ms: what decides in which quota window a create is. */
  readonly now: () => number;
  /** Loads again now; the caller has just changed something and wants to see it. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Loads keys, upstreams, prices and workspaces, then follows the configuration's revision. While Postgres is away
 * the last state serves.
 * @throws when the first load fails.
 */
export async function startDirectory(deps: DirectoryDeps): Promise<RunningDirectory> {
  const now = deps.now ?? Date.now;
  const load = async () => {
    const rows = await readDirectoryRows(deps.pg);
    const snapshot = directorySnapshot(rows, deps.masterKey, now);
    for (const { upstreamId, slug, cause } of snapshot.refused) {
      deps.log.error(
        { upstreamId, upstream: slug, err: cause },
        "upstream disabled: its row can't be used",
      );
    }
    return { revision: rows.revision, snapshot };
  };

  let current = await load();
  let away = false;
  let closed = false;
  let running: Promise<void> = Promise.resolve();

  const clock = createBooksClock(deps.pg, now);
  await clock.adjust();
  const poll = async (force: boolean): Promise<void> => {
    await clock.adjust();
    const unchanged = !force && (await readConfigRevision(deps.pg)) === current.revision;
    if (!unchanged) current = await load();
    away = false;
  };
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = running.then(work);
    // The caller gets the failure; whoever queues behind it only waits.
    running = next.catch(() => undefined);
    return next;
  };
  const pollQuietly = async (): Promise<void> => {
    try {
      await poll(false);
    } catch (error) {
      if (!away)
        deps.log.warn(
          { err: error, unavailable: isPostgresUnavailable(error) },
          "directory not refreshed; the last state serves",
        );
      away = true;
    }
  };

  let timer: NodeJS.Timeout | undefined;
  const schedule = (): void => {
    if (closed) return;
    timer = setTimeout(
      () => void inTurn(pollQuietly).finally(schedule),
      deps.pollMs ?? DIRECTORY_POLL_MS,
    );
    timer.unref();
  };
  schedule();

  return {
    directory: {
      keyByHash: (sha256) => current.snapshot.keyByHash(sha256),
      upstream: (workspaceId, slug) => current.snapshot.upstream(workspaceId, slug),
      upstreamById: (id) => current.snapshot.upstreamById(id),
      upstreamsForWebhook: (slugOrId) => current.snapshot.upstreamsForWebhook(slugOrId),
      workspace: (id) => current.snapshot.workspace(id),
      prices: (workspaceId, provider, model) =>
        current.snapshot.prices(workspaceId, provider, model),
      gpuProfiles: (workspaceId) => current.snapshot.gpuProfiles(workspaceId),
      quotas: (workspaceId) => current.snapshot.quotas(workspaceId),
    },
    upstreams: () => current.snapshot.upstreams(),
    now: () => clock.now(),
    refresh: () => inTurn(() => poll(true)),
    async close() {
      closed = true;
      clearTimeout(timer);
      await settledWithin(running, CLOSE_WAIT_MS);
    },
  };
}
