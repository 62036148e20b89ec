import { useSyncExternalStore } from "react";
import css from "./toast.module.css";

export type Toast = {
  id: number;
  tone: "done" | "failed";
  message: string;
  undo?: { label: string; act: () => void };
};

const shownMs = 6000;
const store = { toasts: new Array<Toast>(), next: 1, listeners: new Set<() => void>() };

const publish = (toasts: Toast[]): void => {
  store.toasts = toasts;
  store.listeners.forEach((listener) => listener());
};
const dismiss = (id: number): void => publish(store.toasts.filter((toast) => toast.id !== id));

/** Says in one sentence what happened, for six seconds; offers to undo it where that is possible. */
export const toast = (said: Omit<Toast, "id">): void => {
  const id = store.next++;
  publish([...store.toasts.slice(-2), { ...said, id }]);
  window.setTimeout(() => dismiss(id), shownMs);
};

const subscribe = (listener: () => void): (() => void) => {
  store.listeners.add(listener);
  return () => store.listeners.delete(listener);
};

export const ToastTray = () => {
  const toasts = useSyncExternalStore(subscribe, () => store.toasts);
  return (
    <div className={css.tray} role="status" aria-live="polite">
      {toasts.map(({ id, tone, message, undo }) => (
        <div key={id} className={css.toast}>
          <span aria-hidden="true">{tone === "done" ? "✓" : "▲"}</span>
          <span className="grow">{message}</span>
          {undo !== undefined && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                undo.act();
              }}
            >
              {undo.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
};
