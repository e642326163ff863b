/**
 * The launch that the demo replays: public estimates about one consumer video product, its 208 days stretched over
 * a year. Days count from the launch. Sources are secondary (press and analysts), so nothing here is a measurement.
 */
export const HISTORY_DAYS = 365;
const PUBLIC_DAYS = 208;

/** A day of the public calendar on the demo's longer one. */
const on = (publicDay: number): number => Math.round((publicDay * HISTORY_DAYS) / PUBLIC_DAYS);

/** Something that happened, for the curve and for whoever reads the chart. */
export const EVENTS = {
  launch: on(0),
  api: on(7),
  web: on(14),
  packs: on(30),
  android: on(35),
  holiday: on(58),
  freeCut: on(59),
  freeEnd: on(102),
} as const;

/** Share of clips, and the day from which it counts. */
export interface Share {
  readonly name: string;
  readonly weight: number;
  readonly from: number;
}

export const REGIONS: readonly (Share & {
  readonly currency: string;
  readonly utcHours: number;
})[] = [
  { name: "US", weight: 0.52, from: EVENTS.launch, currency: "USD", utcHours: -6 },
  { name: "CA", weight: 0.08, from: EVENTS.launch, currency: "CAD", utcHours: -5 },
  { name: "JP", weight: 0.14, from: EVENTS.android, currency: "JPY", utcHours: 9 },
  { name: "KR", weight: 0.1, from: EVENTS.android, currency: "KRW", utcHours: 9 },
  { name: "TW", weight: 0.05, from: EVENTS.android, currency: "TWD", utcHours: 8 },
  { name: "TH", weight: 0.06, from: EVENTS.android, currency: "THB", utcHours: 7 },
  { name: "VN", weight: 0.05, from: EVENTS.android, currency: "VND", utcHours: 7 },
];

export const SURFACES: readonly Share[] = [
  { name: "app_ios", weight: 0.55, from: EVENTS.launch },
  { name: "app_android", weight: 0.33, from: EVENTS.android },
  { name: "web", weight: 0.11955, from: EVENTS.web },
  { name: "api", weight: 0.00045, from: EVENTS.api },
];

export const FEATURES: readonly Share[] = [
  { name: "create", weight: 0.52, from: EVENTS.launch },
  { name: "remix", weight: 0.22, from: EVENTS.launch },
  { name: "cameo", weight: 0.16, from: EVENTS.launch },
  { name: "storyboard", weight: 0.05, from: EVENTS.web },
  { name: "extend", weight: 0.05, from: EVENTS.packs },
];

/** Plans of everyone but the API's callers. Free use ends on its day. */
export const PLANS: readonly (Share & { readonly until: number; readonly clipsPerDay: number })[] =
  [
    { name: "free", weight: 0.86, from: 0, until: EVENTS.freeEnd, clipsPerDay: 30 },
    { name: "plus", weight: 0.09, from: 0, until: HISTORY_DAYS, clipsPerDay: 30 },
    { name: "pro", weight: 0.025, from: 0, until: HISTORY_DAYS, clipsPerDay: 100 },
    { name: "pack", weight: 0.00082, from: EVENTS.packs, until: HISTORY_DAYS, clipsPerDay: 40 },
  ];

/** From the cut on, a free user gets six clips a day instead of thirty. */
export const FREE_CLIPS_AFTER_CUT = 6;

/** Half a tenth of a cent per GPU second; a ten-second clip takes about 43 GPU minutes, so about $1.30. */
export const GPU_SECOND_USD = "0.000500000";
/** What a live clip costs by the second: the analysts' $1.30 for ten, three times that for pro. */
export const SECOND_USD = { "sora-2": "0.13", "sora-2-pro": "0.39" } as const;
export const GPU_SECONDS_PER_VIDEO_SECOND = 260;
export const PRO_GPU_FACTOR = 3;
/** Part of a plan's clips that the larger model makes. */
export const PRO_SHARES: Readonly<Record<string, number>> = { pro: 0.35, api: 0.1 };
export const OTHER_PRO_SHARE = 0.02;
export const GPUS_PER_CLIP = 8;

export const OUTCOME_SHARES = { failed: 0.05, blocked: 0.02, cancelled: 0.006 } as const;
export const DOWNLOADED_SHARE = 0.7;

export const PACK = { clips: 10, usd: 4 } as const;
export const SUBSCRIPTION_USD: Readonly<Record<string, number>> = { plus: 20, pro: 200 };
/** Dollars of subscriptions for each clip: most subscribers have a bundle that pays nothing for video. */
export const SUBSCRIPTION_USD_PER_CLIP: Readonly<Record<string, number>> = {
  plus: 0.0012,
  pro: 0.001,
};
/** API callers, each with a key of its own. */
export const API_CALLERS = 12;
export const API_USD_PER_SECOND = { "sora-2": "0.10", "sora-2-pro": "0.30" } as const;

/** Units of a currency per US dollar at the time, rounded; the store's local price points. */
export const PER_USD: Readonly<Record<string, number>> = {
  USD: 1,
  CAD: 1.4,
  JPY: 155,
  KRW: 1450,
  TWD: 31,
  THB: 32.5,
  VND: 26_000,
};

/** How busy a day is against the others (no unit): growth, a holiday, two cuts, and weekends. */
export function activity(day: number, weekday: number): number {
  const growth = 1 - Math.exp(-(day + 2) / 32);
  const fading = day < EVENTS.holiday ? 1 : Math.exp(-(day - EVENTS.holiday) / 280);
  const opening = day < 4 ? 1.9 - day * 0.22 : 1;
  const holiday = Math.abs(day - EVENTS.holiday) <= 3 ? 1.55 : 1;
  const cut = day >= EVENTS.freeCut ? 0.74 : 1;
  const end = day >= EVENTS.freeEnd ? 0.48 : 1;
  const weekend = weekday === 0 || weekday === 6 ? 1.18 : 1;
  return growth * fading * opening * holiday * cut * end * weekend;
}
