import type { Postgres } from "../../db/postgres/client.ts";
import { isOwnedObject, rememberOwnedObject } from "../../db/postgres/owned-objects.ts";
import type { ObjectOwners } from "../object-owners.ts";
import { reachingBooks } from "./reaching-books.ts";

/** Ownership of auxiliary objects, kept in Postgres. */
export function openObjectOwners(pg: Postgres): ObjectOwners {
  return {
    remember: (owned) => reachingBooks(() => rememberOwnedObject(pg, owned)),
    owns: (owned) => reachingBooks(() => isOwnedObject(pg, owned)),
  };
}
