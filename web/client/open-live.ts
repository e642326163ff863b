import type { LiveFrame } from "../../api/contract/live.ts";
import { ProblemError, readProblem } from "./problem-error.ts";

const ADDRESS = "/api/v1/live";

/** How the stream fares: `lost` while the browser tries to reach it again. */
export type LiveState = "connecting" | "open" | "lost" | "hidden" | "refused";

export interface LiveHandlers {
  readonly onFrame: (frame: LiveFrame) => void;
  /** `error` says why the server refused, or could not be reached. */
  readonly onState: (state: LiveState, error: Error | null) => void;
}

export interface LiveConnection {
  retry(): void;
  close(): void;
}

/** A stream ends by design every two minutes and comes again within two seconds: no word is lost on that. */
const LOST_AFTER_MS = 4_000;
/** The server says something every five seconds: after three of them the connection is dead, whatever the browser believes. */
const SILENT_MS = 15_000;
const unreachable = () => new ProblemError({ status: 0, code: "unreachable", detail: "" });

/** Keeps the stream of what runs now open; nothing is asked while the tab is hidden. */
export function openLive({ onFrame, onState }: LiveHandlers): LiveConnection {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  /** Once it was: before that, nobody waits for a connection that may come back by itself. */
  let wasOpen = false;
  const leaving = new AbortController();
  let silence: ReturnType<typeof setTimeout> | null = null;

  /** Something was heard, or is about to be. */
  function listen(): void {
    if (silence !== null) clearTimeout(silence);
    silence = setTimeout(() => {
      onState("lost", unreachable());
      open();
    }, SILENT_MS);
  }

  function calm(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function stop(): void {
    calm();
    if (silence !== null) clearTimeout(silence);
    source?.close();
    source = null;
  }

  function open(): void {
    stop();
    source = new EventSource(ADDRESS);
    listen();
    source.addEventListener("beat", listen);
    source.addEventListener("open", () => {
      calm();
      listen();
      wasOpen = true;
      onState("open", null);
    });
    source.addEventListener("jobs", ({ data }: MessageEvent<string>) => {
      listen();
      onFrame(JSON.parse(data) as LiveFrame);
    });
    source.addEventListener("error", () => {
      // The browser comes again by itself, unless the server refused: then it is asked why.
      if (!wasOpen || source?.readyState === EventSource.CLOSED) return void askWhy();
      // Each try of the browser's that fails comes here too, and must not begin the wait anew.
      timer ??= setTimeout(() => onState("lost", unreachable()), LOST_AFTER_MS);
    });
  }

  async function askWhy(): Promise<void> {
    stop();
    const { signal } = leaving;
    const response = await fetch(`${ADDRESS}?seconds=0`, { signal }).catch(() => null);
    const error =
      response === null ? unreachable() : response.ok ? null : await readProblem(response);
    if (signal.aborted || document.hidden || source !== null) return;
    const isFinal = response !== null && response.status >= 400 && response.status < 500;
    onState(isFinal ? "refused" : "lost", error);
    if (!isFinal) timer = setTimeout(open, LOST_AFTER_MS);
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
