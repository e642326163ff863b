import { z } from "zod";

export const ROLES = ["proxy", "api", "worker"] as const;
export type Role = (typeof ROLES)[number];

/** Where the two databases are: started by us, or given. */
export type Stores =
  | { readonly kind: "embedded" }
  | {
      readonly kind: "external";
      readonly databaseUrl: string;
      readonly clickhouseUrl: string;
      readonly cluster: string | null;
    };

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly stores: Stores;
  readonly roles: ReadonlySet<Role>;
  /** Null: generated into the data directory (embedded only). */
  readonly secretKey: string | null;
  readonly adminToken: string | null;
  /** Null: http://HOST:PORT of the listening socket. */
  readonly publicUrl: string | null;
  readonly currency: string;
  readonly logLevel: string;
}

/** One fault of the environment: which variable, and what to do about it. */
export interface ConfigFault {
  readonly variable: string;
  readonly message: string;
}

export type ConfigResult =
  | { readonly kind: "ok"; readonly config: Config }
  | { readonly kind: "faulty"; readonly faults: readonly ConfigFault[] };

/** Reads the environment. A set but malformed value is a fault, never a default; all faults come together. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => (value ?? "") !== ""));
  const parsed = ENVIRONMENT.safeParse(set);
  const faults: ConfigFault[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({
        variable: String(issue.path[0] ?? "environment"),
        message: issue.message,
      }));
  faults.push(...faultsTogether(set));
  if (!parsed.success || faults.length > 0) return { kind: "faulty", faults };

  const values = parsed.data;
  return {
    kind: "ok",
    config: {
      port: values.PORT,
      host: values.HOST,
      dataDir: values.DATA_DIR,
      stores: storesOf(values),
      roles: new Set(values.REELMETER_ROLES),
      secretKey: values.REELMETER_SECRET_KEY ?? null,
      adminToken: values.REELMETER_ADMIN_TOKEN ?? null,
      publicUrl: values.REELMETER_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
      currency: values.REELMETER_CURRENCY,
      logLevel: values.LOG_LEVEL,
    },
  };
}

/** The fault of every variable that is wrong, one a line, for a person at a terminal. */
export function describeFaults(faults: readonly ConfigFault[]): string {
  const lines = faults.map((fault) => `  ${fault.variable}: ${fault.message}`);
  return `Reelmeter can't start with this environment:\n${lines.join("\n")}\nEvery variable is described in README.md, "Environment".`;
}

const MIN_SECRET_CHARACTERS = 32;
const currencies = new Set(Intl.supportedValuesOf("currency"));

const secret = z
  .string()
  .min(
    MIN_SECRET_CHARACTERS,
    `needs at least ${MIN_SECRET_CHARACTERS} characters; try: openssl rand -base64 48`,
  );

const address = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `is not an address such as ${example}`,
  });

/** Above 1023, those that the Fetch standard blocks (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10080,
]);

const ENVIRONMENT = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "is not a port number from 0 to 65535")
    .transform(Number)
    .refine((port) => port <= 65_535, "is not a port number from 0 to 65535")
    .refine(
      (port) => !BLOCKED_PORTS.has(port),
      "is a port that browsers refuse to open; take another",
    )
    .default(4080),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "is not a host name or IP address")
    .default("127.0.0.1"),
  DATA_DIR: z.string().default(".reelmeter"),
  DATABASE_URL: address(
    ["postgres:", "postgresql:"],
    "postgres://user:password@host:5432/database",
  ).optional(),
  CLICKHOUSE_URL: address(
    ["http:", "https:"],
    "https://user:password@host:8443/database",
  ).optional(),
  CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[\w-]{1,64}$/, "is not a cluster's name (letters, digits, _ and -)")
    .optional(),
  REELMETER_ROLES: z
    .string()
    .transform((list) => list.split(",").map((role) => role.trim()))
    .pipe(z.array(z.enum(ROLES, `is not a comma-separated list of ${ROLES.join(", ")}`)).min(1))
    .default([...ROLES]),
  REELMETER_SECRET_KEY: secret.optional(),
  REELMETER_ADMIN_TOKEN: secret.optional(),
  REELMETER_PUBLIC_URL: address(["http:", "https:"], "https://reelmeter.example.com").optional(),
  REELMETER_CURRENCY: z
    .string()
    .refine((code) => currencies.has(code), "is not an ISO 4217 currency code such as USD")
    .default("USD"),
  LOG_LEVEL: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "is not one of trace, debug, info, warn, error, fatal, silent",
    )
    .default("info"),
});

/** What no variable shows alone. */
function faultsTogether(set: Readonly<Record<string, string | undefined>>): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const external = set["DATABASE_URL"] !== undefined || set["CLICKHOUSE_URL"] !== undefined;
  const both = "set both DATABASE_URL and CLICKHOUSE_URL, or neither to use the embedded engines";
  if (external && set["DATABASE_URL"] === undefined) {
    faults.push({ variable: "DATABASE_URL", message: `is missing: ${both}` });
  }
  if (external && set["CLICKHOUSE_URL"] === undefined) {
    faults.push({ variable: "CLICKHOUSE_URL", message: `is missing: ${both}` });
  }
  if (external && set["REELMETER_SECRET_KEY"] === undefined) {
    faults.push({
      variable: "REELMETER_SECRET_KEY",
      message:
        "is required with databases of your own, the same in every process; try: openssl rand -base64 48",
    });
  }
  if (!external && set["CLICKHOUSE_CLUSTER"] !== undefined) {
    faults.push({ variable: "CLICKHOUSE_CLUSTER", message: "needs CLICKHOUSE_URL" });
  }
  if (!external && set["REELMETER_ROLES"] !== undefined) {
    const roles = new Set(set["REELMETER_ROLES"].split(",").map((role) => role.trim()));
    if (!ROLES.every((role) => roles.has(role))) {
      faults.push({
        variable: "REELMETER_ROLES",
        message:
          "the embedded engines belong to one process with all roles; set DATABASE_URL and CLICKHOUSE_URL to split them",
      });
    }
  }
  if (set["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
    faults.push({
      variable: "NODE_TLS_REJECT_UNAUTHORIZED",
      message: "must not be 0: upstream credentials would be sent to anyone; unset it",
    });
  }
  return faults;
}

function storesOf(values: z.output<typeof ENVIRONMENT>): Stores {
  if (values.DATABASE_URL === undefined || values.CLICKHOUSE_URL === undefined) {
    return { kind: "embedded" };
  }
  return {
    kind: "external",
    databaseUrl: values.DATABASE_URL,
    clickhouseUrl: values.CLICKHOUSE_URL,
    cluster: values.CLICKHOUSE_CLUSTER ?? null,
  };
}
