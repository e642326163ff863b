/** The calls the simulator knows, by name. */
export const routeNames = [
  "create",
  "list",
  "retrieve",
  "delete",
  "content",
  "remix",
  "edit",
  "extend",
  "character_create",
  "character_retrieve",
  "models",
  "model",
  "costs",
  "unknown",
] as const;

export type RouteName = (typeof routeNames)[number];

/** A call and the id in its path (empty when it has none). */
export interface Route {
  readonly name: RouteName;
  readonly id: string;
}

/** Finds the call that a method and a path (without query) name. HEAD counts as GET. */
export function matchRoute(method: string, path: string): Route {
  const verb = method === "HEAD" ? "GET" : method;
  const [root, version, subject, second, third, ...rest] = path.split("/");
  if (root !== "" || version !== "v1" || rest.length > 0) return unknown;
  if (subject === "videos") return matchVideos(verb, second, third);
  if (verb !== "GET") return unknown;
  if (subject === "models" && third === undefined) {
    return second === undefined ? { name: "models", id: "" } : { name: "model", id: second };
  }
  if (subject === "organization" && second === "costs" && third === undefined) {
    return { name: "costs", id: "" };
  }
  return unknown;
}

const unknown: Route = { name: "unknown", id: "" };

const collection: Readonly<Record<string, RouteName>> = { POST: "create", GET: "list" };
const posts: Readonly<Record<string, RouteName>> = {
  edits: "edit",
  extensions: "extend",
  characters: "character_create",
};
const one: Readonly<Record<string, RouteName>> = { GET: "retrieve", DELETE: "delete" };

function matchVideos(verb: string, second: string | undefined, third: string | undefined): Route {
  if (second === undefined) return { name: collection[verb] ?? "unknown", id: "" };
  if (third === undefined) {
    if (Object.hasOwn(posts, second)) {
      return { name: verb === "POST" ? (posts[second] ?? "unknown") : "unknown", id: "" };
    }
    return { name: one[verb] ?? "unknown", id: second };
  }
  if (second === "characters")
    return verb === "GET" ? { name: "character_retrieve", id: third } : unknown;
  if (third === "content" && verb === "GET") return { name: "content", id: second };
  if (third === "remix" && verb === "POST") return { name: "remix", id: second };
  return unknown;
}
