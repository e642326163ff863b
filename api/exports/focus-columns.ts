import { NONE } from "../../domain/attribution-fields.ts";
import { GENERATION_UNIT } from "../../domain/focus/charge-price.ts";
import { formatNano } from "../../domain/money.ts";
import { nineDecimals } from "../generations/show-generation.ts";
import type { ExportColumn } from "./export-column.ts";
import type { FocusCharge } from "./focus-charge.ts";

type Column = ExportColumn<FocusCharge>;

const text = (name: string, value: (charge: FocusCharge) => string | null): Column => ({
  name,
  kind: "text",
  value,
});
const decimal = (name: string, value: (charge: FocusCharge) => string | null): Column => ({
  name,
  kind: "decimal",
  value,
});
/** Columns of the specification that have nothing to say about generations. */
const empty = (name: string): Column => text(name, () => null);

const cost = ({ cost }: FocusCharge) => formatNano(cost);
const currency = ({ row }: FocusCharge) => row.currency;
const unitPrice = ({ price }: FocusCharge) => formatNano(price.unitPrice);
const listPrice = ({ listUnitPrice }: FocusCharge) => formatNano(listUnitPrice);
const provider = ({ row }: FocusCharge) => row.provider;
const sku = ({ row }: FocusCharge) => `${row.provider}/${row.model}`;
const priceKey = ({ row, price }: FocusCharge) =>
  price.unit === GENERATION_UNIT || row.price_id === "" ? row.cost_basis : row.price_id;
const resource = ({ row }: FocusCharge) => row.provider_job_id || named(row.generation_id);
const named = (value: string) => (value === NONE || value === "" ? null : value);

/** The columns of FOCUS 1.2, by name, then ours, whose names begin with `x_` as it wants them. */
export const FOCUS_COLUMNS: readonly Column[] = [
  empty("AvailabilityZone"),
  decimal("BilledCost", cost),
  text("BillingAccountId", ({ workspace }) => workspace.id),
  text("BillingAccountName", ({ workspace }) => workspace.name),
  text("BillingAccountType", () => "Workspace"),
  text("BillingCurrency", currency),
  text("BillingPeriodEnd", ({ period }) => period.billingEnd),
  text("BillingPeriodStart", ({ period }) => period.billingStart),
  empty("CapacityReservationId"),
  empty("CapacityReservationStatus"),
  text("ChargeCategory", () => "Usage"),
  text("ChargeClass", (charge) => charge.class),
  text(
    "ChargeDescription",
    ({ row }) => `Video generation with ${row.provider} ${row.model}: ${row.state}`,
  ),
  text("ChargeFrequency", () => "Usage-Based"),
  text("ChargePeriodEnd", ({ period }) => period.end),
  text("ChargePeriodStart", ({ period }) => period.start),
  empty("CommitmentDiscountCategory"),
  empty("CommitmentDiscountId"),
  empty("CommitmentDiscountName"),
  empty("CommitmentDiscountQuantity"),
  empty("CommitmentDiscountStatus"),
  empty("CommitmentDiscountType"),
  empty("CommitmentDiscountUnit"),
  decimal("ConsumedQuantity", ({ row }) => nineDecimals(row.video_seconds ?? "1")),
  text("ConsumedUnit", ({ row }) => (row.video_seconds === null ? GENERATION_UNIT : "Seconds")),
  decimal("ContractedCost", cost),
  decimal("ContractedUnitPrice", unitPrice),
  decimal("EffectiveCost", cost),
  empty("InvoiceId"),
  text("InvoiceIssuerName", provider),
  decimal("ListCost", ({ listCost }) => formatNano(listCost)),
  decimal("ListUnitPrice", listPrice),
  text("PricingCategory", () => "Standard"),
  text("PricingCurrency", currency),
  decimal("PricingCurrencyContractedUnitPrice", unitPrice),
  decimal("PricingCurrencyEffectiveCost", cost),
  decimal("PricingCurrencyListUnitPrice", listPrice),
  decimal("PricingQuantity", ({ price }) => formatNano(price.quantity)),
  text("PricingUnit", ({ price }) => price.unit),
  text("ProviderName", provider),
  text("PublisherName", provider),
  empty("RegionId"),
  empty("RegionName"),
  text("ResourceId", resource),
  empty("ResourceName"),
  text("ResourceType", (charge) => (resource(charge) === null ? null : "Video Generation")),
  text("ServiceCategory", () => "AI and Machine Learning"),
  text("ServiceName", ({ row }) => `${row.provider} video generation`),
  text("ServiceSubcategory", () => "Generative AI"),
  text("SkuId", sku),
  text("SkuMeter", ({ price }) => price.unit),
  text("SkuPriceDetails", ({ priceConditions }) => skuPriceDetails(priceConditions)),
  text("SkuPriceId", (charge) => `${sku(charge)}/${priceKey(charge)}`),
  text("SubAccountId", ({ row }) => row.upstream),
  text("SubAccountName", ({ row }) => row.upstream),
  text("SubAccountType", () => "Upstream"),
  text("Tags", ({ row }) => JSON.stringify(row.tags)),

  text("x_CostBasis", ({ row }) => row.cost_basis),
  text("x_Customer", ({ row }) => named(row.customer)),
  text("x_Feature", ({ row }) => named(row.feature)),
  text("x_GenerationId", ({ row }) => named(row.generation_id)),
  { name: "x_Generations", kind: "count", value: ({ generations }) => generations },
  decimal("x_GpuSeconds", ({ row }) => gpuSeconds(row.gpu_ms)),
  text("x_GpuType", ({ row }) => named(row.gpu_type)),
  text("x_KeyId", ({ row }) => named(row.key_id)),
  text("x_Operation", ({ row }) => row.operation),
  text("x_Plan", ({ row }) => named(row.plan)),
  text("x_Platform", ({ row }) => named(row.platform)),
  text("x_PriceId", ({ row }) => named(row.price_id)),
  text("x_Region", ({ row }) => named(row.region)),
  text("x_Resolution", ({ row }) => named(row.resolution)),
  text("x_State", ({ row }) => row.state),
  text("x_Surface", ({ row }) => named(row.surface)),
  text("x_User", ({ row }) => named(row.user_id)),
  text("x_WasteCause", ({ row }) => named(row.waste_cause)),
];

function gpuSeconds(gpuMs: number | null): string | null {
  return gpuMs === null ? null : formatNano(BigInt(gpuMs) * 1_000_000n);
}

/** The price's conditions, not the clip's facts: what a price id stands for must not change from row to row. */
function skuPriceDetails(conditions: FocusCharge["priceConditions"]): string | null {
  if (conditions === null) return null;
  const details = Object.entries(conditions).map(([name, value]) => [`x_${pascal(name)}`, value]);
  return JSON.stringify(Object.fromEntries(details));
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) =>
    first.toUpperCase(),
  );
}
