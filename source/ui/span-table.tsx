import {createContext, type PropsWithChildren, useContext} from 'react';
import {blanks} from '../text/safe-parts.ts';
import {Table} from './ink-table.ts';
import {Line, type Span} from './line.tsx';
import {WholeLines} from './line-marks.ts';
import {padding} from './panes/parameters/columns.ts';

/** The contents of a table. Each cell is as wide as its column. */
export type SpanTableProps = {
	readonly headings: readonly Span[];
	readonly rows: ReadonlyArray<readonly Span[]>;
};

/**
 * Passes changed contents to the components, because ink-table never replaces the components with which it was
 * mounted.
 */
const Cells = createContext<SpanTableProps>({headings: [], rows: []});

/**
 * A table drawn by ink-table, without borders: one line of headings and one line for each row.
 *
 * ink-table counts UTF-16 units, pads its contents and passes on only text. So it is given the position of each cell,
 * and the components look up the {@link Span} there, with its style and without padding.
 */
export function SpanTable({headings, rows}: SpanTableProps) {
	const columns = headings.map((_, column) => String(column));
	return (
		<Cells value={{headings, rows}}>
			<WholeLines value={null}>
				<Table
					columns={columns}
					data={rows.map((_, row) => Object.fromEntries(columns.map(column => [column, `${row} ${column}`])))}
					padding={padding}
					skeleton={Nothing}
					header={Heading}
					cell={Cell}
				/>
			</WholeLines>
		</Cells>
	);
}

function Heading({children}: PropsWithChildren) {
	return <Padded span={useContext(Cells).headings[Number(children)]} />;
}

function Cell({children}: PropsWithChildren) {
	const [row, column] = String(children).trim().split(' ').map(Number);
	return <Padded span={useContext(Cells).rows[row ?? 0]?.[column ?? 0]} />;
}

/** A cell with unstyled blanks on both sides. */
function Padded({span}: {readonly span: Span | undefined}) {
	return span && <Line spans={[{text: blanks(padding)}, span, {text: blanks(padding)}]} />;
}

/** Replaces the component with which ink-table draws borders. */
const Nothing = () => <></>;
