import { useBlocker } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useT } from "@/i18n";
import { Confirm } from "@/ui";

type Guard = {
  /** The question; it stands anywhere in the page. */
  question: ReactNode;
  /** Goes on without being asked: what was changed is saved, or gone for good. */
  freely: (act: () => void) => void;
};

/** Nobody leaves a page with changes on it without having said so, nor closes its window. */
export const useUnsaved = (changed: boolean): Guard => {
  const t = useT();
  const free = useRef(false);
  useEffect(() => {
    free.current = false;
  }, [changed]);
  const asks = (): boolean => changed && !free.current;
  const blocker = useBlocker({ shouldBlockFn: asks, enableBeforeUnload: asks, withResolver: true });
  return {
    question: (
      <Confirm
        opened={blocker.status === "blocked"}
        onClose={() => blocker.reset?.()}
        title={t("unsaved.title")}
        message={t("unsaved.message")}
        action={t("unsaved.leave")}
        cancel={t("unsaved.stay")}
        onConfirm={() => blocker.proceed?.()}
      />
    ),
    freely: (act) => {
      free.current = true;
      act();
    },
  };
};
