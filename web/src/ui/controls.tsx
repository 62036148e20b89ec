// The widgets of the library that features may use, with the house's defaults (theme.tsx).
import {
  ActionIcon,
  Button,
  Checkbox,
  Drawer,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
  useMantineColorScheme,
  useComputedColorScheme,
} from "@mantine/core";
import { useDebouncedValue, useLocalStorage, useSessionStorage } from "@mantine/hooks";
import { useEffect, useState, type ReactNode } from "react";
import type { Scheme } from "./palette";
import { useUiWords } from "./theme";

export {
  ActionIcon,
  Button,
  Checkbox,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
  useDebouncedValue,
  useLocalStorage,
  useMantineColorScheme as useColorScheme,
  useSessionStorage,
};

export const useScheme = (): Scheme => useComputedColorScheme("light");

type SideDrawerProps = {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  width?: number;
  children: ReactNode;
};

/** Slides in from the right over the page; Esc closes it. */
export const SideDrawer = ({ opened, onClose, title, width = 560, children }: SideDrawerProps) => (
  <Drawer
    opened={opened}
    onClose={onClose}
    title={title}
    position="right"
    size={width}
    overlayProps={{ backgroundOpacity: 0.2 }}
    closeButtonProps={{ "aria-label": useUiWords().close }}
    classNames={{ header: "drawer-head", body: "drawer-body", content: "drawer-content" }}
  >
    {children}
  </Drawer>
);

type DialogProps = {
  opened: boolean;
  onClose: () => void;
  title: ReactNode;
  size?: number;
  children: ReactNode;
};

// A dialog that is taken away whole gives the keyboard back, too, to what opened it.
const ReturnsFocus = () => {
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      const lost = document.activeElement === document.body || document.activeElement === null;
      if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  return null;
};

export const Dialog = ({ opened, onClose, title, size = 480, children }: DialogProps) => (
  <Modal
    opened={opened}
    onClose={onClose}
    title={title}
    size={size}
    closeButtonProps={{ "aria-label": useUiWords().close }}
    classNames={{ header: "dialog-head", title: "dialog-title" }}
  >
    <ReturnsFocus />
    {children}
  </Modal>
);

type ConfirmProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen and to what, in a sentence. */
  message: ReactNode;
  /** The name the person types to show she means this thing; left out for what can be undone. */
  name?: { label: string; value: string };
  /** Something stands in the way. */
  disabled?: boolean;
  action: string;
  cancel: string;
  onConfirm: () => void;
};

export const Confirm = (props: ConfirmProps) => {
  const [typed, setTyped] = useState("");
  const named = props.name === undefined || typed.trim() === props.name.value;
  const ready = named && props.disabled !== true;
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) props.onConfirm();
        }}
      >
        <div>{props.message}</div>
        {props.name !== undefined && (
          <TextInput
            label={props.name.label}
            placeholder={props.name.value}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
        )}
        <div className="row" style={{ justifyContent: "flex-end" }}>
          <Button variant="default" onClick={props.onClose}>
            {props.cancel}
          </Button>
          <Button type="submit" color="red" disabled={!ready}>
            {props.action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
