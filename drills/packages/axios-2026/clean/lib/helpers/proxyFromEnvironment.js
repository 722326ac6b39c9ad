export default function proxyFromEnvironment(url, env) {
  const excluded = (env.NO_PROXY ?? '').split(',').map((host) => host.trim());
  if (excluded.some((host) => host !== '' && url.hostname.endsWith(host))) return undefined;
  const proxy = url.protocol === 'https:' ? env.HTTPS_PROXY : env.HTTP_PROXY;
  return proxy ? new URL(proxy) : undefined;
}
