import { randomUUID } from "node:crypto";
import type { NewPrice } from "../../db/postgres/management/prices.ts";
import { divideRounded, formatNano, parseNano } from "../../domain/money.ts";
import { GPU_SECOND_USD, SECOND_USD } from "./launch-plan.ts";

/** The two public figures of what was spent, as cost books. */
export const ANALYST_BOOK = "analyst estimate";
export const REPORTED_BOOK = "reported";
/** They are so far apart on the same clips: 15 M and 1 M dollars a day. */
export const BOOKS_APART = 15n;

export type DemoModel = keyof typeof SECOND_USD;

/** The rows of the price book by which the history was priced. */
export type HistoryPrices = Readonly<Record<DemoModel, string>>;

const MODELS = ["sora-2", "sora-2-pro"] as const satisfies readonly DemoModel[];
/** What the history's clips were made on; live ones name no hardware and go by the second. */
export const HARDWARE = "H100";
const SECONDS_FROM = new Date("2025-01-01T00:00:00Z");
/** After that of the seconds: of two that fit, the later one goes first. */
const GPU_FROM = new Date("2025-01-02T00:00:00Z");

/** The price of the history's GPU seconds, and both cost books: GPU seconds, and seconds for live clips. */
export function demoPrices(workspaceId: string, settled: HistoryPrices, now: Date): NewPrice[] {
  const row = (content: Omit<NewPrice, "workspaceId" | "provider" | "currency">): NewPrice => ({
    workspaceId,
    provider: "openai",
    currency: "USD",
    source: "Synthetic, calibrated to public estimates.",
    createdAt: now,
    createdBy: "demo",
    ...content,
  });
  const gpu = (model: DemoModel, amount: string) => ({
    model,
    unit: "gpu_second",
    conditions: { hardware: HARDWARE },
    amount,
    validFrom: GPU_FROM,
  });
  const ofBook = (book: string, apart: bigint) =>
    MODELS.flatMap((model) => [
      row({ id: randomUUID(), book, ...gpu(model, part(GPU_SECOND_USD, apart)) }),
      // What moderation stops was made before: its GPU time is spent.
      ...[{}, { outcome: "blocked" }].map((conditions) =>
        row({
          id: randomUUID(),
          book,
          model,
          unit: "second",
          conditions,
          amount: part(SECOND_USD[model], apart),
          validFrom: SECONDS_FROM,
        }),
      ),
    ]);
  return [
    ...MODELS.map((model) => row({ id: settled[model], ...gpu(model, GPU_SECOND_USD) })),
    ...ofBook(ANALYST_BOOK, 1n),
    ...ofBook(REPORTED_BOOK, BOOKS_APART),
  ];
}

function part(amount: string, apart: bigint): string {
  return formatNano(divideRounded(parseNano(amount), apart));
}
