import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';

/** How one sync, refresh or repair of a connection went. */
export class SyncLog extends Model<InferAttributes<SyncLog>, InferCreationAttributes<SyncLog>> {
  declare id: CreationOptional<string>;
  declare connectionId: CreationOptional<string | null>;
  declare projectId: string;
  declare platform: string;
  declare syncType: 'sync' | 'refresh' | 'repair';
  declare syncStatus: 'success' | 'partial' | 'failed' | 'skipped';
  declare durationMs: number;
  declare calls: CreationOptional<number>;
  declare errorCode: CreationOptional<string | null>;
  declare errorMessage: CreationOptional<string | null>;
  declare retryAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    SyncLog.init(
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        connectionId: DataTypes.UUID,
        projectId: { type: DataTypes.UUID, allowNull: false },
        platform: { type: DataTypes.TEXT, allowNull: false },
        syncType: { type: DataTypes.TEXT, allowNull: false },
        syncStatus: { type: DataTypes.TEXT, allowNull: false },
        durationMs: { type: DataTypes.INTEGER, allowNull: false },
        calls: DataTypes.INTEGER,
        errorCode: DataTypes.TEXT,
        errorMessage: DataTypes.TEXT,
        retryAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'social_media_sync_logs', updatedAt: false },
    );
  }
}
