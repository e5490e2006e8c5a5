import type { Sequelize } from 'sequelize';
import { ApiKey } from './apiKey.ts';
import { ExternalIdentity } from './externalIdentity.ts';
import { Image } from './image.ts';
import { ImageGeneration } from './imageGeneration.ts';
import { Invitation } from './invitation.ts';
import { Mail } from './mail.ts';
import { Membership } from './membership.ts';
import { Outbox } from './outbox.ts';
import { PasswordReset } from './passwordReset.ts';
import { Project } from './project.ts';
import { RefreshToken } from './refreshToken.ts';
import { Session } from './session.ts';
import { Connection } from './connection.ts';
import { OAuthState } from './oauthState.ts';
import { SyncLog } from './syncLog.ts';
import { User } from './user.ts';
import { WeeklyReport } from './weeklyReport.ts';

const models = [
  User,
  ExternalIdentity,
  Session,
  RefreshToken,
  ApiKey,
  Project,
  Membership,
  Invitation,
  PasswordReset,
  Mail,
  Image,
  ImageGeneration,
  Outbox,
  Connection,
  OAuthState,
  SyncLog,
  WeeklyReport,
];

/** Binds every model to the connection. */
export function initialiseModels(sequelize: Sequelize): void {
  for (const model of models) model.initialise(sequelize);
}
