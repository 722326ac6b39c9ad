/** Adds parameters to an address. */
export default function buildURL(url, params) {
  if (!params) return url;
  const pairs = [];
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null) continue;
    for (const one of [value].flat()) {
      pairs.push(`${encodeURIComponent(name)}=${encodeURIComponent(one instanceof Date ? one.toISOString() : one)}`);
    }
  }
  if (pairs.length === 0) return url;
  const [bare] = url.split('#');
  return `${bare}${bare.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}
