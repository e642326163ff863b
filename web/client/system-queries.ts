import { queryOptions } from "@tanstack/react-query";
import type { AuditAnswer } from "../../api/contract/audit.ts";
import type { SystemAnswer } from "../../api/contract/system.ts";
import { callApi } from "./call-api.ts";
import { ProblemError } from "./problem-error.ts";

const REFRESH_MS = 10_000;

export const systemQuery = queryOptions({
  queryKey: ["system"],
  queryFn: ({ signal }) => callApi<SystemAnswer>("/api/v1/system", { signal }),
  refetchInterval: REFRESH_MS,
});

/** What the server answers to probes, also while it can't answer anything else. */
export interface ReadyAnswer {
  readonly ready: boolean;
  readonly dependencies: Readonly<Record<string, { readonly state: string }>>;
}

export const readyQuery = queryOptions({
  queryKey: ["ready"],
  queryFn: async ({ signal }): Promise<ReadyAnswer> => {
    const response = await fetch("/readyz", { signal }).catch((cause: unknown) => {
      if (signal.aborted) throw cause;
      throw new ProblemError({ status: 0, code: "unreachable", detail: "" });
    });
    // 503 is an answer here: it names what is away.
    const body = (await response.json()) as Partial<ReadyAnswer>;
    return { ready: body.ready ?? false, dependencies: body.dependencies ?? {} };
  },
  refetchInterval: REFRESH_MS,
  retry: false,
});

const DAY_MS = 86_400_000;

/** Every invariant over the clips of the last days; asked when somebody asks, for it reads every clip of them. */
export const booksQuery = (days: number) =>
  queryOptions({
    queryKey: ["books", days],
    queryFn: ({ signal }) =>
      callApi<AuditAnswer>("/api/v1/audit", {
        query: { from: new Date(Date.now() - days * DAY_MS).toISOString() },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
