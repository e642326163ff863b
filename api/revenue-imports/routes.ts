import { createRoute, z } from "@hono/zod-openapi";
import {
  importDetail,
  importDryRun as dryRunAnswer,
  importQuery,
  importRow,
  importsAnswer,
  mapping,
  MAX_IMPORT_BYTES,
  profileName,
  profileRow,
  profilesAnswer,
} from "../contract/revenue-imports.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { readUpload, refuseLongUpload } from "../http/read-upload.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { getImport } from "./get-import.ts";
import { importDryRun, importRevenue } from "./import-revenue.ts";
import { listImports } from "./list-imports.ts";
import { listProfiles } from "./list-profiles.ts";
import { removeProfile } from "./remove-profile.ts";
import { revertImport } from "./revert-import.ts";
import { saveProfile } from "./save-profile.ts";

const SEMANTICS = `The body is the file itself, at most 1 GiB, read as it arrives. \`mapping\` or \`profile\` says where each field of an entry is found. All or nothing: one bad row refuses the file, and every bad row is named by line and column (the first 1,000; the others are counted). What the ledger says already is not written again, so the same file twice changes nothing. The answer comes when the file is applied; until then the list of imports shows how far it is. A dry run answers the same questions and stores nothing.`;

const tags = ["revenue"];

const file = z.string().openapi({ format: "binary" });

const importFile = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/revenue/import",
  summary: "Store the revenue entries of a CSV file, all or none",
  description: SEMANTICS,
  tags,
  request: {
    query: importQuery,
    body: { required: true, content: { "text/csv": { schema: file } } },
  },
  responses: {
    200: answers(dryRunAnswer, "With `dry_run`: what would become of it."),
    201: answers(importDetail, "The file is in the ledger."),
    default: refusals,
  },
});

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/revenue/imports",
  summary: "List imports of revenue files",
  tags,
  request: { query: pageQuery },
  responses: { 200: answers(importsAnswer, "Imports, latest first."), default: refusals },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/revenue/imports/{id}",
  summary: "An import, how far it is, and the faults of its file",
  tags,
  request: { params: idParam },
  responses: { 200: answers(importDetail, "The import."), default: refusals },
});

const revert = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/revenue/imports/{id}/revert",
  summary: "Take an import back",
  description:
    "Entries that it created are deleted, those that it changed say again what they said before, each as a new version. What somebody changed since is left as it is and counted.",
  tags,
  request: { params: idParam },
  responses: { 200: answers(importRow, "The import, reverted."), default: refusals },
});

const profiles = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/revenue/import-profiles",
  summary: "List saved mappings and presets",
  tags,
  responses: {
    200: answers(profilesAnswer, "Saved ones by name, then presets."),
    default: refusals,
  },
});

const nameParam = z.object({
  name: profileName.openapi({ param: { name: "name", in: "path" } }),
});

const save = createRoute({
  ...access("admin"),
  method: "put",
  path: "/api/v1/revenue/import-profiles/{name}",
  summary: "Save a mapping under a name",
  tags,
  request: { params: nameParam, body: jsonBody(mapping) },
  responses: { 200: answers(profileRow, "As it was saved."), default: refusals },
});

const remove = createRoute({
  ...access("admin"),
  method: "delete",
  path: "/api/v1/revenue/import-profiles/{name}",
  summary: "Forget a saved mapping",
  tags,
  request: { params: nameParam },
  responses: { 200: answers(profileRow, "As it was."), default: refusals },
});

export function mountRevenueImports(app: ApiApp, deps: ApiDeps): void {
  app.openapi(importFile, async (c) => {
    refuseLongUpload(c.req.header("content-length"), MAX_IMPORT_BYTES);
    const query = c.req.valid("query");
    const input = { query, file: readUpload(c.req.raw.body, MAX_IMPORT_BYTES) };
    return query.dry_run
      ? c.json(await importDryRun(openCall(c, deps), input), 200)
      : c.json(await importRevenue(openCall(c, deps), input), 201);
  });
  app.openapi(list, async (c) =>
    c.json(await listImports(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getImport(openCall(c, deps), c.req.valid("param").id), 200),
  );
  app.openapi(revert, async (c) =>
    c.json(await revertImport(openCall(c, deps), c.req.valid("param").id), 200),
  );
  app.openapi(profiles, async (c) => c.json(await listProfiles(openCall(c, deps)), 200));
  app.openapi(save, async (c) => {
    const input = { name: c.req.valid("param").name, mapping: c.req.valid("json") };
    return c.json(await saveProfile(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await removeProfile(openCall(c, deps), c.req.valid("param").name), 200),
  );
}
