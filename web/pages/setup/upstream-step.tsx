import { useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import type { UpstreamRow } from "../../../api/contract/upstreams.ts";
import { upstreamsQuery } from "../../client/management-queries.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Button } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { UpstreamForm, type UpstreamPreset } from "../upstreams/upstream-form.tsx";

const SIMULATOR: UpstreamPreset = {
  slug: "openai",
  baseUrl: "http://127.0.0.1:4090/v1",
  credential: "simulator",
  allowPrivate: true,
};

interface UpstreamStepProps {
  /** Undefined while it is looked up. */
  readonly existing: UpstreamRow | null | undefined;
  readonly onDone: (upstream: UpstreamRow) => void;
}

export function UpstreamStep({ existing, onDone }: UpstreamStepProps) {
  const t = useMessages();
  const queryClient = useQueryClient();
  const [preset, setPreset] = useState<UpstreamPreset | null>(null);
  if (existing === undefined) return <Skeleton className="h-64 w-full" />;
  if (existing !== null) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-4">
        <p className="flex items-center gap-2 font-medium">
          <CircleCheck size={18} aria-hidden="true" className="text-ok" />
          {t.setup.existing(existing.slug)}
        </p>
        <Button variant="primary" onClick={() => onDone(existing)}>
          {t.setup.next}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <UpstreamForm
        key={preset === null ? "empty" : "simulator"}
        preset={preset}
        onDone={(row) => {
          void queryClient.invalidateQueries({ queryKey: upstreamsQuery.queryKey });
          onDone(row);
        }}
      />
      <aside className="h-fit rounded-xl border border-hairline bg-sunken p-5">
        <h2 className="font-medium">{t.setup.simulatorTitle}</h2>
        <p className="mt-1.5 mb-3 text-[13px] text-muted">{t.setup.simulator}</p>
        <pre className="mb-3 overflow-x-auto rounded-lg border border-hairline bg-card px-3 py-2 font-mono text-xs">
          npm run simulator
        </pre>
        <Button size="small" onClick={() => setPreset(SIMULATOR)}>
          {t.setup.simulatorUse}
        </Button>
      </aside>
    </div>
  );
}
