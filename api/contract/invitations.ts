import { z } from "@hono/zod-openapi";
import { role } from "./keys.ts";
import { instant, pageOf, uuid } from "./scalars.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "./setup.ts";

export const INVITATION_DAYS_MAX = 30;
const INVITATION_DAYS = 7;
const email = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());

/** Nobody invites to more rights than they have. */
export const invitationInput = z
  .strictObject({
    /** Whom it is for: the account gets this address. */
    email,
    role: role.default("viewer"),
    expires_in_days: z.int().min(1).max(INVITATION_DAYS_MAX).default(INVITATION_DAYS),
  })
  .openapi("InvitationInput");
export type InvitationInput = z.input<typeof invitationInput>;

export const invitationRow = z
  .object({
    id: uuid,
    email: z.string(),
    role,
    status: z.enum(["pending", "expired", "accepted", "revoked"]),
    /** Null when a management token invited. */
    invited_by: z.string().nullable(),
    created_at: instant,
    expires_at: instant,
    accepted_at: instant.nullable(),
  })
  .openapi("InvitationRow");
export type InvitationRow = z.infer<typeof invitationRow>;

/** The only answer that holds the link; it can't be shown again. */
export const invitationCreated = invitationRow
  .extend({ url: z.string() })
  .openapi("InvitationCreated");
export type InvitationCreated = z.infer<typeof invitationCreated>;

export const invitationsAnswer = pageOf(invitationRow).openapi("InvitationsAnswer");
export type InvitationsAnswer = z.infer<typeof invitationsAnswer>;

const token = z.string().min(1).max(200);

export const invitationToken = z.strictObject({ token }).openapi("InvitationToken");

/** What somebody with the link may know before accepting. */
export const openInvitation = z
  .object({
    workspace: z.string(),
    email: z.string(),
    role,
    invited_by: z.string().nullable(),
    expires_at: instant,
    /** True when the address has an account: then its password is asked, and no name. */
    has_account: z.boolean(),
  })
  .openapi("OpenInvitation");
export type OpenInvitation = z.infer<typeof openInvitation>;

export const invitationAccept = z
  .strictObject({
    token,
    /** Needed for a new account. */
    name: z.string().trim().min(1).max(100).optional(),
    /** Of the account that the address has, or a new one. */
    password: z.string().min(PASSWORD_MIN).max(PASSWORD_MAX),
  })
  .openapi("InvitationAccept");
export type InvitationAccept = z.input<typeof invitationAccept>;
