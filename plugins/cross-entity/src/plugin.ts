import { definePlugin, overrideOperation } from 'pagoda-plugin-sdk';
import { about } from './about.ts';
import { answering } from './answering.ts';
import { createService } from './create.ts';
import { deleteService } from './delete.ts';
import { parseParams } from './params.ts';
import { retrieveService } from './retrieve.ts';
import { updateService } from './update.ts';

// The models run the hooks for each entry that they write, so those of the operation must not run as well.
const hooks = false;

export default definePlugin({
  ...about,
  description: 'The example of overrides: a service and its configurations are created and deleted together',
  author: 'Pagoda Development Team',
  sdk: '^1.0.0',
  params: parseParams,
  overrides: [
    overrideOperation('create', { hooks }, answering('create', createService)),
    overrideOperation('retrieve', answering('retrieve', retrieveService)),
    overrideOperation('update', { hooks }, answering('update', updateService)),
    overrideOperation('delete', { hooks }, answering('delete', deleteService)),
  ],
});
