import { createHmac } from "node:crypto";

/** Ids of workspaces that can stand in a user's name and in a condition as they are. */
const PLAIN_ID = /^[A-Za-z0-9_-]{1,64}$/;
const PREFIX = "bi_";

export interface BiGuest {
  readonly user: string;
  readonly password: string;
}

/** Whoever reads the views of one workspace. Its password follows from the data directory's secret: nothing is stored. */
export function biGuest(secret: string, workspaceId: string): BiGuest {
  const password = createHmac("sha256", secret).update(`bi ${workspaceId}`).digest("base64url");
  return { user: `${PREFIX}${workspaceId}`, password };
}

/** The workspace that a user's name stands for; null for another name. */
export function workspaceOfGuest(user: string): string | null {
  const id = user.startsWith(PREFIX) ? user.slice(PREFIX.length) : "";
  return PLAIN_ID.test(id) ? id : null;
}
