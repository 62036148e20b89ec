import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { coalesce } from "./coalesce";
import { isDear, readLive, staleReads, type StaleRead } from "./live-message";

export type LiveState = "connecting" | "live" | "lost";

const address = (shop: number, since: number): string => {
  const scheme = window.location.protocol === "https:" ? "wss" : "ws";
  const query = since > 0 ? `?since=${since}` : "";
  return `${scheme}://${window.location.host}/api/v1/shops/${shop}/live${query}`;
};

/** 0.5 s, 1 s, 2 s … 15 s: a restarted server is found again quickly and never stormed. */
export const reconnectDelay = (attempt: number): number => Math.min(15_000, 500 * 2 ** Math.min(attempt, 5));

const refetchPauseMs = 1000;
// Reports cost ten times what a page does: a busy shop would spend its readers' allowance on them.
const dearPauseMs = 15_000;
const sessionEnded = 4001; // the server's close code

/** One socket per browser tab; what changes on the server is refetched here. */
export const useLive = (shop: number, onEnded: () => Promise<void>): LiveState => {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");

  useEffect(() => {
    let since = 0;
    let attempt = 0;
    let timer: number | undefined;
    let socket: WebSocket | undefined;
    let closed = false;

    const keyOf = ({ noun, customerId }: StaleRead) =>
      customerId === undefined ? ["shop", shop, noun] : ["shop", shop, noun, customerId];
    const stale = coalesce(refetchPauseMs, (reads) => {
      for (const read of reads) void queries.invalidateQueries({ queryKey: keyOf(read) });
    });
    const dear = coalesce(dearPauseMs, (reads) => {
      for (const read of reads) {
        const queryKey = keyOf(read);
        // What is on its way arrives; whether it knows of the change is not sure, so once more later.
        if (queries.isFetching({ queryKey }) > 0) dear.take([read]);
        void queries.invalidateQueries(
          { queryKey, refetchType: document.hidden ? "none" : "active" },
          { cancelRefetch: false },
        );
      }
    });
    // What was read before the first greeting may be older than it, and nothing will tell of that.
    const readAgain = (): void => {
      void queries.invalidateQueries({ queryKey: ["shop", shop] });
    };
    const hear = (text: string): void => {
      const message = readLive(text);
      if ("seq" in message) {
        if (since === 0) readAgain();
        since = message.seq;
      }
      const reads = staleReads(message);
      stale.take(reads.filter((read) => !isDear(read)));
      dear.take(reads.filter(isDear));
    };
    const connect = (): void => {
      socket = new WebSocket(address(shop, since));
      socket.onopen = () => {
        attempt = 0;
        setState("live");
      };
      socket.onmessage = (event: MessageEvent<unknown>) => {
        if (typeof event.data === "string") hear(event.data);
      };
      socket.onclose = ({ code }) => {
        if (closed) return;
        if (code === sessionEnded) void onEnded();
        setState("lost");
        timer = window.setTimeout(connect, reconnectDelay(attempt));
        attempt += 1;
      };
    };
    connect();
    return () => {
      closed = true;
      window.clearTimeout(timer);
      stale.stop();
      dear.stop();
      socket?.close();
    };
  }, [queries, shop, onEnded]);

  return state;
};
