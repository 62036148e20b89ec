import { useNavigate, useSearch } from "@tanstack/react-router";
import { carryCsrf } from "@/api/client";
import { sessionQuery } from "@/api/queries";
import type { Session } from "@/api/types";
import { SetupPage, SignInPage } from "@/features/session/sign-in";
import { queries } from "./router";

export const Entrance = () => {
  const go = useNavigate();
  const { setup, back } = useSearch({ from: "/" });
  const enter = (session: Session): void => {
    carryCsrf(session.csrf_token);
    queries.setQueryData(sessionQuery.queryKey, session);
    const first = session.shops[0];
    if (back?.startsWith("/s/") === true) void go({ href: back });
    else if (first !== undefined) void go({ to: "/s/$shop/today", params: { shop: String(first.id) } });
  };
  return setup === undefined ? (
    <SignInPage onEntered={enter} />
  ) : (
    <SetupPage token={setup} onEntered={enter} />
  );
};
