import type { LiveFrame } from "../../api/contract/live.ts";

export interface EventReader {
  readonly status: number;
  /** The next `jobs` event; null at the end of the stream. */
  next(): Promise<LiveFrame | null>;
  /** Reads on until a frame is as wanted. */
  until(wanted: (frame: LiveFrame) => boolean): Promise<LiveFrame>;
  close(): Promise<void>;
}

/** Reads server-sent events as a browser does. */
export function readEvents(response: Response): EventReader {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  async function next(): Promise<LiveFrame | null> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const lines = text.slice(0, end).split("\n");
        text = text.slice(end + 2);
        const data = lines.find((line) => line.startsWith("data: "));
        const isJobs = lines.includes("event: jobs");
        if (data !== undefined && isJobs)
          return JSON.parse(data.slice("data: ".length)) as LiveFrame;
        continue;
      }
      const piece = await reader?.read();
      if (piece === undefined || piece.done) return null;
      text += piece.value;
    }
  }
  return {
    status: response.status,
    next,
    async until(wanted) {
      for (;;) {
        const frame = await next();
        if (frame === null) throw new Error("the stream ended before that");
        if (wanted(frame)) return frame;
      }
    },
    async close() {
      await reader?.cancel();
    },
  };
}
