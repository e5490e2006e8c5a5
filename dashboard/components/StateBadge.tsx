import { Badge } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconLoader2,
  type TablerIcon,
} from '@tabler/icons-react';

/** What a state means for whoever looks: never told by colour alone. */
export type Tone = 'neutral' | 'waiting' | 'running' | 'good' | 'attention' | 'bad';

const looks: Record<Tone, { color: string; icon: TablerIcon }> = {
  neutral: { color: 'gray', icon: IconCircleDashed },
  waiting: { color: 'blue', icon: IconClock },
  running: { color: 'grape', icon: IconLoader2 },
  good: { color: 'green', icon: IconCircleCheck },
  attention: { color: 'orange', icon: IconAlertTriangle },
  bad: { color: 'red', icon: IconCircleX },
};

/** The colour of a tone, for what is no badge: an edge, a dot beside words. */
export const toneColor = (tone: Tone): string => looks[tone].color;

/** The icon of a tone, for the same. */
export const toneIcon = (tone: Tone): TablerIcon => looks[tone].icon;

interface StateBadgeProps {
  tone: Tone;
  /** The state in plain words. */
  label: string;
  /** In place of the tone's own. */
  icon?: TablerIcon;
  size?: 'sm' | 'md' | 'lg';
}

/** A state: colour, icon and words. */
export function StateBadge({ tone, label, icon, size = 'md' }: StateBadgeProps) {
  const { color, icon: usual } = looks[tone];
  const Icon = icon ?? usual;
  return (
    <Badge
      color={color}
      variant="light"
      size={size}
      leftSection={<Icon size={14} aria-hidden />}
      // The theme's own pairs are too faint for small words.
      c={`light-dark(color-mix(in srgb, var(--mantine-color-${color}-9), black 30%), var(--mantine-color-${color}-2))`}
    >
      {label}
    </Badge>
  );
}
