import type { ObjectOwners, OwnedObject } from "../../ingest/object-owners.ts";

export function createMemoryObjectOwners(): ObjectOwners {
  const known = new Set<string>();
  const name = (owned: OwnedObject) =>
    [owned.workspaceId, owned.upstreamId, owned.object, owned.providerId].join(" ");
  return {
    async remember(owned) {
      known.add(name(owned));
    },
    owns: async (owned) => known.has(name(owned)),
  };
}
