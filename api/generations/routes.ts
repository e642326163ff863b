import { createRoute } from "@hono/zod-openapi";
import { generationsQuery, neighboursQuery } from "../contract/analytics-query.ts";
import {
  generationDetail,
  generationsAnswer,
  neighboursAnswer,
  relatedAnswer,
  releaseInput,
} from "../contract/generations.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, answers, idParam, jsonBody, refusals } from "../http/route.ts";
import { getGeneration } from "./get-generation.ts";
import { listGenerations } from "./list-generations.ts";
import { listNeighbours } from "./list-neighbours.ts";
import { listRelated } from "./list-related.ts";
import { releaseGeneration } from "./release-generation.ts";

const list = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/generations",
  summary: "List generations",
  description:
    "Filter by any dimension, repeatable; by a tag with tag:<name>=<value>. Newest first, or by cost or time with order.",
  tags: ["generations"],
  request: { query: generationsQuery },
  responses: { 200: answers(generationsAnswer, "Generations in their order."), default: refusals },
});

const get = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/generations/{id}",
  summary: "Show a generation with its cost's arithmetic and its requests",
  tags: ["generations"],
  request: { params: idParam },
  responses: { 200: answers(generationDetail, "The generation."), default: refusals },
});

const related = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/generations/{id}/related",
  summary: "List what a generation is tied to: remixes, repeats, the same user's clips around it",
  tags: ["generations"],
  request: { params: idParam },
  responses: { 200: answers(relatedAnswer, "The nearest first."), default: refusals },
});

const neighbours = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/generations/{id}/neighbours",
  summary: "Show what stands before and behind a generation in a list",
  description: "The list is named by the same parameters as that of generations.",
  tags: ["generations"],
  request: { params: idParam, query: neighboursQuery },
  responses: { 200: answers(neighboursAnswer, "Ids of the neighbours."), default: refusals },
});

const release = createRoute({
  ...access("admin"),
  method: "post",
  path: "/api/v1/generations/{id}/release",
  summary: "Give back what a lost generation holds",
  tags: ["generations"],
  request: { params: idParam, body: jsonBody(releaseInput) },
  responses: { 200: answers(generationDetail, "The generation."), default: refusals },
});

export function mountGenerations(app: ApiApp, deps: ApiDeps): void {
  app.openapi(list, async (c) =>
    c.json(await listGenerations(openCall(c, deps), c.req.valid("query")), 200),
  );
  app.openapi(get, async (c) =>
    c.json(await getGeneration(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(related, async (c) =>
    c.json(await listRelated(openCall(c, deps), c.req.valid("param")), 200),
  );
  app.openapi(neighbours, async (c) => {
    const input = { id: c.req.valid("param").id, query: c.req.valid("query") };
    return c.json(await listNeighbours(openCall(c, deps), input), 200);
  });
  app.openapi(release, async (c) => {
    const input = { id: c.req.valid("param").id, body: c.req.valid("json") };
    return c.json(await releaseGeneration(openCall(c, deps), input), 200);
  });
}
