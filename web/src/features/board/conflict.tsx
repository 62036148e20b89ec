import { useFailure } from "@/domain/failure";
import { useT } from "@/i18n";
import { Button, Failed } from "@/ui";
import { isOvertaken } from "./use-kept";

type Props = {
  error: unknown;
  /** Takes what the others have saved; what is on the screen is given up. */
  onTheirs: () => void;
  /** Saves what is on the screen over it. */
  onMine: () => void;
};

/** Others have changed the thing since she began: nothing is lost before she has chosen. */
export const Conflict = ({ error, onTheirs, onMine }: Props) => {
  const t = useT();
  const failure = useFailure();
  if (!isOvertaken(error)) return null;
  return (
    <Failed
      message={failure(error)}
      action={
        <span className="row">
          <Button size="compact-sm" variant="default" onClick={onTheirs}>
            {t("board.takeTheirs")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onMine}>
            {t("board.keepMine")}
          </Button>
        </span>
      }
    />
  );
};
