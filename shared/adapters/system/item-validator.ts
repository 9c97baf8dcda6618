import type { ItemValidator } from '../../ports/item-validator.ts';

/** The validator of items. ajv is loaded with the first application: evaluating it is half of an empty Node's start. */
export function makeItemValidator(): ItemValidator {
  let loading: Promise<Pick<ItemValidator, 'check'>> | undefined;
  let loaded: Pick<ItemValidator, 'check'> | undefined;
  const load = async () => {
    const { makeAjvItemValidator } = await import('./ajv-item-validator.ts');
    return makeAjvItemValidator();
  };
  return {
    async ready() {
      if (loaded !== undefined) return;
      loading ??= load();
      loaded = await loading;
    },
    check(type, items) {
      if (loaded === undefined) throw new Error('the validator of items is not ready');
      return loaded.check(type, items);
    },
  };
}
