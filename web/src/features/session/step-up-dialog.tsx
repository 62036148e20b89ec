import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { passkeysWork } from "@/api/passkey";
import { isStatus } from "@/api/problem";
import { sessionQuery } from "@/api/queries";
import { stepUp, stepUpWithPasskey } from "@/api/sign-in";
import { proveBy } from "@/api/step-up";
import { useFieldMessage } from "@/domain/failure";
import { useTakeSession } from "@/domain/take-session";
import { useWait } from "@/domain/waiting";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, PasswordInput, SegmentedControl } from "@/ui";
import { CodeField, isWhole } from "./code-field";
import { usePasskeyFailure } from "./passkey-failure";
import { RecoveryField, recoveryCodeOf } from "./recovery-field";
import { waysOf, wayOutOf, type Way } from "./step-up-ways";

type Asked = { answer: (proven: boolean) => void };

/** Opens when the server wants a fresh proof, whatever page asked; the request goes on after it. */
export const StepUp = () => {
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    let waiting: Asked | undefined;
    const takeBack = proveBy(
      () =>
        new Promise((resolve) => {
          const next: Asked = {
            answer: (proven) => {
              waiting = undefined;
              setAsked(undefined);
              resolve(proven);
            },
          };
          waiting = next;
          setAsked(next);
        }),
    );
    return () => {
      takeBack();
      waiting?.answer(false);
    };
  }, []);
  return asked === undefined ? null : <StepUpDialog onAnswer={asked.answer} />;
};

const StepUpDialog = ({ onAnswer }: { onAnswer: (proven: boolean) => void }) => {
  const t = useT();
  const failure = usePasskeyFailure();
  const fieldMessage = useFieldMessage();
  const take = useTakeSession();
  const ways = waysOf(useQuery(sessionQuery).data, passkeysWork());
  const [chosen, setChosen] = useState<Way>();
  const way = ways.find((each) => each === chosen) ?? ways[0];
  const [given, setGiven] = useState("");
  const prove = useMutation({
    mutationFn: () => {
      if (way === "passkey") return stepUpWithPasskey();
      if (way === "recovery") return stepUp({ recovery_code: recoveryCodeOf(given) });
      return stepUp(way === "password" ? { password: given } : { code: given });
    },
    onSuccess: (session) => {
      take(session);
      onAnswer(true);
    },
    onError: () => setGiven(""),
  });
  const wait = useWait(prove.error);
  const ready = way === "passkey" || (way === "code" ? isWhole(given) : given.trim() !== "");
  return (
    <Dialog opened onClose={() => onAnswer(false)} title={t("stepUp.title")} size={400}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && wait === 0) prove.mutate();
        }}
      >
        <p className="soft">{t("stepUp.hint")}</p>
        {ways.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t("stepUp.ways")}
            data={ways.map((value) => ({ value, label: t(`stepUp.way.${value}`) }))}
            value={way}
            onChange={(next) => {
              prove.reset();
              setGiven("");
              setChosen(ways.find((each) => each === next));
            }}
          />
        )}
        {(way === undefined || way === "passkey") && (
          <p className={way === undefined ? "warning" : "caption"}>{t(`stepUp.out.${wayOutOf(ways)}`)}</p>
        )}
        {prove.isError && !isStatus(prove.error, 422) && <Failed message={failure(prove.error)} />}
        {way === "password" && (
          <PasswordInput
            size="sm"
            label={t("password.current")}
            value={given}
            onChange={(event) => setGiven(event.currentTarget.value)}
            error={fieldMessage(prove.error, "/password")}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword"), "aria-hidden": false }}
            data-autofocus
            autoFocus
          />
        )}
        {way === "code" && <CodeField code={given} onCode={setGiven} error={prove.error} />}
        {way === "recovery" && <RecoveryField code={given} onCode={setGiven} error={prove.error} />}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={() => onAnswer(false)}>
            {t("common.cancel")}
          </Button>
          {way !== undefined && (
            <Button type="submit" loading={prove.isPending} disabled={!ready || wait > 0}>
              {wait > 0
                ? t("signIn.waiting", { n: wait })
                : t(way === "passkey" ? "stepUp.prove.passkey" : "stepUp.prove")}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
};
