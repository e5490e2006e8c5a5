import { z } from 'zod';
import { readGraph } from '../graphNodes.ts';
import type { Messaging } from '../messaging.ts';

const Profiles = z.object({
  data: z.array(z.object({ address: z.string().nullish(), description: z.string().nullish() })),
});

/** https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles */
export const businessProfile: NonNullable<Messaging['businessProfile']> = async (call) => {
  const path = `${call.externalId}/whatsapp_business_profile`;
  const { data } = await readGraph(call, path, { shape: Profiles, fields: 'address,description' });
  const [profile] = data;
  return { address: profile?.address ?? null, description: profile?.description ?? null };
};
