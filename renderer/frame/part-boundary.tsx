import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { words } from '../words.ts';
import pageStyles from './page.module.css';
import { TopBar } from './top-bar.tsx';

/**
 * Keeps the window from going blank where a part of a page cannot be shown: one that is loaded late may be gone, because
 * another Farmwright was started under an open page.
 */
export class PartBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <TopBar />
        <main id="content" className={pageStyles.narrow} tabIndex={-1}>
          <h1>{words.broken.heading}</h1>
          <p>{words.broken.explain}</p>
          <Button onClick={() => location.reload()}>{words.broken.reload}</Button>
        </main>
      </>
    );
  }
}
