import { useLoaderData, useNavigate, useSearch } from "@tanstack/react-router";
import { carryCsrf } from "@/api/client";
import { sessionQuery } from "@/api/queries";
import type { Session } from "@/api/types";
import { SetupPage } from "@/features/session/setup-page";
import { SignInPage } from "@/features/session/sign-in-page";
import { useT } from "@/i18n";
import { queries } from "./router";

export const Entrance = () => {
  const t = useT();
  const go = useNavigate();
  const { setup, back, ended, sign_in } = useSearch({ from: "/" });
  const unfinished = useLoaderData({ from: "/" });
  const enter = (session: Session): void => {
    carryCsrf(session.csrf_token);
    queries.setQueryData(sessionQuery.queryKey, session);
    const first = session.shops[0];
    if (back?.startsWith("/s/") === true) void go({ href: back });
    else if (first !== undefined) void go({ to: "/s/$shop/today", params: { shop: String(first.id) } });
  };
  if (setup !== undefined) return <SetupPage token={setup} onEntered={enter} />;
  const failed = sign_in === "failed" ? t("signIn.elsewhereFailed") : undefined;
  return (
    <SignInPage
      unfinished={unfinished}
      notice={ended === true ? t("signIn.ended") : failed}
      onEntered={enter}
    />
  );
};
