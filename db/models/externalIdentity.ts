import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';

/** Who a person is at an external issuer of tokens (Supabase). */
export class ExternalIdentity extends Model<
  InferAttributes<ExternalIdentity>,
  InferCreationAttributes<ExternalIdentity>
> {
  declare issuer: string;
  declare subject: string;
  declare userId: string;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    ExternalIdentity.init(
      {
        issuer: { type: DataTypes.TEXT, primaryKey: true },
        subject: { type: DataTypes.TEXT, primaryKey: true },
        userId: { type: DataTypes.UUID, allowNull: false },
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'external_identities', updatedAt: false },
    );
  }
}
