import type { AdmissionResult } from "../../ingest/job-book.ts";

/** A create as quota tests draw it. Nano seconds, nano USD. */
export interface QuotaCreate {
  readonly generationId: string;
  readonly createdAtMs: number;
  readonly user: string;
  readonly plan: string;
  readonly feature: string;
  readonly seconds: bigint;
  readonly cost: bigint;
}

/** What an upstream says about a job at its end; null is not said. */
export interface QuotaOutcome {
  readonly status: "succeeded" | "failed";
  readonly seconds: bigint | null;
  readonly cost: bigint | null;
}

/** Whose jobs. */
export interface QuotaWorkspace {
  readonly workspaceId: string;
  readonly upstreamId: string;
}

/** What a quota process is told to do. */
export type QuotaOrder =
  /** Learns of changed rules. */
  | { readonly kind: "refresh" }
  | { readonly kind: "admit"; readonly of: QuotaWorkspace; readonly create: QuotaCreate }
  /** The upstream took the create. */
  | { readonly kind: "accept"; readonly of: QuotaWorkspace; readonly create: QuotaCreate }
  /** The upstream refused the create. */
  | { readonly kind: "refuse"; readonly generationId: string }
  /** The admission's answer never reached the proxy: it is taken back. */
  | { readonly kind: "withdraw"; readonly generationId: string }
  | { readonly kind: "observe"; readonly generationId: string; readonly outcome: QuotaOutcome }
  /** The upstream knows the job no more. */
  | { readonly kind: "lose"; readonly generationId: string }
  /** An operator gives up on a lost job. */
  | { readonly kind: "release"; readonly of: QuotaWorkspace; readonly generationId: string };

/** Sent between parent and child; `serialization: "advanced"` carries bigints. */
export interface QuotaCall {
  readonly call: number;
  readonly order: QuotaOrder;
}

export type QuotaReply =
  | { readonly call: number; readonly kind: "done"; readonly admission: AdmissionResult | null }
  | { readonly call: number; readonly kind: "failed"; readonly message: string };
