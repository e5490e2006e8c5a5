import { useAppTexts } from '../app/i18n/i18n.ts';

interface Customer {
  channel: string;
  customer_name: string;
  customer_identifier: string;
}

/** How a customer is called: by name, user name or number; a visitor of the site who told none, by the beginning of their id. */
export function useCustomerName(): (customer: Customer) => string {
  const t = useAppTexts();
  return ({ channel, customer_name: name, customer_identifier: identifier }) =>
    channel === 'widget' && name === identifier ? t('visitor', { code: identifier.slice(0, 4) }) : name;
}
