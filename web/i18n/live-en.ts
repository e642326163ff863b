/** The page about what runs now. */
export const liveEn = {
  title: "Live",
  lead: "Jobs as they are admitted, move and settle. Nothing here needs reloading.",
  nothing: "Nothing is running now.",
  verdict: (count: string, isOne: boolean, held: string | null) =>
    `${count} ${isOne ? "job is" : "jobs are"} running now${held === null ? "" : `, ${held} is set aside`}.`,
  verdictSlow: (count: string, isOne: boolean) =>
    `${count} ${isOne ? "takes" : "take"} longer than 95 of 100 clips of the same model.`,
  verdictFailed: (count: string, isOne: boolean) =>
    `${count} ${isOne ? "has" : "have"} ended without a video in the last ten minutes.`,
  states: {
    connecting: "Connecting…",
    open: "Live",
    lost: "The connection is lost. Trying again; the figures are those of",
    hidden: "Paused while this tab was hidden.",
    refused: "Refused",
  },
  notCurrent: (at: string) =>
    `The books can’t be read right now: what is shown is of ${at}. It goes on by itself.`,
  cards: {
    inFlight: "In flight",
    split: (held: string, submitted: string, running: string) =>
      `${held} admitted, ${submitted} waiting, ${running} running`,
    shown: (shown: string) => `the ${shown} oldest are listed`,
    held: "Set aside",
    heldLead: "the most that they can cost",
    heldUnpriced: (count: string, isOne: boolean) =>
      `${count} ${isOne ? "job has" : "jobs have"} no price`,
    nothingHeld: "nothing",
    arrived: "Arrivals",
    settled: "Settlements",
    lastMinute: "in the last full minute",
    failed: "Without a video",
    failedLead: (of: string) => `of ${of} that ended in ten minutes`,
    failedOfLast: (of: string) => `of the last ${of} that ended`,
    bars: (values: string) => `Each of the last ten full minutes: ${values}`,
  },
  lists: {
    label: "Which jobs",
    open: (count: string) => `In flight ${count}`,
    slow: (count: string) => `Slow ${count}`,
    ended: (count: string) => `Ended ${count}`,
    failed: (count: string) => `Failed ${count}`,
  },
  captions: {
    open: "Jobs in flight, the newest first",
    slow: "Jobs that take longer than 95 of 100 clips of their model, the oldest first",
    ended: "Jobs that ended in the last ten minutes, the last one first",
    failed: "Jobs that ended without a video in the last ten minutes",
  },
  columns: {
    admitted: "Admitted",
    state: "State",
    progress: "Progress",
    age: "Age",
    took: "Took",
    cost: "Cost",
    feature: "Feature",
    user: "User",
    model: "Model",
    why: "Why",
  },
  open: (at: string) => `Open the generation of ${at}`,
  slow: "slow",
  slowHint: (usual: string) => `95 of 100 clips of this model are settled within ${usual}.`,
  noYardstick: "No model has 20 clips in the last day yet: what is slow can’t be told.",
  progressUnknown: "not told",
  unknownOutcome: "answer awaited",
  pause: "Pause the list",
  resume: "Go on",
  paused: "The list stands still while you point at it; its figures go on.",
  pinned: "The list stands still; its figures go on.",
  fresh: (count: string, isOne: boolean) => `${count} new ${isOne ? "job" : "jobs"}`,
  more: (count: string) => `${count} more aren’t listed.`,
  empty: {
    open: "Nothing is in flight",
    openLead: "A job stands here within two seconds of its admission.",
    slow: "Nothing is slow",
    slowLead: "Every job in flight is within what its model usually takes.",
    ended: "Nothing ended in the last ten minutes",
    endedLead: "What settles or is lost sight of stands here for ten minutes.",
    failed: "Nothing failed in the last ten minutes",
    failedLead: "What fails, is blocked, cancelled, or expires stands here for ten minutes.",
    all: "All generations",
  },
};

export type LiveMessages = typeof liveEn;
