import { ApiError } from "../http/api-error.ts";
import { mayAccess, type Caller } from "./caller.ts";

export type Visibility = "private" | "workspace";

/** Something that one caller made, for themselves or for all. */
export interface Owned {
  readonly ownerId: string;
  readonly visibility: Visibility;
}

/** The name under which a caller owns what they make. */
export function ownerOf(caller: Caller): string {
  return `${caller.kind}:${caller.id}`;
}

/** Theirs, or everybody's. */
export function maySee(caller: Caller, owned: Owned): boolean {
  return owned.visibility === "workspace" || owned.ownerId === ownerOf(caller);
}

/** Theirs; what is everybody's an admin may change, too. */
export function mayChange(caller: Caller, owned: Owned): boolean {
  if (owned.ownerId === ownerOf(caller)) return true;
  return owned.visibility === "workspace" && mayAccess(caller.role, "admin");
}

/** @throws ApiError for someone who may not show a thing to all the workspace. */
export function refuseSharing(caller: Caller, visibility: Visibility | undefined): void {
  if (visibility !== "workspace" || mayAccess(caller.role, "admin")) return;
  throw new ApiError("forbidden", "Only an admin may share with the workspace: keep it private.", [
    { field: "visibility", message: "needs the role admin" },
  ]);
}

/** The refusal of a change to what somebody else made. */
export function notYours(): ApiError {
  return new ApiError("forbidden", "Only who made it or an admin may change this.");
}
