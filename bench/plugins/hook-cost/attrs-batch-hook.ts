import { definePlugin, getAttrsHook } from 'pagoda-plugin-sdk';

export default definePlugin({
  id: 'attrs-batch-hook',
  name: 'A handler that adds something to every attribute of a page',
  version: '1.0.0',
  hooks: [
    getAttrsHook('entry', { batch: true }, ({ attrinfos }) => {
      for (const list of attrinfos) for (const attr of list) attr['seen'] = true;
      return attrinfos;
    }),
  ],
});
