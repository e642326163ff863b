import type { FinalState, PriceUnit } from "../generation.ts";
import { isForModel, type DimensionValue, type PriceVersion } from "../pricing.ts";
import { chooseRate, priceBook, type LeftReason, type PriceBook } from "./choose-rate.ts";

/** Settled generations without a known cost that are alike in all that decides their price. */
export interface UnpricedGroup {
  readonly provider: string;
  readonly model: string;
  readonly state: FinalState;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  /** True when their provider charged each in parts that have no sum: no price helps them. */
  readonly mixedCharges?: boolean;
  readonly secondsKnown: boolean;
  readonly gpuKnown: boolean;
  readonly generations: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What one more price would give a cost to. */
export interface UnpricedKind {
  readonly provider: string;
  readonly model: string;
  /** Why the book as it is has no price for them; null when it has one by now. */
  readonly reason: LeftReason | null;
  readonly groups: readonly [UnpricedGroup, ...UnpricedGroup[]];
  /** A price that fits them all, but for its amount and currency. */
  readonly suggested: {
    readonly unit: PriceUnit;
    readonly conditions: Readonly<Record<string, DimensionValue>>;
    readonly validFromMs: number;
    readonly validToMs: number | null;
  };
}

const DAY_MS = 86_400_000;

/**
 * Puts groups together that one price would do for: of a model without any price all, else those that are alike in what
 * its prices look at. The kinds come in the order of their first groups.
 */
export function unpricedKinds(
  versions: readonly PriceVersion[],
  groups: readonly UnpricedGroup[],
): UnpricedKind[] {
  const book = priceBook(versions, null);
  const kinds = new Map<string, { reason: LeftReason | null; groups: UnpricedKind["groups"] }>();
  for (const group of groups) {
    const reason = reasonOf(book, group);
    const conditions = Object.entries(conditionsOf(book.versions, group, reason));
    const key = JSON.stringify([group.provider, group.model, reason, conditions]);
    const known = kinds.get(key);
    kinds.set(key, { reason, groups: known === undefined ? [group] : [...known.groups, group] });
  }
  return [...kinds.values()].map((kind) => ({
    provider: kind.groups[0].provider,
    model: kind.groups[0].model,
    ...kind,
    suggested: suggestedFor(book.versions, kind),
  }));
}

/** The book's reason at the group's first generation, or at its last one where the first has a price. */
function reasonOf(book: PriceBook, group: UnpricedGroup): LeftReason | null {
  const reasons = [group.firstMs, group.lastMs].map((createdAtMs) => {
    const choice = chooseRate(book, {
      ...group,
      createdAtMs,
      basis: "unpriced",
      priceId: null,
      priceUnit: null,
      free: false,
    });
    return choice.kind === "left" ? choice.reason : null;
  });
  return reasons.find((reason) => reason !== null) ?? null;
}

/** What the group has of the dimensions that prices of its model look at; of all when it has none of them. */
function conditionsOf(
  versions: readonly PriceVersion[],
  group: UnpricedGroup,
  reason: LeftReason | null,
): Record<string, DimensionValue> {
  if (reason === null || reason === "no_price_for_model") return {};
  const ofModel = versions.filter((version) => isForModel(version, group));
  const looked = new Set(ofModel.flatMap((version) => Object.keys(version.conditions)));
  const sorted = Object.entries(group.dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const matter = sorted.filter(([name]) => looked.has(name));
  if (matter.length > 0 || reason !== "no_price_for_conditions") return Object.fromEntries(matter);
  return Object.fromEntries(sorted.filter(([name]) => name !== "seconds"));
}

function suggestedFor(
  versions: readonly PriceVersion[],
  { groups, reason }: Pick<UnpricedKind, "groups" | "reason">,
): UnpricedKind["suggested"] {
  const firstMs = Math.min(...groups.map((group) => group.firstMs));
  const lastMs = Math.max(...groups.map((group) => group.lastMs));
  const starts = versions
    .filter((version) => isForModel(version, groups[0]))
    .map((version) => version.validFromMs);
  const day = Math.floor(firstMs / DAY_MS) * DAY_MS;
  const later = starts.filter((atMs) => atMs > lastMs);
  return {
    unit: usualUnit(versions, groups),
    conditions: conditionsOf(versions, groups[0], reason),
    // Not before one that fits them too and can't price them: the later start goes first.
    validFromMs: Math.max(day, ...starts.filter((atMs) => atMs <= firstMs)),
    // Own prices go before shipped ones: one that fills a gap ends where the list goes on.
    validToMs: reason === "no_price_at_this_time" && later.length > 0 ? Math.min(...later) : null,
  };
}

/** The unit that most prices of the model have, or else of the provider, among those that can be counted for all. */
function usualUnit(versions: readonly PriceVersion[], groups: UnpricedKind["groups"]): PriceUnit {
  const [first] = groups;
  const countable: PriceUnit[] = [
    ...(groups.every((group) => group.secondsKnown) ? (["second"] as const) : []),
    "video",
    ...(groups.every((group) => group.gpuKnown) ? (["gpu_second"] as const) : []),
  ];
  const ofModel = versions.filter((version) => isForModel(version, first));
  const ofProvider = versions.filter((version) => version.provider === first.provider);
  for (const list of [ofModel, ofProvider]) {
    const uses = (unit: PriceUnit) => list.filter((version) => version.unit === unit).length;
    const [usual] = countable.toSorted((a, b) => uses(b) - uses(a));
    if (usual !== undefined && uses(usual) > 0) return usual;
  }
  return countable[0] ?? "video";
}
