import { performance } from "node:perf_hooks";

export type DependencyState = "up" | "down" | "starting";

export interface Readiness {
  readonly ready: boolean;
  readonly dependencies: Readonly<Record<string, { state: DependencyState; ms: number | null }>>;
}

const PROBE_TIMEOUT_MS = 2_000;

/** Asks each dependency, side by side; ready when all that creates need are up and we are not stopping. */
export async function probeReadiness(
  probes: Readonly<Record<string, { readonly needed: boolean; ask(): Promise<unknown> }>>,
  stopping: boolean,
): Promise<Readiness> {
  const asked = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => {
      const startedAt = performance.now();
      const up = await answersInTime(probe.ask());
      const state: DependencyState = up ? "up" : "down";
      const ms = up ? Math.round(performance.now() - startedAt) : null;
      return { name, needed: probe.needed, state, ms };
    }),
  );
  return {
    ready: !stopping && asked.every(({ needed, state }) => !needed || state === "up"),
    dependencies: Object.fromEntries(asked.map(({ name, state, ms }) => [name, { state, ms }])),
  };
}

/** A dependency that fails or stays silent is down: that is the answer, not an error. */
async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  const up = answer.then(
    () => true,
    () => false,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, PROBE_TIMEOUT_MS, false);
  });
  const first = await Promise.race([up, late]);
  clearTimeout(timer);
  return first;
}
