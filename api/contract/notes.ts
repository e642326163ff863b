import { z } from "@hono/zod-openapi";
import { periodQuery } from "./analytics-query.ts";
import { instant, pageOf, uuid } from "./scalars.ts";
import { visibility } from "./views.ts";

const text = z.string().trim().min(1).max(500);
/** When it happened. */
const at = instant;

export const noteInput = z
  .strictObject({ at, text, visibility: visibility.default("private") })
  .openapi("NoteInput");
export type NoteInput = z.input<typeof noteInput>;

export const noteChange = z
  .strictObject({ at: at.optional(), text: text.optional(), visibility: visibility.optional() })
  .openapi("NoteChange");
export type NotePatch = z.input<typeof noteChange>;

export const noteRow = z
  .object({
    id: uuid,
    at: instant,
    text: z.string(),
    visibility,
    created_by: z.string(),
    /** Whether the caller may change or delete it. */
    may_change: z.boolean(),
    created_at: instant,
    updated_at: instant,
  })
  .openapi("Note");
export type NoteRow = z.infer<typeof noteRow>;

export const notesAnswer = pageOf(noteRow).openapi("NotesAnswer");

/** Changes that may explain a figure; each leaves an annotation by itself. */
export const ANNOTATED_ACTIONS = [
  "price.create",
  "price.import",
  "price.rerate",
  "price.rerate_revert",
  "quota.create",
  "quota.change",
  "quota.delete",
  "gate.create",
  "gate.change",
  "gate.delete",
  "month.close",
  "month.reopen",
] as const;
export type AnnotatedAction = (typeof ANNOTATED_ACTIONS)[number];

const change = z.object({
  source: z.literal("change"),
  /** Of the audit log's entry. */
  id: uuid,
  at: instant,
  action: z.enum(ANNOTATED_ACTIONS),
  /** The id of what was changed; a month of `month.close`. */
  target: z.string(),
  /** What a sentence about it needs: names and amounts, before and after. */
  facts: z.record(z.string(), z.string()),
});

export const annotation = z
  .discriminatedUnion("source", [change, noteRow.extend({ source: z.literal("note") })])
  .openapi("Annotation");
export type Annotation = z.infer<typeof annotation>;
export type ChangeAnnotation = Extract<Annotation, { source: "change" }>;
export type NoteAnnotation = Extract<Annotation, { source: "note" }>;

export const annotationsAnswer = z
  .object({
    from: instant,
    to: instant,
    /** The latest first. */
    data: z.array(annotation),
    /** True when earlier ones were left out. */
    more: z.boolean(),
  })
  .openapi("AnnotationsAnswer");
export type AnnotationsAnswer = z.infer<typeof annotationsAnswer>;

export const annotationsQuery = z.strictObject(periodQuery.shape);
