/**
 * A result in the form that is used now. One of the first form (`farmwright-result/1`) knew neither farm nor time nor
 * who ran it: that is null. All others are returned unchanged. This function does not check the result: the schema does that.
 */
export function resultInPresentForm(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result;
  if (!('schema' in result) || result.schema !== 'farmwright-result/1') return result;
  const { profile, balancer } = result as { profile?: unknown; balancer?: unknown };
  return {
    farm: { id: null, name: null },
    began: null,
    ended: null,
    operator: null,
    computer: null,
    version: null,
    profileName: profile,
    balancerName: balancer,
    requests: null,
    notTried: [],
    readByPeople: [],
    ...result,
    schema: 'farmwright-result/2',
  };
}
