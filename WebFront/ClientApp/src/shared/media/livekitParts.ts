/** The part of livekit-client in use: loaded as one file of its own, and what is not named here is left out of it. */
export { DisconnectReason, LocalVideoTrack, Room, RoomEvent, Track, TrackEvent } from 'livekit-client';
