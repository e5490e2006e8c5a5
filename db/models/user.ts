import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Language } from '../../contracts/languages.ts';

/** A person. `id` is what tokens and relations use; `number` is the integer that image-automation-api shows as id. */
export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<string>;
  declare number: CreationOptional<number>;
  declare username: string;
  declare email: string;
  declare passwordHash: CreationOptional<string | null>;
  declare firstName: CreationOptional<string>;
  declare lastName: CreationOptional<string>;
  declare role: CreationOptional<'user' | 'admin'>;
  declare isActive: CreationOptional<boolean>;
  declare defaultProjectId: CreationOptional<string | null>;
  declare bio: CreationOptional<string>;
  declare avatarKey: CreationOptional<string | null>;
  declare phone: CreationOptional<string>;
  declare instagramUsername: CreationOptional<string>;
  declare facebookPageId: CreationOptional<string>;
  declare twitterUsername: CreationOptional<string>;
  /** The language of mails that nobody asked for at the moment. */
  declare locale: CreationOptional<Language>;
  declare wantsWeeklyReport: CreationOptional<boolean>;
  declare wantsTokenNotices: CreationOptional<boolean>;
  declare createdAt: CreationOptional<Date>;
  declare updatedAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    User.init(
      {
        id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 },
        number: DataTypes.INTEGER,
        username: { type: DataTypes.TEXT, allowNull: false },
        email: { type: DataTypes.TEXT, allowNull: false },
        passwordHash: DataTypes.TEXT,
        firstName: DataTypes.TEXT,
        lastName: DataTypes.TEXT,
        role: DataTypes.TEXT,
        isActive: DataTypes.BOOLEAN,
        defaultProjectId: DataTypes.UUID,
        bio: DataTypes.TEXT,
        avatarKey: DataTypes.TEXT,
        phone: DataTypes.TEXT,
        instagramUsername: DataTypes.TEXT,
        facebookPageId: DataTypes.TEXT,
        twitterUsername: DataTypes.TEXT,
        locale: DataTypes.TEXT,
        wantsWeeklyReport: DataTypes.BOOLEAN,
        wantsTokenNotices: DataTypes.BOOLEAN,
        createdAt: DataTypes.DATE,
        updatedAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'users' },
    );
  }
}
