import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it } from "vitest";
import { describeError } from "../../../server/log.ts";

describe("an error in the log", () => {
  it("tells its kind, code and place, and never what a query carried", () => {
    const cause = Object.assign(new Error("invalid byte sequence"), { code: "22021" });
    const failed = new DrizzleQueryError("insert into keys values ($1)", ["canary-secret"], cause);
    const line = describeError(failed);
    expect(JSON.stringify(line)).not.toContain("canary-secret");
    expect(line).toMatchObject({ message: "a query failed", cause: { code: "22021" } });
    expect(line.stack).toContain("log.test.ts");
  });

  it("keeps the sentence of any other error", () => {
    expect(describeError(new TypeError("no such thing"))).toMatchObject({
      type: "TypeError",
      message: "no such thing",
    });
  });

  it("takes what is no Error without failing", () => {
    expect(describeError("text")).toEqual({ type: "string", message: "not an Error" });
  });
});
