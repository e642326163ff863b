import type { z } from "zod";
import type { fxImportInput } from "../../../api/contract/fx-rates.ts";

export type FxCsvFormat = NonNullable<z.input<typeof fxImportInput>["format"]>;

/** The kinds of files, in the order in which they are offered. */
export const FX_CSV_FORMATS_SHOWN = ["plain", "ecb"] as const satisfies readonly FxCsvFormat[];
