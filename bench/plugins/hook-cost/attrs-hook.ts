import { definePlugin, getAttrsHook } from 'pagoda-plugin-sdk';

export default definePlugin({
  id: 'attrs-hook',
  name: 'A handler that adds something to every attribute of an entry',
  version: '1.0.0',
  hooks: [
    getAttrsHook('entry', ({ attrinfo }) => {
      for (const attr of attrinfo) attr['seen'] = true;
      return attrinfo;
    }),
  ],
});
