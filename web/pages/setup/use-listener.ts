import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { FirstRequest } from "../../../api/contract/setup.ts";
import { firstRequestQuery } from "../../client/session-queries.ts";

const POLL_MS = 3_000;
const GIVE_UP_MS = 10 * 60_000;

export type ListenerState = "listening" | "hidden" | "stopped";

/** Asks every 3 s for the first request, while the page is seen and for 10 minutes at most. */
export function useListener(): {
  readonly state: ListenerState;
  /** When listening began, ms since the epoch. */
  readonly sinceMs: number;
  readonly found: FirstRequest | undefined;
  readonly error: Error | null;
  readonly resume: () => void;
} {
  const [sinceMs] = useState(() => Date.now());
  const [stopped, setStopped] = useState(false);
  const hidden = useSyncExternalStore(onVisibility, () => document.hidden);
  useEffect(() => {
    if (stopped) return undefined;
    const timer = setTimeout(() => setStopped(true), GIVE_UP_MS);
    return () => clearTimeout(timer);
  }, [stopped]);
  const seen = hidden ? "hidden" : "listening";
  const state: ListenerState = stopped ? "stopped" : seen;
  const query = useQuery({
    ...firstRequestQuery,
    refetchInterval: state === "listening" ? POLL_MS : false,
    staleTime: 0,
  });
  const resume = useCallback(() => setStopped(false), []);
  const error = query.data === undefined ? query.error : null;
  return { state, sinceMs, found: query.data, error, resume };
}

function onVisibility(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}
