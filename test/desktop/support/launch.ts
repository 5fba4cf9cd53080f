import { type AppOptions, type LaunchedApp, launchApp } from '../../support/app.ts';

/** `launchApp` for tests: what does not come within `patienceMs` fails with what was waited for, before the test itself is over. */
export async function openApp(options: AppOptions = {}, patienceMs = 8_000): Promise<LaunchedApp> {
  const app = await launchApp(options);
  app.page.setDefaultTimeout(patienceMs);
  return app;
}
