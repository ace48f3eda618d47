import { CircleCheck, Hourglass, LoaderCircle, StepForward, Tv, Unplug, VideoOff, type LucideIcon } from 'lucide-react';
import type { Tally, TallyFact } from '../logic/tally';
import { tally as words, tallyText, tallyWords } from '../strings';

interface Look {
  readonly icon: LucideIcon;
  readonly className: string;
}

/* Each has its own colour, word and icon, so that none of the three has to be seen alone. Red is for the wall only. */
const looks: Readonly<Record<Tally, Look>> = {
  waiting: { icon: Hourglass, className: 'bg-sunken text-text border-line-strong' },
  away: { icon: Unplug, className: 'bg-danger-soft text-danger border-danger' },
  'no-picture': { icon: VideoOff, className: 'bg-sunken text-text border-line-strong' },
  ready: { icon: CircleCheck, className: 'bg-accent-soft text-accent-ink border-accent' },
  next: { icon: StepForward, className: 'bg-warn-soft text-warn border-warn' },
  'on-wall': { icon: Tv, className: 'bg-onair text-on-onair border-onair' },
};

const connecting: Look = { icon: LoaderCircle, className: 'bg-sunken text-text border-line' };

/** The big sign. Changes are announced; the seconds that count down are not. */
export function TallySign({ fact }: { fact: TallyFact | null }) {
  const { icon: Icon, className } = fact === null ? connecting : looks[fact.tally];
  const [word, text] = wordsOf(fact);
  return (
    <section className={`rounded-3xl border-2 p-4 transition-colors duration-150 min-[360px]:p-5 sm:p-6 ${className}`}>
      <div className="flex items-center gap-3 min-[360px]:gap-4">
        <Icon className={`size-10 shrink-0 min-[360px]:size-12 ${fact === null ? 'animate-spin' : ''}`} strokeWidth={1.75} aria-hidden />
        <p className="min-w-0 text-2xl leading-tight font-bold tracking-wide text-balance break-words uppercase min-[360px]:text-3xl" aria-hidden>{word}</p>
      </div>
      <p className="mt-3 text-lg text-pretty" aria-hidden>{text}</p>
      {fact?.seconds != null && <p className="mt-1 text-lg font-semibold tabular-nums">{words.inSeconds(fact.seconds)}</p>}
      <p className="sr-only" role="status">{words.announce(word, text)}</p>
    </section>
  );
}

function wordsOf(fact: TallyFact | null): readonly [string, string] {
  if (fact !== null) return [tallyWords[fact.tally], tallyText(fact.tally, fact.reason)];
  return [words.connecting, words.connectingText];
}
