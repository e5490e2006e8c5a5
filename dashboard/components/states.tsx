import type { ConnectionStatus } from '../../contracts/connections.ts';
import type { ImageStatus } from '../../contracts/images.ts';
import type {
  PostState as StateOfPost,
  PublicationState as StateOfPublication,
} from '../../contracts/ledger.ts';
import { useAppTexts } from '../app/i18n/i18n.ts';
import { StateBadge, type Tone } from './StateBadge.tsx';

type Size = 'sm' | 'md' | 'lg';

/** What each state of a post means for who planned it. */
export const postTones: Record<StateOfPost, Tone> = {
  draft: 'neutral',
  scheduled: 'waiting',
  publishing: 'running',
  needs_attention: 'attention',
  posted: 'good',
  partly_posted: 'attention',
  failed: 'bad',
  cancelled: 'neutral',
};

const publicationTones: Record<StateOfPublication, Tone> = {
  planned: 'waiting',
  preparing: 'running',
  prepared: 'waiting',
  committing: 'running',
  unknown: 'running',
  waiting: 'waiting',
  parked: 'attention',
  published: 'good',
  rejected: 'bad',
  cancelled: 'neutral',
  skipped: 'neutral',
};

const imageTones: Record<ImageStatus, Tone> = {
  pending: 'running',
  generated: 'attention',
  validated: 'good',
  rejected: 'neutral',
  failed: 'bad',
};

const connectionTones: Record<ConnectionStatus, Tone> = {
  active: 'good',
  expired: 'attention',
  error: 'bad',
  needs_reauth: 'attention',
  revoked: 'neutral',
};

export function PostState({ state, size = 'md' }: { state: StateOfPost; size?: Size }) {
  const t = useAppTexts();
  return <StateBadge tone={postTones[state]} label={t(`states.post.${state}`)} size={size} />;
}

interface TargetStateProps {
  post: { state: StateOfPost };
  target: { state: StateOfPublication };
  size?: Size;
}

/** How a post is at one of its accounts: a draft is planned nowhere, whatever its targets are. */
export function TargetState({ post, target: { state }, size = 'md' }: TargetStateProps) {
  const t = useAppTexts();
  if (post.state === 'draft') return <PostState state="draft" size={size} />;
  return <StateBadge tone={publicationTones[state]} label={t(`states.publication.${state}`)} size={size} />;
}

export function ImageState({ state, size = 'md' }: { state: ImageStatus; size?: Size }) {
  const t = useAppTexts();
  return <StateBadge tone={imageTones[state]} label={t(`states.image.${state}`)} size={size} />;
}

export function ConnectionState({ state, size = 'md' }: { state: ConnectionStatus; size?: Size }) {
  const t = useAppTexts();
  return <StateBadge tone={connectionTones[state]} label={t(`states.connection.${state}`)} size={size} />;
}
