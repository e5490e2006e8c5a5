import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';

/** A refresh token, by the SHA-256 of it: the token itself is known to its holder only. */
export class RefreshToken extends Model<
  InferAttributes<RefreshToken>,
  InferCreationAttributes<RefreshToken>
> {
  declare tokenHash: Buffer;
  declare sessionId: string;
  declare rotatedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    RefreshToken.init(
      {
        tokenHash: { type: DataTypes.BLOB, primaryKey: true },
        sessionId: { type: DataTypes.UUID, allowNull: false },
        rotatedAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'refresh_tokens', updatedAt: false },
    );
  }
}
