/** Every bound of the proxy. Times in ms, sizes in bytes. */
export interface ProxyLimits {
  readonly maxTargetBytes: number;
  readonly maxBodyBytes: number;
  /** Bodies up to this are read whole before anything is sent upstream. */
  readonly wholeBodyBytes: number;
  /** Last bytes of a streamed body that wait for the admission; longer than any closing delimiter. */
  readonly heldBackBytes: number;
  /** OpenAI allows prompts of 32,000 characters, four bytes each at most. */
  readonly maxFieldBytes: number;
  readonly maxFieldsBytes: number;
  readonly maxAnswerBytes: number;
  /** One page of a list; a hundred jobs with the longest prompts. */
  readonly maxListPageBytes: number;
  readonly bodyIdleMs: number;
  readonly connectMs: number;
  readonly createHeadersMs: number;
  readonly createAnswerMs: number;
  /** Of a create whose answer is the outcome: until its head comes, then from there to its end. */
  readonly blockingHeadersMs: number;
  readonly blockingAnswerMs: number;
  readonly pollHeadersMs: number;
  readonly pollBodyIdleMs: number;
  /** A download is ended when neither side moved a byte for so long. */
  readonly contentIdleMs: number;
  /** Longest silence of an upstream that tells of a job for as long as it runs. */
  readonly streamIdleMs: number;
  readonly connectionsPerUpstream: number;
  /** Requests at one upstream at a time, waiting ones included. */
  readonly inFlightPerUpstream: number;
  readonly maxPools: number;
  /** Upstream pages that one list request may read to fill itself with the workspace's own jobs. */
  readonly maxListPages: number;
  readonly retryAfterSeconds: number;
  /** How long the answer that tells of a clip's end waits for its settlement. */
  readonly settleWaitMs: number;
}

const KIB = 1_024;
const MIB = 1_024 * KIB;

export const DEFAULT_PROXY_LIMITS: ProxyLimits = {
  maxTargetBytes: 8 * KIB,
  maxBodyBytes: 64 * MIB,
  wholeBodyBytes: MIB,
  heldBackBytes: 64 * KIB,
  maxFieldBytes: 128 * KIB,
  maxFieldsBytes: 256 * KIB,
  maxAnswerBytes: MIB,
  maxListPageBytes: 16 * MIB,
  bodyIdleMs: 30_000,
  connectMs: 10_000,
  createHeadersMs: 120_000,
  createAnswerMs: 30_000,
  // Together, with the time for a client that was let go, less than CREATE_MAX_MS.
  blockingHeadersMs: 900_000,
  blockingAnswerMs: 360_000,
  pollHeadersMs: 60_000,
  pollBodyIdleMs: 60_000,
  contentIdleMs: 120_000,
  streamIdleMs: 900_000,
  connectionsPerUpstream: 256,
  inFlightPerUpstream: 4_096,
  maxPools: 256,
  maxListPages: 50,
  retryAfterSeconds: 2,
  settleWaitMs: 2_000,
};
