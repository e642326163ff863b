import type { QuotaMetric, QuotaRule } from "../../domain/quota/rule.ts";
import { modelBuckets, type ModelBucket } from "./quota-model-rules.ts";
import type { QuotaCreate, QuotaOutcome } from "./quota-orders.ts";

const ONE = 1_000_000_000n;

/** What an admission must answer. */
export type ModelAnswer =
  | {
      readonly kind: "admitted";
      readonly states: readonly { readonly used: bigint; readonly held: bigint }[];
      readonly exceeded: readonly string[];
    }
  | {
      readonly kind: "refused";
      readonly rule: string;
      readonly used: bigint;
      readonly held: bigint;
      readonly limit: bigint;
      readonly amount: bigint;
      readonly freesAtMs: number | null;
    };

interface Part extends Pick<ModelBucket, "family" | "subject" | "startMs" | "metric"> {
  readonly createdAtMs: number;
  amount: bigint;
  /** What of the job the user's grants were to pay. */
  covered: bigint;
  captured: bigint | null;
  /** What of it has room in the limit: all that was set aside, until less was taken. */
  backed: bigint;
  aged: boolean;
}

interface Draw {
  readonly grantId: string;
  readonly metric: QuotaMetric;
  readonly amount: bigint;
  captured: bigint | null;
}

export interface ModelJob {
  readonly create: QuotaCreate;
  status: "open" | "lost" | "succeeded" | "failed";
  /** The upstream has named it. */
  accepted: boolean;
  holds: "open" | "captured" | "released";
  cost: bigint | null;
  seconds: bigint | null;
  parts: Part[];
  draws: Draw[];
}

export interface ModelGrant {
  readonly id: string;
  readonly user: string;
  readonly metric: QuotaMetric;
  readonly amount: bigint;
  readonly expiresAtMs: number;
  usable: boolean;
}

export interface ModelTotals {
  readonly used: bigint;
  readonly held: bigint;
  readonly overrun: bigint;
}

/** A bucket's name in the messages of tests. */
export function bucketName(bucket: Pick<Part, "family" | "subject" | "startMs">): string {
  return `${bucket.family} [${bucket.subject}] ${bucket.startMs}`;
}

/** Quotas as a list of jobs and sums over it: one thing after the other, no database, no lock. */
export class QuotaModel {
  readonly jobs = new Map<string, ModelJob>();
  readonly grants: ModelGrant[] = [];

  admit(rules: readonly QuotaRule[], create: QuotaCreate): ModelAnswer {
    const buckets = modelBuckets(rules, create);
    for (const bucket of buckets) this.#age(bucket, create.createdAtMs);
    const lacking = new Map<QuotaMetric, bigint>();
    for (const bucket of buckets) {
      const { used, held } = this.sums(bucket);
      const amount = amountOf(create, bucket.metric);
      const limit = bucket.binding?.limit ?? used + held + amount;
      const lack = least(used + held + amount - limit, amount);
      if (lack <= 0n || bucket.binding === null) continue;
      if (!bucket.personal || lack > this.left(create.user, bucket.metric)) {
        const freesAtMs = bucket.rollingMs === null ? bucket.endMs : this.#freesAt(bucket);
        return { kind: "refused", rule: bucket.binding.id, used, held, limit, amount, freesAtMs };
      }
      lacking.set(bucket.metric, most(lack, lacking.get(bucket.metric) ?? 0n));
    }
    const exceeded = buckets.flatMap((bucket) => {
      const { used, held } = this.sums(bucket);
      const after = used + held + amountOf(create, bucket.metric);
      return bucket.watching.filter(({ limit }) => after > limit).map(({ id }) => id);
    });
    this.#book(create, buckets, lacking);
    return { kind: "admitted", states: buckets.map((bucket) => this.sums(bucket)), exceeded };
  }

  /** What an upstream says about a job's end. What it says again, or against what is known, changes nothing. */
  observe(id: string, { status, seconds, cost }: QuotaOutcome): void {
    const job = this.#job(id);
    const ended = job.status === "succeeded" || job.status === "failed";
    if (ended && (job.status !== status || cost === null || cost === job.cost)) return;
    job.status = status;
    job.seconds = status === "succeeded" ? (seconds ?? job.seconds) : 0n;
    job.cost = cost;
    const free = status === "failed" && (cost ?? 0n) === 0n;
    if (free) this.#release(job);
    else this.#capture(job);
  }

  accept(id: string): void {
    const job = this.#job(id);
    if (job.accepted || job.status === "succeeded" || job.status === "failed") return;
    job.accepted = true;
    job.status = "open";
  }

  lose(id: string): void {
    const job = this.#job(id);
    if (job.status === "open") job.status = "lost";
  }

  release(id: string): void {
    const job = this.#job(id);
    if (job.status === "lost" && job.holds === "open") this.#release(job);
  }

  refuse(id: string): void {
    const job = this.#job(id);
    job.status = "failed";
    job.cost = null;
    job.seconds = 0n;
    this.#release(job);
  }

  withdraw(id: string): void {
    this.jobs.delete(id);
  }

  sums(bucket: Pick<Part, "family" | "subject" | "startMs">): { used: bigint; held: bigint } {
    const parts = this.#partsOf(bucket).filter(({ aged }) => !aged);
    return {
      used: sum(parts.map(({ captured }) => captured ?? 0n)),
      held: sum(parts.map(({ captured, amount }) => (captured === null ? amount : 0n))),
    };
  }

  /** What a grant has used and holds. */
  drawn(grantId: string): { used: bigint; held: bigint } {
    const draws = this.#draws().filter((draw) => draw.grantId === grantId);
    return {
      used: sum(draws.map(({ captured }) => captured ?? 0n)),
      held: sum(draws.map(({ captured, amount }) => (captured === null ? amount : 0n))),
    };
  }

  /** What a user's grants can still pay. */
  left(user: string, metric: QuotaMetric): bigint {
    return sum(this.#usable(user, metric).map((grant) => this.#free(grant)));
  }

  /** What every bucket has, by its name. */
  totals(): ReadonlyMap<string, ModelTotals> {
    const totals = new Map<string, ModelTotals>();
    for (const part of this.#parts()) {
      if (part.aged) continue;
      const name = bucketName(part);
      const { used, held, overrun } = totals.get(name) ?? { used: 0n, held: 0n, overrun: 0n };
      const { captured, amount, backed } = part;
      totals.set(
        name,
        captured === null
          ? { used, held: held + amount, overrun }
          : { used: used + captured, held, overrun: overrun + captured - backed },
      );
    }
    return totals;
  }

  #book(
    create: QuotaCreate,
    buckets: readonly ModelBucket[],
    lacking: ReadonlyMap<QuotaMetric, bigint>,
  ): void {
    const draws: Draw[] = [];
    for (const [metric, lack] of lacking) {
      let rest = lack;
      for (const grant of this.#usable(create.user, metric)) {
        const amount = least(rest, this.#free(grant));
        if (amount > 0n) draws.push({ grantId: grant.id, metric, amount, captured: null });
        rest -= amount;
      }
    }
    const parts = buckets.map(({ family, subject, startMs, metric, personal }): Part => {
      const covered = personal ? (lacking.get(metric) ?? 0n) : 0n;
      const amount = amountOf(create, metric) - covered;
      const { createdAtMs } = create;
      const open = { amount, covered, captured: null, backed: amount, aged: false };
      return { family, subject, startMs, metric, createdAtMs, ...open };
    });
    const job = {
      status: "open",
      accepted: false,
      holds: "open",
      cost: null,
      seconds: null,
    } as const;
    this.jobs.set(create.generationId, { create, ...job, parts, draws });
  }

  #release(job: ModelJob): void {
    job.holds = "released";
    for (const part of job.parts) [part.captured, part.backed] = [0n, 0n];
    for (const draw of job.draws) draw.captured = 0n;
  }

  #capture(job: ModelJob): void {
    if (job.holds === "released") {
      // All was given back, and may be another's by now: it counts in the windows, beyond what was set aside.
      job.draws = [];
      for (const part of job.parts) [part.amount, part.covered] = [part.amount + part.covered, 0n];
    }
    job.holds = "captured";
    const payable = new Map(job.draws.map((draw) => [draw, this.#payable(draw)]));
    for (const part of job.parts) {
      const total = takenOf(job, part);
      const draws = part.covered === 0n ? [] : job.draws.filter((d) => d.metric === part.metric);
      let beyond = most(total - part.amount, 0n);
      for (const draw of draws) {
        draw.captured = least(beyond, payable.get(draw) ?? 0n);
        beyond -= draw.captured;
      }
      part.captured = least(total, part.amount) + beyond;
      part.backed = least(part.backed, part.captured);
    }
  }

  /** What a draw can take of its grant: what it holds; once it gave some back, that only while it is free. */
  #payable({ grantId, amount, captured }: Draw): bigint {
    const grant = this.grants.find(({ id }) => id === grantId);
    if (captured === null || grant === undefined) return amount;
    return least(amount, captured + this.#free(grant));
  }

  #age({ family, subject, startMs, rollingMs }: ModelBucket, nowMs: number): void {
    if (rollingMs === null) return;
    for (const part of this.#partsOf({ family, subject, startMs })) {
      if (part.createdAtMs <= nowMs - rollingMs) part.aged = true;
    }
  }

  #freesAt(bucket: ModelBucket): number | null {
    const births = this.#partsOf(bucket)
      .filter(({ aged, captured }) => !aged && captured !== 0n)
      .map(({ createdAtMs }) => createdAtMs);
    return births.length === 0 ? null : Math.min(...births) + (bucket.rollingMs ?? 0);
  }

  #partsOf(bucket: Pick<Part, "family" | "subject" | "startMs">): readonly Part[] {
    return this.#parts().filter(
      ({ family, subject, startMs }) =>
        family === bucket.family && subject === bucket.subject && startMs === bucket.startMs,
    );
  }

  #usable(user: string, metric: QuotaMetric): readonly ModelGrant[] {
    return this.grants
      .filter((grant) => grant.usable && grant.user === user && grant.metric === metric)
      .toSorted((a, b) => a.expiresAtMs - b.expiresAtMs || (a.id < b.id ? -1 : 1));
  }

  #free(grant: ModelGrant): bigint {
    const { used, held } = this.drawn(grant.id);
    return grant.amount - used - held;
  }

  #parts(): readonly Part[] {
    return [...this.jobs.values()].flatMap(({ parts }) => parts);
  }

  #draws(): readonly Draw[] {
    return [...this.jobs.values()].flatMap(({ draws }) => draws);
  }

  #job(id: string): ModelJob {
    const job = this.jobs.get(id);
    if (job === undefined) throw new Error(`the model knows no job ${id}`);
    return job;
  }
}

/** What a create sets aside. */
function amountOf(create: QuotaCreate, metric: QuotaMetric): bigint {
  if (metric === "video_seconds") return create.seconds;
  if (metric === "cost") return create.cost;
  if (metric === "gpu_seconds") throw new Error("the model counts no GPU time");
  return ONE;
}

/** What a job that is not released took; what nobody knows is what was set aside. */
function takenOf(job: ModelJob, part: Part): bigint {
  if (part.metric === "in_flight") return 0n;
  if (part.metric === "cost") return job.cost ?? part.amount + part.covered;
  if (part.metric === "video_seconds") return job.seconds ?? part.amount + part.covered;
  return part.amount + part.covered;
}

const sum = (amounts: readonly bigint[]): bigint =>
  amounts.reduce((total, each) => total + each, 0n);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
