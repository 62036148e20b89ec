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
import type { ReactNode } from "react";

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

/** The design system's root. Variables come from static style sheets: no inline <style>. */
export const UiRoot = ({ children }: { children: ReactNode }) => (
  <MantineProvider
    theme={theme}
    defaultColorScheme="auto"
    withCssVariables={false}
    withGlobalClasses={false}
    deduplicateCssVariables={false}
  >
    {children}
  </MantineProvider>
);
