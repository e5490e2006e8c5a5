import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { ConnectionStatus } from '../../contracts/connections.ts';

/**
 * A project’s account at a platform: the "social account" and the "connection" of the specifications. Tokens are sealed.
 */
export class Connection extends Model<InferAttributes<Connection>, InferCreationAttributes<Connection>> {
  declare id: CreationOptional<string>;
  declare projectId: string;
  declare userId: string;
  declare platform: string;
  declare externalId: string;
  declare username: string;
  declare displayName: string;
  declare profileUrl: CreationOptional<string | null>;
  declare avatarUrl: CreationOptional<string | null>;
  declare scopes: CreationOptional<string[] | null>;
  declare accessTokenEncrypted: CreationOptional<Buffer | null>;
  declare refreshTokenEncrypted: CreationOptional<Buffer | null>;
  /** What was taken from the columns above at the disconnection, until the platform is told. */
  declare revocationEncrypted: CreationOptional<Buffer | null>;
  declare tokenExpiresAt: CreationOptional<Date | null>;
  declare refreshExpiresAt: CreationOptional<Date | null>;
  declare connectionStatus: CreationOptional<ConnectionStatus>;
  declare statusReason: CreationOptional<string | null>;
  declare statusSince: CreationOptional<Date>;
  declare refreshedAt: CreationOptional<Date | null>;
  /** Counts the tokens that came one after the other. Sealed anew under another key, they are the same ones. */
  declare tokenVersion: CreationOptional<number>;
  declare refreshLease: CreationOptional<string | null>;
  declare refreshLeaseUntil: CreationOptional<Date | null>;
  declare heldUntil: CreationOptional<Date | null>;
  declare lastSyncedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    Connection.init(
      {
        id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 },
        projectId: { type: DataTypes.UUID, allowNull: false },
        userId: { type: DataTypes.UUID, allowNull: false },
        platform: { type: DataTypes.TEXT, allowNull: false },
        externalId: { type: DataTypes.TEXT, allowNull: false },
        username: { type: DataTypes.TEXT, allowNull: false },
        displayName: { type: DataTypes.TEXT, allowNull: false },
        profileUrl: DataTypes.TEXT,
        avatarUrl: DataTypes.TEXT,
        scopes: DataTypes.ARRAY(DataTypes.TEXT),
        accessTokenEncrypted: DataTypes.BLOB,
        refreshTokenEncrypted: DataTypes.BLOB,
        revocationEncrypted: DataTypes.BLOB,
        tokenExpiresAt: DataTypes.DATE,
        refreshExpiresAt: DataTypes.DATE,
        connectionStatus: DataTypes.TEXT,
        statusReason: DataTypes.TEXT,
        statusSince: DataTypes.DATE,
        refreshedAt: DataTypes.DATE,
        tokenVersion: DataTypes.INTEGER,
        refreshLease: DataTypes.UUID,
        refreshLeaseUntil: DataTypes.DATE,
        heldUntil: DataTypes.DATE,
        lastSyncedAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
        updatedAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'social_media_connections' },
    );
  }
}
