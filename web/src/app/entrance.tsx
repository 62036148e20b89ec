import { useLoaderData, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { carryCsrf } from "@/api/client";
import { sessionQuery } from "@/api/queries";
import type { Session } from "@/api/types";
import { SetupPage } from "@/features/session/setup-page";
import { SignInPage } from "@/features/session/sign-in-page";
import { useT } from "@/i18n";
import { stay } from "./leaving";
import { queries } from "./router";

const againMs = 3000;

export const Entrance = () => {
  const t = useT();
  const go = useNavigate();
  const router = useRouter();
  const { back, ended, sign_in } = useSearch({ from: "/" });
  const { setup, leaving, unfinished } = useLoaderData({ from: "/" });
  useEffect(() => {
    if (leaving !== true) return undefined;
    const timer = window.setInterval(() => void router.invalidate(), againMs);
    return () => window.clearInterval(timer);
  }, [leaving, router]);
  const enter = (session: Session): void => {
    stay();
    carryCsrf(session.csrf_token);
    queries.setQueryData(sessionQuery.queryKey, session);
    const first = session.shops[0];
    if (back?.startsWith("/s/") === true) void go({ href: back });
    else if (first !== undefined) void go({ to: "/s/$shop/today", params: { shop: String(first.id) } });
  };
  if (setup !== undefined) return <SetupPage key={setup} token={setup} onEntered={enter} />;
  const failed = sign_in === "failed" ? t("signIn.elsewhereFailed") : undefined;
  if (leaving === true)
    return <SignInPage key="leaving" unfinished={undefined} notice={t("signIn.notLeft")} onEntered={enter} />;
  return (
    <SignInPage
      unfinished={unfinished}
      notice={ended === true ? t("signIn.ended") : failed}
      onEntered={enter}
    />
  );
};
