import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeAll, describe, expect, it, vi } from "vitest";

// The client asks for the address of the page as it is loaded; no answer ever comes here.
beforeAll(() => {
  vi.stubGlobal("window", { location: { origin: "http://127.0.0.1" } });
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
});

describe("the report that another is compared with", () => {
  it("is never today's while it is on its way", async () => {
    const { comparedReportQuery, reportQuery } = await import("./queries");
    const queries = new QueryClient();
    queries.setQueryData([...reportQuery(1, "deciles", { filter: {}, choices: "" }).queryKey], {
      title: "today",
    });
    const observer = new QueryObserver(queries, comparedReportQuery(1, "deciles", undefined));
    const stop = observer.subscribe(() => undefined);
    observer.setOptions(comparedReportQuery(1, "deciles", { filter: { as_of: "2025-11-22" }, choices: "" }));
    expect(observer.getCurrentResult()).toMatchObject({ data: undefined, isPending: true });
    stop();
    queries.clear();
  });
});
