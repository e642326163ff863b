import OpenAI from "openai";
import { onTestFinished } from "vitest";
import { createSimulator, type Simulator } from "../../../simulator/create-simulator.ts";
import type { SimulatorOptions } from "../../../simulator/simulator-options.ts";

/** A simulator on a free port, an SDK client that does not retry, and a clock to turn. */
export interface Running {
  readonly simulator: Simulator;
  readonly client: OpenAI;
  readonly url: string;
  readonly advanceMs: (byMs: number) => void;
  /** A request with the accepted key, without the SDK. */
  readonly call: (path: string, init?: RequestInit) => Promise<Response>;
}

export const acceptedKey = "sk-upstream-key-1234";
export const queueMs = 1_000;
export const generationMs = 9_000;

/** Starts a simulator for one test; it is closed when the test ends. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Running> {
  let nowMs = Date.UTC(2026, 10, 22, 12);
  const simulator = createSimulator({
    apiKeys: [acceptedKey],
    clock: () => nowMs,
    seed: 7,
    queueMs,
    generationMs,
    ...options,
  });
  onTestFinished(() => simulator.close());
  const { url } = await simulator.listen();
  return {
    simulator,
    url,
    client: new OpenAI({ apiKey: acceptedKey, baseURL: `${url}/v1`, maxRetries: 0 }),
    advanceMs: (byMs) => {
      nowMs += byMs;
    },
    call: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${acceptedKey}`);
      return fetch(url + path, { ...init, headers });
    },
  };
}

/** A create's headers that script its fate. */
export function scripted(control: string): { headers: Record<string, string> } {
  return { headers: { "Simulator-Control": control } };
}

/** Bytes that are not text, to upload. */
export function someBytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
}
