import { readQuota } from '../../commands/images/generationQuota.ts';
import { ImageStatistics, ImageStatus, ImageStyle } from '../../contracts/images.ts';
import { readImageFigures } from '../../db/images.ts';
import { endpoint, ok } from '../endpoint.ts';

export const statistics = endpoint({
  method: 'GET',
  path: '/api/images/statistics',
  summary: "The project's images in figures, what they cost, and today's quota",
  tag: 'Images',
  access: 'viewer',
  answers: { 200: ImageStatistics },
  async handle({ project, services }) {
    const [figures, quota] = await Promise.all([readImageFigures(project.id), readQuota(project.id)]);
    return ok({
      total_images: Object.values(figures.byStatus).reduce((sum, count) => sum + count, 0),
      by_status: countsOf(ImageStatus.options, figures.byStatus),
      by_style: countsOf(ImageStyle.options, figures.byStyle),
      average_generation_time: round(figures.averageTime),
      total_generation_time: round(figures.totalTime),
      cost_usd: { total: figures.costTotal, this_month: figures.costThisMonth },
      quota: {
        limit: services.config.IMAGE_QUOTA_PER_DAY,
        used: quota.used,
        resets_at: quota.resetsAt.toISOString(),
      },
    });
  },
});

const countsOf = <Name extends string>(names: readonly Name[], counts: Partial<Record<Name, number>>) =>
  Object.fromEntries(names.map((name) => [name, counts[name] ?? 0])) as Record<Name, number>;

/** Seconds to the hundredth. */
const round = (seconds: number) => Math.round(seconds * 100) / 100;
