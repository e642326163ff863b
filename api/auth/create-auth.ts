import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { createAccessControl } from "better-auth/plugins/access";
import { defaultStatements } from "better-auth/plugins/organization/access";
import {
  accounts,
  invitations,
  members,
  sessions,
  users,
  verifications,
  workspaces,
} from "../../db/postgres/schema/identity.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "../contract/setup.ts";
import type { ApiDeps } from "../deps.ts";
import { boundedCounters } from "./bounded-counters.ts";

/** Carries the peer's address to better-auth; whatever a client sends under this name is replaced. */
export const PEER_HEADER = "reelmeter-peer";

const SESSION_SECONDS = 7 * 24 * 3_600;
const SESSION_REFRESH_SECONDS = 24 * 3_600;
const SIGN_IN_WINDOW_SECONDS = 60;
const SIGN_INS_PER_WINDOW = 10;
const CALLS_PER_WINDOW = 300;

/** Sign-in with email and password; organisations are our workspaces. Nobody signs up by themselves. */
export function createAuth(
  deps: Pick<ApiDeps, "pg" | "sessionSecret" | "publicUrl" | "log" | "clock">,
): BetterAuth {
  const publicOrigin = new URL(deps.publicUrl).origin;
  return betterAuth({
    appName: "Reelmeter",
    baseURL: deps.publicUrl,
    basePath: "/api/auth",
    secret: deps.sessionSecret,
    trustedOrigins: (request) => [publicOrigin, ...ownOrigin(request)],
    telemetry: { enabled: false },
    database: drizzleAdapter(deps.pg.drizzle, {
      provider: "pg",
      // The embedded pool is one connection: a transaction here would wait for itself.
      transaction: false,
      schema: {
        user: users,
        session: sessions,
        account: accounts,
        verification: verifications,
        organization: workspaces,
        member: members,
        invitation: invitations,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_REFRESH_SECONDS },
    rateLimit: {
      enabled: true,
      window: SIGN_IN_WINDOW_SECONDS,
      max: CALLS_PER_WINDOW,
      customRules: {
        "/sign-in/email": { window: SIGN_IN_WINDOW_SECONDS, max: SIGN_INS_PER_WINDOW },
      },
      customStorage: boundedCounters(deps.clock),
    },
    advanced: {
      cookiePrefix: "reelmeter",
      useSecureCookies: publicOrigin.startsWith("https:"),
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
    },
    logger: {
      level: "warn",
      log: (level, message) => {
        if (level === "error") deps.log.warn({ part: "sign-in" }, message);
      },
    },
    plugins: [
      organization({
        ac: accessControl,
        roles,
        creatorRole: "owner",
        allowUserToCreateOrganization: false,
        disableOrganizationDeletion: true,
      }),
    ],
  }) as unknown as BetterAuth;
}

/** The part of better-auth that is used; its own inferred type is larger than a compiler likes to print. */
export interface BetterAuth {
  handler(request: Request): Promise<Response>;
  readonly $context: Promise<{ password: { hash(password: string): Promise<string> } }>;
  readonly api: {
    getSession(input: { headers: Headers }): Promise<{
      session: { id: string; activeOrganizationId?: string | null };
      user: { id: string; name: string; email: string };
    } | null>;
  };
}

const accessControl = createAccessControl(defaultStatements);

/** The library's own doors give no rights: what a role may do is decided by `mayAccess`. */
const roles = {
  owner: accessControl.newRole({}),
  admin: accessControl.newRole({}),
  viewer: accessControl.newRole({}),
};

/** The origin that the request itself came to: the dashboard may be opened under another name than publicUrl. */
function ownOrigin(request: Request | undefined): string[] {
  if (request === undefined) return [];
  const origin = request.headers.get("origin");
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host ? [origin] : [];
}
