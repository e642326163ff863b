import { z } from "@hono/zod-openapi";
import { parseDimension, type AnyDimension } from "../../domain/dimensions.ts";

/** What figures can be split and filtered by: one of the fixed names, or `tag:<name>`. */
export const dimension = z
  .custom<AnyDimension>((value) => typeof value === "string" && parseDimension(value) !== null, {
    error: "is no dimension: use feature, surface, user, …, or tag:<name>",
  })
  .openapi("Dimension", { type: "string", example: "feature" });
