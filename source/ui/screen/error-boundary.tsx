import {Component, type ReactNode} from 'react';

export type ErrorBoundaryProps = {readonly onError: (error: unknown) => void; readonly children: ReactNode};

/** Catches what goes wrong while drawing, and draws nothing more: Ink itself would show a stack trace. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, {readonly hasFailed: boolean}> {
	static getDerivedStateFromError(): {readonly hasFailed: boolean} {
		return {hasFailed: true};
	}

	override state = {hasFailed: false};

	override componentDidCatch(error: unknown): void {
		this.props.onError(error);
	}

	override render(): ReactNode {
		return this.state.hasFailed ? null : this.props.children;
	}
}
