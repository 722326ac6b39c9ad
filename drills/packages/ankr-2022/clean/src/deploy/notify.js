/** Tells the team's channel what was deployed. */
export async function notifyTeam(config, plan, send = globalThis.fetch) {
  if (config.webhook === undefined) return;
  const text = plan.map(({ name, address }) => `${name}: ${address}`).join('\n');
  await send(config.webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: `Deployed on ${config.network}\n${text}` }),
  });
}
