import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import { Button, Dialog, Failed, Textarea } from "@/ui";
import { useFailure, useFieldMessage } from "./failure";

const MOST_CHARACTERS = 500;

type Props = {
  title: string;
  hint: string;
  label: string;
  placeholder: string;
  action: string;
  /** Does it, with the reason; a refusal is shown and the dialog stays. */
  run: (reason: string) => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
};

/** Asks why before something is done that stands in the trail with its reason. */
export const ReasonDialog = (props: Props) => {
  const t = useT();
  const failure = useFailure();
  const fieldMessage = useFieldMessage();
  const [reason, setReason] = useState("");
  const doing = useMutation({ mutationFn: () => props.run(reason.trim()), onSuccess: props.onDone });
  return (
    <Dialog opened onClose={props.onClose} title={props.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          doing.mutate();
        }}
      >
        <p className="soft">{props.hint}</p>
        {doing.isError && <Failed message={failure(doing.error, ["/reason"])} />}
        <Textarea
          label={props.label}
          placeholder={props.placeholder}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={fieldMessage(doing.error, "/reason")}
          maxLength={MOST_CHARACTERS}
          rows={3}
          data-autofocus
        />
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={props.onClose}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" disabled={reason.trim() === ""} loading={doing.isPending}>
            {props.action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
