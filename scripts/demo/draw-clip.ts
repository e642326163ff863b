import type { FailureKind, GenerationState } from "../../domain/generation.ts";
import { uuidV7 } from "../../domain/uuid-v7.ts";
import { drawHex } from "../../simulator/seeded-random.ts";
import {
  API_CALLERS,
  DOWNLOADED_SHARE,
  EVENTS,
  FEATURES,
  FREE_CLIPS_AFTER_CUT,
  GPU_SECONDS_PER_VIDEO_SECOND,
  GPUS_PER_CLIP,
  OUTCOME_SHARES,
  PLANS,
  OTHER_PRO_SHARE,
  PRO_GPU_FACTOR,
  PRO_SHARES,
  REGIONS,
  SURFACES,
  type Share,
} from "./launch-plan.ts";

/** One generation as it was settled. Times in ms since the epoch. */
export interface Clip {
  readonly id: string;
  readonly createdAtMs: number;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly downloadedAtMs: number | null;
  readonly feature: string;
  readonly surface: string;
  readonly region: string;
  readonly currency: string;
  readonly platform: string;
  readonly plan: string;
  readonly user: string;
  /** Who calls the API, by what they make; nobody else has one. */
  readonly customer: string | null;
  readonly model: "sora-2" | "sora-2-pro";
  readonly resolution: string;
  readonly seconds: number;
  readonly state: GenerationState;
  readonly failureKind: FailureKind | "";
  readonly failureCode: string;
  readonly gpuMs: number;
  readonly promptHash: string;
  readonly providerJobId: string;
}

export interface DrawInput {
  readonly random: () => number;
  readonly day: number;
  readonly startMs: number;
  readonly lengthMs: number;
  /** How many users there are in all. */
  readonly population: number;
  /** Clips per user so far today; the plan's daily limit holds in the history too. */
  readonly usedToday: Map<string, number>;
}

/** Draws one clip of a day. */
export function drawClip(input: DrawInput): Clip {
  const { random, day } = input;
  const surface = pick(SURFACES, day, random).name;
  const region = pick(REGIONS, day, random);
  const plan = surface === "api" ? "api" : pick(PLANS.filter(openOn(day)), day, random).name;
  const feature = pick(FEATURES, day, random).name;
  const pro = random() < (PRO_SHARES[plan] ?? OTHER_PRO_SHARE);
  const seconds = drawSeconds(plan, random);
  const user = drawUser(input, region.name, plan);
  const createdAtMs = drawTime(input, region.utcHours);
  const outcome = drawOutcome(random);
  const gpuMs = drawGpuMs(seconds, pro, outcome.state, random);
  const startedAtMs = createdAtMs + 800 + Math.round(random() * random() * 45_000);
  const finishedAtMs = startedAtMs + Math.round(gpuMs / GPUS_PER_CLIP);
  const downloaded = outcome.state === "succeeded" && random() < DOWNLOADED_SHARE;
  return {
    id: uuidV7(createdAtMs, randomBytes(random)),
    createdAtMs,
    startedAtMs,
    finishedAtMs,
    downloadedAtMs: downloaded ? finishedAtMs + 1000 + Math.round(random() * 90_000) : null,
    feature,
    surface,
    region: region.name,
    currency: region.currency,
    platform: PLATFORMS[surface] ?? "server",
    plan,
    user,
    customer: surface === "api" ? customerOf(pro, seconds) : null,
    model: pro ? "sora-2-pro" : "sora-2",
    resolution: drawResolution(pro, random),
    seconds,
    ...outcome,
    gpuMs,
    promptHash: drawHex(random, 64),
    providerJobId: `video_${drawHex(random, 32)}`,
  };
}

const PLATFORMS: Readonly<Record<string, string>> = {
  app_ios: "ios",
  app_android: "android",
  web: "web",
};

/** API callers are few, and each makes one kind of clip. */
function customerOf(pro: boolean, seconds: number): string {
  if (pro) return "film studio";
  return seconds === 10 ? "ten-second ads" : "mixed lengths";
}

const openOn = (day: number) => (plan: { until: number }) => day < plan.until;

function pick<T extends Share>(shares: readonly T[], day: number, random: () => number): T {
  const open = shares.filter((share) => share.from <= day);
  const total = open.reduce((sum, share) => sum + share.weight, 0);
  let at = random() * total;
  for (const share of open) {
    at -= share.weight;
    if (at < 0) return share;
  }
  const last = open.at(-1);
  if (last === undefined) throw new RangeError(`nothing is open on day ${day}`);
  return last;
}

function drawSeconds(plan: string, random: () => number): number {
  const at = random();
  if (plan === "api") return at < 0.5 ? 10 : at < 0.8 ? 5 : 15;
  if (at < 0.16) return 5;
  return at > 0.9 && plan !== "free" ? 15 : 10;
}

const SKEWED_TRIES = 4;
const TRIES = 64;

/** Few make very many clips: the cube of an even draw, near a log-normal's tail. Limits of the plan hold. */
function drawUser(input: DrawInput, region: string, plan: string): string {
  const limit = dailyLimit(plan, input.day);
  const population = plan === "api" ? API_CALLERS : input.population;
  let user = "";
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const skew = attempt < SKEWED_TRIES ? 3 : 1;
    const index = Math.floor(input.random() ** skew * population);
    user = `u_${region.toLowerCase()}_${plan}_${String(index).padStart(6, "0")}`;
    if ((input.usedToday.get(user) ?? 0) < limit) break;
  }
  input.usedToday.set(user, (input.usedToday.get(user) ?? 0) + 1);
  return user;
}

function dailyLimit(plan: string, day: number): number {
  if (plan === "free" && day >= EVENTS.freeCut) return FREE_CLIPS_AFTER_CUT;
  return PLANS.find(({ name }) => name === plan)?.clipsPerDay ?? Number.MAX_SAFE_INTEGER;
}

const HOUR_MS = 3_600_000;

/** Evenings are busy where the user lives: two tries, the one nearer to 20:00 there wins. */
function drawTime(input: DrawInput, utcHours: number): number {
  const at = () => input.startMs + Math.floor(input.random() * input.lengthMs);
  const fromEvening = (ms: number) => {
    const hour = (((ms / HOUR_MS + utcHours) % 24) + 24) % 24;
    return Math.min(Math.abs(hour - 20), 24 - Math.abs(hour - 20));
  };
  const [one, two] = [at(), at()];
  return fromEvening(one) <= fromEvening(two) ? one : two;
}

type Ending = Pick<Clip, "state" | "failureKind" | "failureCode">;

function drawOutcome(random: () => number): Ending {
  const { failed, blocked, cancelled } = OUTCOME_SHARES;
  const at = random();
  if (at < failed) {
    return { state: "failed", failureKind: "provider_error", failureCode: "server_error" };
  }
  if (at < failed + blocked) {
    return { state: "blocked", failureKind: "moderated", failureCode: "moderation_blocked" };
  }
  if (at < failed + blocked + cancelled) {
    return { state: "cancelled", failureKind: "cancelled", failureCode: "deleted" };
  }
  return { state: "succeeded", failureKind: "", failureCode: "" };
}

/** Failed and cancelled clips stop part of the way; blocked ones were finished and then held back. */
function drawGpuMs(
  seconds: number,
  pro: boolean,
  state: GenerationState,
  random: () => number,
): number {
  const factor = pro ? PRO_GPU_FACTOR : 1;
  const spread = 0.88 + random() * 0.24;
  const part = state === "failed" || state === "cancelled" ? 0.1 + random() * 0.7 : 1;
  return Math.round(seconds * GPU_SECONDS_PER_VIDEO_SECOND * factor * spread * part * 1000);
}

function drawResolution(pro: boolean, random: () => number): string {
  const wide = random() < 0.3;
  if (pro && random() < 0.5) return wide ? "1792x1024" : "1024x1792";
  return wide ? "1280x720" : "720x1280";
}

function randomBytes(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256));
}
