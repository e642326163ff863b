import { describe, expect, it } from "vitest";
import { newIdAt } from "../../../api/http/new-id.ts";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";

const AT = Date.parse("2026-11-22T11:00:00Z");

describe("ids of one millisecond", () => {
  it("sort in the order of minting, and before those of the next", () => {
    const minted = Array.from({ length: 4_096 }, () => newIdAt(AT));
    const later = newIdAt(AT + 1);
    expect([...minted, later].toSorted()).toEqual([...minted, later]);
    expect(new Set(minted).size).toBe(minted.length);
    expect(minted.every((id) => uuidV7Ms(id) === AT)).toBe(true);
  });
});
