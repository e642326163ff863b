import type {
  CostBasis,
  FailureKind,
  GenerationState,
  GpuBasis,
  Operation,
} from "../../domain/generation.ts";

/** A generation as either store holds it. Times in ms since the epoch; money and units as decimal strings. */
export interface GenerationFacts {
  readonly id: string;
  readonly state: GenerationState;
  readonly operation: Operation;
  readonly createdAtMs: number;
  readonly submittedAtMs: number | null;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  readonly settledAtMs: number | null;
  readonly lostAtMs: number | null;
  readonly firstDownloadedAtMs: number | null;
  /** False when clips are fetched from elsewhere. */
  readonly downloadsPass: boolean;
  readonly feature: string;
  readonly surface: string;
  readonly customer: string;
  readonly user: string;
  readonly region: string;
  readonly platform: string;
  readonly plan: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly provider: string;
  readonly upstream: string;
  readonly model: string;
  readonly resolution: string;
  readonly keyId: string;
  readonly providerJobId: string | null;
  readonly sourceProviderJobId: string | null;
  readonly requestedSeconds: string | null;
  readonly videoSeconds: string | null;
  readonly audio: boolean | null;
  readonly dimensions: Readonly<Record<string, string | number | boolean>>;
  readonly gpuMs: number | null;
  readonly gpuBasis: GpuBasis | null;
  readonly gpuType: string | null;
  readonly cost: string | null;
  readonly currency: string | null;
  readonly costBasis: CostBasis;
  readonly unpricedReason: string | null;
  readonly estimate: string | null;
  readonly priceId: string | null;
  readonly priceUnit: string | null;
  readonly units: string | null;
  readonly unitAmount: string | null;
  readonly failureKind: FailureKind | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly version: number;
}
