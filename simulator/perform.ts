import type { Answer } from "./answer.ts";
import { jsonAnswer } from "./answer.ts";
import { acceptJob } from "./accept-job.ts";
import type { Call } from "./call.ts";
import type { Engine } from "./engine.ts";
import type { Job } from "./job.ts";
import { isVisible, statusAt, viewJob } from "./job-view.ts";
import { isModel, listedModels, missing, readText } from "./job-request.ts";
import { performContent } from "./perform-content.ts";
import { performList } from "./perform-list.ts";
import type { ReadBody } from "./read-body.ts";
import { Refusal, notFound, wrongState } from "./refusal.ts";
import { drawHex } from "./seeded-random.ts";
import { readWanted } from "./wanted.ts";

/** Carries a call out. Throws a `Refusal` when it cannot be. */
export function perform(engine: Engine, call: Call): Answer {
  const { route } = call;
  switch (route.name) {
    case "create":
    case "remix":
    case "edit":
    case "extend":
      return performCreate(engine, call);
    case "retrieve":
      return jsonAnswer(200, view(engine, findJob(engine, route.id)));
    case "list":
      return performList(engine, call.query);
    case "delete":
      return performDelete(engine, findJob(engine, route.id));
    case "content":
      return performContent(engine, findJob(engine, route.id), call);
    case "character_create":
      return performCharacterCreate(engine, call);
    case "character_retrieve":
      return performCharacterRetrieve(engine, route.id);
    case "models":
      return jsonAnswer(200, { object: "list", data: listedModels.map(viewModel) });
    case "model":
      if (!isModel(route.id)) throw notFound(`The model '${route.id}' does not exist.`);
      return jsonAnswer(200, viewModel(route.id));
    case "costs":
      return performCosts(engine);
    case "unknown":
      throw notFound(`Invalid URL (${call.inbound.method} ${call.inbound.target})`);
  }
}

/** The job of an id, unless it is unknown, deleted or lost: then a 404 refusal. */
function findJob(engine: Engine, id: string): Job {
  const job = engine.store.find(id);
  if (job === null || !isVisible(job)) throw notFound(`Video with id '${id}' not found.`);
  return job;
}

function view(engine: Engine, job: Job): unknown {
  return viewJob(job, engine.settings.clock(), engine.settings);
}

function performCreate(engine: Engine, call: Call): Answer {
  const wanted = readWanted(call.route, bodyOf(call), (id) => findJob(engine, id), engine);
  const limit = engine.createLimit.take(engine.settings.clock());
  if (!limit.allowed) {
    throw new Refusal({
      status: 429,
      message: `Rate limit reached for ${wanted.model} on requests per min (RPM).`,
      type: "requests",
      param: null,
      code: "rate_limit_exceeded",
      headers: limit.headers,
    });
  }
  const job = acceptJob(wanted, call.carrier, engine.settings, engine.store, engine.random);
  engine.webhooks.watch(job);
  return jsonAnswer(200, view(engine, job), limit.headers);
}

function performDelete(engine: Engine, job: Job): Answer {
  const nowMs = engine.settings.clock();
  const status = statusAt(job, nowMs);
  if (status !== "completed" && status !== "failed") {
    throw wrongState(`Video '${job.id}' is ${status}. Only finished videos can be deleted.`);
  }
  job.deletedAtMs = nowMs;
  engine.store.changed(job);
  return jsonAnswer(200, { id: job.id, object: "video.deleted", deleted: true });
}

function performCharacterCreate(engine: Engine, call: Call): Answer {
  const body = bodyOf(call);
  const name = readText(body, "name");
  if (name === null || name === "") throw missing("name");
  if (!body.files.has("video")) throw missing("video");
  const createdAtMs = engine.settings.clock();
  const character = { id: `char_${drawHex(engine.random, 32)}`, createdAtMs, name };
  engine.store.addCharacter(character);
  return jsonAnswer(200, viewCharacter(character));
}

function performCharacterRetrieve(engine: Engine, id: string): Answer {
  const character = engine.store.findCharacter(id);
  if (character === null) throw notFound(`Character with id '${id}' not found.`);
  return jsonAnswer(200, viewCharacter(character));
}

function viewCharacter(character: { id: string; createdAtMs: number; name: string }): unknown {
  const { id, createdAtMs, name } = character;
  return { id, object: "character", created_at: Math.floor(createdAtMs / 1000), name };
}

function viewModel(id: string): unknown {
  return { id, object: "model", created: 1_759_708_800, owned_by: "simulator" };
}

/** A route that spends nothing and tells much: a proxy should never let a client reach it. */
function performCosts(engine: Engine): Answer {
  const nowSeconds = Math.floor(engine.settings.clock() / 1000);
  const jobs = engine.store.all();
  const seconds = jobs.reduce((sum, job) => sum + job.seconds, 0);
  const amount = { value: seconds / 10, currency: "usd" };
  const result = { object: "organization.costs.result", amount, line_item: null, project_id: null };
  const bucket = { object: "bucket", start_time: 0, end_time: nowSeconds, results: [result] };
  return jsonAnswer(200, { object: "page", data: [bucket], has_more: false, next_page: null });
}

function bodyOf(call: Call): ReadBody {
  if (call.body === null) throw missing("body");
  if (call.body.fault !== null) throw call.body.fault;
  return call.body;
}
