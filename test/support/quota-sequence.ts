import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { readBooks } from "../../db/postgres/management/books.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import type { QuotaRule } from "../../domain/quota/rule.ts";
import type { AdmissionResult } from "../../ingest/job-book.ts";
import { USERS, type Draws } from "./quota-draws.ts";
import {
  bucketName,
  QuotaModel,
  type ModelAnswer,
  type ModelGrant,
  type ModelJob,
  type ModelTotals,
} from "./quota-model.ts";
import type { QuotaOrder, QuotaWorkspace } from "./quota-orders.ts";
import { isAway, ProcessKilledError, type QuotaProcesses } from "./quota-processes.ts";
import { readQuotaState } from "./quota-state.ts";
import {
  giveGrant,
  plantWorkspace,
  retireWorkspace,
  revokeGrant,
  RULE_TEMPLATES,
  ruleOf,
  writeRule,
  type RuleTemplate,
} from "./quota-world.ts";

/** The database and the model differ. */
export class ModelMismatchError extends Error {
  override readonly name = "ModelMismatchError";
}

export interface SequenceOptions {
  readonly pg: Postgres;
  readonly masterKey: Uint8Array;
  readonly processes: QuotaProcesses;
  readonly draws: Draws;
  readonly steps: number;
  /** How likely a step's process is killed while it works. */
  readonly killRate: number;
}

/** Hours before clocks change, months and years end; the last moves the clock little by little from there. */
const STARTS = [
  "2026-03-28T21:30:00Z",
  "2026-10-24T20:30:00Z",
  "2026-01-31T21:00:00Z",
  "2024-02-29T22:00:00Z",
  "2026-12-31T21:59:00Z",
  "2026-11-22T09:00:00Z",
].map((text) => Date.parse(text));
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** The lengths of rolling windows to the millisecond, and one less; back a little, as clocks of processes differ. */
const JUMPS_MS = [
  10 * MINUTE_MS,
  HOUR_MS - 1,
  HOUR_MS,
  2 * HOUR_MS,
  DAY_MS - 1,
  DAY_MS,
  31 * DAY_MS,
  -5_000,
  -2 * HOUR_MS,
];

/**
 * One order at a time, each to any of the processes: every decision must be the model's, and after every step every
 * bucket and grant. A process that is killed in the middle leaves what it committed; the same order again, to another
 * one, must end where one order ends.
 * @throws ModelMismatchError with the steps so far.
 */
export async function runSequence(options: SequenceOptions): Promise<void> {
  const { pg } = options;
  const of = await plantWorkspace(pg, options.masterKey);
  const sequence = new Sequence(options, of);
  await sequence.begin();
  for (let step = 0; step < options.steps; step += 1) {
    await sequence.step();
    await sequence.compare();
  }
  await sequence.audit();
  await retireWorkspace(pg, of.workspaceId);
}

class Sequence {
  readonly #model = new QuotaModel();
  readonly #rules = new Map<RuleTemplate, QuotaRule>();
  readonly #asleep: RuleTemplate[] = [];
  readonly #log: string[] = [];
  readonly #options: SequenceOptions;
  readonly #of: QuotaWorkspace;
  #nowMs: number;
  /** Who was refused last where a grant would help. */
  #wanting: Pick<ModelGrant, "user" | "metric"> | null = null;

  constructor(options: SequenceOptions, of: QuotaWorkspace) {
    this.#options = options;
    this.#of = of;
    this.#nowMs = options.draws.one(STARTS);
  }

  async begin(): Promise<void> {
    const { draws } = this.#options;
    const left = [...RULE_TEMPLATES];
    for (let count = draws.whole(3, 6); count > 0; count -= 1) {
      const [template] = left.splice(draws.whole(0, left.length - 1), 1);
      if (template !== undefined) await this.#bind(template);
    }
    await this.#options.processes.refresh();
  }

  async step(): Promise<void> {
    const { draws } = this.#options;
    const roll = draws.whole(1, 100);
    if (roll <= 50) return this.#admit();
    if (roll <= 80) return this.#moveOn();
    if (roll <= 88) return this.#changeGrants();
    if (roll <= 93) return this.#changeRules();
    const jump = draws.one(JUMPS_MS);
    this.#nowMs += jump;
    this.#note(`clock ${jump}`);
  }

  /** Every bucket and every grant, to the nano. */
  async compare(): Promise<void> {
    const { buckets, grants } = await readQuotaState(this.#options.pg, this.#of.workspaceId);
    const model = this.#model;
    const stored = new Map(buckets.map((bucket) => [bucketName(bucket), counts(bucket)]));
    const wanted = new Map(
      Array.from(model.totals(), ([name, totals]) => [name, counts(totals)] as const),
    );
    for (const name of new Set([...stored.keys(), ...wanted.keys()])) {
      this.#same(`bucket ${name}`, stored.get(name) ?? NOTHING, wanted.get(name) ?? NOTHING);
    }
    for (const grant of grants) {
      this.#same(`grant ${grant.id}`, amounts(grant), amounts(model.drawn(grant.id)));
      if (grant.used + grant.held > grant.amount) this.#fail(`grant ${grant.id} is overdrawn`);
    }
  }

  /** What `GET /api/v1/audit` would say. */
  async audit(): Promise<void> {
    const all = { from: new Date(0), to: new Date("2100-01-01") };
    const books = await readBooks(this.#options.pg.drizzle, this.#of.workspaceId, all);
    const { unequalBuckets, overfullBuckets, unequalGrants, holdsOnFinal, halfSettled } = books;
    const faults = { unequalBuckets, overfullBuckets, unequalGrants, holdsOnFinal, halfSettled };
    const found = Object.entries(faults).filter(([, count]) => count !== 0);
    if (found.length > 0) this.#fail(`the audit finds ${JSON.stringify(found)}`);
  }

  async #admit(): Promise<void> {
    const { draws } = this.#options;
    this.#nowMs += draws.whole(0, 10_000);
    const wanting = draws.chance(0.5) ? this.#wanting?.user : undefined;
    const create = draws.create(this.#nowMs, wanting);
    const { createdAtMs, user, plan, feature, seconds, cost } = create;
    const at = new Date(createdAtMs).toISOString();
    this.#note(`admit ${at} ${user} ${plan} ${feature} ${seconds} ${cost} ${create.generationId}`);
    const { answer, killed } = await this.#order({ kind: "admit", of: this.#of, create });
    const expected = this.#model.admit([...this.#rules.values()], create);
    if (answer === null) return this.#fail("an admission without an answer");
    // Admitted already by the process that was killed: then the answer says no more.
    const again = killed && answer.kind === "admitted" && answer.states.length === 0;
    this.#same("decision", shown(answer, again), shown(expected, again));
    if (answer.kind === "refused" && answer.hold.grantUser !== null) {
      this.#wanting = { user: answer.hold.grantUser, metric: answer.hold.metric };
    }
  }

  /** Moves a job that was admitted on, or some that are known to have ended once more. */
  async #moveOn(): Promise<void> {
    const { draws } = this.#options;
    const jobs = [...this.#model.jobs];
    if (jobs.length === 0) return this.#admit();
    const [generationId, job] = draws.one(jobs);
    const roll = draws.whole(1, 100);
    if (job.status === "lost" && job.holds === "open" && roll <= 40) {
      await this.#tell({ kind: "release", of: this.#of, generationId }, job);
      this.#model.release(generationId);
    } else if (job.status !== "succeeded" && job.status !== "failed" && roll <= 55) {
      await this.#moveOpen(generationId, job);
    } else {
      const { status } = job;
      const known = status === "succeeded" || status === "failed" ? status : null;
      const drawn = draws.outcome(job.create);
      // Most news of ended jobs are corrections; another end than the known one changes nothing.
      const outcome = known === null || draws.chance(0.1) ? drawn : { ...drawn, status: known };
      await this.#tell({ kind: "observe", generationId, outcome }, job);
      this.#model.observe(generationId, outcome);
    }
  }

  async #moveOpen(generationId: string, job: ModelJob): Promise<void> {
    const kinds = ["lose", "lose", "accept"] as const;
    const early = job.accepted || job.status === "lost" ? [] : (["refuse", "withdraw"] as const);
    const kind = this.#options.draws.one([...kinds, ...early]);
    await this.#tell({ kind, of: this.#of, create: job.create, generationId }, job);
    this.#model[kind](generationId);
  }

  async #changeGrants(): Promise<void> {
    const { pg, draws } = this.#options;
    const { workspaceId } = this.#of;
    const usable = this.#model.grants.filter((grant) => grant.usable);
    if (usable.length > 0 && draws.chance(0.3)) {
      const grant = draws.one(usable);
      this.#note(`revoke ${grant.id}`);
      await revokeGrant(pg, workspaceId, grant.id);
      grant.usable = false;
      return;
    }
    const expired = draws.chance(0.1);
    const anyone = {
      user: draws.one(USERS),
      metric: draws.one(["generations", "video_seconds", "cost"] as const),
    };
    const grant = {
      id: randomUUID(),
      ...(this.#wanting !== null && draws.chance(0.8) ? this.#wanting : anyone),
      amount: 500_000_000n * BigInt(draws.whole(1, 12)),
      expiresAtMs: Date.parse(expired ? "2020-01-01" : "2099-01-01") + draws.whole(0, 2) * DAY_MS,
    };
    this.#note(
      `grant ${grant.id} ${grant.user} ${grant.metric} ${grant.amount} expired ${expired}`,
    );
    await giveGrant(pg, workspaceId, grant);
    this.#model.grants.push({ ...grant, usable: !expired });
  }

  /** Another limit or mode, a deletion in the middle of a window, or a rule made again there. */
  async #changeRules(): Promise<void> {
    const { pg, draws, processes } = this.#options;
    const awake = [...this.#rules];
    if (this.#asleep.length > 0 && (awake.length === 0 || draws.chance(0.4))) {
      const [template] = this.#asleep.splice(0, 1);
      if (template !== undefined) await this.#bind(template);
    } else {
      const [template, rule] = draws.one(awake);
      const deleted = draws.chance(0.4);
      const mode = draws.chance(0.2) ? draws.one(["block", "warn"] as const) : rule.mode;
      const changed = { ...rule, mode, limit: this.#limit(template) };
      this.#note(`rule ${rule.id} ${deleted ? "deleted" : `${mode} ${changed.limit}`}`);
      await writeRule(pg, this.#of.workspaceId, changed, deleted);
      this.#rules.delete(template);
      if (deleted) this.#asleep.push(template);
      else this.#rules.set(template, changed);
    }
    await processes.refresh();
  }

  async #bind(template: RuleTemplate): Promise<void> {
    const rule = ruleOf(template, this.#limit(template));
    const { subject, metric, window, mode, limit } = rule;
    this.#note(`rule ${rule.id} ${JSON.stringify({ subject, metric, window, mode })} ${limit}`);
    await writeRule(this.#options.pg, this.#of.workspaceId, rule);
    this.#rules.set(template, rule);
  }

  #limit({ limits: [low, high] }: RuleTemplate): bigint {
    return BigInt(this.#options.draws.whole(low * 2, high * 2)) * 500_000_000n;
  }

  async #tell(order: QuotaOrder, job: ModelJob): Promise<void> {
    const told = "outcome" in order ? JSON.stringify(Object.values(order.outcome).map(String)) : "";
    this.#note(`${order.kind} ${told} ${job.create.generationId} (${job.status}, ${job.holds})`);
    await this.#order(order);
  }

  /** Gives an order to some process, and again to another when that one is killed. */
  async #order(order: QuotaOrder): Promise<{ answer: AdmissionResult | null; killed: boolean }> {
    const { processes, draws, killRate } = this.#options;
    for (let killed = false; ;) {
      const index = draws.whole(0, processes.count - 1);
      try {
        const answering = processes.order(index, order);
        if (!killed && draws.chance(killRate)) {
          this.#note(`kill process ${index}`);
          processes.kill(index);
        }
        return { answer: await answering, killed };
      } catch (error) {
        if (!isAway(error)) throw this.#told(String(error));
        killed ||= error instanceof ProcessKilledError;
        // Another one may be there, or none: let them start.
        await setImmediate();
      }
    }
  }

  #same(what: string, found: string, wanted: string): void {
    if (found !== wanted) this.#fail(`${what}: the database says ${found}, the model ${wanted}`);
  }

  #fail(message: string): never {
    throw this.#told(message);
  }

  #told(message: string): ModelMismatchError {
    return new ModelMismatchError(`${message}\n${this.#log.join("\n")}`);
  }

  #note(line: string): void {
    this.#log.push(line);
  }
}

const NOTHING = counts({ used: 0n, held: 0n, overrun: 0n });

function counts(totals: ModelTotals): string {
  return `${amounts(totals)} overrun ${totals.overrun}`;
}

function amounts({ used, held }: { readonly used: bigint; readonly held: bigint }): string {
  return `used ${used} held ${held}`;
}

function shown(answer: AdmissionResult | ModelAnswer, kindOnly: boolean): string {
  if (kindOnly || answer.kind === "repeat") return answer.kind;
  if (answer.kind === "admitted") {
    const exceeded = answer.exceeded.toSorted().join(" ");
    return `admitted, ${answer.states.map(amounts).join(", ")}, exceeded ${exceeded}`;
  }
  const rule = "rule" in answer ? answer.rule : answer.hold.binding?.ruleId;
  const { limit, amount, freesAtMs } = answer;
  return `refused by ${rule}: ${amounts(answer)} limit ${limit} amount ${amount} frees ${freesAtMs}`;
}
