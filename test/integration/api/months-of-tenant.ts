import { expect } from "vitest";
import type { MarginAnswer } from "../../../api/contract/margin.ts";
import type { MonthRow } from "../../../api/contract/months.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { deliver, type AnalyticStores } from "./analytic-stores.ts";
import { newToken, newWorkspace, type Answer, type ApiUnderTest } from "./api-under-test.ts";

/** A workspace whose months are closed and asked about. */
export interface TenantOfMonths {
  readonly workspaceId: string;
  readonly token: string;
  post(path: string, body: unknown): Promise<Answer>;
  get(path: string): Promise<Answer>;
  close(month: string, accept?: boolean): Promise<Answer>;
  reopen(month: string): Promise<Answer>;
  /** The margin report of a whole month, in UTC. */
  month(month: string, more?: string): Promise<MarginAnswer>;
  margin(query: string): Promise<MarginAnswer>;
  months(): Promise<readonly MonthRow[]>;
  deliver(): Promise<void>;
}

/** Makes one, with an owner's token. */
export async function tenantOfMonths(
  stores: AnalyticStores,
  api: ApiUnderTest,
): Promise<TenantOfMonths> {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "owner");
  const post = (path: string, body: unknown) =>
    api.call("POST", `/api/v1/${path}`, { token, body });
  const get = (path: string) => api.call("GET", `/api/v1/${path}`, { token });
  const margin = async (query: string) => {
    const answer = await get(`analytics/margin?${query}`);
    expect(answer.status).toBe(200);
    return answer.body as MarginAnswer;
  };
  return {
    workspaceId,
    token,
    post,
    get,
    close: (month, accept = false) => post(`months/${month}/close`, { accept_open_points: accept }),
    reopen: (month) => post(`months/${month}/reopen`, { reason: "a test" }),
    month: (month, more = "") =>
      margin(`from=${month}-01&to=${monthAfter(month)}-01&tz=UTC${more}`),
    margin,
    months: async () => (await get("months?limit=60")).body["data"] as MonthRow[],
    deliver: () => deliver(stores, workspaceId),
  };
}

/** The sum of amounts, as the API writes one. */
export function sumOf(...amounts: readonly string[]): string {
  return formatNano(amounts.reduce((sum, amount) => sum + parseNano(amount), 0n));
}

function monthAfter(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
