import type { Wanted } from "./accept-job.ts";
import type { Engine } from "./engine.ts";
import type { Job } from "./job.ts";
import { statusAt } from "./job-view.ts";
import { missing, readModel, readPrompt, readSeconds, readSize, readText } from "./job-request.ts";
import type { ReadBody } from "./read-body.ts";
import { wrongState } from "./refusal.ts";
import type { Route } from "./route.ts";

const defaultSeconds = 4;

/** Reads what a create, remix, edit or extension asks for. Throws refusals. */
export function readWanted(
  route: Route,
  body: ReadBody,
  findJob: (id: string) => Job,
  engine: Engine,
): Wanted {
  const prompt = readPrompt(body);
  if (route.name === "remix") {
    return { ...likeSource(readyJob(findJob(route.id), engine)), kind: "remix", prompt };
  }
  if (route.name === "edit" || route.name === "extend") {
    const seconds = route.name === "extend" ? readSeconds(body, null) : null;
    const source = readSource(body, findJob, engine);
    if (seconds === null) return { ...source, kind: "edit", prompt };
    const videoSeconds = source.videoSeconds + seconds;
    return { ...source, kind: "extend", prompt, seconds, videoSeconds };
  }
  const model = readModel(body);
  const size = readSize(body, model);
  const seconds = readSeconds(body, defaultSeconds);
  return { kind: "create", sourceId: null, prompt, model, size, seconds, videoSeconds: seconds };
}

type Source = Omit<Wanted, "kind" | "prompt">;

/** `video` is an upload, or names a finished job: `video[id]` in forms, `{video: {id}}` in JSON. */
function readSource(body: ReadBody, findJob: (id: string) => Job, engine: Engine): Source {
  const id = readText(body, "video[id]");
  if (id !== null) return likeSource(readyJob(findJob(id), engine));
  if (!body.files.has("video")) throw missing("video");
  // The length of an upload is not looked at: it counts as the shortest clip.
  const model = readModel(body);
  const size = readSize(body, model);
  return { sourceId: null, model, size, seconds: defaultSeconds, videoSeconds: defaultSeconds };
}

function likeSource(job: Job): Source {
  const seconds = job.answered.seconds;
  return { sourceId: job.id, model: job.model, size: job.size, seconds, videoSeconds: seconds };
}

function readyJob(job: Job, engine: Engine): Job {
  const status = statusAt(job, engine.settings.clock());
  if (status === "completed") return job;
  throw wrongState(`Video '${job.id}' is ${status}. It must be completed to be built upon.`);
}
