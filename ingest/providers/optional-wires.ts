import type { Observation, ObservationSource } from "../../domain/observation.ts";
import type { JobReport } from "./adapter.ts";

export interface ListReport {
  /** Every job's id, in order, those that can't be read otherwise included. */
  readonly ids: readonly string[];
  readonly jobs: readonly JobReport[];
  readonly hasMore: boolean;
}

export interface ListQuery {
  readonly after: string | null;
  readonly limit: number;
}

/** How a provider lists an account's jobs, newest first. */
export interface ListWire {
  /** Reads every job of a list's answer; null when it is not a list. */
  observe(body: unknown, source: ObservationSource, seenAtMs: number): ListReport | null;
  /** One list of the kept jobs of several pages, in their order, paging members set right. */
  rewrite(
    pages: readonly unknown[],
    keep: (providerJobId: string) => boolean,
    page: { readonly hasMore: boolean },
  ): unknown;
  /** What a list request asks for, defaults applied. */
  readQuery(query: string): ListQuery;
  /** The same question, going on after a job. */
  writeQuery(query: string, page: ListQuery): string;
  /** Path of our own question, relative to the wire. */
  path(page: ListQuery): string;
}

/** A webhook as it came in. */
export interface SignedWebhook {
  /** To the byte: signatures are over it. */
  readonly body: string;
  /** "" when it is not there. */
  readonly header: (name: string) => string;
  readonly nowMs: number;
}

/** A webhook is a hint: what counts is the job's own answer, which is asked for after one. */
export interface WebhookWire {
  /** True when this secret signed it, a few minutes ago at most. */
  isSigned(webhook: SignedWebhook, secret: string): boolean;
  /** What a webhook's verified body says; null for events about other things. */
  observe(body: unknown): { readonly providerJobId: string; readonly terminal: boolean } | null;
}

/** Objects beside the jobs that belong to whoever made them. */
export interface AuxiliaryWire {
  /** The id of the object that an auxiliary route made; null when the answer holds none. */
  idOf(body: unknown): string | null;
}

/** One message of an upstream over a websocket. */
export interface SocketMessage {
  readonly data: Buffer;
  readonly binary: boolean;
  readonly seenAtMs: number;
}

/** Whom a message is for, and what it says about a job. */
export interface SocketNews {
  /** The owner of a job; whoever opened the connection; or nobody, and then it goes no further. */
  readonly for:
    | { readonly kind: "owner"; readonly providerJobId: string }
    | { readonly kind: "connection" }
    | { readonly kind: "nobody" };
  readonly observation: Observation | null;
}

/** A websocket that clients open through us, by the route of that kind. */
export interface WebsocketWire {
  /** A reader of one connection's messages, which it is given in their order. */
  open(): (message: SocketMessage) => SocketNews;
}
