import { useMemo } from 'react';
import { Callout } from '../../shared/ui';
import type { Notice } from '../logic/machineTypes';
import { codeStep, offline, otherProblem, shut } from '../strings';
import { useJoin } from './context';
import { useSecondsUntil } from './hooks';

/** What the server said, in words for people. The doors, and the choice of a service, have views of their own. */
export function NoticeBox({ notice }: { notice: Notice | null }) {
  switch (notice?.kind) {
    case undefined:
    case 'doors':
    case 'choose':
      return null;
    case 'empty-code':
      return <Callout tone="warn" title={codeStep.emptyTitle}>{codeStep.emptyText}</Callout>;
    case 'unknown-code':
      return <Callout tone="warn" title={codeStep.unknownTitle}>{codeStep.unknownText}</Callout>;
    case 'unknown-link':
      return <Callout tone="warn" title={codeStep.unknownLinkTitle}>{codeStep.unknownLinkText}</Callout>;
    case 'ended':
      return <Callout tone="info" title={codeStep.endedTitle}>{codeStep.endedText}</Callout>;
    case 'offline':
      return <Callout tone="warn" title={offline.title}>{offline.text}</Callout>;
    case 'still-closed':
      return <Callout tone="info" title={otherProblem.stillTitle}>{otherProblem.stillText}</Callout>;
    case 'too-many':
      return <TooMany notice={notice} />;
    case 'shut':
      return <Callout tone="info" title={shut[notice.why].title}>{shut[notice.why].text}</Callout>;
    case 'other':
      return <Callout tone="warn" title={notice.title || otherProblem.title}>{notice.detail}</Callout>;
  }
}

function TooMany({ notice }: { notice: Extract<Notice, { kind: 'too-many' }> }) {
  const { session } = useJoin();
  // Each new "too many" is a new notice with a wait of its own.
  const until = useMemo(() => session.clock.now() + notice.seconds * 1000, [notice, session]);
  const seconds = useSecondsUntil(until, session.clock);
  return <Callout tone="warn" title={codeStep.tooManyTitle}><span aria-live="off">{codeStep.tooManyText(seconds ?? notice.seconds)}</span></Callout>;
}
