import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { AnalyticSchemaError, migrateClickHouse } from "../../db/clickhouse/migrate.ts";
import type { Log } from "../log.ts";

export interface Migration {
  done(): boolean;
  /** Resolves when the schema is this build's; several callers share one attempt. @throws when it fails */
  ensure(): Promise<void>;
  /**
   * The attempt at the start: ClickHouse may be away, then it is made again before anything is sent.
   * @throws AnalyticSchemaError when a newer build has migrated it
   */
  tryFor(deadlineMs: number): Promise<void>;
}

export function createMigration(ch: ClickHouse, url: string, log: Log): Migration {
  let done = false;
  let running: Promise<void> | null = null;

  const attempt = async (): Promise<void> => {
    try {
      await migrateClickHouse(ch, url);
      done = true;
    } finally {
      running = null;
    }
  };
  const ensure = (): Promise<void> => {
    if (done) return Promise.resolve();
    running ??= attempt();
    return running;
  };

  return {
    done: () => done,
    ensure,
    async tryFor(deadlineMs) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, deadlineMs);
      });
      try {
        await Promise.race([ensure(), late]);
      } catch (error) {
        if (error instanceof AnalyticSchemaError) throw error;
        log.warn({ err: error }, "ClickHouse is away; facts wait until it answers");
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
