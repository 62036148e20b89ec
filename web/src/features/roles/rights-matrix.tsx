import { useRef, useState, type KeyboardEvent } from "react";
import type { RoleGrant } from "@/api/types";
import { actions, lines, reachOf, type Action, type Reach } from "@/domain/pairs";
import { scopeOf, type Scope } from "@/domain/rights";
import { useT, wordFor } from "@/i18n";
import { moved, scopeOfDigit, stepped, type Cell } from "./matrix";
import css from "./roles.module.css";

type Props = {
  label: string;
  grants: RoleGrant[];
  /** The role it is compared with; what differs is marked. */
  base?: RoleGrant[];
  /** Left out where nothing may be changed. */
  onScope?: (entity: string, action: Action, scope: Scope) => void;
};

const arrowOf = (key: string) =>
  key === "ArrowUp" || key === "ArrowDown" || key === "ArrowLeft" || key === "ArrowRight" ? key : undefined;

/** Things × actions. Arrows move, space steps a cell to the next scope, 1 to 4 set it. */
export const RightsMatrix = ({ label, grants, base, onScope }: Props) => {
  const t = useT();
  const table = useRef<HTMLTableElement>(null);
  const [here, setHere] = useState<Cell>({ row: 0, column: 0 });

  const go = (to: Cell): void => {
    setHere(to);
    table.current
      ?.querySelector<HTMLButtonElement>(`[data-cell="${to.row}-${to.column}"]`)
      ?.focus({ preventScroll: false });
  };
  const onKeyDown = (event: KeyboardEvent, at: Cell, reach: Reach, scope: Scope): void => {
    const arrow = arrowOf(event.key);
    const line = lines[at.row];
    const action = actions[at.column];
    if (arrow !== undefined) {
      event.preventDefault();
      go(moved(at, arrow));
      return;
    }
    if (line === undefined || action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen =
      event.key === " " || event.key === "Enter"
        ? stepped(reach, scope, event.shiftKey ? -1 : 1)
        : scopeOfDigit(reach, event.key);
    if (chosen === undefined) return;
    event.preventDefault();
    onScope?.(line.entity, action, chosen);
  };
  const wordOf = (reach: Reach, scope: Scope): string =>
    reach === "whole" && scope === "all" ? t("roles.whole") : t(`roles.scope.${scope}`);

  return (
    <table
      ref={table}
      className={css.matrix}
      role="grid"
      aria-label={label}
      aria-readonly={onScope === undefined}
    >
      <thead>
        <tr role="row">
          <th scope="col" role="columnheader">
            {t("roles.thing")}
          </th>
          {actions.map((action) => (
            <th key={action} scope="col" role="columnheader">
              {t(`roles.action.${action}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, row) => (
          <tr key={line.entity} role="row">
            <th scope="row" role="rowheader">
              {wordFor(t, "roles.entity", line.entity)}
            </th>
            {actions.map((action, column) => {
              const reach = reachOf(line, action);
              if (reach === null) return <td key={action} role="gridcell" aria-label={t("roles.never")} />;
              const scope = scopeOf(grants, line.entity, action);
              const before = base === undefined ? scope : scopeOf(base, line.entity, action);
              const at = { row, column };
              const words = [
                wordFor(t, "roles.entity", line.entity),
                t(`roles.action.${action}`),
                wordOf(reach, scope),
                ...(before === scope ? [] : [t("roles.differs", { from: wordOf(reach, before) })]),
              ];
              return (
                <td key={action} role="gridcell">
                  <button
                    type="button"
                    className={css.cell}
                    data-cell={`${row}-${column}`}
                    data-scope={scope}
                    data-differs={before !== scope}
                    aria-label={words.join(" ")}
                    aria-disabled={onScope === undefined}
                    tabIndex={here.row === row && here.column === column ? 0 : -1}
                    onFocus={() => setHere(at)}
                    onKeyDown={(event) => onKeyDown(event, at, reach, scope)}
                    onClick={() => onScope?.(line.entity, action, stepped(reach, scope, 1))}
                  >
                    {wordOf(reach, scope)}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
