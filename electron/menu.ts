import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** The native menu: the usual roles, opening a farm, and About. */
export function setMenu(deeds: { openFarm(): void }): void {
  const onMac = process.platform === 'darwin';
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'Open farm…', accelerator: 'CmdOrCtrl+O', click: () => deeds.openFarm() },
      { type: 'separator' },
      { role: onMac ? 'close' : 'quit' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'reload' },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [{ label: 'About Farmwright', click: () => app.showAboutPanel() }],
  };
  const own: MenuItemConstructorOptions[] = onMac ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...own, file, { role: 'editMenu' }, view, { role: 'windowMenu' }, help]),
  );
}
