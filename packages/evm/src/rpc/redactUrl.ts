/**
 * An endpoint as it may appear in logs and messages: scheme, host and port only. Providers
 * put their keys into the path, the query, the user or the password, so none of these is shown.
 */
export function redactUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return '(not an address)';
  const hidden = parsed.pathname.length > 1 || parsed.search !== '' || parsed.username !== '' || parsed.password !== '';
  return `${parsed.protocol}//${parsed.host}${hidden ? '/…' : ''}`;
}
