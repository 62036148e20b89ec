import type { Report, ReportHeadline } from "@/api/types";
import { useT } from "@/i18n";
import { Figure, format, usePlaces } from "@/ui";
import { differenceOf, isSure } from "./difference";
import type { OpenCell } from "./figure-table";
import css from "./report.module.css";
import { basisOf, change, relativeChange, textOf, type Words } from "./words";

type Compared = { report: Report; label: string };

const Change = ({
  now,
  then,
  label,
  words,
  onOpen,
}: {
  now: ReportHeadline;
  then: ReportHeadline;
  label: string;
  words: Words;
  onOpen: OpenCell;
}) => {
  const { t } = words;
  const text = textOf(then.cell, then.unit, words);
  const basis = basisOf(then.cell, then.unit, words);
  const before = (
    <span className={css.change}>
      {label}{" "}
      {then.cell.people === null ? (
        text
      ) : (
        <button
          type="button"
          className={css.open}
          onClick={() => onOpen(then.cell, `${then.label} (${label})`, "there")}
        >
          {text}
        </button>
      )}
      {basis === "" ? "" : ` (${basis})`}
    </span>
  );
  const found = differenceOf(now.cell, then.cell);
  if (found === undefined) return before;
  const sure = isSure(found);
  const relative =
    found.relative === undefined || now.unit === "share" || now.unit === "points"
      ? ""
      : ` (${relativeChange(found.relative)})`;
  const interval =
    found.low === undefined || found.high === undefined
      ? ""
      : ` (${change(found.low, now.unit, words, found.digits)} – ${change(found.high, now.unit, words, found.digits)})`;
  return (
    <>
      {before}
      <span className={css.change}>
        <span className={found.immature ? undefined : "strong"}>
          {change(found.value, now.unit, words, found.digits)}
          {relative}
        </span>
        {interval}
        {found.immature && ` · ${t("insight.reference")}`}
        {sure === undefined ? "" : ` · ${sure ? t("insight.sure") : t("insight.unsure")}`}
      </span>
    </>
  );
};

/** The numbers that a report begins with, each with what it was counted from and how it changed. */
export const Headlines = ({
  headlines,
  compared,
  onOpen,
}: {
  headlines: ReportHeadline[];
  compared: Compared | undefined;
  onOpen: OpenCell;
}) => {
  const t = useT();
  const places = usePlaces();
  const words = { t, places };
  return (
    <div className={css.heads}>
      {headlines.map((headline, at) => {
        const { cell } = headline;
        const missing = cell.text === null && cell.value === null;
        const text = missing ? t("common.noData") : textOf(cell, headline.unit, words);
        const then = compared?.report.headlines.find(({ key }) => key === headline.key);
        const basis = basisOf(cell, headline.unit, words);
        return (
          <Figure
            key={headline.key}
            small={at > 0 || missing || text.length > 18}
            label={headline.label}
            value={
              cell.people === null ? (
                text
              ) : (
                <button type="button" className={css.open} onClick={() => onOpen(cell, headline.label)}>
                  {text}
                </button>
              )
            }
            note={
              basis === "" && then === undefined ? undefined : (
                <>
                  {basis}
                  {then !== undefined && compared !== undefined && (
                    <Change now={headline} then={then} label={compared.label} words={words} onOpen={onOpen} />
                  )}
                </>
              )
            }
          />
        );
      })}
      {headlines.length === 0 && <span className="soft">{format.dash}</span>}
    </div>
  );
};
