import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { Center, Text } from '@mantine/core';
import { useFormat } from '../../app/i18n/format.ts';
import type { Day } from './days.ts';
import { useHistoryTexts } from './texts.ts';

/** One account's line. */
export interface Line {
  id: string;
  label: string;
}

const colors = ['lagoon.6', 'orange.6', 'blue.6', 'grape.6', 'red.6', 'lime.7', 'cyan.7', 'pink.6'];
/** Lines are told apart without colour too. */
const dashes = [undefined, '6 4', '2 4', '10 4 2 4'];

interface TrendChartProps {
  days: Day[];
  lines: Line[];
  /** As people write the figure. */
  write: (value: number) => string;
  label: string;
}

/** A figure by day and account. Where nothing was told, the line is broken. */
export function TrendChart({ days, lines, write, label }: TrendChartProps) {
  const t = useHistoryTexts();
  const format = useFormat();
  const known = lines.filter(({ id }) => days.some(({ figures }) => figures[id] !== null));
  if (known.length === 0)
    return (
      <Center h={320}>
        <Text c="dimmed">{t('chart.nothing')}</Text>
      </Center>
    );
  return (
    <figure aria-label={label} style={{ margin: 0 }}>
      <LineChart
        h={340}
        data={days.map(({ date, figures }) => ({ date, ...figures }))}
        dataKey="date"
        series={known.map(({ id, label: name }, place) => {
          const dash =
            dashes[Math.floor(place / colors.length) % dashes.length] ?? dashes[place % dashes.length];
          return {
            name: id,
            label: name,
            color: colors[place % colors.length] ?? 'gray.6',
            ...(dash && { strokeDasharray: dash }),
          };
        })}
        curveType="linear"
        connectNulls={false}
        withDots={days.length <= 31}
        dotProps={{ r: 2.5 }}
        withLegend={known.length > 1}
        legendProps={{ verticalAlign: 'bottom' }}
        valueFormatter={write}
        xAxisProps={{
          tickFormatter: (date: string) => format.shortDate(date, { zone: 'UTC' }),
          minTickGap: 24,
        }}
        yAxisProps={{ domain: ['auto', 'auto'], width: 64 }}
        tooltipProps={{ labelFormatter: (date) => format.date(String(date), { zone: 'UTC' }) }}
        tooltipAnimationDuration={0}
        lineProps={{ isAnimationActive: false }}
      />
    </figure>
  );
}
