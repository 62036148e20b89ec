import type { ReactNode } from "react";
import { setLanguage, useLanguage, useT } from "@/i18n";
import { Button } from "@/ui";
import css from "./sign-in.module.css";

/** The page before a session: what this is on one side, the next step on the other. */
export const SignInFrame = ({ children }: { children: ReactNode }) => {
  const t = useT();
  const language = useLanguage();
  const other = language === "ja" ? "en" : "ja";
  return (
    <main className={css.page}>
      <section className={css.story}>
        <div className={css.brand}>
          <img src="/favicon.svg" alt="" width={36} height={36} />
          {t("brand.name")}
        </div>
        <p className={css.promise}>{t("signIn.promise")}</p>
        <p>{t("signIn.story")}</p>
      </section>
      <section className={css.side}>
        <div className={css.tools}>
          <Button variant="subtle" onClick={() => void setLanguage(other)} lang={other}>
            {other === "ja" ? "日本語" : "English"}
          </Button>
        </div>
        {children}
      </section>
    </main>
  );
};
