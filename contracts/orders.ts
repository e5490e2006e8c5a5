import { z } from 'zod';
import { Instant, line, PageQuery, pageOf, Uuid } from './common.ts';

/**
 * An amount of money as JSON writes it, 0 to 999999999.99, to the cent. Such a number's shortest decimal form is the one
 * that was sent, so that nothing is lost between it and the exact decimals that are kept.
 */
const Price = z
  .number()
  .min(0)
  .max(999_999_999.99)
  .refine((price) => /^\d+(\.\d{1,2})?$/.test(String(price)), { error: 'too_many_decimals' })
  .meta({ example: 29.99 });

const OrderProduct = z
  .strictObject({
    id: line(200).min(1).meta({ example: 'prod1' }),
    name: line(500).min(1).meta({ example: 'Produit A' }),
    price: Price,
    quantity: z.int().min(1).max(1_000_000),
  })
  .meta({ id: 'OrderProduct' });
export type OrderProduct = z.infer<typeof OrderProduct>;

/** Those of ISO 4217 that JavaScript's own tables have. */
const currencies = new Set(Intl.supportedValuesOf('currency'));
/** How many decimals amounts of a currency have: none in yen. */
const decimalsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

export const CreateOrder = z
  .strictObject({
    clientId: Uuid,
    products: z.array(OrderProduct).min(1).max(200),
    currency: z
      .string()
      .refine((code) => currencies.has(code), { error: 'not_a_currency' })
      .default('EUR')
      .meta({ description: 'ISO 4217' }),
  })
  .superRefine(({ currency, products }, context) => {
    if (!currencies.has(currency)) return;
    const decimals = decimalsOf(currency);
    products.forEach(({ price }, place) => {
      if ((String(price).split('.')[1] ?? '').length > decimals)
        context.addIssue({
          code: 'custom',
          path: ['products', place, 'price'],
          message: 'too_many_decimals',
        });
    });
  })
  .meta({ id: 'CreateOrder' });

export const OrderQuery = PageQuery.extend({ clientId: Uuid.optional() });

export const OrderAnswer = z
  .object({
    id: Uuid,
    clientId: Uuid.nullable(),
    status: z.string().meta({ example: 'pending' }),
    currency: z.string().meta({ example: 'EUR' }),
    products: z.array(
      z
        .object({ id: z.string(), name: z.string(), price: z.number(), quantity: z.int() })
        .meta({ id: 'OrderedProduct' }),
    ),
    total: z.number().meta({ example: 109.97 }),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Order' });

export const OrderPage = pageOf(OrderAnswer).meta({ id: 'OrderPage' });
