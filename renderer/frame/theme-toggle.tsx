import { Button, type MantineColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { frameWords } from './words.ts';

const NEXT: Record<MantineColorScheme, MantineColorScheme> = { auto: 'light', light: 'dark', dark: 'auto' };
const ICON = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** Switches between system, light and dark. The choice is kept on this computer. */
export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = ICON[colorScheme];
  const next = NEXT[colorScheme];
  return (
    <Button
      variant="subtle"
      color="gray"
      c="var(--ink)"
      size="xs"
      leftSection={<Icon size={16} aria-hidden />}
      aria-label={frameWords.theme.label(frameWords.theme[colorScheme], frameWords.theme[next])}
      onClick={() => setColorScheme(next)}
    >
      {frameWords.theme[colorScheme]}
    </Button>
  );
}
