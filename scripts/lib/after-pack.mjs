import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Called by electron-builder: takes out Electron's default app, which a dist folder that is given to it keeps.
 * @param {{ appOutDir: string, packager: { appInfo: { productFilename: string } } }} context
 */
export default async function afterPack({ appOutDir, packager }) {
  const mac = join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents/Resources');
  const resources = existsSync(mac) ? mac : join(appOutDir, 'resources');
  rmSync(join(resources, 'default_app.asar'), { force: true });
}
