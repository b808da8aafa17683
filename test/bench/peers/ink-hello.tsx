import {render, Text} from 'ink';

/** The floor of a start: the least that Ink can draw. It stays until it is killed. */
render(<Text>hello</Text>);
setInterval(() => {}, 1_000_000);
