/** Gives the source of a deployed contract to the explorer. */
export async function verifySource(config, { address, source, compiler }, send = globalThis.fetch) {
  const form = new URLSearchParams({ module: 'contract', action: 'verifysourcecode', address, source, compiler });
  if (config.explorerKey) form.set('apikey', config.explorerKey);
  const response = await send(`${config.explorer}/api`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`the explorer answered ${response.status}`);
  return response.json();
}
