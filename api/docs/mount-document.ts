import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { renderDocument, type OpenApiDocument } from "./render-document.ts";
import { DOCUMENT_STYLE } from "./document-style.ts";

/** Serves the API's OpenAPI 3.1 document and a page made from it. Neither holds anything of a workspace. */
export function mountDocument(app: ApiApp, deps: ApiDeps): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    description: "A management token: rm_admin_… or the one of the environment.",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "reelmeter.session_token",
    description: "The dashboard's session.",
  });
  let built: OpenApiDocument | null = null;
  const document = (): OpenApiDocument => {
    built ??= app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Reelmeter",
        version: deps.version,
        description: "Management and analytics. Amounts are decimal strings beside a currency.",
      },
      servers: [{ url: deps.publicUrl }],
      // The library's type allows references in every place; the page copes with those that this app makes.
    }) as unknown as OpenApiDocument;
    return built;
  };

  app.get("/api/v1/openapi.json", (c) => c.json(document(), 200));
  app.get("/api/docs", (c) => c.html(renderDocument(document())));
  app.get("/api/docs/style.css", (c) =>
    c.body(DOCUMENT_STYLE, 200, { "content-type": "text/css; charset=utf-8" }),
  );
}
