import { randomUUID } from "node:crypto";
import type { Postgres } from "../../db/postgres/client.ts";
import type { QuotaRule } from "../../domain/quota/rule.ts";
import type { AdmissionResult } from "../../ingest/job-book.ts";
import { USERS, type Draws } from "./quota-draws.ts";
import { familyName } from "./quota-model-rules.ts";
import type { QuotaCreate, QuotaOrder, QuotaWorkspace } from "./quota-orders.ts";
import { isAway, type QuotaProcesses } from "./quota-processes.ts";
import { checkState, QuotaBrokenError, readQuotaState, type Promises } from "./quota-state.ts";
import {
  giveGrant,
  plantWorkspace,
  RULE_TEMPLATES,
  revokeGrant,
  ruleOf,
  writeRule,
} from "./quota-world.ts";

export interface WavesOptions {
  readonly pg: Postgres;
  readonly masterKey: Uint8Array;
  readonly processes: QuotaProcesses;
  readonly draws: Draws;
  readonly waves: number;
  /** Orders of a wave, all given at once. */
  readonly size: number;
  /** How likely a process is killed in the middle of a wave. */
  readonly killRate: number;
}

export interface WavesDone {
  readonly orders: number;
  readonly admitted: number;
  readonly refused: number;
  /** Snapshots taken while orders ran. */
  readonly looks: number;
}

/**
 * Waves of orders that race over all processes, in one workspace. In some, nothing but creates: whoever is refused
 * there must lack room at the end too. At every look, and after every wave, all that quotas promise must hold.
 * @throws QuotaBrokenError
 */
export async function runWaves(options: WavesOptions): Promise<WavesDone> {
  const of = await plantWorkspace(options.pg, options.masterKey);
  const race = new Race(options, of);
  await race.begin();
  for (let wave = 0; wave < options.waves; wave += 1) await race.wave();
  return race.done;
}

const START_MS = Date.parse("2026-10-24T21:59:58Z");
const LEAPS_MS = [0, 500, 1_000, 3_600_000, 7_200_000, 86_400_000];

class Race {
  done: WavesDone = { orders: 0, admitted: 0, refused: 0, looks: 0 };
  readonly #options: WavesOptions;
  readonly #of: QuotaWorkspace;
  readonly #rules: QuotaRule[] = [];
  readonly #creates = new Map<string, QuotaCreate>();
  readonly #grants: string[] = [];
  /** In half of the workspaces nothing takes more than it held: there no overrun may be noted. */
  readonly #promises: Promises & { readonly highest: Map<string, bigint> };
  #nowMs = START_MS;

  constructor(options: WavesOptions, of: QuotaWorkspace) {
    this.#options = options;
    this.#of = of;
    this.#promises = { overruns: options.draws.chance(0.5), highest: new Map() };
  }

  async begin(): Promise<void> {
    const { pg, draws, processes } = this.#options;
    for (const [index, template] of RULE_TEMPLATES.entries()) {
      // The first one binds everyone in the family that has the most rules.
      if (index > 0 && template.mode === "block" && draws.chance(0.4)) continue;
      const [low, high] = template.limits;
      // Room for several of each wave.
      const rule = ruleOf(template, BigInt(draws.whole(low, high)) * 3_000_000_000n);
      this.#allow(rule);
      this.#rules.push(rule);
      await writeRule(pg, this.#of.workspaceId, rule);
    }
    await processes.refresh();
  }

  async wave(): Promise<void> {
    const { draws } = this.#options;
    this.#nowMs += draws.one(LEAPS_MS);
    const creates = draws.chance(0.4);
    const before = this.done;
    const wave = creates ? this.#createsAlone() : this.#everything();
    let running = true;
    const over = wave.finally(() => (running = false));
    const looking = this.#look(() => running);
    await allOf([over, looking]);
    await this.#check();
    this.done = { ...this.done, orders: before.orders + this.#options.size };
  }

  /** All at one instant, under rules that everyone knows: what is refused must lack room at the end too. */
  async #createsAlone(): Promise<void> {
    const { pg, processes, draws, size } = this.#options;
    await processes.refresh();
    const creates = Array.from({ length: size }, () => draws.create(this.#nowMs));
    const answers = await allOf(creates.map((create) => this.#admit(create)));
    const { buckets, grants } = await readQuotaState(pg, this.#of.workspaceId);
    for (const [index, answer] of answers.entries()) {
      if (answer?.kind !== "refused") continue;
      const { hold, limit, amount } = answer;
      const end = buckets.find(
        (bucket) =>
          bucket.family === hold.family &&
          bucket.subject === hold.subject &&
          bucket.startMs === hold.windowStartMs,
      );
      const taken = (end?.used ?? 0n) + (end?.held ?? 0n);
      const lack = taken + amount - limit < amount ? taken + amount - limit : amount;
      const left = grants
        .filter(
          (grant) => grant.usable && grant.user === hold.grantUser && grant.metric === hold.metric,
        )
        .reduce((sum, grant) => sum + grant.amount - grant.used - grant.held, 0n);
      if (lack > 0n && (hold.grantUser === null || lack > left)) continue;
      throw new QuotaBrokenError(
        `create ${index} was refused in ${hold.family} [${hold.subject}] although it fits: ${taken} + ${amount} of ${limit}, grants ${left}`,
      );
    }
  }

  async #everything(): Promise<void> {
    const { draws, processes, size, killRate } = this.#options;
    const known = await this.#known();
    const orders = Array.from({ length: size }, () => this.#anything(known));
    if (draws.chance(killRate)) processes.kill(draws.whole(0, processes.count - 1));
    await allOf(orders);
  }

  /** Some of the jobs are told several things in one wave, and what is told about one may contradict itself. */
  async #anything(known: readonly string[]): Promise<unknown> {
    const { draws } = this.#options;
    const roll = draws.whole(1, 100);
    if (roll <= 45 || known.length === 0) {
      return this.#admit(draws.create(this.#nowMs + draws.whole(-3_000, 3_000)));
    }
    if (roll <= 90) return this.#tell(draws.one(known));
    if (roll <= 95) return this.#changeGrants();
    return this.#changeRules();
  }

  async #tell(generationId: string): Promise<void> {
    const { draws } = this.#options;
    const create = this.#creates.get(generationId);
    if (create === undefined) return;
    const { overruns } = this.#promises;
    // A report after a release, or a correction upwards, is an overrun.
    const kinds = ["accept", "refuse", "withdraw", "observe", "observe"] as const;
    const all = overruns ? ([...kinds, "lose", "release", "observe"] as const) : kinds;
    const kind = draws.one(all);
    const outcome = overruns ? draws.outcome(create) : SAME;
    await this.#order({ kind, of: this.#of, create, generationId, outcome });
  }

  async #admit(create: QuotaCreate): Promise<AdmissionResult | null> {
    this.#creates.set(create.generationId, create);
    const answer = await this.#order({ kind: "admit", of: this.#of, create });
    const { admitted, refused } = this.done;
    if (answer?.kind === "admitted") this.done = { ...this.done, admitted: admitted + 1 };
    if (answer?.kind === "refused") this.done = { ...this.done, refused: refused + 1 };
    return answer;
  }

  async #changeGrants(): Promise<void> {
    const { pg, draws } = this.#options;
    const { workspaceId } = this.#of;
    if (this.#grants.length > 0 && draws.chance(0.4)) {
      return revokeGrant(pg, workspaceId, draws.one(this.#grants));
    }
    const id = randomUUID();
    await giveGrant(pg, workspaceId, {
      id,
      user: draws.one(USERS),
      metric: draws.one(["generations", "video_seconds", "cost"] as const),
      amount: 1_000_000_000n * BigInt(draws.whole(1, 8)),
      expiresAtMs: Date.parse("2099-01-01") + draws.whole(0, 9) * 86_400_000,
    });
    this.#grants.push(id);
  }

  /** Another limit, or a deletion and the same again; processes learn of it one by one. */
  async #changeRules(): Promise<void> {
    const { pg, draws, processes } = this.#options;
    const index = draws.whole(0, this.#rules.length - 1);
    const rule = this.#rules[index];
    if (rule === undefined) return;
    const changed = { ...rule, limit: (rule.limit * BigInt(draws.whole(5, 14))) / 10n };
    this.#rules[index] = changed;
    this.#allow(changed);
    // Where another rule of the family goes on counting, somebody would be counted whom none binds.
    const alone = this.#rules.every(
      (other) => other === changed || familyName(other) !== familyName(rule),
    );
    await writeRule(pg, this.#of.workspaceId, changed, alone && draws.chance(0.4));
    await this.#order({ kind: "refresh" }, draws.whole(0, processes.count - 1));
  }

  #allow(rule: QuotaRule): void {
    if (rule.mode !== "block") return;
    const { highest } = this.#promises;
    const family = familyName(rule);
    const known = highest.get(family) ?? 0n;
    if (rule.limit > known) highest.set(family, rule.limit);
  }

  /** Null from a process that was killed: what it was told is done, or not. */
  async #order(order: QuotaOrder, at?: number): Promise<AdmissionResult | null> {
    const { processes, draws } = this.#options;
    try {
      return await processes.order(at ?? draws.whole(0, processes.count - 1), order);
    } catch (error) {
      if (isAway(error)) return null;
      throw error;
    }
  }

  async #known(): Promise<readonly string[]> {
    const rows = await this.#options.pg.sql<{ id: string }[]>`
      select generation_id as id from jobs where workspace_id = ${this.#of.workspaceId}
      order by generation_id desc limit 30`;
    return rows.map(({ id }) => id);
  }

  async #look(running: () => boolean): Promise<void> {
    while (running()) {
      await this.#check();
      this.done = { ...this.done, looks: this.done.looks + 1 };
    }
  }

  async #check(): Promise<void> {
    checkState(await readQuotaState(this.#options.pg, this.#of.workspaceId), this.#promises);
  }
}

const SAME = { status: "succeeded", seconds: 1_000_000_000n, cost: 0n } as const;

/** Like Promise.all, but what one of them throws waits until all have ended: nothing runs on unseen. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
