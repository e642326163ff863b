import { PRICE_LISTS } from "../../../db/postgres/management/shipped-prices.ts";

/** What decides by which of its model's price names a clip is charged. */
export interface SkuFacts {
  /** Lower case: `720p`, `4k`; null when the request doesn't say. */
  readonly resolution: string | null;
  /** Null when the request doesn't say: then a model that can make sound makes it. */
  readonly audio: boolean | null;
  readonly image: boolean;
  /** A clip is handed in, or gone on with. */
  readonly video: boolean;
}

/**
 * The name under which OpenRouter lists the price of such a clip (`duration_seconds_with_audio_720p`): of its model's
 * names all of whose parts hold, the one that says most, sound before all else. Null for a model without any.
 */
export function openrouterSku(model: string, facts: SkuFacts): string | null {
  const names = SKUS.get(model) ?? [];
  // Who lists sound apart, with or without it, can make it.
  const makesAudio = names.some((name) => audioOf(name) !== null);
  const known = { ...facts, audio: facts.audio ?? makesAudio };
  const [best] = names
    .flatMap((name) => {
      const weight = weightOf(name, known);
      return weight === null ? [] : [{ name, weight }];
    })
    .toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  return best?.name ?? null;
}

const WHOLE_CLIP_UNITS: ReadonlySet<string> = new Set(["second", "token", "video"]);

/** The names of the list that ships, by model, without those that are charged on top or by a size nobody knows. */
const SKUS: ReadonlyMap<string, readonly string[]> = skusByModel();

function skusByModel(): ReadonlyMap<string, readonly string[]> {
  const listed = PRICE_LISTS.filter((list) => list.provider === "openrouter");
  const skus = new Map<string, string[]>();
  for (const { model, unit, conditions } of listed.flatMap((list) => list.prices)) {
    const { sku } = conditions;
    if (typeof sku !== "string" || !WHOLE_CLIP_UNITS.has(unit)) continue;
    const same = skus.get(model);
    if (same === undefined) skus.set(model, [sku]);
    else same.push(sku);
  }
  return skus;
}

const WEIGHTS = { audio: 8, video: 4, resolution: 2, image: 1 } as const;

/** How much a name says that holds; null when a part of it doesn't. */
function weightOf(name: string, facts: SkuFacts): number | null {
  let weight = 0;
  const audio = audioOf(name);
  if (audio !== null) {
    if (audio !== facts.audio) return null;
    weight += WEIGHTS.audio;
  }
  const resolution = RESOLUTION.exec(name)?.[1];
  if (resolution !== undefined) {
    if (resolution !== facts.resolution) return null;
    weight += WEIGHTS.resolution;
  }
  if (/with_video_input|video_continuation/.test(name)) {
    if (!facts.video) return null;
    weight += WEIGHTS.video;
  }
  const source = /^(text|image)_to_video/.exec(name)?.[1];
  if (source !== undefined) {
    if ((source === "image") !== facts.image) return null;
    weight += WEIGHTS.image;
  }
  return weight;
}

const RESOLUTION = /_(\d{3,4}p|\dk)(?:_|$)/;

function audioOf(name: string): boolean | null {
  if (name.includes("without_audio")) return false;
  return name.includes("with_audio") ? true : null;
}
