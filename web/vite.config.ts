import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { mockServer } from "./dev/mock";

// `TSUNAGI_SERVER=http://127.0.0.1:8080 npm run dev` develops against a running server; without it
// the development server answers the API from memory.
const server = process.env["TSUNAGI_SERVER"];

export default defineConfig({
  plugins: [react(), ...(server === undefined ? [mockServer()] : [])],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    host: "127.0.0.1",
    ...(server === undefined ? {} : { proxy: { "/api": { target: server, ws: true } } }),
  },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 700,
    // The page's Content-Security-Policy has no data: for fonts or scripts.
    assetsInlineLimit: 0,
  },
  test: { include: ["src/**/*.test.{ts,tsx}"] },
});
