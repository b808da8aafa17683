import {existsSync, readdirSync, readFileSync} from 'node:fs';

/** A package of which something is in the bundle. */
export type BundledPackage = {
	readonly name: string;
	readonly version: string;
	readonly license: string;
	/** The text of its licence. */
	readonly notice: string;
};

/**
 * The packages that files of the bundle come from.
 *
 * @param inputs paths below the project, as esbuild's metafile names them
 * @param root the project's folder, with a slash at its end
 * @returns each once, by name
 */
export function bundledPackages(inputs: readonly string[], root: string): readonly BundledPackage[] {
	const folders = new Set(inputs.flatMap(input => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []));
	return [...folders].sort().map(folder => {
		const manifest = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8')) as {
			readonly name: string;
			readonly version: string;
			readonly license?: string;
			readonly author?: string | {readonly name?: string};
		};
		const {name, version, license, author} = manifest;
		const files = readdirSync(`${root}${folder}`, {withFileTypes: true})
			.filter(entry => entry.isFile() && /^(licen[cs]e|copying|notice)(-\w+)?(\.(md|txt))?$/i.test(entry.name))
			.map(entry => entry.name);
		const texts = files.sort().map(file => readFileSync(`${root}${folder}/${file}`, 'utf8').trim());
		const owner = (typeof author === 'string' ? author : author?.name) ?? `the authors of ${name}`;
		const notice = texts.join('\n\n') || writtenOut(license, owner, root);
		if (notice === '') throw new Error(`${name} ${version} comes without the text of its licence (${license}).`);
		return {name, version, license: license ?? 'see its notice', notice};
	});
}

/** The text of a licence that a package names and leaves out; empty where it is not known. */
function writtenOut(license: string | undefined, owner: string, root: string): string {
	switch (license) {
		case 'MIT':
			return mitLicense(owner, root);
		case 'Apache-2.0':
			return apacheLicense(owner, root);
		default:
			return '';
	}
}

/** The licence has one text for all; another package of the same licence brings it. */
function apacheLicense(owner: string, root: string): string {
	const file = `${root}node_modules/reflect-metadata/LICENSE`;
	if (!existsSync(file)) return '';
	const text = readFileSync(file, 'utf8').trim();
	return `Copyright (c) ${owner}\n\n${text}`;
}

/** For packages that name the MIT licence and leave its text out: the words are those of our own licence. */
function mitLicense(owner: string, root: string): string {
	const [, terms = ''] = readFileSync(`${root}LICENSE`, 'utf8').split(/(?=Permission is hereby granted)/);
	return `MIT License\n\nCopyright (c) ${owner}\n\n${terms.trim()}`;
}

/**
 * The licences of what the bundle holds, as most of them ask for; a text that several have stands once.
 *
 * @param node the version of the Node that lies beside the bundle, as `v24.1.0`
 */
export function thirdPartyNotice(packages: readonly BundledPackage[], node?: string): string {
	const byText = Map.groupBy(packages, ({notice}) => notice);
	const entries = [...byText].map(
		([notice, group]) =>
			`${group.map(({name, version, license}) => `${name} ${version} (${license})`).join('\n')}\n\n${notice}\n`,
	);
	const ofNode = `Node.js ${node} (MIT and others): https://github.com/nodejs/node/blob/${node}/LICENSE\n`;
	return [
		'What gpjobs is made of besides its own code, with the licences.\n',
		...(node === undefined ? [] : [ofNode]),
		...entries,
	].join(`\n${'-'.repeat(80)}\n\n`);
}

type Component = {readonly name: string; readonly version?: string; readonly [field: string]: unknown};

/** What `npm sbom --sbom-format cyclonedx` prints, as far as it is looked at. */
export type NpmBom = {
	readonly components: readonly Component[];
	readonly dependencies?: unknown;
	readonly [field: string]: unknown;
};

/**
 * The bill of materials (CycloneDX 1.5) of the package: of npm's, which lists all that the project is built with, what
 * is in the bundle, and Node.
 */
export function sbomOf(npmBom: NpmBom, packages: readonly BundledPackage[], node: string): NpmBom {
	const held = new Set(packages.map(({name, version}) => `${name}@${version}`));
	const {dependencies: _all, ...rest} = npmBom;
	const components = npmBom.components
		.filter(({name, version}) => held.has(`${name}@${version}`) || name.startsWith('@napi-rs/keyring'))
		// Where npm fetched a package from is of no interest to others; `purl` and hash say which it is.
		.map(({externalReferences: _, ...component}) => ({...component, scope: 'required'}));
	const runtime = {
		'bom-ref': `node@${node}`,
		type: 'platform',
		name: 'node',
		version: node,
		purl: `pkg:generic/node@${node}`,
		externalReferences: [{type: 'distribution', url: `https://nodejs.org/dist/v${node}/`}],
	};
	return {...rest, components: [...components, runtime]};
}
