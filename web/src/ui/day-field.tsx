import { TextInput } from "@mantine/core";
import { useState, type ComponentProps } from "react";

type Props = Omit<
  ComponentProps<typeof TextInput>,
  "type" | "value" | "onChange" | "onBlur" | "onKeyDown"
> & {
  /** "2026-11-22", or "" for none. */
  value: string;
  /** Called when the field is left or with Enter, with another day than before. */
  onDay: (day: string) => void;
};

/** A day that is asked with: the years on the way to it ("0002", "0020") are no answer yet. */
export const DayField = ({ value, onDay, ...rest }: Props) => {
  const [given, setGiven] = useState(value);
  const [draft, setDraft] = useState(value);
  if (given !== value) {
    setGiven(value);
    setDraft(value);
  }
  // Half a day reads as none; it is put back, not taken for a cleared field.
  const choose = (field: HTMLInputElement): void => {
    if (field.validity.badInput || !field.validity.valid) setDraft(value);
    else if (draft !== value) onDay(draft);
  };
  return (
    <TextInput
      {...rest}
      type="date"
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={(event) => choose(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === "Enter") choose(event.currentTarget);
      }}
    />
  );
};
