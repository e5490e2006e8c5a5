import { PlatformIcon } from '../../components/PlatformIcon.tsx';
import classes from './Calendar.module.css';

/** So many fit beside a time in a month. */
const mostSigns = 2;

/** Where something goes, in signs; of more than fit, the first and how many others. */
export function PlatformSigns({ platforms }: { platforms: string[] }) {
  const shown = platforms.length > mostSigns ? platforms.slice(0, 1) : platforms;
  return (
    <span className={classes.platforms} aria-hidden>
      {shown.map((platform) => (
        <PlatformIcon key={platform} platform={platform} size={12} decorative />
      ))}
      {platforms.length > shown.length && `+${platforms.length - shown.length}`}
    </span>
  );
}
