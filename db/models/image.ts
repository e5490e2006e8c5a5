import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type {
  FailureCode,
  ImageQuality,
  ImageSource,
  ImageStatus,
  ImageStyle,
} from '../../contracts/images.ts';

/** An image, from its order to its use. */
export class Image extends Model<InferAttributes<Image>, InferCreationAttributes<Image>> {
  declare id: CreationOptional<number>;
  declare projectId: string;
  declare userId: string;
  declare source: CreationOptional<ImageSource>;
  /** What was asked for; of an upload, what its owner says it shows. */
  declare prompt: string;
  /** Null, as the quality, of what was not generated. */
  declare style: ImageStyle | null;
  declare width: number;
  declare height: number;
  declare quality: ImageQuality | null;
  declare status: CreationOptional<ImageStatus>;
  declare failureCode: CreationOptional<FailureCode | null>;
  declare fileKey: CreationOptional<string | null>;
  declare validationNotes: CreationOptional<string>;
  declare metadata: CreationOptional<Record<string, unknown>>;
  declare generationTime: CreationOptional<number | null>;
  declare judgedAt: CreationOptional<Date | null>;
  declare judgedBy: CreationOptional<string | null>;
  /** The image that it was cut from; null too once that was deleted. */
  declare croppedFrom: CreationOptional<number | null>;
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
        source: DataTypes.TEXT,
        style: DataTypes.TEXT,
        width: { type: DataTypes.INTEGER, allowNull: false },
        height: { type: DataTypes.INTEGER, allowNull: false },
        quality: DataTypes.TEXT,
        status: DataTypes.TEXT,
        failureCode: DataTypes.TEXT,
        fileKey: DataTypes.TEXT,
        validationNotes: DataTypes.TEXT,
        metadata: DataTypes.JSONB,
        generationTime: DataTypes.DOUBLE,
        judgedAt: DataTypes.DATE,
        judgedBy: DataTypes.UUID,
        croppedFrom: DataTypes.INTEGER,
        usedAt: DataTypes.DATE,
        promisedAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
        updatedAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'images' },
    );
  }
}
