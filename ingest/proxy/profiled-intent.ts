import type { RunProfile } from "../../domain/gpu-profile.ts";
import { multiplyNano } from "../../domain/money.ts";
import type { CreateIntent } from "../providers/adapter.ts";

/**
 * What is asked for, with what the operator's profile adds: the hardware, which decides the price, and the GPU seconds
 * that are expected. What the request itself says stays.
 */
export function profiledIntent(intent: CreateIntent, profile: RunProfile): CreateIntent {
  const { hardware, gpuSecondsPerVideoSecond: perSecond } = profile;
  const { requestedSeconds, dimensions, units } = intent;
  const expected =
    perSecond === null || requestedSeconds === null
      ? null
      : multiplyNano(perSecond, requestedSeconds);
  if (hardware === null && expected === null) return intent;
  return {
    ...intent,
    dimensions: hardware === null ? dimensions : { hardware, ...dimensions },
    units: expected === null ? units : { gpu_second: expected, ...units },
  };
}
