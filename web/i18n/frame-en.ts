import type { Interval } from "../../domain/time-buckets.ts";

/** The palette that finds pages, people and clips. */
export const paletteEn = {
  title: "Find and do",
  placeholder: "Page, user, generation id, feature or command…",
  open: "Search",
  nothing: "Nothing by this name",
  nothingLead: "An id must be complete; a user may be a part of one.",
  searching: "Looking…",
  recent: "Recent",
  pages: "Pages",
  views: "Saved views",
  users: "Users",
  generations: "Generations",
  requests: "Requests",
  features: "Only one feature",
  actions: "Do",
  feature: (name: string) => `Feature ${name}`,
  onlyFeature: (name: string) => `Only feature ${name}`,
  language: (name: string) => `Language: ${name}`,
  theme: (name: string) => `Colours: ${name}`,
  range: (name: string) => `Period: ${name}`,
  hint: "↑ ↓ to choose, Enter to go, Esc to close",
};

/** Saved views, and links to what is on the page. */
export const viewsEn = {
  label: "Views",
  mine: "Only mine",
  shared: "Of the workspace",
  none: "No saved view yet",
  modified: "changed",
  gone: "deleted",
  goneLead:
    "The saved view of this address was deleted, or is not shared with you. The page shows what the address itself carries.",
  forget: "Leave the saved view",
  save: "Save changes",
  saveAs: "Save as…",
  reset: "Back to the saved view",
  settings: "Name, sharing, deletion…",
  saveTitle: "Save this view",
  saveLead: "The page, its period and its filters are kept as the address has them.",
  editTitle: "Saved view",
  name: "Name",
  share: "Show it to everyone in the workspace",
  shareHint: "Others can open it. Only you and admins can change it.",
  pinned: "Pin to the top of the list",
  delete: "Delete view",
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteLead: "Links that others have go on working: they carry the view themselves.",
  by: (name: string) => `by ${name}`,
};

export const shareEn = {
  label: "Share",
  link: "Copy link",
  linkHint: "“Last 7 days” stays relative to the day it is opened",
  frozen: "Copy link with these dates",
  frozenHint: "Opens the same days for ever",
  print: "Print or save as PDF",
  copied: "Link copied",
};

/** Changes of our own and notes, on the time axis. */
export const unitNamesEn = {
  second: "second of video",
  input_second: "second of input",
  video: "video",
  token: "token",
  frame: "frame",
  image: "image",
  megapixel_second: "megapixel second",
  gpu_second: "GPU second",
  credit: "credit",
  tick: "tick",
};

export const quotaModesEn = { block: "Block", warn: "Warn", shadow: "Shadow" };

export const annotationsEn = {
  units: unitNamesEn,
  modes: quotaModesEn,
  summary: (count: number) =>
    count === 1 ? "1 change or note in this period" : `${count} changes and notes in this period`,
  some: (count: number) => `The last ${count} changes and notes of this period`,
  none: "No change or note in this period",
  column: "Changes and notes",
  add: "Add note",
  addTitle: "Add a note",
  editTitle: "Change the note",
  lead: "It stands on every chart over time, at this moment.",
  when: (zone: string) => `When (${zone})`,
  text: "What happened",
  share: "Show it to everyone in the workspace",
  badTime: "Write a day and a time that exist.",
  edit: (text: string) => `Change the note “${text}”`,
  delete: (text: string) => `Delete the note “${text}”`,
  deleteTitle: "Delete this note?",
  deleteDo: "Delete note",
  private: "only you",
  by: (name: string) => `by ${name}`,
  price: (model: string, price: string) => `Price of ${model}: ${price}`,
  pricesImported: (count: string) => `${count} prices imported`,
  rerated: (count: string) => `${count} generations re-rated`,
  rerateReverted: "A re-rating was taken back",
  quotaMade: (name: string) => `Quota “${name}” made`,
  quotaChanged: (name: string, changes: string) => `Quota “${name}”: ${changes}`,
  quotaDeleted: (name: string) => `Quota “${name}” deleted`,
  gateMade: (name: string, feature: string) => `Roll-out “${name}” of ${feature} made`,
  gateChanged: (name: string, changes: string) => `Roll-out “${name}”: ${changes}`,
  gateDeleted: (name: string) => `Roll-out “${name}” deleted`,
  monthClosed: (month: string) => `${month} closed`,
  monthReopened: (month: string) => `${month} reopened`,
  limit: (before: string, after: string) => `limit ${before} → ${after}`,
  mode: (before: string, after: string) => `mode ${before} → ${after}`,
  share100: (before: string, after: string) => `open to ${before} → ${after}`,
  paused: "paused",
  resumed: "resumed",
  otherwise: "changed",
};

export const downloadEn = {
  label: (title: string) => `Download: ${title}`,
  csv: "CSV (RFC 4180)",
  csvHint: "comma, decimal point",
  excelFr: "CSV for a French Excel",
  excelFrHint: "semicolon, decimal comma",
  png: "Picture (PNG)",
  pngFailed: "The picture could not be drawn.",
  period: "Period",
  scope: "Currency and filters",
  noFilter: "no filter",
  start: "Start",
  end: "End",
  unpriced: "Without a price",
  gpuSeconds: "GPU seconds",
  row: "Row",
  currency: "Currency",
  /** What a row is, whatever somebody named a feature. */
  rows: { value: "value", rest: "all others", total: "total", elsewhere: "other currency" },
};

export const granularityEn = {
  label: "Points",
  auto: "Automatic",
  names: { hour: "Per hour", day: "Per day", week: "Per week", month: "Per month" },
};

export const printEn = {
  title: "Overview",
  do: "Print",
  back: "Back to the overview",
  period: "Period",
  zone: "Time zone",
  compared: "Compared with",
  filters: "Filters",
  noFilters: "none",
  currency: "Currency",
  generatedAt: "Generated at",
};

const POINTS_EN = { hour: "an hour", day: "a day", week: "a week", month: "a month" };

export const zoomEn = {
  /** What a click on a point leads to, then how to zoom. */
  toPeriod: (point: Interval) => `Click ${POINTS_EN[point]} to see it against the one before.`,
  toClips: (point: Interval) => `Click ${POINTS_EN[point]} to see its clips.`,
  hint: "Drag to zoom in. With the keyboard: arrows move, Enter picks, [ and ] set the start and the end.",
  start: (at: string) => `Zoom starts at ${at}`,
};
