import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import manifest from './package.json' with { type: 'json' };
import * as sdk from './index.ts';

const doors = Object.entries(manifest.exports);
const files = doors.map(([, file]) => path.join(import.meta.dirname, file));
const program = ts.createProgram(files, {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2024,
  allowImportingTsExtensions: true,
  noEmit: true,
  types: [],
});
const checker = program.getTypeChecker();

describe('what the SDK offers', () => {
  test.each(doors)('%s is this list of values and types, and no other', (_door, file) => {
    expect(exportsOf(file)).toMatchSnapshot();
  });

  test.each(doors.filter(([door]) => door !== '.' && door !== './testing'))(
    'the root offers all of %s',
    (_door, file) => {
      expect(exportsOf('./index.ts')).toEqual(expect.arrayContaining([...exportsOf(file)]));
    },
  );

  test('names its own version', () => {
    expect(sdk.getPagodaVersion()).toBe(manifest.version);
  });

  test('needs nothing at run time', () => {
    expect(Object.keys(manifest).filter((field) => /^(optional)?dependencies$/i.test(field))).toEqual([]);
  });

  test('every value and every type of the root is described', () => {
    const bare = symbolsOf('./index.ts').filter((symbol) => descriptionOf(symbol) === '');
    expect(bare.map(({ name }) => name)).toEqual(['models']);
  });
});

describe('the list for authors who come from Python', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/plugins/from-pagoda.md'), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));

  test('has everything that the Python package exports, once', () => {
    const listed = rows.map(([, python = '']) => python.replaceAll('`', ''));
    expect(listed.toSorted()).toEqual(PYTHON_EXPORTS.trim().split(/\s+/).toSorted());
  });

  test('names counterparts that exist, or says why there is none', () => {
    const exported = exportsOf('./index.ts');
    const wrong = rows.filter(([, , here = '', why = '']) => {
      const names = [...here.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
      return names.length === 0 ? here !== '–' || why === '' : !names.every((name) => exported.includes(name));
    });
    expect(wrong).toEqual([]);
  });
});

const PYTHON_EXPORTS = `
Plugin PagodaError PluginError PluginLoadError PluginValidationError PluginSecurityError get_pagoda_version
InterfaceError AuthenticationError AuthorizationError DataAccessError HookExecutionError
PluginAPIViewMixin PluginViewSet PluginAPIView PluginPagination PluginPermission PluginSerializerMixin
PluginPageNumberPagination PluginNoPagination PluginACLPermission IsPluginAuthenticated IsPluginOwner IsPluginAdminOrOwner
PluginModelSerializer PluginValidationMixin PluginListSerializer PluginErrorSerializer
celery_app PluginTaskRegistry PluginTaskConfig register_plugin_job_task Job JobStatus JobOperation JobTarget
override_operation OverrideMeta OverrideContext success_response created_response accepted_response no_content_response
error_response not_found_response permission_denied_response validation_error_response
entry_hook entity_hook validation_hook get_attrs_hook
models Entity Entry User AttributeValue EntityAttr Attribute is_initialized get_available_models
EntityProtocol EntryProtocol UserProtocol EntityAttrProtocol AttributeProtocol AttributeValueProtocol JobProtocol
validate_plugin_data format_datetime_for_api sanitize_plugin_id generate_plugin_cache_key log_plugin_activity
merge_plugin_config validate_django_app_name get_plugin_module_path PluginLogger
`;

function exportsOf(file: string): readonly string[] {
  return symbolsOf(file)
    .map(({ name }) => name)
    .toSorted();
}

function symbolsOf(file: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(path.join(import.meta.dirname, file));
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  return checker.getExportsOfModule(module);
}

function descriptionOf(symbol: ts.Symbol): string {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return ts.displayPartsToString(target.getDocumentationComment(checker));
}
