import {playShare} from './play-cases.ts';

await playShare(4);
