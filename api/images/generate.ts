import { orderImages } from '../../commands/images/orderImages.ts';
import { GenerateImageRequest, GenerationAccepted } from '../../contracts/images.ts';
import { workflows } from '../../contracts/workflows.ts';
import { accepted, endpoint } from '../endpoint.ts';
import { say } from '../messages/index.ts';

export const generate = endpoint({
  method: 'POST',
  path: '/api/images/generate',
  summary: 'Order one to four images; workflow generateImage makes each',
  tag: 'Images',
  access: 'editor',
  limit: 'ai',
  idempotent: true,
  body: GenerateImageRequest,
  answers: { 202: GenerationAccepted },
  async handle({ body, caller, project, services, locale }) {
    const dailyLimit = services.config.IMAGE_QUOTA_PER_DAY;
    const ids = await orderImages({ ...body, projectId: project.id, userId: caller.userId, dailyLimit });
    const [first, ...others] = ids.map(presentOrder);
    if (!first) throw new Error('an order without an image');
    const message = say(locale, services.temporal.isUp() ? 'generation_started' : 'generation_queued');
    return accepted({ ...first, message, images: [first, ...others] });
  },
});

const presentOrder = (id: number) => ({
  id,
  status: 'pending' as const,
  task_id: workflows.generateImage.id({ imageId: id }),
});
