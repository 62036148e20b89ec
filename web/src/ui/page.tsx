import { useEffect, useState, type ReactNode } from "react";
import css from "./page.module.css";

type PageProps = {
  title: ReactNode;
  asOf?: ReactNode;
  actions?: ReactNode;
  tabs?: ReactNode;
  filters?: ReactNode;
  /** `scroll`: the page scrolls; `fill`: its content fills the height and scrolls by itself. */
  mode?: "scroll" | "fill";
  children: ReactNode;
};

export const Page = ({ title, asOf, actions, tabs, filters, mode = "scroll", children }: PageProps) => (
  <div className={css.page}>
    <header className={css.head}>
      <div className={css.titles}>
        <h1>
          {title}
          {asOf !== undefined && <span className={css.asOf}>{asOf}</span>}
        </h1>
      </div>
      {actions !== undefined && <div className={css.actions}>{actions}</div>}
    </header>
    {tabs}
    {filters !== undefined && <div className={css.filters}>{filters}</div>}
    <div className={mode === "fill" ? css.fill : css.body} tabIndex={mode === "fill" ? undefined : -1}>
      {children}
    </div>
  </div>
);

export const TabLine = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav className={css.tabs} aria-label={label}>
    {children}
  </nav>
);

type PanelProps = {
  title?: ReactNode;
  aside?: ReactNode;
  flush?: boolean;
  className?: string;
  children: ReactNode;
};

export const Panel = ({ title, aside, flush = false, className, children }: PanelProps) => (
  <section className={`${css.panel ?? ""} ${className ?? ""}`}>
    {title !== undefined && (
      <header className={css.panelHead}>
        <h2>{title}</h2>
        {aside}
      </header>
    )}
    <div className={flush ? css.flush : css.panelBody}>{children}</div>
  </section>
);

type Tone = "neutral" | "danger" | "warning" | "good" | "info" | "accent";

export const Tag = ({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) => (
  <span className={css.tag} data-tone={tone}>
    {children}
  </span>
);

export const Figure = ({
  label,
  value,
  note,
  small = false,
}: {
  label: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  small?: boolean;
}) => (
  <div className={css.figure}>
    <span className="caption">{label}</span>
    <span className={css.figureValue} data-size={small ? "small" : "large"}>
      {value}
    </span>
    {note !== undefined && <span className="caption">{note}</span>}
  </div>
);

export const EmptyState = ({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) => (
  <div className={css.empty}>
    <p className={css.emptyTitle}>{title}</p>
    {hint !== undefined && <p>{hint}</p>}
    {action}
  </div>
);

const quickMs = 150;

/** Grey bars in the place of what is coming; what comes within 150 ms never flashes them. */
export const Skeleton = ({ rows = 6 }: { rows?: number }) => {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setShown(true), quickMs);
    return () => window.clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={css.skeleton} aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css.bar} style={{ width: `${55 + ((row * 37) % 40)}%` }} />
      ))}
    </div>
  );
};

export const Failed = ({ message, action }: { message: string; action?: ReactNode }) => (
  <div className={css.failed} role="alert">
    <span aria-hidden="true">▲</span>
    <span className="grow">{message}</span>
    {action}
  </div>
);
