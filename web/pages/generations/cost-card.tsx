import { Link } from "@tanstack/react-router";
import type { GenerationDetail } from "../../../api/contract/generations.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Card } from "../../ui/card.tsx";
import { Facts } from "../../ui/facts.tsx";
import { localDate } from "../../view/time-range.ts";
import { unitName } from "../prices/unit-name.ts";
import { unpricedReason } from "./unpriced-reason.ts";

/** units × price = cost, and the GPU time, each with where it comes from. */
export function CostCard({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  const { cost, calculation } = detail;
  const words = t.generation;
  const amount =
    cost.amount === null || cost.currency === null
      ? null
      : format.money(cost.amount, cost.currency, "exact");
  const estimate =
    detail.estimate === null || cost.currency === null
      ? null
      : format.money(detail.estimate, cost.currency, "exact");
  return (
    <Card>
      <h2 className="text-[15px] font-semibold tracking-tight">{words.money}</h2>
      <p className="tabular mt-3 text-3xl font-semibold tracking-tight" data-testid="cost">
        {amount ?? t.common.unknown}
      </p>
      <p className="mt-1 text-[13px] text-muted">{t.generations.bases[cost.basis]}</p>
      {calculation === null ? (
        <div className="mt-4 rounded-lg bg-sunken px-3.5 py-3 text-[13px]">
          <NotCalculated detail={detail} />
        </div>
      ) : (
        <div className="mt-5 rounded-lg bg-sunken px-4 py-4">
          <p className="mb-3 text-xs text-muted">{words.sum}</p>
          <div
            data-testid="sum"
            className="tabular flex flex-wrap items-end gap-x-4 gap-y-3 text-lg font-medium"
          >
            <Term label={unitName(calculation.unit, t)} value={format.decimal(calculation.units)} />
            <Sign text="×" />
            <Term
              label={words.unitPrice}
              value={format.money(calculation.unit_amount, calculation.currency, "exact")}
            />
            <Sign text="=" />
            <Term
              label={words.amount}
              value={format.money(calculation.amount, calculation.currency, "exact")}
            />
          </div>
        </div>
      )}
      <div className="mt-5">
        <Facts
          rows={[
            ...(estimate === null
              ? []
              : [
                  {
                    id: "estimate",
                    label: words.estimate,
                    value: <span className="tabular">{estimate}</span>,
                  },
                ]),
            ...(calculation === null
              ? []
              : [
                  {
                    id: "price",
                    label: words.price,
                    value: (
                      <Link
                        to="/prices"
                        className="font-mono text-xs break-all text-link hover:underline"
                      >
                        {calculation.price_id}
                      </Link>
                    ),
                  },
                ]),
            { id: "gpu", label: words.gpu, value: <GpuText detail={detail} /> },
            ...(detail.gpu_type === null
              ? []
              : [{ id: "gpu-type", label: words.gpuType, value: detail.gpu_type }]),
          ]}
        />
      </div>
    </Card>
  );
}

function GpuText({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const format = useFormat();
  if (detail.gpu_ms === null) {
    const why = detail.finished_at === null ? t.generations.noGpuYet : t.generations.noGpu;
    return (
      <>
        {t.common.unknown} <span className="text-muted">{why}</span>
      </>
    );
  }
  return (
    <>
      <span className="tabular">{format.duration(detail.gpu_ms)}</span>{" "}
      <span className="text-muted">
        {detail.gpu_basis === null ? "" : t.generations.gpuBases[detail.gpu_basis]}
      </span>
    </>
  );
}

function NotCalculated({ detail }: { detail: GenerationDetail }) {
  const t = useMessages();
  const { timeZone } = useFormat();
  const words = t.generation.notCalculated;
  const day = localDate(Date.parse(detail.created_at), timeZone);
  if (detail.cost.basis === "unpriced") {
    return (
      <>
        {words.unpriced(unpricedReason(detail.cost.unpriced_reason, t))}{" "}
        <Link
          to="/prices/unpriced"
          search={{ range: "custom", from: day, to: day }}
          className="font-medium text-link underline underline-offset-2"
        >
          {t.generation.addPrice}
        </Link>
      </>
    );
  }
  if (detail.cost.basis === "gpu_time") return <>{words.gpuTime}</>;
  return <>{detail.cost.basis === "reported" ? words.reported : words.free}</>;
}

function Term({ label, value }: { label: string; value: string }) {
  return (
    <p>
      <span data-testid="term" className="block">
        {value}
      </span>
      <span className="block text-xs font-normal text-muted">{label}</span>
    </p>
  );
}

function Sign({ text }: { text: string }) {
  return <p className="pb-4 text-muted">{text}</p>;
}
