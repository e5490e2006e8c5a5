import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type Sequelize,
} from 'sequelize';
import type { WorkflowName } from '../../contracts/workflows.ts';

/** A workflow to start, wake or cancel, promised by the transaction that wrote it. Gone once Temporal has it. */
export class Outbox extends Model<InferAttributes<Outbox>, InferCreationAttributes<Outbox>> {
  declare id: CreationOptional<string>;
  declare action: 'start' | 'wake' | 'cancel';
  declare workflow: WorkflowName;
  declare input: Record<string, unknown>;
  declare projectId: CreationOptional<string | null>;
  declare attempts: CreationOptional<number>;
  /** Attempts to which Temporal said no; while it is away none is counted. */
  declare refusals: CreationOptional<number>;
  declare availableAt: CreationOptional<Date>;
  declare lastError: CreationOptional<string | null>;
  declare deadAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;

  static initialise(sequelize: Sequelize): void {
    Outbox.init(
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        action: { type: DataTypes.TEXT, allowNull: false },
        workflow: { type: DataTypes.TEXT, allowNull: false },
        input: { type: DataTypes.JSONB, allowNull: false },
        projectId: DataTypes.UUID,
        attempts: DataTypes.INTEGER,
        refusals: DataTypes.INTEGER,
        availableAt: DataTypes.DATE,
        lastError: DataTypes.TEXT,
        deadAt: DataTypes.DATE,
        createdAt: DataTypes.DATE,
      },
      { sequelize, tableName: 'outbox', updatedAt: false },
    );
  }
}
