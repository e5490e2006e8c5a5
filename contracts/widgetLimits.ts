/** The longest messages, in UTF-16 units: of a visitor, and of the shop. In a file of its own, for the browser takes this and no zod. */
export const visitorMessageMaximum = 4000;
export const shopMessageMaximum = 10_000;
