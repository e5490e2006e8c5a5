import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { FailureCode, ImageQuality, ImageStatus, ImageStyle } from '../../contracts/images.ts';

/** An image, from its order to its use. */
export class Image extends Model<InferAttributes<Image>, InferCreationAttributes<Image>> {
  declare id: CreationOptional<number>;
  declare projectId: string;
  declare userId: string;
  declare prompt: string;
  declare style: ImageStyle;
  declare width: number;
  declare height: number;
  declare quality: ImageQuality;
  declare status: CreationOptional<ImageStatus>;
  declare failureCode: CreationOptional<FailureCode | null>;
  declare fileKey: CreationOptional<string | null>;
  declare validationNotes: CreationOptional<string>;
  declare metadata: CreationOptional<Record<string, unknown>>;
  declare generationTime: CreationOptional<number | null>;
  declare usedAt: CreationOptional<Date | null>;
  /** When its workflow was last promised. */
  declare promisedAt: CreationOptional<Date>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    Image.init(
      {
        id: { type: DataTypes.INTEGER, primaryKey: true, autoIncrement: true },
        projectId: { type: DataTypes.UUID, allowNull: false },
        userId: { type: DataTypes.UUID, allowNull: false },
        prompt: { type: DataTypes.TEXT, allowNull: false },
        style: { type: DataTypes.TEXT, allowNull: false },
        width: { type: DataTypes.INTEGER, allowNull: false },
        height: { type: DataTypes.INTEGER, allowNull: false },
        quality: { type: DataTypes.TEXT, allowNull: false },
        status: DataTypes.TEXT,
        failureCode: DataTypes.TEXT,
        fileKey: DataTypes.TEXT,
        validationNotes: DataTypes.TEXT,
        metadata: DataTypes.JSONB,
        generationTime: DataTypes.DOUBLE,
        usedAt: DataTypes.DATE,
        promisedAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
        updatedAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'images' },
    );
  }
}
