import { Component, type ReactNode } from 'react';
import { Button, Empty } from '../../shared/ui';

/** Stands in for a page that failed to draw itself: a fault of ours must not leave the desk in front of nothing. */
export class Mishap extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="grid min-h-dvh place-items-center">
        <Empty title="This page has failed" action={<Button look="primary" onClick={() => location.reload()}>Reload the page</Button>}>
          That is a fault of the program, not yours. The walls go on without this page.
        </Empty>
      </main>
    );
  }
}
