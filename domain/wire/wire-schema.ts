import { z } from "zod";
import { FINAL_STATES, OPERATIONS, PRICE_UNITS } from "../generation.ts";
import { CUSTOM_PROVIDER, isProvider } from "../provider-catalogue.ts";
import { checkWire } from "./check-wire.ts";
import { isHeaderName, isRoutePath } from "./wire-address.ts";
import { parseWirePath } from "./wire-path.ts";

const MAX_ENTRIES = 50;
const TOO_MANY = { message: `must have at most ${MAX_ENTRIES} entries` };

function isFew(entries: object): boolean {
  return Object.keys(entries).length <= MAX_ENTRIES;
}

const short = z.string().min(1).max(200);

const path = z.string().refine((text) => parseWirePath(text) !== null, {
  message:
    "must be names of members with dots between them, places in arrays in brackets: data[0].url",
});
/** Exact numbers are read by the names of members alone. */
const numberPath = path.refine((text) => !text.includes("["), {
  message: "must not lead into an array: numbers that are billed are read by members' names alone",
});
const field = z.string().regex(/^[A-Za-z0-9_-]{1,64}(?:\.[A-Za-z0-9_-]{1,64}){0,4}$/, {
  message: "must be a field of the create's body, nested ones with dots: parameters.duration",
});
const name = z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, {
  message: "must be lower-case letters, digits and underscores, a letter first",
});

/** Where a create says something: in a field of its body, in a parameter of its path, or nowhere. */
const said = z
  .strictObject({
    field: field.optional(),
    param: name.optional(),
    default: z.union([z.string().max(200), z.number(), z.boolean()]).optional(),
  })
  .refine((value) => Object.keys(value).length > 0, {
    message: "must name a field, a param or a default",
  });
export type WireSaid = z.output<typeof said>;

const route = z.strictObject({
  kind: z.enum(["create", "retrieve", "cancel", "delete", "content"]),
  method: z.enum(["GET", "POST", "PUT", "DELETE"]),
  path: z.string().refine(isRoutePath, {
    message:
      "must be a plain path such as /v1/jobs/{id}, without an address, dots, a query or escapes",
  }),
  operation: z.enum(OPERATIONS).optional(),
  /** Of a create: true where its answer is the outcome, the clip's bytes or JSON, and may take minutes. */
  blocking: z.boolean().optional(),
  /** Where the job's id stands when it is not the path's `{id}`. */
  job_id: z
    .strictObject({
      in: z.enum(["query", "body"]),
      name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    })
    .optional(),
});
export type WireRoute = z.output<typeof route>;

const state = z.enum(["submitted", "running", ...FINAL_STATES]);

/** A provider's wire, described. `checkWire` says what must fit together. */
export const wireSchema = z
  .strictObject({
    /** As prices and figures call it. */
    provider: name.refine((text) => !isProvider(text) && text !== CUSTOM_PROVIDER, {
      message: "is the name of a provider that Reelmeter knows: choose one of your own",
    }),
    credential: z
      .strictObject({
        header: z.string().refine(isHeaderName, {
          message:
            "must be a header that may carry a key: authorization, or one of your own such as x-acme-key",
        }),
        template: z
          .string()
          .max(200)
          .regex(/^[\x20-\x7e]*\{credential\}[\x20-\x7e]*$/, {
            message: "must hold {credential}, in printable ASCII",
          }),
      })
      .default({ header: "authorization", template: "Bearer {credential}" }),
    routes: z.array(route).min(1).max(20),
    request: z.strictObject({
      model: said,
      prompt: z.strictObject({ field }).optional(),
      resolution: said.optional(),
      seconds: said.optional(),
      audio: said.optional(),
      /** Further conditions that your prices have. */
      dimensions: z.record(name, said).refine(isFew, TOO_MANY).default({}),
    }),
    answer: z.strictObject({
      /** Of the job, in the answer to its create. */
      id: path,
      /** False where later answers don't repeat it: they are about the job that was asked for. */
      repeats_id: z.boolean().default(true),
      status: path,
      states: z.record(short, state).refine(isFew, TOO_MANY),
      /** What an answer without a body means, where jobs that wait are answered so. */
      empty: z.enum(["submitted", "running"]).optional(),
      progress: z
        .strictObject({ path, of: z.union([z.literal(1), z.literal(100)]).default(100) })
        .optional(),
      failure_code: path.optional(),
      failure_message: path.optional(),
      /** Failure codes of clips that moderation stopped; a star at the end takes all that begin so. */
      moderated_codes: z.array(short).max(MAX_ENTRIES).default([]),
      video_seconds: path.optional(),
      gpu_seconds: numberPath.optional(),
      units: z.strictObject({ path: numberPath, unit: z.enum(PRICE_UNITS) }).optional(),
      cost: z
        .strictObject({
          path: numberPath,
          currency: z
            .string()
            .regex(/^[A-Z]{3}$/, { message: "must be a code such as USD" })
            .optional(),
          currency_path: path.optional(),
          /** How many of what is counted make one unit of the currency: 100 for cents. */
          per_unit: z
            .string()
            .regex(/^[1-9]\d{0,11}$/, { message: "must be a whole number" })
            .default("1"),
        })
        .optional(),
      /** Addresses that lead back to this wire: clients get ours in their place. */
      urls: z.array(path).max(MAX_ENTRIES).default([]),
    }),
    /** Which ends are billed where neither the answer nor a price says so. */
    billed_states: z.array(z.enum(FINAL_STATES)).max(5).default(["succeeded"]),
    /** True where clips are as long as was asked for and no answer names their length. */
    length_as_asked: z.boolean().default(false),
    error: z.strictObject({ code: numberPath.optional(), message: numberPath }),
  })
  .superRefine((wire, ctx) => {
    for (const { at, message } of checkWire(wire)) {
      ctx.addIssue({ code: "custom", path: [...at], message });
    }
  });

export type Wire = z.output<typeof wireSchema>;
