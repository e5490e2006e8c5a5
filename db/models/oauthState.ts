import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';

/** A consent that was begun in a browser: used once, within ten minutes, by who began it. */
export class OAuthState extends Model<InferAttributes<OAuthState>, InferCreationAttributes<OAuthState>> {
  declare stateHash: Buffer;
  declare platform: string;
  declare projectId: string;
  declare userId: string;
  declare sessionId: CreationOptional<string | null>;
  declare nonceHash: Buffer;
  declare codeVerifierEncrypted: CreationOptional<Buffer | null>;
  /** A code that came to another browser than the one that began, until whoever began confirms. */
  declare codeEncrypted: CreationOptional<Buffer | null>;
  declare confirmationHash: CreationOptional<Buffer | null>;
  /** What the code opened and another project has, until whoever began says whether to take it over. */
  declare accountsEncrypted: CreationOptional<Buffer | null>;
  declare redirectUri: string;
  declare force: CreationOptional<boolean>;
  declare expiresAt: Date;
  declare usedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    OAuthState.init(
      {
        stateHash: { type: DataTypes.BLOB, primaryKey: true },
        platform: { type: DataTypes.TEXT, allowNull: false },
        projectId: { type: DataTypes.UUID, allowNull: false },
        userId: { type: DataTypes.UUID, allowNull: false },
        sessionId: DataTypes.UUID,
        nonceHash: { type: DataTypes.BLOB, allowNull: false },
        codeVerifierEncrypted: DataTypes.BLOB,
        codeEncrypted: DataTypes.BLOB,
        confirmationHash: DataTypes.BLOB,
        accountsEncrypted: DataTypes.BLOB,
        redirectUri: { type: DataTypes.TEXT, allowNull: false },
        force: DataTypes.BOOLEAN,
        expiresAt: { type: DataTypes.DATE, allowNull: false },
        usedAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'oauth_states', updatedAt: false },
    );
  }
}
