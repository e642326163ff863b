import type { Wire } from "../../../domain/wire/wire-schema.ts";
import type { ProviderAdapter, ProviderCall } from "../adapter.ts";

/** How the worker asks for a job: by the first route that retrieves one; null where creates answer with their end. */
export function genericPollCall(wire: Wire): ProviderAdapter["pollCall"] {
  const route = wire.routes.find(({ kind }) => kind === "retrieve");
  if (route === undefined) return null;
  const { path, job_id: place } = route;
  const method = route.method === "POST" ? "POST" : "GET";
  return ({ providerJobId, model }): ProviderCall => {
    const id = encodeURIComponent(providerJobId);
    const filled = path
      .replace("{id}", () => id)
      .replace("{model}", () => encodeURIComponent(model));
    if (place === undefined) return { method, path: filled };
    if (place.in === "query") return { method, path: `${filled}?${place.name}=${id}` };
    return { method, path: filled, body: { [place.name]: providerJobId } };
  };
}
