#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { createLogger, describePlan, loadConfig, Node, notifyTeam, runDeployment } from '../src/index.js';

const [configPath = 'config/deploy.json', contractsPath = 'config/contracts.json'] = process.argv.slice(2);
const config = await loadConfig(configPath);
const contracts = JSON.parse(await readFile(contractsPath, 'utf8'));
const log = createLogger({ level: 'info' });
const plan = await runDeployment({ config, contracts, node: new Node(config.rpc), env: process.env, log });
await notifyTeam(config, plan);
console.log(describePlan(plan));
