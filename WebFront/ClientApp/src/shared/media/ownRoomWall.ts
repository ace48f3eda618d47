import { DirectWall } from './directWall';
import { SyntheticWall } from './syntheticWall';
import type { MediaConnection, MediaPass, WallMedia } from './types';

/** How the sids of tracks begin that nobody sends: simulated churches have no camera. */
const drawn = 'TR_DRAWN_';

const isDrawn = (trackSid: string): boolean => trackSid.startsWith(drawn);

/** The pictures of a room that the server keeps itself: real churches' come directly, those of simulated ones are drawn here. */
export class OwnRoomWall implements WallMedia {
  constructor(
    private readonly direct: WallMedia,
    private readonly synthetic: WallMedia,
  ) {}

  static open(pass: () => Promise<MediaPass>): OwnRoomWall {
    return new OwnRoomWall(new DirectWall(pass), new SyntheticWall());
  }

  get subscribed(): number {
    return this.direct.subscribed + this.synthetic.subscribed;
  }

  get connection(): MediaConnection {
    return this.direct.connection;
  }

  connect(): void {
    this.direct.connect();
    this.synthetic.connect();
  }

  setVisible(visible: readonly string[], warm: readonly string[]): void {
    const isSent = (trackSid: string) => !isDrawn(trackSid);
    this.direct.setVisible(visible.filter(isSent), warm.filter(isSent));
    this.synthetic.setVisible(visible.filter(isDrawn), warm.filter(isDrawn));
  }

  attach(trackSid: string, element: HTMLVideoElement): () => void {
    return (isDrawn(trackSid) ? this.synthetic : this.direct).attach(trackSid, element);
  }

  close(): void {
    this.direct.close();
    this.synthetic.close();
  }
}
