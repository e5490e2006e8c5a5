import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';

/** A report that was promised to a member: one a project, person and ISO week, the week in which it is sent. */
export class WeeklyReport extends Model<
  InferAttributes<WeeklyReport>,
  InferCreationAttributes<WeeklyReport>
> {
  declare id: CreationOptional<string>;
  declare projectId: string;
  declare userId: string;
  /** "2026-W48" */
  declare isoWeek: string;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    WeeklyReport.init(
      {
        id: { type: DataTypes.UUID, primaryKey: true, defaultValue: DataTypes.UUIDV4 },
        projectId: { type: DataTypes.UUID, allowNull: false },
        userId: { type: DataTypes.UUID, allowNull: false },
        isoWeek: { type: DataTypes.TEXT, allowNull: false },
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'weekly_reports', updatedAt: false },
    );
  }
}
