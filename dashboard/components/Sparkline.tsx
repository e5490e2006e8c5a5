import { Box } from '@mantine/core';

interface SparklineProps {
  /** One a day, say; null where nothing is known, which is shown as a gap. */
  values: (number | null)[];
  /** What it shows, for who does not see it. */
  label: string;
}

const width = 200;
const height = 44;
const margin = 3;

/** How a figure went, without axes: a line that is broken where nothing is known. */
export function Sparkline({ values, label }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const lowest = Math.min(...known);
  const range = Math.max(...known) - lowest;
  const x = (place: number) => margin + (place / Math.max(1, values.length - 1)) * (width - 2 * margin);
  const y = (value: number) =>
    range === 0 ? height / 2 : height - margin - ((value - lowest) / range) * (height - 2 * margin);
  const line = values
    .map((value, place) => {
      if (value === null) return '';
      const isFirst = place === 0 || values[place - 1] === null;
      // A day alone between two gaps is a dot: a line of no length with round ends.
      const point = `${x(place).toFixed(1)} ${y(value).toFixed(1)}`;
      return isFirst ? `M${point}L${point}` : `L${point}`;
    })
    .join('');
  return (
    <Box
      component="svg"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      w="100%"
      h={height}
      role="img"
      aria-label={label}
      c="var(--mantine-primary-color-filled)"
    >
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </Box>
  );
}
