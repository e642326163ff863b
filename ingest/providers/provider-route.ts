import type { Operation } from "../../domain/generation.ts";

export type RouteKind =
  | "create"
  | "retrieve"
  | "list"
  | "cancel"
  | "delete"
  | "content"
  | "auxiliary";

/** One declared endpoint of a provider. What is not declared is answered 404 and never forwarded. */
export interface ProviderRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /**
   * Path as the SDK sends it after the upstream's slug. Parameters: `{id}` is one segment, `{model}:predict` one that
   * ends so, `{endpoint...}` one or more.
   */
  readonly path: string;
  readonly kind: RouteKind;
  /** For kind create. */
  readonly operation?: Operation;
  /**
   * For kind create: true when the answer is the outcome and may take minutes (a clip's bytes, or JSON with the clip in
   * it). The job gets an id of ours where the answer names none (`JobAsk.ownId`).
   */
  readonly blocking?: boolean;
  /**
   * For kind auxiliary: which kind of object the route makes, or reads under `{id}`. Without it the route reads what
   * belongs to nobody, such as a catalogue of models. `file`, also for kind content: the id is that of a file which a
   * job's answer named (`Observation.fileIds`), and the call is about that job.
   */
  readonly object?: string;
  /** Segments that a parameter of several segments never holds here, lower case: they begin another route. */
  readonly without?: readonly string[];
  /** True where the answer goes on for as long as the job runs, with long silences. */
  readonly streams?: true;
  /** Where the id of the job, or of its file, stands; the path parameter `id` when absent. */
  readonly jobId?: JobIdPlace;
}

/** As `object` of a route: a file of a job. */
export const FILE = "file";

export interface JobIdPlace {
  readonly in: "path" | "query" | "body";
  /** Of the parameter, or of the body's top-level member. */
  readonly name: string;
  /**
   * How the id is written out of the path's parameters (`models/{model}/operations/{id}`), where it is more than one of
   * them; for an id in a body, what it begins with.
   */
  readonly as?: string;
  /**
   * For a file in the query: further parameters without which the name says too little. The id is then all their
   * values, "" for an absent one, with line breaks between them.
   */
  readonly with?: readonly string[];
  /** For a query: true where it may hold nothing else, because other parameters would name other jobs. */
  readonly alone?: true;
}
