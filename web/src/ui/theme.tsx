import {
  Button,
  createTheme,
  Drawer,
  MantineProvider,
  Modal,
  Select,
  Textarea,
  TextInput,
  Tooltip,
} from "@mantine/core";
import { createContext, useContext, useMemo, type ReactNode } from "react";

// Modal and Drawer must not lock scrolling: the lock writes a <style> element, which the page's
// Content-Security-Policy refuses, and our pages do not scroll as a whole anyway.
const theme = createTheme({
  defaultRadius: "sm",
  fontFamily: "var(--font)",
  cursorType: "pointer",
  components: {
    Button: Button.extend({ defaultProps: { size: "xs" } }),
    TextInput: TextInput.extend({ defaultProps: { size: "xs" } }),
    Textarea: Textarea.extend({ defaultProps: { size: "xs" } }),
    Select: Select.extend({ defaultProps: { size: "xs", checkIconPosition: "right" } }),
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 120 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 250, withArrow: false, transitionProps: { duration: 120 } },
    }),
  },
});

/** What the parts of the design system say by themselves, in the language of the screen. */
export type UiWords = { close: string };

const Words = createContext<UiWords>({ close: "" });
export const useUiWords = (): UiWords => useContext(Words);

/** The design system's root. Variables come from static style sheets: no inline <style>. */
export const UiRoot = ({ close, children }: UiWords & { children: ReactNode }) => (
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
    deduplicateCssVariables={false}
  >
    <Words value={useMemo(() => ({ close }), [close])}>{children}</Words>
  </MantineProvider>
);
