import { createRequire } from "node:module";

/** An opened connection of the engine; opaque. */
export type ChdbHandle = object;

/** A finished query: its whole output and the engine's own count of rows. */
export interface ChdbResult {
  readonly bytes: Buffer;
  readonly rowsRead: number;
  readonly bytesRead: number;
  /** Seconds. */
  readonly elapsed: number;
}

/** One block of a streamed query's output: a complete document in its format. */
export interface ChdbChunk {
  readonly bytes: Buffer;
  readonly numRows: number;
  readonly done: boolean;
}

/** What the engine's own parser says about a text. Source: chdb's durable classifier. */
export interface ChdbClassification {
  readonly statementCount: number;
  /** 0 reads · 1 changes tables or their rows · 2 access control, functions · 3 other · 4 unparsed */
  readonly queryClass: number;
}

/**
 * The addon of chDB, with a connection per handle. Everything named `Async` and `StreamFetch` runs
 * on libuv's thread pool; `StreamQuery` plans on the calling thread and runs on the engine's.
 */
export interface ChdbEngine {
  CreateConnection(path: string, connectionArguments: readonly string[]): ChdbHandle;
  CloseConnection(handle: ChdbHandle): void;
  QueryAsyncConnection(handle: ChdbHandle, sql: string, format: string): Promise<ChdbResult>;
  DurableClassifyAsync(handle: ChdbHandle, sql: string): Promise<ChdbClassification>;
  StreamQuery(handle: ChdbHandle, sql: string, format: string): object;
  StreamFetch(stream: object): Promise<ChdbChunk>;
  StreamCancel(stream: object): void;
}

const NEEDED: readonly (keyof ChdbEngine)[] = [
  "CreateConnection",
  "CloseConnection",
  "QueryAsyncConnection",
  "DurableClassifyAsync",
  "StreamQuery",
  "StreamFetch",
  "StreamCancel",
];

/**
 * Loads chDB's addon through the package's own loader. Its public `Session` neither classifies a
 * statement nor says whether one can be streamed, so the layer below it is used, and checked here.
 */
export function loadChdbEngine(): ChdbEngine {
  const chdbEntry = createRequire(import.meta.url).resolve("chdb");
  const loader: unknown = createRequire(chdbEntry)("./dist/loader.js");
  const load: unknown = field(loader, "loadNative");
  const engine: unknown = typeof load === "function" ? load() : undefined;
  if (!isEngine(engine)) throw new Error("the installed chdb has another interface than 3.4.0");
  return engine;
}

function isEngine(value: unknown): value is ChdbEngine {
  return NEEDED.every((name) => typeof field(value, name) === "function");
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
