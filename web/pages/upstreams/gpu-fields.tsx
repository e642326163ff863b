import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { TextField } from "../../ui/field.tsx";

interface GpuFieldsProps {
  readonly gpu: UpstreamRow["gpu"];
  readonly fieldError: (name: string) => string | undefined;
}

/** What a dedicated upstream runs on and costs by the hour. */
export function GpuFields({ gpu, fieldError }: GpuFieldsProps) {
  const words = useMessages().upstreams;
  return (
    <fieldset className="grid gap-4 rounded-lg border border-hairline p-4 sm:grid-cols-3">
      <legend className="px-1 text-[13px] font-medium">{words.dedicated}</legend>
      <TextField
        label={words.gpuType}
        name="gpu_type"
        required
        maxLength={64}
        defaultValue={gpu?.type ?? "H100"}
        error={fieldError("gpu.type")}
      />
      <TextField
        label={words.gpuCount}
        name="gpu_count"
        type="number"
        min={0.000001}
        step="any"
        max={100_000}
        required
        defaultValue={gpu?.count ?? 8}
        error={fieldError("gpu.count")}
      />
      <TextField
        label={words.gpuRate}
        name="gpu_rate"
        inputMode="decimal"
        pattern="\d{1,9}(\.\d{1,9})?"
        required
        defaultValue={gpu?.usd_per_hour.replace(/\.?0+$/, "") ?? "2.50"}
        error={fieldError("gpu.usd_per_hour")}
      />
    </fieldset>
  );
}
