import { parseArgs } from "node:util";

export interface DemoArguments {
  readonly dataDir: string;
  readonly generations: number;
  readonly seed: number;
  readonly port: number;
  /** Mean time between live clips, ms. */
  readonly everyMs: number;
  readonly live: boolean;
  readonly fresh: boolean;
}

export type ParsedDemo =
  | { readonly kind: "run"; readonly options: DemoArguments }
  | { readonly kind: "help" }
  | { readonly kind: "misused"; readonly message: string };

export const DEMO_HELP = `npm run demo -- [options]

Loads a year of synthetic history and drives live traffic through the real proxy, in a data directory of its own.

  --generations N   clips in the history                     200000
  --seed N          same seed, same history                  7
  --port N          where the dashboard listens (0: any)     4080
  --data-dir DIR    where the demo keeps its data            .reelmeter-demo
  --every MS        time between two live clips              1500
  --no-live         history only
  --fresh           throw the demo's data away first
  --help            this text

REELMETER_ADMIN_TOKEN, when it is set, is the demo's management token too.`;

const WHOLE = /^\d{1,9}$/;

/** Reads the command line. */
export function parseDemoArguments(argv: readonly string[]): ParsedDemo {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        generations: { type: "string", default: "200000" },
        seed: { type: "string", default: "7" },
        port: { type: "string", default: "4080" },
        "data-dir": { type: "string", default: ".reelmeter-demo" },
        every: { type: "string", default: "1500" },
        "no-live": { type: "boolean", default: false },
        fresh: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return { kind: "help" };
    return {
      kind: "run",
      options: {
        generations: whole("--generations", values.generations, 1, 100_000_000),
        seed: whole("--seed", values.seed, 0, 4_294_967),
        port: whole("--port", values.port, 0, 65_535),
        everyMs: whole("--every", values.every, 50, 3_600_000),
        dataDir: values["data-dir"],
        live: !values["no-live"],
        fresh: values.fresh,
      },
    };
  } catch (error) {
    return { kind: "misused", message: error instanceof Error ? error.message : String(error) };
  }
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = WHOLE.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new RangeError(`${name} takes a whole number from ${min} to ${max}, not "${text}".`);
}
