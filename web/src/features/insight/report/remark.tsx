import { useMenu } from "../use-menu";
import { remarkParts } from "./remark-parts";
import css from "./report.module.css";

/** A sentence on a report; the analyses that it names are a press away. */
export const Remark = ({ text, onAnalysis }: { text: string; onAnalysis: (name: string) => void }) => {
  const { catalogue = [] } = useMenu();
  return (
    <p>
      {remarkParts(text, catalogue).map(({ text: part, analysis }, at) =>
        analysis === undefined ? (
          part
        ) : (
          <button
            key={`${analysis}${String(at)}`}
            type="button"
            className={css.open}
            onClick={() => onAnalysis(analysis)}
          >
            {part}
          </button>
        ),
      )}
    </p>
  );
};
