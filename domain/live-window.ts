/** How long a job is told of after its end, and how far back the minutes are counted. */
export const LIVE_WINDOW_MINUTES = 10;
/** The most jobs in flight, and the most ended ones, that those who watch are told of. */
export const MAX_LIVE_OPEN = 1_000;
export const MAX_LIVE_ENDED = 500;
