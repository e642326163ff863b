/** Where a snippet leads, and with which key. */
export interface GuideTarget {
  /** Of this server: `https://reelmeter.example/proxy/{slug}`. */
  readonly root: string;
  /** What the provider's SDK takes as its base URL: the root and what the SDK does not add itself. */
  readonly baseUrl: string;
  /** Null where the key is read from the environment variable `REELMETER_KEY`. */
  readonly key: string | null;
  /** The upstream's own base URL: some of it goes into a client. Null when there is no upstream yet. */
  readonly upstreamUrl: string | null;
}

export const SDK_IDS = [
  "openai-node",
  "openai-python",
  "azure-openai",
  "google-genai",
  "runway",
  "luma",
  "replicate",
  "fal",
  "ai-sdk",
  "fetch",
  "curl",
] as const;
export type SdkId = (typeof SDK_IDS)[number];

/** What a client does with a refused create by itself. */
export type RetryHabit = "told" | "set" | "repeats" | "none";

/** How one client makes a clip through here, and how it hears of a refusal. */
export interface Sdk {
  readonly id: SdkId;
  /** As its makers call it: never translated. */
  readonly label: string;
  /** The command that installs it; null where nothing is to be installed. */
  readonly install: string | null;
  /** Makes one clip and waits for it. */
  readonly first: (target: GuideTarget) => string;
  /** The same create, refused by a limit. */
  readonly refused: (detailsAt: string) => string;
  readonly retries: RetryHabit;
}

/** A create as bare HTTP. Paths are behind `/proxy/{slug}`. */
export interface PlainCall {
  readonly path: string;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly poll: {
    /** With `{id}` where the job's id goes. */
    readonly path: string;
    /** Where a create's answer holds the id: `data.task_id`. */
    readonly id: string;
  } | null;
}

/** One provider's ways. */
export interface Guide {
  readonly sdks: readonly Sdk[];
  readonly call: PlainCall;
  /** Where a refusal's body holds its figures: `error.reelmeter`. */
  readonly detailsAt: string;
}

export const PROMPT = "A paper boat crosses a puddle in the rain";
