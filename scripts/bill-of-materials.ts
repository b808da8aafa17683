import {existsSync, readdirSync, readFileSync} from 'node:fs';

/** A package of which something is in the bundle. */
export type BundledPackage = {
	readonly name: string;
	readonly version: string;
	readonly license: string;
	/** The text of its licence file; empty where it has none. */
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
		};
		const file = readdirSync(`${root}${folder}`).find(entry => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry));
		return {
			name: manifest.name,
			version: manifest.version,
			license: manifest.license ?? 'see its notice',
			notice:
				file && existsSync(`${root}${folder}/${file}`) ? readFileSync(`${root}${folder}/${file}`, 'utf8').trim() : '',
		};
	});
}

/** The licences of what the package holds, as most of them ask for. @param node its version, as `v24.1.0` */
export function thirdPartyNotice(packages: readonly BundledPackage[], node: string): string {
	const entries = packages.map(
		({name, version, license, notice}) => `${name} ${version} (${license})\n\n${notice || `Licence: ${license}`}\n`,
	);
	const ofNode = `Node.js ${node} (MIT and others): https://github.com/nodejs/node/blob/${node}/LICENSE\n`;
	return ['What gpjobs is made of besides its own code, with the licences.\n', ofNode, ...entries].join(
		`\n${'-'.repeat(80)}\n\n`,
	);
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
