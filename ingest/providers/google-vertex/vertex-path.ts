import { vertexParent } from "../../../domain/vertex-parent.ts";

/**
 * The path of a call on an upstream whose base URL names a project and a location: paths name both anew, and only
 * those of the base URL may be asked for with its credential. Null for any other.
 */
export function vertexPath(baseUrl: URL, wirePath: string): string | null {
  const own = vertexParent(baseUrl.pathname);
  const asked = vertexParent(wirePath);
  return own === null || asked?.before !== "" || own.name !== asked.name
    ? null
    : own.before + wirePath;
}
