import { arkFixture } from "./ark-fixture.ts";
import { dashscopeFixture } from "./dashscope-fixture.ts";
import { dreamMachineFixture } from "./dream-machine-fixture.ts";
import { falFixture } from "./fal-fixture.ts";
import { geminiFixture } from "./gemini-fixture.ts";
import { klingFixture } from "./kling-fixture.ts";
import { klingLegacyFixture } from "./kling-legacy-fixture.ts";
import { lumaFixture } from "./luma-fixture.ts";
import { minimaxFixture } from "./minimax-fixture.ts";
import { minimaxV1Fixture } from "./minimax-v1-fixture.ts";
import { omniFixture } from "./omni-fixture.ts";
import { openaiFixture } from "./openai-fixture.ts";
import { openrouterFixture } from "./openrouter-fixture.ts";
import type { ProviderFixture } from "./provider-fixture.ts";
import { runwayFixture } from "./runway-fixture.ts";
import { vertexFixture } from "./vertex-fixture.ts";
import { xaiFixture } from "./xai-fixture.ts";

/** At least one for each adapter, one for each of its APIs. */
export const PROVIDER_FIXTURES: readonly ProviderFixture[] = [
  openaiFixture,
  xaiFixture,
  runwayFixture,
  openrouterFixture,
  lumaFixture,
  dreamMachineFixture,
  dashscopeFixture,
  arkFixture,
  klingFixture,
  klingLegacyFixture,
  minimaxFixture,
  minimaxV1Fixture,
  geminiFixture,
  vertexFixture,
  omniFixture,
  falFixture,
];
