import { PageSkeleton } from '../../components/Skeletons.tsx';

/** While a page is loaded. */
export const PagePending = () => <PageSkeleton />;
