import { z } from "zod";
import type { Observation } from "../../../domain/observation.ts";
import { failureOf } from "../failure-of.ts";

/** What happened to a workflow, as its history and the websocket tell it alike. */
export interface ComfyuiEvent {
  readonly type: string;
  readonly data: unknown;
  /** ms since the epoch, by the server's clock. */
  readonly atMs: number | null;
}

type End = Pick<Observation, "status" | "startedAtMs" | "finishedAtMs" | "gpuMs" | "failure">;

const errorSchema = z.object({
  exception_type: z.string().nullish(),
  exception_message: z.string().nullish(),
});

/**
 * How a workflow ended, by the event that says so; null for other events. What it took of the GPU is the time from its
 * start to its end; nodes whose result was kept from before take none of it.
 */
export function endOf({ type, data, atMs }: ComfyuiEvent, startedAtMs: number | null): End | null {
  const ran = startedAtMs === null || atMs === null ? null : Math.max(0, atMs - startedAtMs);
  const times = { startedAtMs, finishedAtMs: atMs, gpuMs: ran };
  switch (type) {
    case "execution_success":
      return { ...times, status: "succeeded", failure: null };
    case "execution_interrupted":
      return {
        ...times,
        status: "cancelled",
        failure: failureOf("cancelled", "interrupted", null),
      };
    case "execution_error": {
      const { exception_type: code, exception_message: message } =
        errorSchema.safeParse(data).data ?? {};
      return { ...times, status: "failed", failure: failureOf("provider_error", code, message) };
    }
    default:
      return null;
  }
}
