import { plainName } from "../format/plain-name.ts";

/** A name that somebody gave, in its own direction: it turns nothing that stands beside it. */
export function Name({ children }: { readonly children: string }) {
  return <bdi>{plainName(children)}</bdi>;
}
