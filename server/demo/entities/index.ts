import type { DemoEntity } from '../entry.ts';
import { ENTITY_KEYS, type EntityKey } from '../shape.ts';
import { address } from './address.ts';
import { contract } from './contract.ts';
import { incident } from './incident.ts';
import { networkInterface } from './interface.ts';
import { network } from './network.ts';
import { rack } from './rack.ts';
import { server } from './server.ts';
import { service } from './service.ts';
import { site } from './site.ts';
import { software } from './software.ts';
import { team } from './team.ts';
import { vendor } from './vendor.ts';

export const DEMO_ENTITY: Readonly<Record<EntityKey, DemoEntity>> = {
  site,
  team,
  vendor,
  contract,
  network,
  service,
  software,
  rack,
  server,
  address,
  interface: networkInterface,
  incident,
};

/** In an order in which each refers only to itself and to earlier ones. */
export const DEMO_ENTITIES: readonly DemoEntity[] = ENTITY_KEYS.map((key) => DEMO_ENTITY[key]);
