// Development only: answers the API from memory so that screens can be built without a server.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { answer } from "./mock-answers";

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (chunk instanceof Buffer) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
};

export const mockServer = (): Plugin => ({
  name: "tsunagi-mock",
  apply: "serve",
  configureServer(server) {
    server.middlewares.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      if (!url.pathname.startsWith("/api/")) {
        next();
        return;
      }
      void readBody(request).then((body) => {
        const { status, content } = answer(request.method ?? "GET", url, body);
        response.statusCode = status;
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(content));
      });
    });
  },
});
