import type { Postgres } from "../../db/postgres/client.ts";
import type { Currency } from "../../domain/money.ts";
import type { Directory } from "../directory.ts";
import type { Log } from "../log.ts";
import type { ProviderRegistry } from "../providers/registry.ts";
import type { MissingRules } from "./decide-observation.ts";
import type { PollSchedule } from "./poll-schedule.ts";

/** What settling a job takes. */
export interface SettleDeps {
  readonly pg: Postgres;
  readonly directory: Directory;
  readonly providers: ProviderRegistry;
  readonly reportingCurrency: Currency;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly log: Log;
  readonly schedule: PollSchedule;
  readonly missing: MissingRules;
}
