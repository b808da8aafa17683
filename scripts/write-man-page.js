/** Writes the manual page into `dist/`, where the built program and `npm install` find it. */
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {manPage} from '../source/commands/man-page.ts';

const at = path => fileURLToPath(new URL(`../${path}`, import.meta.url));
const {version} = JSON.parse(readFileSync(at('package.json'), 'utf8'));
writeFileSync(at('dist/gpjobs.1'), manPage(version));
