async function strike(moment: 'before' | 'after', work: () => unknown): Promise<never> {
  if (moment === 'after') await work();
  throw new Error(`lost ${moment} it landed`);
}

/**
 * The port, one of whose calls fails once: `before` it has its effect, or `after`. The next call of
 * that method and all others work.
 */
export function failingOnce<Port extends object, Method extends keyof Port>(
  port: Port,
  method: Method,
  moment: 'before' | 'after',
): Port {
  let isDue = true;
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || name !== method) return member;
      return (...args: unknown[]) => {
        const work = () => Reflect.apply(member, target, args) as unknown;
        if (!isDue) return work();
        isDue = false;
        return strike(moment, work);
      };
    },
  });
}
