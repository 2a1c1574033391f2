// Bundles parts.js into internal/page/assets/echarts.min.js and writes its version and SHA-256 beside it.
// Package page embeds both; its test fails when they disagree or when the file could close a script element.
import {build} from 'esbuild';
import {createHash} from 'node:crypto';
import {readFile, writeFile} from 'node:fs/promises';

const here = new URL('./', import.meta.url);
const assets = new URL('../../internal/page/assets/', here);
const {version} = JSON.parse(await readFile(new URL('node_modules/echarts/package.json', here), 'utf8'));

// The Apache licence asks for its header to be kept; bundlers drop comments, so it is put back in front.
const banner = `/*! Apache ECharts ${version}, custom build (tools/echarts). Copyright 2017-2026 The Apache Software Foundation.
Licensed under the Apache License, Version 2.0; you may obtain a copy at http://www.apache.org/licenses/LICENSE-2.0
Contains zrender (BSD-3-Clause, Copyright 2017 Baidu Inc.), parts of d3 (BSD-3-Clause, Copyright 2010-2021 Mike Bostock)
and tslib (0BSD, Copyright Microsoft Corporation). Full texts: THIRD_PARTY.md. */`;

const result = await build({
  absWorkingDir: new URL('.', here).pathname,
  entryPoints: ['parts.js'],
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'echarts',
  target: 'es2019',
  charset: 'ascii',
  legalComments: 'none',
  define: {'process.env.NODE_ENV': '"production"', __DEV__: 'false'},
  banner: {js: banner},
  write: false,
});
const code = result.outputFiles[0].text;
const sha256 = createHash('sha256').update(code).digest('hex');
await writeFile(new URL('echarts.min.js', assets), code);
await writeFile(new URL('echarts.json', assets), JSON.stringify({version, sha256, bytes: Buffer.byteLength(code)}, null, 2) + '\n');
console.log(`echarts ${version}: ${Buffer.byteLength(code)} bytes, sha256 ${sha256}`);
