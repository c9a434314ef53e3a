import { acceptedResponse, notFoundResponse, type OverrideContext, type RouteResponse } from 'pagoda-plugin-sdk';
import { attrsIn, nameIn } from './entry-input.ts';

/** Changes the name and the values that the body has; others stay. */
export async function updateService(ctx: OverrideContext): Promise<RouteResponse> {
  const { entity, entry, user } = ctx;
  if (!entry || !user) return notFoundResponse();
  const body = ctx.getRequestData();
  entry.name = nameIn(body) ?? entry.name;
  await entry.save();
  const attrs = await attrsIn(body, entity);
  if (Object.keys(attrs).length > 0) await entry.setAttrs(user, attrs);
  return acceptedResponse({ id: entry.id }, 'Entry update accepted');
}
