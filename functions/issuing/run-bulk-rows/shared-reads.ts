/**
 * Lets those who ask while a read is under way share the next one: nobody gets an answer that was read
 * before they asked, and many who ask at once read once.
 */
export function shareReads<Key, Answer>(
  read: (key: Key) => Promise<Answer>,
): (key: Key) => Promise<Answer> {
  const underWay = new Map<Key, Promise<unknown>>();
  const next = new Map<Key, Promise<Answer>>();
  const begin = (key: Key): Promise<Answer> => {
    next.delete(key);
    const answer = read(key);
    const ended = answer
      .catch(() => undefined)
      .then(() => {
        if (underWay.get(key) === ended) underWay.delete(key);
      });
    underWay.set(key, ended);
    return answer;
  };
  return (key) => {
    const before = underWay.get(key);
    if (before === undefined) return begin(key);
    const waiting = next.get(key) ?? before.then(() => begin(key));
    next.set(key, waiting);
    return waiting;
  };
}
