import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = "http://127.0.0.1:4080";

export default defineConfig({
  root: fileURLToPath(new URL("web", import.meta.url)),
  plugins: [react(), tailwindcss()],
  build: {
    outDir: fileURLToPath(new URL("dist/web", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // What belongs to what, for the budgets of `test/integration/web/bundle-budgets.test.ts`.
    manifest: true,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              // Named first, or it would come with the charts, on every page.
              name: "react",
              priority: 2,
              test: /node_modules[\\/](react|react-dom|scheduler|react-is|use-sync-external-store)[\\/]/,
            },
            {
              name: "charts",
              test: /node_modules[\\/](recharts|d3-|victory-vendor|@reduxjs|react-redux|immer|reselect|decimal|es-toolkit|eventemitter3|use-sync-external-store)/,
            },
            // What no page is without, in one request.
            { name: "frame", tags: ["$initial"], priority: 1 },
            {
              // What many pages share: a request for each icon would cost more than a few kilobytes too many.
              name: "shared",
              minShareCount: 8,
              test: /[\\/](web[\\/](?!i18n|pages|charts|palette|frame|guides|docs|quotas|audit-log)|domain[\\/]|lucide-react|@tanstack|date-fns)/,
            },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: Object.fromEntries(
      ["/api", "/proxy", "/hooks", "/healthz", "/readyz"].map((path) => [path, SERVER]),
    ),
  },
});
