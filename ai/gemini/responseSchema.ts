import { SchemaType, type FunctionDeclaration, type ObjectSchema, type Schema } from '@google/generative-ai';
import type { ChatTool, ObjectShape, ValueShape } from '../chatModel.ts';

/** An object's shape in Gemini's words. https://ai.google.dev/api/caching#Schema */
export const responseSchemaOf = (members: ObjectShape): ObjectSchema => ({
  type: SchemaType.OBJECT,
  properties: propertiesOf(members),
  required: Object.keys(members),
});

const propertiesOf = (members: ObjectShape): Record<string, Schema> =>
  Object.fromEntries(Object.entries(members).map(([name, shape]) => [name, schemaOf(shape)]));

function schemaOf(shape: ValueShape): Schema {
  const { type, description } = shape;
  if (type === 'objects')
    return { type: SchemaType.ARRAY, description, items: responseSchemaOf(shape.members) };
  if (type === 'number') return { type: SchemaType.NUMBER, description };
  const nullable = shape.mayBeNull ? { nullable: true } : {};
  return shape.choices
    ? { type: SchemaType.STRING, format: 'enum', description, enum: [...shape.choices], ...nullable }
    : { type: SchemaType.STRING, description, ...nullable };
}

/** A tool as Gemini is told of it; one without parameters has no schema, for an object without members is refused. */
export const declarationOf = ({ name, description, parameters }: ChatTool): FunctionDeclaration => ({
  name,
  description,
  ...(Object.keys(parameters).length > 0 && { parameters: { ...responseSchemaOf(parameters) } }),
});
