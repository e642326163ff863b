import { useEffect, useState } from "react";
import type { LiveFrame } from "../../api/contract/live.ts";
import { foldFrame, type LiveBoard } from "../series/live-board.ts";
import { readProblem } from "./problem-error.ts";

const ADDRESS = "/api/v1/live";

/** How the stream fares: `lost` while the browser tries to reach it again. */
export type LiveState = "connecting" | "open" | "lost" | "hidden" | "refused";

export interface Live {
  readonly board: LiveBoard | null;
  readonly state: LiveState;
  /** Why the server refused. */
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Streams end by design every two minutes and come again within a second or two: no word is lost on that. */
const LOST_AFTER_MS = 4_000;

/** What runs now, as it happens; nothing is asked while the tab is hidden. */
export function useLive(): Live {
  const [board, setBoard] = useState<LiveBoard | null>(null);
  const [state, setState] = useState<LiveState>("connecting");
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let source: EventSource | null = null;
    let losing: ReturnType<typeof setTimeout> | undefined;
    const leaving = new AbortController();
    const close = () => {
      clearTimeout(losing);
      source?.close();
      source = null;
    };
    const open = () => {
      close();
      setError(null);
      source = new EventSource(ADDRESS);
      source.addEventListener("open", () => {
        clearTimeout(losing);
        setState("open");
      });
      source.addEventListener("jobs", ({ data }: MessageEvent<string>) => {
        const frame = JSON.parse(data) as LiveFrame;
        setBoard((before) => foldFrame(before, frame, Date.now()));
      });
      source.addEventListener("error", () => {
        clearTimeout(losing);
        losing = setTimeout(() => setState("lost"), LOST_AFTER_MS);
        // The browser comes again by itself, unless the server refused: then it is asked why.
        if (source?.readyState === EventSource.CLOSED) void askWhy();
      });
    };
    const askWhy = async () => {
      const response = await fetch(`${ADDRESS}?seconds=0`, { signal: leaving.signal }).catch(
        () => null,
      );
      if (leaving.signal.aborted || document.hidden) return;
      if (response === null || response.ok) {
        losing = setTimeout(open, LOST_AFTER_MS);
        return setState("lost");
      }
      clearTimeout(losing);
      setError(await readProblem(response));
      setState("refused");
    };
    const look = () => {
      if (!document.hidden) return open();
      close();
      setState("hidden");
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      leaving.abort();
      document.removeEventListener("visibilitychange", look);
      close();
    };
  }, [attempt]);
  return { board, state, error, retry: () => setAttempt((number) => number + 1) };
}
