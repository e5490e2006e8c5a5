/** The longest message of a visitor, in UTF-16 units. In a file of its own, for the browser takes this and no zod. */
export const visitorMessageMaximum = 4000;
