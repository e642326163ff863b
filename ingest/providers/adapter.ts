import type { FinalState, Operation } from "../../domain/generation.ts";
import type { Nano } from "../../domain/money.ts";
import type { Observation, ObservationSource } from "../../domain/observation.ts";
import type { DimensionValue } from "../../domain/pricing.ts";
import type { AuxiliaryWire, ListWire, WebhookWire } from "./optional-wires.ts";
import type { ProviderRoute } from "./provider-route.ts";

/** The small fields of a create's body that decide price and attribution; files are never among them. */
export interface CreateFields {
  /** First value of each text field (multipart) or scalar (JSON); nested ones as `metadata.user_id`, `content[].text`. */
  readonly values: ReadonlyMap<string, string>;
  /** Names of the file parts; their bytes are never kept. */
  readonly files: ReadonlySet<string>;
}

/** What a remix, edit or extension takes over from the job it starts from. */
export interface SourceJob {
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: Nano | null;
}

/** A create as far as its route and its body's fields tell. */
export interface CreateCall {
  readonly operation: Operation;
  /** The path as the adapter declares it, e.g. `/v1/image_to_video`. */
  readonly route: string;
  readonly pathParams: Readonly<Record<string, string>>;
  /** The upstream's: some prices depend on the region that it names. */
  readonly baseUrl: URL;
  readonly fields: CreateFields;
}

/** Why a create that the provider might take is refused here. */
export interface CreateFault {
  readonly param: string;
  readonly message: string;
}

/** What a create asks for, every default of the provider applied. */
export interface CreateIntent {
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: Nano | null;
  readonly audio: boolean | null;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly units: Readonly<Record<string, Nano>>;
  readonly prompt: string;
  /** Whether this clip can be fetched here, where that isn't so for all of the adapter's. */
  readonly downloadsPass?: boolean;
}

/** A whole answer of an upstream. */
export interface JobAnswer {
  readonly status: number;
  /** A header that the adapter named in `answerHeaders`; null when it is not there. */
  header(name: string): string | null;
  /** Undefined when it is no JSON, also when it is empty. */
  readonly body: unknown;
  /** A number of the body as it is written there, by its members' names (`usage.cost`): no float may touch money. */
  numberText(path: string): string | null;
}

/** What was asked. */
export interface JobAsk {
  /** The job that was asked for; null for a create, whose answer names the job. */
  readonly jobId: string | null;
  /**
   * Of a blocking create: the id that the job gets where the upstream gives none, or none that it could be asked about
   * again. Nobody polls it.
   */
  readonly ownId?: string;
  readonly source: ObservationSource;
  readonly seenAtMs: number;
}

export interface JobReport {
  /** As the answer names it, or, where answers don't, the job that was asked for. */
  readonly providerJobId: string;
  /** ms; the upstream's own idea of when it accepted the job. */
  readonly createdAtMs: number | null;
  /** For recovery: what tells this job from others. Null when the answer doesn't say. */
  readonly prompt: string | null;
  /** For recovery too: how long the clip is or will be; null when the answer doesn't say. */
  readonly seconds: Nano | null;
  readonly observation: Observation;
  /** True when the clip itself is in the answer: whoever got the answer has it. */
  readonly holdsClip?: boolean;
}

/** Who reads the addresses in an answer. */
export interface UrlReader {
  /** A header of the request, "" when it is not there. */
  readonly header: (name: string) => string;
}

/** A job as our own question about it needs it. */
export interface PolledJob {
  readonly providerJobId: string;
  readonly model: string;
  readonly operation: Operation;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
}

/** A call of ours; the path is relative to the wire (`/v1/videos/…`), the body is sent as JSON. */
export interface ProviderCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
}

export interface Refusal {
  readonly status: number;
  /** `type` and `code` of the provider's error shape. */
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param?: string | null;
  /** Extra members for whoever reads the answer itself. */
  readonly detail?: Readonly<Record<string, string | null>>;
}

/** A header that names the address which a call is meant for. */
export interface TargetHeader {
  /** Lower case. */
  readonly name: string;
  /** The provider's own origins that may be named; the call goes to the upstream all the same. */
  readonly origins: readonly string[];
}

/** A provider's wire as data and pure functions. One engine runs all of them. */
export interface ProviderAdapter {
  readonly provider: string;
  readonly routes: readonly ProviderRoute[];
  /** For clients that send every call to one address of ours, and name the provider's in a header. */
  readonly targetHeader?: TargetHeader;
  /**
   * The path to call on an upstream with this base URL; null for what the base URL does not cover. Base path and wire
   * path joined when absent.
   */
  pathOn?(baseUrl: URL, wirePath: string): string | null;
  /**
   * Whether the provider bills a job that ended so, when neither it nor a price says what the outcome costs.
   * @param seen what told of the end.
   */
  billsOutcome(state: FinalState, seen: Observation): boolean;
  /** True when a finished job's answer says what it cost: then a download alone, which says nothing, settles nothing. */
  readonly namesCost: boolean;
  /** True when no answer names a clip's length, and clips are as long as was asked for. */
  readonly lengthAsAsked: boolean;
  /** False when clips are fetched from elsewhere: nobody here can know then that one was never downloaded. */
  readonly downloadsPass: boolean;
  /** Headers that carry our credential upstream, lower-case names; the moment is for tokens that are made of it. */
  credentialHeaders(credential: string, nowMs: number): Readonly<Record<string, string>>;
  /** Further headers of calls that we make ourselves, lower-case names; what clients send passes as it is. */
  readonly ownHeaders: Readonly<Record<string, string>>;
  /** The field that holds the prompt: the only text of a create that may be long. */
  readonly promptField: string;
  /** Where else it may stand, for a provider of several APIs. */
  readonly furtherPromptFields?: readonly string[];
  /** Body fields worth reading while a create streams by, nested ones with dots (`metadata.user_id`). */
  readonly createFieldNames: readonly string[];
  /** Fields of which only the presence matters; a value of any length is skipped, not read. */
  readonly presenceFieldNames: readonly string[];
  /** Fields of both lists that may come as a file. */
  readonly fileFieldNames: readonly string[];
  /** The job that a remix, edit or extension starts from; null when the request names none. */
  sourceOf(call: CreateCall): string | null;
  /** The file of an earlier job that this one goes on with; null when the request names none. */
  sourceFileOf?(call: CreateCall): string | null;
  /** What a create may not ask for here, by its field; null when it may pass. */
  faultOf?(call: CreateCall): CreateFault | null;
  admit(call: CreateCall, source: SourceJob | null): CreateIntent;
  /** Answer headers that `observeJob` reads, lower-case names; most read none. */
  readonly answerHeaders: readonly string[];
  /**
   * Reads what an answer says about one job; null when it says nothing. Errors are handed to it only where `errorsTell`;
   * a 404 never is, for it says by itself that the job is unknown.
   */
  observeJob(answer: JobAnswer, ask: JobAsk): JobReport | null;
  /** True where errors that answer a question about a job are news of it: that it failed, or still runs. */
  readonly errorsTell?: true;
  /** Null when nothing can be asked about a job: the answer of its create was all. */
  readonly pollCall: ((job: PolledJob) => ProviderCall) | null;
  /** Null when the provider has no list: then nobody can look a lost create up. */
  readonly list: ListWire | null;
  readonly webhook: WebhookWire | null;
  readonly auxiliary: AuxiliaryWire | null;
  /**
   * Addresses in an answer that lead back to this wire: clients get ours in their place. Null when answers hold none,
   * and then they pass byte for byte.
   */
  urlsOf: ((body: unknown, reader: UrlReader) => readonly string[]) | null;
  /** True when the body is an error in the provider's own shape: then a failed create surely was not accepted. */
  isProviderError(body: unknown): boolean;
  /**
   * The status that an answer of 2xx should have had, where the provider writes its errors into such answers; null for
   * a body that is none. Clients get the answer as it came. Absent for providers that answer errors as errors.
   */
  errorStatusOf?(body: unknown): number | null;
  errorOf(body: unknown): { readonly code: string; readonly message: string };
  /** A refusal of ours in the provider's error shape. */
  refuse(refusal: Refusal): unknown;
}
