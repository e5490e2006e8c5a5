import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { Language } from '../../contracts/languages.ts';
import type { MailKind } from '../../contracts/mails.ts';

/** A mail to send: what it is about and to whom. Its text is made when it is sent. */
export class Mail extends Model<InferAttributes<Mail>, InferCreationAttributes<Mail>> {
  declare id: CreationOptional<string>;
  declare kind: MailKind;
  declare subjectId: string;
  /** Where its links lead to; null where it is about more than one project, or none. */
  declare projectId: string | null;
  declare recipient: string;
  declare locale: Language;
  declare status: CreationOptional<'queued' | 'sent' | 'failed'>;
  declare failure: CreationOptional<string | null>;
  declare sentAt: CreationOptional<Date | null>;
  /** When its workflow was last promised. */
  declare promisedAt: CreationOptional<Date>;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    Mail.init(
      {
        id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 },
        kind: { type: DataTypes.TEXT, allowNull: false },
        subjectId: { type: DataTypes.UUID, allowNull: false },
        projectId: DataTypes.UUID,
        recipient: { type: DataTypes.TEXT, allowNull: false },
        locale: { type: DataTypes.TEXT, allowNull: false },
        status: DataTypes.TEXT,
        failure: DataTypes.TEXT,
        sentAt: DataTypes.DATE,
        promisedAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'mails', updatedAt: false },
    );
  }
}
