import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { CubeAnswer } from "../../api/contract/what-if.ts";
import { wholeDays } from "../series/whole-days.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";
import { filterParameters } from "./view-parameters.ts";

/** What was recorded in the view's whole days, priced by a cost book where one is named. */
export function cubeQuery(view: View, book: string | null) {
  const { fromMs, toMs } = wholeDays(view, view.timeZone);
  const query = {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    tz: view.timeZone,
    ...(book === null ? {} : { book }),
    ...filterParameters(view),
  };
  return queryOptions({
    queryKey: ["what-if-cube", query],
    queryFn: ({ signal }) => callApi<CubeAnswer>("/api/v1/what-if/cube", { query, signal }),
    placeholderData: keepPreviousData,
    // What is over does not change while one plays with the levers.
    staleTime: 10 * 60_000,
  });
}
