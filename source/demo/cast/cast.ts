import type {Script} from '../play/script.ts';
import type {DemoTask} from '../tasks/task.ts';
import {airQuality} from './air-quality.ts';
import {checkRoads} from './check-roads.ts';
import {countyParcels} from './county-parcels.ts';
import {detectTrees} from './detect-trees.ts';
import {downloadScenes} from './download-scenes.ts';
import {hotspots} from './hotspots.ts';
import {landUse} from './land-use.ts';
import {matchAddresses} from './match-addresses.ts';
import {nightlyExport} from './nightly-export.ts';
import {parcelReport} from './parcel-report.ts';
import {printMap} from './print-map.ts';
import {rebuildIndex} from './rebuild-index.ts';
import {tileCache} from './tile-cache.ts';
import {viewshed} from './viewshed.ts';
import {watershed} from './watershed.ts';

/**
 * The hand-written jobs of the demo, in the order of the list. Together they show every situation that a monitor can
 * meet. Something changes within the first seconds, and at speed 1 the last job ends after less than six minutes.
 */
export const cast: readonly Script[] = [
	hotspots,
	parcelReport,
	nightlyExport,
	tileCache,
	watershed,
	viewshed,
	matchAddresses,
	checkRoads,
	landUse,
	airQuality,
	detectTrees,
	rebuildIndex,
	printMap,
	downloadScenes,
];

/**
 * Hand-written jobs that are added before the generated ones if more jobs are requested. Their results are too large
 * for a first look at the demo.
 */
export const furtherScripts: readonly Script[] = [countyParcels];

/** The tasks to which clients can submit jobs, whichever jobs exist at the start. */
export const castTasks: readonly DemoTask[] = [...cast, ...furtherScripts].map(({task}) => task);
