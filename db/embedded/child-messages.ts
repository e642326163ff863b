import { z } from "zod";

/** Everything the child needs; it reads no environment. Sent once, as its first message. */
export const childOrdersSchema = z.strictObject({
  kind: z.literal("serve"),
  postgresDirectory: z.string(),
  postgresSocket: z.string(),
  clickhouseDirectory: z.string(),
  clickhouseUser: z.string(),
  clickhousePassword: z.string(),
  /** 0 lets the operating system choose. */
  clickhousePort: z.int(),
  biSecret: z.string(),
});
export type ChildOrders = z.infer<typeof childOrdersSchema>;

/** What the child tells its parent. */
export const childReportSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready"), clickhousePort: z.int() }),
  z.strictObject({ kind: z.literal("port_taken") }),
  z.strictObject({ kind: z.literal("fault"), where: z.string(), detail: z.string() }),
]);
export type ChildReport = z.infer<typeof childReportSchema>;
