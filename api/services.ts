import type { Config } from '../config/load.ts';
import type { Vault } from '../db/vault.ts';
import type { Storage } from '../media/storage.ts';
import type { Registry } from '../platforms/registry.ts';
import type { Logger } from '../runtime/logger.ts';
import type { ScheduleReader } from '../runtime/scheduleReader.ts';
import type { DashboardFiles } from './dashboard/dashboardFiles.ts';
import type { OpenStreams } from './events/openStreams.ts';
import type { KeyMonitor } from './keyMonitor.ts';
import type { Live } from './live/live.ts';
import type { SignInAttempts } from './signInAttempts.ts';
import type { TemporalMonitor } from './temporalMonitor.ts';
import type { Tokens } from './tokens.ts';
import type { WidgetFiles } from './webWidget/widgetFiles.ts';
import type { VisitorLimits } from './webWidget/visitorLimits.ts';

/** What handlers work with beside the models; built once by api/main.ts, or by a test. */
export interface Services {
  config: Config;
  log: Logger;
  storage: Storage;
  temporal: TemporalMonitor;
  schedules: ScheduleReader;
  tokens: Tokens;
  platforms: Registry;
  vault: Vault;
  keys: KeyMonitor;
  signInAttempts: SignInAttempts;
  visitorLimits: VisitorLimits;
  widgetFiles: WidgetFiles;
  live: Live;
  streams: OpenStreams;
  /** Null where the dashboard is not built. */
  dashboard: DashboardFiles | null;
}
