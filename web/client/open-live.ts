import type { LiveFrame } from "../../api/contract/live.ts";
import { readProblem } from "./problem-error.ts";

const ADDRESS = "/api/v1/live";

/** How the stream fares: `lost` while the browser tries to reach it again. */
export type LiveState = "connecting" | "open" | "lost" | "hidden" | "refused";

export interface LiveHandlers {
  readonly onFrame: (frame: LiveFrame) => void;
  /** `error` says why the server refused. */
  readonly onState: (state: LiveState, error: Error | null) => void;
}

export interface LiveConnection {
  retry(): void;
  close(): void;
}

/** A stream ends by design every two minutes and comes again within two seconds: no word is lost on that. */
const LOST_AFTER_MS = 4_000;

/** Keeps the stream of what runs now open; nothing is asked while the tab is hidden. */
export function openLive({ onFrame, onState }: LiveHandlers): LiveConnection {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const leaving = new AbortController();

  function calm(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function stop(): void {
    calm();
    source?.close();
    source = null;
  }

  function open(): void {
    stop();
    source = new EventSource(ADDRESS);
    source.addEventListener("open", () => {
      calm();
      onState("open", null);
    });
    source.addEventListener("jobs", ({ data }: MessageEvent<string>) => {
      onFrame(JSON.parse(data) as LiveFrame);
    });
    source.addEventListener("error", () => {
      // Each try of the browser's that fails comes here too, and must not begin the wait anew.
      timer ??= setTimeout(() => onState("lost", null), LOST_AFTER_MS);
      // The browser comes again by itself, unless the server refused: then it is asked why.
      if (source?.readyState === EventSource.CLOSED) void askWhy();
    });
  }

  async function askWhy(): Promise<void> {
    const { signal } = leaving;
    const response = await fetch(`${ADDRESS}?seconds=0`, { signal }).catch(() => null);
    if (signal.aborted || document.hidden) return;
    calm();
    if (response === null || response.ok || response.status >= 500) {
      onState("lost", null);
      timer = setTimeout(open, LOST_AFTER_MS);
    } else onState("refused", await readProblem(response));
  }

  function look(): void {
    if (!document.hidden) return open();
    stop();
    onState("hidden", null);
  }

  look();
  document.addEventListener("visibilitychange", look);
  return {
    retry: open,
    close() {
      leaving.abort();
      document.removeEventListener("visibilitychange", look);
      stop();
    },
  };
}
