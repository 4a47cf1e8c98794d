import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type InputProps,
  type MantineColorsTuple,
  type MantineTheme,
} from "@mantine/core";

// npm run rename changes the accent and the name everywhere; the mark is in components/page/brand.tsx and
// public/favicon.svg.

/** Espresso at the dark end, amber at the light: 7 on white and 4 on the dark ground are readable as text. */
const accent: MantineColorsTuple = [
  "#fdf6ec",
  "#f8e7cd",
  "#f1cf9f",
  "#e8b46e",
  "#dd9745",
  "#c67c28",
  "#a35f18",
  "#854b12",
  "#6b3b0f",
  "#4c290b",
];

/** One neutral scale, a shade warm: `gray` for the light theme, `dark` for the dark one. */
const gray: MantineColorsTuple = [
  "#fafaf9",
  "#f5f4f3",
  "#e9e7e5",
  "#e2dfdc",
  "#8d8681",
  "#736c67",
  "#5e5853",
  "#45403c",
  "#2b2826",
  "#1c1a18",
];
const dark: MantineColorsTuple = [
  "#ece9e6",
  "#cdc8c4",
  "#aaa39d",
  "#88817b",
  "#37332f",
  "#2b2825",
  "#201e1c",
  "#171514",
  "#121110",
  "#0c0b0a",
];

const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

export const theme = createTheme({
  colors: { accent, gray, dark },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  black: "#1c1a18",
  fontFamily: FONT,
  headings: {
    fontFamily: FONT,
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  fontWeights: { regular: "400", medium: "500", bold: "600" },
  radius: { xs: "6px", sm: "6px", md: "6px", lg: "6px", xl: "6px" },
  shadows: { xs: "none", sm: "none", md: "none", lg: "none", xl: "none" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      // The accent is dark in one theme and light in the other, so its text must turn too.
      vars: (_theme, props) =>
        !props.variant || props.variant === "filled"
          ? { root: { "--button-color": "var(--mantine-primary-color-contrast)" } }
          : { root: props.variant === "default" ? { "--button-bd": "1px solid var(--control)" } : {} },
    }),
    Input: {
      vars: (_theme: MantineTheme, { error }: InputProps) => ({
        wrapper: { "--input-bd": error ? "var(--mantine-color-error)" : "var(--control)" },
      }),
    },
    InputWrapper: { styles: { label: { marginBottom: 4 } } },
    Notification: { defaultProps: { withBorder: true } },
    SegmentedControl: {
      defaultProps: { transitionDuration: 120, withItemsBorders: false },
      styles: { root: { background: "var(--sunken)", border: "1px solid var(--hairline)" } },
    },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Table: { vars: () => ({ table: { "--table-border-color": "var(--hairline)" } }) },
    Menu: { defaultProps: { transitionProps: { duration: 120 } } },
    Tooltip: {
      defaultProps: {
        transitionProps: { duration: 100 },
        openDelay: 200,
        events: { hover: true, focus: true, touch: true },
      },
    },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--hairline": "#e9e7e5",
    "--surface": "#ffffff",
    "--ground": "#faf9f8",
    "--sunken": "#f1efed",
    "--nav-active": "#eeebe8",
    "--control": "#8d8681",
    "--mantine-color-body": "#ffffff",
    "--mantine-color-error": "#b42318",
    "--mantine-color-placeholder": "#736c67",
    "--rise": "#1b7442",
    "--fall": "#b42318",
    "--chart-revenue": "#a35f18",
    "--chart-orders": "#45403c",
    "--chart-previous": "#8d8681",
  },
  dark: {
    "--hairline": "#2b2825",
    "--surface": "#1b1917",
    "--ground": "#141211",
    "--sunken": "#0f0e0d",
    "--nav-active": "#262320",
    "--control": "#7d7671",
    "--mantine-color-body": "#1b1917",
    "--mantine-color-error": "#ff8a80",
    "--mantine-color-placeholder": "#9a938d",
    "--mantine-color-accent-light": "#3a2a17",
    "--mantine-color-accent-light-hover": "#46321a",
    "--mantine-color-accent-light-color": "#f1cf9f",
    "--rise": "#6fcf97",
    "--fall": "#ff8a80",
    "--chart-revenue": "#dd9745",
    "--chart-orders": "#cdc8c4",
    "--chart-previous": "#88817b",
  },
});
