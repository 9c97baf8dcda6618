/** A port that holds one call back until it is let go. */
export interface Stalled<Port> {
  readonly port: Port;
  /** Resolves when the call has come. */
  readonly reached: Promise<void>;
  letGo(): void;
}

/** The port, whose first call of that method waits before it has its effect. */
export function stalledOnce<Port extends object>(port: Port, method: keyof Port): Stalled<Port> {
  const reached = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let isDue = true;
  return {
    reached: reached.promise,
    letGo: () => gate.resolve(),
    port: new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function' || name !== method) return member;
        return async (...args: unknown[]) => {
          if (isDue) {
            isDue = false;
            reached.resolve();
            await gate.promise;
          }
          return Reflect.apply(member, target, args);
        };
      },
    }),
  };
}
