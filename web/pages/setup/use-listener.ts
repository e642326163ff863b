import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import type { FirstRequest } from "../../../api/contract/setup.ts";
import { firstRequestQuery } from "../../client/session-queries.ts";

const POLL_MS = 3_000;
const GIVE_UP_MS = 10 * 60_000;

export type ListenerState = "listening" | "hidden" | "stopped";

/** Asks every 3 s for the first request, while the page is seen and for 10 minutes at most. */
export function useListener(): {
  readonly state: ListenerState;
  readonly found: FirstRequest | undefined;
  readonly error: Error | null;
  readonly resume: () => void;
} {
  const [round, setRound] = useState(0);
  const [stopped, setStopped] = useState(false);
  const hidden = useHidden();
  useEffect(() => {
    setStopped(false);
    const timer = setTimeout(() => setStopped(true), GIVE_UP_MS);
    return () => clearTimeout(timer);
  }, [round]);
  const state: ListenerState = stopped ? "stopped" : hidden ? "hidden" : "listening";
  const query = useQuery({
    ...firstRequestQuery,
    refetchInterval: state === "listening" ? POLL_MS : false,
    staleTime: 0,
  });
  const resume = useCallback(() => setRound((before) => before + 1), []);
  return { state, found: query.data, error: query.data === undefined ? query.error : null, resume };
}

function useHidden(): boolean {
  const [hidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const onChange = (): void => setHidden(document.hidden);
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return hidden;
}
