/** The sentences of the fleet page and of GPU profiles. */
export const fleetEn = {
  title: "GPU fleet",
  lead: "What dedicated GPUs cost, whether they worked or not, and who used them.",
  figures: "What was paid",
  capacity: "Capacity",
  used: "Used",
  failed: "Failed",
  idle: "Idle",
  over: "Over capacity",
  utilisation: "Utilisation",
  seconds: (gpuHours: string) => `${gpuHours} GPU h`,
  note: "GPU time at the fleet's rate, in USD. What clips are priced at is another figure.",
  overNote: (hours: string) =>
    `${hours} GPU h more than the fleet has. Clips that run side by side are measured on all of its GPUs: state in a GPU profile how many one run takes.`,
  withoutGpuTime: (count: number, text: string) =>
    count === 1
      ? "The GPU time of 1 clip is unknown; it counts as idle."
      : `The GPU time of ${text} clips is unknown; it counts as idle.`,
  unrated: (hours: string) =>
    `${hours} GPU h fall into times in which no GPUs were stated; they are in no figure.`,
  overTime: "Over time",
  chartNote: "Each clip counts when it was admitted.",
  chartDescription: "Stacked bars: what used, failed and idle GPU time cost in each period.",
  bucket: (when: string, utilisation: string) => `${when} · ${utilisation}`,
  part: (name: string, amount: string) => `${name}: ${amount}`,
  crowded: {
    day: (count: number, text: string) =>
      `${text} ${count === 1 ? "day has" : "days have"} more GPU time than capacity; the idle time of the others makes up for it in the whole.`,
    hour: (count: number, text: string) =>
      `${text} ${count === 1 ? "hour has" : "hours have"} more GPU time than capacity; the idle time of the others makes up for it in the whole.`,
  },
  partial: "not over yet",
  by: "By",
  rule: "Idle cost goes",
  rules: {
    gpu_time: "by share of GPU time",
    peak: "by share of the busiest hour",
    even: "evenly",
    none: "on a line of its own",
  },
  reasons: { no_rule: "not split", no_use: "nobody used the fleet" },
  users: (dimension: string) => `Fleet by ${dimension}`,
  cost: "Cost",
  idleLine: "Idle, not split",
  overLine: "Over capacity",
  upstreams: "Fleets",
  upstream: "Upstream",
  gpus: "GPUs",
  from: "From",
  gpusText: (count: string, type: string, rate: string) => `${count} × ${type} at ${rate} an hour`,
  empty: "No dedicated GPUs",
  emptyLead:
    "Give an upstream GPUs and a price per hour, and this page shows what they cost and how much of it was idle.",
  toUpstreams: "Upstreams",
};
export type FleetMessages = typeof fleetEn;

export const gpuProfilesEn = {
  title: "GPU profiles",
  lead: "What you know of the GPUs behind a model that does not tell. A profile counts for what is admitted from its start on.",
  add: "State a profile",
  caption: "GPU profiles, the newest first",
  provider: "Provider",
  upstream: "Upstream",
  anyUpstream: "all of the provider",
  model: "Model",
  modelHint: "* is any model.",
  perSecond: "GPU seconds per second of video",
  perSecondHint: "Over all GPUs. Used where nothing reports or measures GPU time.",
  hardware: "Hardware",
  hardwareHint: "The name that the price book has for the machine.",
  perRun: "GPUs per run",
  perRunHint: "Without it: one where time is reported, all where it is measured.",
  type: "GPU type",
  states: "States",
  since: "From",
  until: "Until",
  end: "End",
  endOf: (model: string) => `End the profile of ${model}`,
  endTitle: (model: string) => `End the profile of ${model}?`,
  endLead: "What was admitted while it counted keeps it.",
  empty: "No profile yet",
  said: {
    perSecond: (seconds: string) => `${seconds} GPU s per s of video`,
    hardware: (name: string) => `hardware ${name}`,
    perRun: (count: string) => `${count} GPUs per run`,
    type: (name: string) => name,
  },
};
export type GpuProfilesMessages = typeof gpuProfilesEn;
