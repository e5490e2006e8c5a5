import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { AttemptProblem, FailureCode, GenerationStatus } from '../../contracts/images.ts';

/** One paid piece of work at a model. It outlives its image: the history and the costs read it. */
export class ImageGeneration extends Model<
  InferAttributes<ImageGeneration>,
  InferCreationAttributes<ImageGeneration>
> {
  declare id: CreationOptional<number>;
  declare key: CreationOptional<string>;
  declare imageId: CreationOptional<number | null>;
  declare projectId: string;
  declare userId: string;
  declare prompt: string;
  declare parameters: Record<string, unknown>;
  declare status: CreationOptional<GenerationStatus>;
  declare provider: CreationOptional<string | null>;
  declare model: CreationOptional<string | null>;
  declare failureCode: CreationOptional<FailureCode | null>;
  declare attempts: CreationOptional<number>;
  declare lastProblem: CreationOptional<AttemptProblem | null>;
  declare generationTime: CreationOptional<number | null>;
  declare tokens: CreationOptional<number | null>;
  declare costUsd: CreationOptional<string | null>;
  declare finishedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    ImageGeneration.init(
      {
        id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
        key: DataTypes.UUID,
        imageId: DataTypes.INTEGER,
        projectId: { type: DataTypes.UUID, allowNull: false },
        userId: { type: DataTypes.UUID, allowNull: false },
        prompt: { type: DataTypes.TEXT, allowNull: false },
        parameters: { type: DataTypes.JSONB, allowNull: false },
        status: DataTypes.TEXT,
        provider: DataTypes.TEXT,
        model: DataTypes.TEXT,
        failureCode: DataTypes.TEXT,
        attempts: DataTypes.INTEGER,
        lastProblem: DataTypes.TEXT,
        generationTime: DataTypes.DOUBLE,
        tokens: DataTypes.INTEGER,
        costUsd: DataTypes.DECIMAL(12, 6),
        finishedAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'image_generations', updatedAt: false },
    );
  }
}
