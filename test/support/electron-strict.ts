/** The object, as one that throws at whatever it does not have: nothing of Electron is used that is not stood in for. */
export function strict<T extends object>(name: string, target: T): T {
  const refuse = (member: string | symbol) => new Error(`The stand-in for Electron has no ${name}.${String(member)}`);
  return new Proxy(target, {
    get: (_, member) => {
      if (typeof member !== 'symbol' && member !== 'then' && !(member in target)) throw refuse(member);
      const value: unknown = Reflect.get(target, member, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (_, member) => {
      throw refuse(member);
    },
  });
}

/** An event that can be prevented, as Electron's are. */
export class Preventable {
  prevented = false;
  preventDefault(): void {
    this.prevented = true;
  }
}
