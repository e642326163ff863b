import { useEffect, useRef, useState } from "react";
import { foldFrame, type LiveBoard } from "../series/live-board.ts";
import { openLive, type LiveConnection, type LiveState } from "./open-live.ts";

export interface Live {
  /** Null until the first frame. */
  readonly board: LiveBoard | null;
  readonly state: LiveState;
  /** Why the server refused, or that it could not be reached. */
  readonly error: Error | null;
  readonly retry: () => void;
}

/** What runs now, as it happens. */
export function useLive(): Live {
  const connection = useRef<LiveConnection>(null);
  const [board, setBoard] = useState<LiveBoard | null>(null);
  const [fares, setFares] = useState<Pick<Live, "state" | "error">>({
    state: "connecting",
    error: null,
  });
  useEffect(() => {
    const opened = openLive({
      onFrame: (frame) => setBoard((before) => foldFrame(before, frame, Date.now())),
      onState: (state, error) => setFares({ state, error }),
    });
    connection.current = opened;
    return () => opened.close();
  }, []);
  return { board, ...fares, retry: () => connection.current?.retry() };
}
