import { createRoute } from "@hono/zod-openapi";
import { noteChange, noteInput, noteRow, notesAnswer } from "../contract/notes.ts";
import { pageQuery } from "../contract/scalars.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { changeNote } from "./change-note.ts";
import { createNote } from "./create-note.ts";
import { deleteNote } from "./delete-note.ts";
import { listNotes } from "./list-notes.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/notes",
  summary: "List notes: your own and the workspace's",
  tags: ["notes"],
  request: { query: pageQuery },
  responses: { 200: answers(notesAnswer, "Notes, the last written first."), default: refusals },
});

const create = createRoute({
  ...access("viewer"),
  method: "post",
  path: "/api/v1/notes",
  summary: "Write a note; sharing it with the workspace needs the role admin",
  tags: ["notes"],
  request: { body: jsonBody(noteInput) },
  responses: { 201: answers(noteRow, "The note."), default: refusals },
});

const change = createRoute({
  ...access("viewer"),
  method: "patch",
  path: "/api/v1/notes/{id}",
  summary: "Change a note of your own; an admin may change a shared one",
  tags: ["notes"],
  request: { params: idParam, body: jsonBody(noteChange) },
  responses: { 200: answers(noteRow, "The note as it is now."), default: refusals },
});

const remove = createRoute({
  ...access("viewer"),
  method: "delete",
  path: "/api/v1/notes/{id}",
  summary: "Delete a note of your own; an admin may delete a shared one",
  tags: ["notes"],
  request: { params: idParam },
  responses: { 200: answers(noteRow, "The deleted note."), default: refusals },
});

export function mountNotes(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listNotes(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(create, async (c) =>
    c.json(await createNote(openCall(c, deps), c.req.valid("json")), 201),
  );
  app.openapi(change, async (c) => {
    const input = { id: c.req.valid("param").id, body: c.req.valid("json") };
    return c.json(await changeNote(openCall(c, deps), input), 200);
  });
  app.openapi(remove, async (c) =>
    c.json(await deleteNote(openCall(c, deps), c.req.valid("param")), 200),
  );
}
