import { useBlocker } from "@tanstack/react-router";
import { useRef, useState, type ReactNode } from "react";
import { useT } from "@/i18n";
import { Confirm, Dialog } from "@/ui";

type Guard = {
  /** The question; it stands anywhere in the page. */
  question: ReactNode;
  /** Goes on without being asked: what was changed is saved, or gone for good. */
  freely: (act: () => unknown) => void;
};

/** Nobody leaves a page with changes on it without having said so, nor closes its window. */
export const useUnsaved = (changed: boolean): Guard => {
  const t = useT();
  const free = useRef(false);
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
      // What she types after that is asked about again.
      void Promise.resolve(act()).finally(() => {
        free.current = false;
      });
    },
  };
};

type GuardedProps = {
  /** Something stands in it that is not saved. */
  changed: boolean;
  onClose: () => void;
  title: ReactNode;
  size?: number;
  children: ReactNode;
};

/** A dialog that Esc or a press beside it does not close over her work without a question. */
export const UnsavedDialog = ({ changed, onClose, children, ...rest }: GuardedProps) => {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const leave = (): void => {
    if (asking) return;
    if (changed) setAsking(true);
    else onClose();
  };
  return (
    <>
      <Dialog opened onClose={leave} {...rest}>
        {children}
      </Dialog>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("unsaved.title")}
        message={t("unsaved.closing")}
        action={t("unsaved.close")}
        cancel={t("unsaved.goOn")}
        onConfirm={onClose}
      />
    </>
  );
};
