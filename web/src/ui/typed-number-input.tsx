import { NumberInput, type NumberInputProps } from "@mantine/core";
import { useState } from "react";
import { shownNumber, typedNumber } from "./typed-number";

type Props = Omit<NumberInputProps, "value" | "onChange"> & {
  value: number | undefined;
  onNumber: (value: number | undefined) => void;
};

/** A field of a number that may be half typed: "12." and "-" stay as they are, and mean 12 and nothing. */
export const TypedNumberInput = ({ value, onNumber, ...rest }: Props) => {
  const [typed, setTyped] = useState<number | string>(value ?? "");
  return (
    <NumberInput
      {...rest}
      value={shownNumber(typed, value)}
      onChange={(next) => {
        setTyped(next);
        onNumber(typedNumber(next));
      }}
    />
  );
};
