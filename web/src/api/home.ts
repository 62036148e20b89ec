// The first page's summary, by hand until the server's document describes it.
import type { components } from "./schema";

type S = components["schemas"];

export type Home = {
  as_of: string;
  today: { count: number; expected_loss: number; value_is: string };
  month: { month: string; cancellations: number; active: number; rate: S["Rate"]; previous: S["Rate"] };
  trend: { month: string; started: number; cancelled: number; active: number }[];
  promises_due: S["ContactRow"][];
  changes: S["Fact"][];
  imports: S["Import"][];
};

export type HomePaths = {
  "/api/v1/shops/{shop}/home": {
    get: {
      parameters: { path: { shop: number } };
      responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Home } } };
    };
  };
};
