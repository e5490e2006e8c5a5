import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one colour of ours: what can be pressed, where one is. */
const lagoon: MantineColorsTuple = [
  '#eefaf7',
  '#d8f2ec',
  '#aee4d9',
  '#7dd2c3',
  '#4fbdac',
  '#2fa393',
  '#1c8276',
  '#14695f',
  '#10524a',
  '#0b3933',
];
/** For what should please rather than warn: the first steps, what is new. */
const coral: MantineColorsTuple = [
  '#fff3ed',
  '#ffe3d5',
  '#ffc6ab',
  '#ffa57f',
  '#fa8559',
  '#ef6c3d',
  '#d9562a',
  '#b5431d',
  '#8f3517',
  '#6b2912',
];
/** What fails, and what cannot be taken back: dark enough for white words on it. */
const red: MantineColorsTuple = [
  '#fdeeee',
  '#fad9d9',
  '#f3b4b4',
  '#ee9090',
  '#e56868',
  '#db4b4b',
  '#c93636',
  '#b12b2b',
  '#8f2222',
  '#6e1a1a',
];
/** Greys with a little warmth in the light scheme, and a little green in the dark one. */
const gray: MantineColorsTuple = [
  '#f9f8f6',
  '#f2f0ec',
  '#e7e4de',
  '#d8d3cb',
  '#bdb6ab',
  '#978e82',
  '#6d6459',
  '#575046',
  '#3d3831',
  '#26231e',
];
const dark: MantineColorsTuple = [
  '#e4e8e6',
  '#c4cbc8',
  '#a3adaa',
  '#78837f',
  '#4a5451',
  '#353e3b',
  '#252c2a',
  '#1a201e',
  '#131816',
  '#0d110f',
];

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

/** The dashboard's visual language: colour, type, radius and spacing. Pages add none of their own. */
export const theme = createTheme({
  colors: { lagoon, coral, red, gray, dark },
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  fontFamily,
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  shadows: { xs: 'var(--app-shadow)', sm: 'var(--app-shadow)' },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Card: { defaultProps: { withBorder: true, radius: 'lg', padding: 'lg', shadow: 'xs' } },
    Paper: { defaultProps: { radius: 'lg' } },
    Modal: {
      defaultProps: { radius: 'lg', centered: true },
      styles: { title: { fontWeight: 650, fontSize: '1.125rem' } },
    },
    Drawer: { defaultProps: { position: 'right' } },
    Badge: { defaultProps: { tt: 'none', fw: 600, radius: 'sm' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md', allowDeselect: false } },
    NativeSelect: { defaultProps: { size: 'md' } },
    TagsInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md', autosize: true, minRows: 2 } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'lg' } },
    Alert: {
      // A note unless something failed: what is told at once interrupts who listens.
      defaultProps: { radius: 'md', variant: 'light', role: 'note' },
      // The icon has the colour: as letters it would be too pale on its own background.
      styles: { title: { color: 'var(--mantine-color-text)' } },
    },
    // On the tint of a quotation, dimmed letters would be too pale.
    Blockquote: { styles: { cite: { color: 'var(--mantine-color-text)' } } },
    Anchor: { defaultProps: { underline: 'always' } },
    Skeleton: { defaultProps: { radius: 'md' } },
  },
});

/** In the dark scheme, what is tinted lets the surface through: Mantine's own tints are nearly black there. */
const darkTints = (names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => [
      [
        `--mantine-color-${name}-light`,
        `color-mix(in srgb, var(--mantine-color-${name}-5) 20%, transparent)`,
      ],
      [
        `--mantine-color-${name}-light-hover`,
        `color-mix(in srgb, var(--mantine-color-${name}-5) 28%, transparent)`,
      ],
      [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-2)`],
    ]),
  );

/** Surfaces: a page a little darker than what lies on it, in either scheme. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': 'var(--mantine-color-gray-9)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
    '--app-page': 'var(--mantine-color-gray-0)',
    '--app-line': 'var(--mantine-color-gray-2)',
    '--app-shadow': '0 1px 2px rgb(38 35 30 / 5%), 0 4px 16px rgb(38 35 30 / 4%)',
    '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
  },
  dark: {
    ...darkTints(Object.keys(colors).filter((name) => name !== 'dark')),
    '--mantine-color-body': 'var(--mantine-color-dark-6)',
    '--mantine-color-text': 'var(--mantine-color-dark-0)',
    '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
    '--mantine-color-error': 'var(--mantine-color-red-3)',
    '--app-page': 'var(--mantine-color-dark-7)',
    '--app-line': 'var(--mantine-color-dark-5)',
    '--app-shadow': 'none',
    '--mantine-color-default-border': 'var(--mantine-color-dark-4)',
  },
});
