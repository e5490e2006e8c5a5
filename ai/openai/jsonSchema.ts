import type { ObjectShape, ValueShape } from '../chatModel.ts';

/**
 * An object's shape as a strict JSON Schema, where every member is required.
 * https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
 */
export const jsonSchemaOf = (members: ObjectShape): Record<string, unknown> => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, schemaOf(shape)])),
  required: Object.keys(members),
  additionalProperties: false,
});

function schemaOf(shape: ValueShape): Record<string, unknown> {
  const { type, description } = shape;
  if (type === 'objects') return { type: 'array', description, items: jsonSchemaOf(shape.members) };
  if (type === 'number') return { type, description };
  return {
    type: shape.mayBeNull ? ['string', 'null'] : 'string',
    description,
    ...(shape.choices && { enum: shape.choices }),
  };
}
