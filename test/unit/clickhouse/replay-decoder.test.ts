import { ClickHouseError } from "@clickhouse/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClickHouseFault } from "../../../db/clickhouse/clickhouse-fault.ts";
import { ROW_MARK, replayQuery } from "../../../db/clickhouse/queries/backtest.ts";
import { ReplayDecoder } from "../../../db/clickhouse/replay-decoder.ts";

const RULE = {
  id: "r",
  name: "r",
  subject: { each: ["user", "plan"], fixed: {} },
  metric: "cost",
  window: { kind: "lifetime" },
  limit: 1n,
  mode: "block",
} as const;

const QUERY = replayQuery({
  workspaceId: "ws",
  range: { fromMs: 0, toMs: 1 },
  rules: [RULE, { ...RULE, subject: { each: [], fixed: {} } }],
});

interface Row {
  readonly rules: number;
  readonly createdAtMs: number;
  readonly endedAtMs: number | null;
  readonly costNano: bigint | null;
  readonly currency: string;
  readonly user: string;
  readonly feature: string;
  readonly plan: string;
}

/** As ClickHouse writes RowBinary. */
function encode(row: Row): Buffer {
  return Buffer.concat([
    Buffer.from([ROW_MARK + row.rules]),
    integer(BigInt(row.createdAtMs)),
    nullable(row.endedAtMs === null ? null : BigInt(row.endedAtMs)),
    nullable(row.costNano),
    ...["succeeded", row.currency, row.user, row.feature, row.plan].map(text),
  ]);
}

function integer(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}

function nullable(value: bigint | null): Buffer {
  return value === null ? Buffer.from([1]) : Buffer.concat([Buffer.from([0]), integer(value)]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length =
    bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
  return Buffer.concat([Buffer.from(length), bytes]);
}

/** What a decoder made of the pieces, in words again. */
function decode(pieces: readonly Buffer[]): Row[] {
  const rows: Row[] = [];
  const decoder = new ReplayDecoder(QUERY, ({ event, rules }) => {
    const unknown = Number.isNaN(event.costWhole);
    rows.push({
      rules,
      createdAtMs: event.createdAtMs,
      endedAtMs: event.endedAtMs === Infinity ? null : event.endedAtMs,
      costNano: unknown ? null : BigInt(event.costWhole) * 1_000_000_000n + BigInt(event.costNano),
      currency: event.currency,
      user: decoder.textsOf(0).text(event.user),
      feature: decoder.textsOf(1).text(event.feature),
      plan: "",
    });
  });
  for (const piece of pieces) decoder.push(piece);
  decoder.end();
  return rows;
}

const MS = { min: 0, max: 4_102_444_800_000 };
const row = fc.record({
  rules: fc.integer({ min: 1, max: 3 }),
  createdAtMs: fc.integer(MS),
  endedAtMs: fc.option(fc.integer(MS)),
  costNano: fc.option(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n })),
  currency: fc.constantFrom("USD", "JPY", ""),
  user: fc.oneof(fc.string({ unit: "grapheme", maxLength: 60 }), fc.constantFrom("u_1", "u_2")),
  feature: fc.constantFrom("remix", "create", "x".repeat(200)),
  plan: fc.constant(""),
});

describe("a history", () => {
  it("reads the same wherever its pieces are cut", () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        (rows, cuts) => {
          const bytes = Buffer.concat(rows.map(encode));
          const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted(
            (a, b) => a - b,
          );
          const pieces = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
          expect(decode(pieces)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("gives each pair of counted values a bucket of its own", () => {
    const seen: (number | undefined)[] = [];
    const decoder = new ReplayDecoder(QUERY, ({ buckets }) => seen.push(buckets[0]));
    const at = {
      rules: 1,
      createdAtMs: 0,
      endedAtMs: null,
      costNano: null,
      currency: "",
      feature: "",
    };
    for (const [user, plan] of [
      ["a", "x"],
      ["a", "y"],
      ["b", "x"],
      ["a", "x"],
      ["b", "x"],
    ] as const) {
      decoder.push(encode({ ...at, user, plan }));
    }
    expect(seen).toEqual([0, 1, 2, 0, 2]);
  });

  const one = encode({
    rules: 1,
    createdAtMs: 1,
    endedAtMs: 2,
    costNano: 3n,
    currency: "USD",
    user: "u",
    feature: "f",
    plan: "p",
  });

  it("that ends in the middle of a row is never taken for a whole one", () => {
    expect(() => decode([one, one.subarray(0, one.length - 1)])).toThrow(ClickHouseFault);
  });

  it("that ends with the store's exception throws it, wherever the pieces are cut", () => {
    const exception = Buffer.from(
      "\r\n__exception__\r\ntag\r\nCode: 159. DB::Exception: Timeout exceeded. (TIMEOUT_EXCEEDED) (version 26.7)\n77 tag\r\n__exception__\r\n",
    );
    const bytes = Buffer.concat([one, exception]);
    for (const cut of [0, one.length, one.length + 1, one.length + 30]) {
      const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(() => decode(pieces)).toThrow(ClickHouseError);
    }
  });
});
