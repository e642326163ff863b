import type { GenerationState } from "../../../domain/generation.ts";

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly text: string;
  /** Beside a JSON content type, which only an answer without a body leaves out. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One way in which a job can go, and what the books must say about it. Amounts and seconds are decimals. */
export interface Story {
  readonly name: string;
  /** What polls are answered, in the order of time; the last one is the end. */
  readonly polls: (id: string, origin: string) => readonly [...WireAnswer[], WireAnswer];
  readonly state: GenerationState;
  readonly cost: string;
  /** USD when absent. */
  readonly currency?: string;
  readonly basis: string;
  /** What the cost was multiplied out of; null where the provider named it or nothing was billed. */
  readonly units: readonly [amount: string, unit: string] | null;
  readonly videoSeconds: string | null;
  readonly failure: readonly [kind: string, code: string] | null;
}

/** A provider's wire as its own documents and SDK show it, in answers made up here. */
export interface ProviderFixture {
  readonly provider: string;
  /** Which of its APIs, of a provider that has several. */
  readonly api?: string;
  readonly createPath: string;
  /** The declared route and its parameters, where the path has parameters. */
  readonly createRoute?: { readonly route: string; readonly pathParams: Record<string, string> };
  /** Of the upstream, where prices depend on it; the tests' own otherwise. */
  readonly baseUrl?: string;
  /** What its SDK sends beside the body. */
  readonly createHeaders?: Readonly<Record<string, string>>;
  readonly createBody: object;
  /** As the proxy announces it. */
  readonly estimate: string;
  readonly model: string;
  readonly resolution: string;
  /** The job's id as the books hold it, where that is longer than the suite's. */
  readonly jobId?: (id: string) => string;
  readonly accepted: (id: string, origin: string) => WireAnswer;
  readonly pollPath: (id: string) => string;
  /** The body of a poll that is a POST; polls are GETs without it. */
  readonly pollBody?: (id: string) => object;
  /** Where the worker asks, when it is not where clients do. */
  readonly workerPollPath?: (id: string) => string;
  /** Null where clips are fetched from elsewhere. */
  readonly contentPath: ((id: string) => string) | null;
  /** True where that path names a file, which only the job's last answer tells. */
  readonly contentByFile?: boolean;
  readonly hasList: boolean;
  readonly stories: readonly Story[];
  /** How it refuses a create, and how that is booked. */
  readonly refusal: { readonly answer: WireAnswer; readonly code: string; readonly says: string };
  /** How it says that it knows no such job. */
  readonly unknown: WireAnswer;
}

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): WireAnswer {
  return { status, text: JSON.stringify(body), headers };
}
