import type { z } from "zod";

/** A fact that does not have the shape of its table's row: a dead letter, with the reason. */
export class RowError extends Error {
  override readonly name = "RowError";
}

/** Reads a fact strictly. @throws RowError naming each faulty field. */
export function readFact<T extends z.ZodType>(schema: T, fact: unknown): z.output<T> {
  const parsed = schema.safeParse(fact);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new RowError(faults.join("; "));
}
