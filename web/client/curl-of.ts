import { stringifySearch } from "../view/url-codec.ts";
import type { Question } from "./explore-queries.ts";

/** The call as a line for a shell; whoever runs it puts a token of their own into the environment. */
export function curlOf({ path, query }: Question, origin: string): string {
  const address = `${origin}${path}${stringifySearch(query)}`;
  return `curl -sS -H "Authorization: Bearer $REELMETER_ADMIN_TOKEN" '${address.replaceAll("'", "%27")}'`;
}
