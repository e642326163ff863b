import type { GenerationRow } from "../../api/contract/generations.ts";
import { NONE } from "../../domain/attribution-fields.ts";

const FIELDS = ["feature", "surface", "customer", "region", "platform", "plan"] as const;

/** What rules may select by, of a user's clip: another clip like it is what they would ask for next. */
export function partyOfClip(clip: GenerationRow): Readonly<Record<string, string>> {
  return Object.fromEntries([
    ...FIELDS.map((name) => [name, clip[name]] as const).filter(([, value]) => value !== NONE),
    ...Object.entries(clip.tags).map(([name, value]) => [`tag:${name}`, value] as const),
    ["key", clip.key_id] as const,
  ]);
}
