import { setTimeout as wait } from "node:timers/promises";
import type { ApiDeps } from "../deps.ts";
import { ApiError } from "../http/api-error.ts";
import { createLiveBoard, type LiveBoard, type NumberedFrame } from "./live-board.ts";
import { createLiveReader } from "./read-live.ts";

const POLL_MS = 1_000;
export const MAX_WATCHERS = 20;

/** What one who watches holds. */
export interface LiveWatch {
  since(revision: number): NumberedFrame | null;
  /** Calls back after each look at the books, and when there will be no other. */
  onLook(listener: () => void): void;
  /** True when there will be no other look: the server stops. */
  over(): boolean;
  leave(): void;
}

export interface LiveHub {
  /** @throws ApiError when too many watch this workspace at this process already */
  watch(workspaceId: string): LiveWatch;
}

interface Room {
  readonly board: LiveBoard;
  /** One for each who watches. */
  readonly listeners: Set<{ call: () => void }>;
  over: boolean;
}

/** Looks once a second at each workspace that somebody watches, however many do; nobody watches, nothing is asked. */
export function createLiveHub({ pg, clock, log, stopping }: ApiDeps): LiveHub {
  const rooms = new Map<string, Room>();

  async function run(workspaceId: string, room: Room): Promise<void> {
    const reader = createLiveReader(pg.drizzle, workspaceId);
    let failing = false;
    while (room.listeners.size > 0 && !stopping.aborted) {
      try {
        room.board.take(await reader.read(clock(), room.board.openIds()));
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error, workspaceId }, "running jobs can't be read");
        failing = true;
        room.board.fail();
      }
      for (const listener of room.listeners) listener.call();
      await wait(POLL_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
    rooms.delete(workspaceId);
    room.over = true;
    for (const listener of room.listeners) listener.call();
  }

  return {
    watch(workspaceId) {
      const open = rooms.get(workspaceId);
      const room = open ?? { board: createLiveBoard(), listeners: new Set(), over: false };
      if (room.listeners.size >= MAX_WATCHERS) {
        throw new ApiError(
          "too_many_streams",
          `${MAX_WATCHERS} streams of this workspace are open already: close one, or try again in two minutes.`,
        );
      }
      const listener = { call: () => {} };
      room.listeners.add(listener);
      if (open === undefined) {
        rooms.set(workspaceId, room);
        void run(workspaceId, room);
      }
      return {
        since: (revision) => room.board.since(revision),
        onLook: (call) => void (listener.call = call),
        over: () => room.over,
        leave: () => void room.listeners.delete(listener),
      };
    },
  };
}
