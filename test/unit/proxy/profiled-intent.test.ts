import { expect, it } from "vitest";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import { parseNano } from "../../../domain/money.ts";
import { profiledIntent } from "../../../ingest/proxy/profiled-intent.ts";

const intent = {
  model: "wan",
  resolution: "1280x720",
  requestedSeconds: parseNano("5"),
  audio: null,
  dimensions: { size: "1280x720" },
  units: { second: parseNano("5") },
  prompt: "",
};
const profile = {
  ...NO_PROFILE,
  hardware: "gpu-h100",
  gpuSecondsPerVideoSecond: parseNano("37.5"),
};

it("adds the hardware and the expected GPU seconds to what is asked for", () => {
  expect(profiledIntent(intent, profile)).toEqual({
    ...intent,
    dimensions: { size: "1280x720", hardware: "gpu-h100" },
    units: { second: parseNano("5"), gpu_second: parseNano("187.5") },
  });
});

it("leaves what the request says itself, and everything where no profile speaks", () => {
  const own = {
    ...intent,
    dimensions: { hardware: "gpu-t4" },
    units: { gpu_second: parseNano("9") },
  };
  expect(profiledIntent(own, profile)).toEqual(own);
  expect(profiledIntent(intent, NO_PROFILE)).toBe(intent);
  const unknown = { ...intent, requestedSeconds: null };
  expect(profiledIntent(unknown, { ...profile, hardware: null })).toBe(unknown);
});
