import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { Context } from "hono";

/** The built dashboard, held in memory: a few megabytes, read once. */
export interface StaticFiles {
  /** Answers a file, or the app's page for any other path. */
  answer(c: Context): Response;
}

interface StoredFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer> | null;
  readonly type: string;
  readonly etag: string;
  readonly immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};
const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg", ".json"]);

/**
 * Content policy of every page: only what this server serves. Inline styles are allowed because charts position
 * their marks with style attributes; scripts never are.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
};

/** Reads the build. @throws when it is not there, saying how to make it. */
export function openStaticFiles(directory: string): StaticFiles {
  const files = readBuild(directory);
  const page = files.get("/index.html");
  if (page === undefined) {
    throw new Error(`The dashboard is not built (${directory}). Run: npm run build`);
  }
  return {
    answer: (c): Response => {
      const path = c.req.path;
      const file = files.get(path);
      if (file !== undefined && path !== "/index.html") return send(c, file);
      // A missing asset is missing; every other address is a page of the app.
      if (extname(path) !== "" && path.startsWith("/assets/"))
        return new Response("Not found", { status: 404, headers: PAGE_HEADERS });
      return send(c, page);
    },
  };
}

function readBuild(directory: string): ReadonlyMap<string, StoredFile> {
  let names: string[];
  try {
    names = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && extname(entry.name) !== ".map")
      .map((entry) => join(entry.parentPath, entry.name))
      // What the build writes about itself.
      .filter((name) => !relative(directory, name).startsWith("."));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Map();
    throw error;
  }
  return new Map(
    names.map((name) => {
      const path = `/${relative(directory, name).split(sep).join("/")}`;
      return [path, store(path, new Uint8Array(readFileSync(name)))];
    }),
  );
}

function store(path: string, body: Uint8Array<ArrayBuffer>): StoredFile {
  const extension = extname(path);
  return {
    body,
    gzip: COMPRESSIBLE.has(extension) ? new Uint8Array(gzipSync(body, { level: 9 })) : null,
    type: TYPES[extension] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`,
    // Vite puts a content hash into the names below assets/.
    immutable: path.startsWith("/assets/"),
  };
}

function send(c: Context, file: StoredFile): Response {
  const headers: Record<string, string> = {
    ...PAGE_HEADERS,
    "content-type": file.type,
    etag: file.etag,
    vary: "accept-encoding",
    "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (c.req.header("if-none-match") === file.etag) {
    return new Response(null, { status: 304, headers });
  }
  const zipped =
    file.gzip !== null && (c.req.header("accept-encoding") ?? "").includes("gzip")
      ? file.gzip
      : null;
  if (zipped !== null) headers["content-encoding"] = "gzip";
  const body = zipped ?? file.body;
  headers["content-length"] = String(body.byteLength);
  return new Response(c.req.method === "HEAD" ? null : body, { status: 200, headers });
}
