import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { ProjectRole } from '../../contracts/projects.ts';

/** Who may do what in a project. */
export class Membership extends Model<InferAttributes<Membership>, InferCreationAttributes<Membership>> {
  declare projectId: string;
  declare userId: string;
  declare role: ProjectRole;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    Membership.init(
      {
        projectId: { type: DataTypes.UUID, primaryKey: true },
        userId: { type: DataTypes.UUID, primaryKey: true },
        role: { type: DataTypes.TEXT, allowNull: false },
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'memberships', updatedAt: false },
    );
  }
}
