import { PRICE_UNITS, type PriceUnit } from "../generation.ts";

/** What a bill counts in, and how many of a price's units one of it is. */
export interface BillUnit {
  readonly unit: PriceUnit;
  readonly times: bigint;
}

const WORDS: Readonly<Record<string, BillUnit>> = {
  s: { unit: "second", times: 1n },
  sec: { unit: "second", times: 1n },
  videosecond: { unit: "second", times: 1n },
  minute: { unit: "second", times: 60n },
  min: { unit: "second", times: 60n },
  hour: { unit: "second", times: 3_600n },
  generation: { unit: "video", times: 1n },
  clip: { unit: "video", times: 1n },
  gpuhour: { unit: "gpu_second", times: 3_600n },
};

/** Reads the name of a unit as bills write it: "Seconds", "video seconds", "minutes", "GPU hours"; null for others. */
export function readBillUnit(text: string): BillUnit | null {
  const plain = text.toLowerCase().replaceAll(/[^a-z]/g, "");
  for (const word of [plain, plain.replace(/s$/, "")]) {
    const unit = PRICE_UNITS.find((known) => known.replaceAll("_", "") === word);
    if (unit !== undefined) return { unit, times: 1n };
    if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? null;
  }
  return null;
}
