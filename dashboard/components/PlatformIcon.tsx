import {
  IconBrandFacebook,
  IconBrandInstagram,
  IconBrandLinkedin,
  IconBrandReddit,
  IconBrandTiktok,
  IconBrandWhatsapp,
  IconBrandX,
  IconBrandYoutube,
  IconMessageCircle,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react';

const icons: Record<string, TablerIcon> = {
  instagram: IconBrandInstagram,
  facebook: IconBrandFacebook,
  tiktok: IconBrandTiktok,
  twitter: IconBrandX,
  linkedin: IconBrandLinkedin,
  youtube: IconBrandYoutube,
  reddit: IconBrandReddit,
  whatsapp: IconBrandWhatsapp,
  widget: IconMessageCircle,
};

const names: Record<string, string> = {
  instagram: 'Instagram',
  facebook: 'Facebook',
  tiktok: 'TikTok',
  twitter: 'X (Twitter)',
  linkedin: 'LinkedIn',
  youtube: 'YouTube',
  reddit: 'Reddit',
  whatsapp: 'WhatsApp',
};

/** What a platform calls itself; its id where we do not know it. */
export const platformName = (platform: string): string => names[platform] ?? platform;

interface PlatformIconProps {
  platform: string;
  size?: number;
  /** The name stands beside it: then it is decoration. */
  decorative?: boolean;
}

/** A platform's sign. */
export function PlatformIcon({ platform, size = 20, decorative = false }: PlatformIconProps) {
  const Icon = icons[platform] ?? IconWorld;
  return decorative ? (
    <Icon size={size} stroke={1.75} aria-hidden />
  ) : (
    <Icon size={size} stroke={1.75} role="img" aria-label={platformName(platform)} />
  );
}
