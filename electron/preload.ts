import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopBridge, LineMessage } from '../core/api/desktop-bridge.ts';
import { APP_ORIGIN } from './addresses.ts';
import { CHANNELS } from './channels.ts';

const LINE_MESSAGE: LineMessage = 'farmwright:line';

const bridge: DesktopBridge = {
  openLine: () => ipcRenderer.send(CHANNELS.openLine),
  onCoreEnded: (listener) => void ipcRenderer.on(CHANNELS.coreEnded, (_event, code: number) => listener(code)),
  resume: () => ipcRenderer.invoke(CHANNELS.resume),
  onOpenFarm: (listener) => {
    ipcRenderer.on(CHANNELS.openFarm, (_event, path: string) => listener(path));
    ipcRenderer.send(CHANNELS.ready);
  },
  chooseFarm: () => ipcRenderer.invoke(CHANNELS.chooseFarm),
  saveText: (file) => ipcRenderer.invoke(CHANNELS.saveText, file),
  savePdf: (file) => ipcRenderer.invoke(CHANNELS.savePdf, file),
};

// Only the application's own page gets the bridge, even if the window shows something else.
if (location.origin === APP_ORIGIN) {
  ipcRenderer.on(CHANNELS.line, ({ ports }) => window.postMessage(LINE_MESSAGE, APP_ORIGIN, [...ports]));
  contextBridge.exposeInMainWorld('farmwright', bridge);
}
