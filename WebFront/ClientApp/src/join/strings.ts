import type { BrowserKind } from './logic/browser';
import type { CameraProblem } from './camera/problem';
import type { Closed, Shut } from './logic/machineTypes';
import type { Sending } from './logic/sending';
import type { Tally, TallyReason } from './logic/tally';

/**
 * Every word of the join page, in English. Written for a volunteer who has one minute and has never seen this page:
 * short sentences, no technical words, and always what to do next.
 */

export const common = {
  product: 'VideoWall',
  tryAgain: 'Try again',
  otherCode: 'Enter another code',
  seconds: (count: number) => (count === 1 ? '1 second' : `${count} seconds`),
} as const;

export const codeStep = {
  title: 'Join the video wall',
  lead: 'Type the code you were given.',
  label: 'Code',
  hint: 'Capital or small letters, spaces and dashes do not matter.',
  go: 'Continue',
  checking: 'Checking…',
  openingLink: 'Opening your personal link…',
  emptyTitle: 'Please type the code first',
  emptyText: 'It is in the message from the people who run the service.',
  unknownTitle: 'We do not know this code',
  unknownText: 'Please check it letter by letter. Codes have no zero, no letter O, no one and no letter I.',
  unknownLinkTitle: 'This personal link does not work',
  unknownLinkText: 'It may have been cut off when it was copied. Open it once more from the message, or type the code of the service here.',
  endedTitle: 'This service is over',
  endedText: 'The code was right, but the service has ended. Ask for the code of the next one.',
  tooManyTitle: 'Too many tries',
  tooManyText: (seconds: number) =>
    seconds > 0 ? `Please wait ${common.seconds(seconds)}. Then it goes on by itself.` : 'Going on now…',
} as const;

export const doors = {
  title: 'You are early. That is good!',
  noneTitle: 'There is no service right now',
  noneText: 'Leave this page open, or come back later: this link stays yours. It goes on by itself.',
  text: 'The doors are not open yet. Leave this page open: it goes on by itself.',
  opensIn: 'Doors open in',
  opensAt: (when: string) => `Doors open: ${when}`,
  startsAt: (when: string) => `The service starts: ${when}`,
  anyMoment: 'any moment now',
} as const;

export const chooseService = {
  title: 'Which service?',
  text: 'Several are open at this moment. Choose the one you came for.',
} as const;

export const startsIn = 'The service starts in';

export const shut: Readonly<Record<Shut, { readonly title: string; readonly text: string }>> = {
  doors_locked: { title: 'The doors are locked', text: 'Nobody new comes in right now. Call the people who run the service if you should be there. Leave this page open: it goes on by itself when they open.' },
  service_full: { title: 'This service is full', text: 'Tell the people who run the service: they can make room. Leave this page open: it goes on by itself.' },
  too_many_joins: { title: 'Many are joining from here', text: 'Please wait a minute with this page open: it goes on by itself.' },
};

export const offline = {
  title: 'We cannot reach the server',
  text: 'Trying again by itself. Please check that you are connected to the internet.',
} as const;

export const otherProblem = {
  title: 'That did not work',
  stillTitle: 'Not yet',
  stillText: 'Nothing has changed. Please call the people who run the service.',
} as const;

export const nameStep = {
  title: 'What is your church called?',
  lead: 'This name is shown under your picture on the wall.',
  name: 'Name of your church',
  namePlaceholder: 'St. Mary',
  city: 'Town or city (optional)',
  cityPlaceholder: 'Springfield',
  emptyName: 'Please type the name of your church.',
  go: 'Continue',
  busy: 'One moment…',
} as const;

export const greenRoom = {
  title: 'Check your picture',
  lead: 'Nobody sees you yet.',
  as: (name: string) => `You are ${name}`,
  change: 'Change',
  caption: 'This is how you will look on the wall.',
  noSound: 'Only your picture is sent. Never any sound.',
  join: 'Join now',
  joinWithout: 'Join without a picture',
  tipsTitle: 'For a good picture',
  tips: ['Light from the front, no bright window behind you.', 'Put the camera at the height of your eyes and stand it on something firm.', 'Plug in the charger and close other video programs.'],
  wishTitle: 'Your new name has to wait',
  wish: (name: string) => `You asked to be called “${name}”. The people who run the service see that and say yes or no; until then your name stays.`,
  waitingNote: 'The people who run the service let you in after you join.',
} as const;

export const camera = {
  label: 'Camera',
  unnamed: (number: number) => `Camera ${number}`,
  flip: 'Turn the camera around',
  asking: 'Your browser asks about the camera. Choose “Allow”.',
  starting: 'Switching the camera on…',
  off: 'No picture',
  preview: 'Your camera picture',
  paused: 'The camera is paused. Is it covered, or is there a phone call?',
  askAgain: 'Ask again',
  again: 'Try the camera again',
  byItself: 'As soon as the camera works, this page goes on by itself.',
} as const;

interface Help {
  readonly title: string;
  readonly steps: readonly string[];
}

const reloadIfNeeded = 'If nothing happens, reload this page.';

/** Where each browser keeps the camera permission of one site. */
export const deniedSteps: Readonly<Record<BrowserKind, readonly string[]>> = {
  chrome: ['Click the icon to the left of the address, at the top of the window.', 'Switch “Camera” on.', reloadIfNeeded],
  edge: ['Click the padlock to the left of the address, at the top of the window.', 'Set “Camera” to “Allow”.', reloadIfNeeded],
  firefox: ['Click the crossed-out camera to the left of the address, at the top of the window.', 'Click the × beside “Blocked” to take the block away.', 'Click “Try the camera again” below and choose “Allow”.'],
  safari: ['Open the menu “Safari” and choose “Settings for this website…”.', 'Set “Camera” to “Allow”.', reloadIfNeeded],
  'ios-safari': ['Tap the icon at the left end of the address line.', 'Tap “Website Settings”, or the three dots first.', 'Set “Camera” to “Allow”, then reload this page.'],
  'ios-other': ['Open the “Settings” of your iPhone or iPad.', 'Find this browser in the list of apps and tap it.', 'Switch “Camera” on and come back to this page.'],
  'android-chrome': ['Tap the icon to the left of the address.', 'Tap “Permissions” and switch “Camera” on.', 'No such entry? Open your phone’s Settings → Apps → Chrome → Permissions → Camera → Allow.'],
  'android-firefox': ['Tap the padlock beside the address.', 'Tap “Camera” so that it says “Allowed”.', reloadIfNeeded],
  'android-samsung': ['Tap the padlock beside the address.', 'Tap “Permissions” and allow the camera.', reloadIfNeeded],
  'in-app': ['This page is open inside another app, which keeps the camera away.', 'Tap the menu (three dots or the share sign) and choose “Open in browser”.', 'On an iPhone use Safari, on other phones use Chrome.'],
  other: ['Look for a camera or padlock sign beside the address.', 'Allow the camera for this page.', 'Then reload this page.'],
};

const systemSteps = ['On Windows: Settings → Privacy & security → Camera. Switch on “Let apps access your camera” and “Let desktop apps access your camera”.', 'On a Mac: System Settings → Privacy & Security → Camera. Switch on your browser, then start the browser again.'] as const;

export function cameraHelp(problem: CameraProblem, browser: BrowserKind): Help {
  switch (problem) {
    case 'denied':
      return { title: 'The camera is blocked for this page', steps: deniedSteps[browser] };
    case 'denied-by-system':
      return { title: 'Your computer keeps the camera from the browser', steps: systemSteps };
    case 'dismissed':
      return { title: 'The camera was not allowed yet', steps: ['Click “Ask again” below.', 'Your browser asks about the camera. Choose “Allow”.'] };
    case 'busy':
      return { title: 'Another program is using the camera', steps: ['Close other video programs: Zoom, Teams, Skype, OBS, FaceTime.', 'Close other tabs that use the camera.', 'Still busy? Unplug the camera, plug it in again, or restart the device.'] };
    case 'missing':
      return { title: 'No camera was found', steps: ['Plug the camera in, or plug it into another socket.', 'Is there a small slider over the lens, or a camera key on the keyboard? Open it.', 'No camera? Open this page on a phone instead.'] };
    case 'insecure':
      return { title: 'The camera works only on a secure page', steps: ['Look at the address at the top: it has to begin with https://', 'Type https:// in front of the address, or open the link from the message again.', 'Still no camera? Tell the people who run the service: “the page needs https”.'] };
    case 'unsupported':
      return browser === 'in-app'
        ? { title: 'The camera does not work inside this app', steps: deniedSteps['in-app'] }
        : { title: 'This browser cannot use the camera', steps: ['Update the browser, or open this page in Chrome, Edge, Firefox or Safari.', 'On an iPhone or iPad use Safari.'] };
    case 'other':
      return { title: 'The camera did not start', steps: ['Unplug the camera and plug it in again, or restart the device.', 'Choose another camera below, if there is one.', 'Try another browser.'] };
  }
}

export const tallyWords: Readonly<Record<Tally, string>> = { waiting: 'Waiting', away: 'Away', 'no-picture': 'No picture', ready: 'Ready', next: 'Next', 'on-wall': 'On the wall' };

export const tally = {
  connecting: 'One moment…',
  connectingText: 'You are being connected.',
  /** Read out loud when the tally changes. */
  announce: (word: string, text: string) => `${word}. ${text}`,
  inSeconds: (seconds: number) => `In about ${common.seconds(seconds)}`,
} as const;

export function tallyText(kind: Tally, reason: TallyReason): string {
  if (kind === 'waiting') return 'The people who run the service will let you in. Just stay here.';
  if (kind === 'next') return 'You are on the wall in a moment. Look at the camera!';
  if (kind === 'on-wall') return reason === 'spotlight' ? 'You are shown large! Everyone in the hall sees you.' : 'Everyone in the hall sees you. Wave!';
  switch (reason) {
    case 'server':
      return 'The connection to the service is lost. It comes back by itself: please leave this page open.';
    case 'line':
      return 'Your picture does not get through, so nobody in the hall sees you. This page keeps trying by itself.';
    case 'camera':
      return 'Your camera gives no picture. The wall shows your name until it does.';
    case 'muted':
      return 'The people who run the service have paused your picture. There is nothing you have to do.';
    case 'no-picture':
      return 'Your place is kept. The wall shows your name until your picture arrives.';
    case 'blank':
      return 'The wall shows something else right now. Your turn comes.';
    case 'held':
      return 'The wall stays with other churches for a moment. Your turn comes.';
    default:
      return 'All is well. You will be on the wall soon.';
  }
}

export const sendingText: Readonly<Record<Sending, Help>> = {
  yes: { title: 'Your picture is being sent', steps: [] },
  paused: { title: 'Your picture is paused', steps: [] },
  camera: { title: 'Your camera gives no picture', steps: [] },
  still: { title: 'Your camera picture stands still', steps: ['Is the camera covered, or is there a phone call?', 'Close other programs that use the camera.', 'Unplug the camera and plug it in again, or choose another one.'] },
  joining: { title: 'Connecting your picture…', steps: [] },
  blocked: { title: 'Your picture does not get out', steps: ['Perhaps this network lets no video through. Try another Wi-Fi, or a phone with mobile data.', 'Switch off a VPN, if you use one.', 'This page keeps trying by itself.'] },
  starting: { title: 'Starting to send your picture…', steps: [] },
  away: { title: 'The connection is interrupted', steps: ['It comes back by itself. Please leave this page open.', 'If it takes long: move closer to the Wi-Fi, or use a cable.'] },
  stopped: { title: 'Your picture is not getting through', steps: ['Close other programs and tabs that use the internet.', 'Move closer to the Wi-Fi, or use a cable.', 'Still stuck? A phone with mobile data often works.'] },
};

export const onAir = {
  title: (service: string) => service,
  you: 'Your picture',
  rate: (fps: number, kbps: number) => `${Math.round(fps)} pictures a second, ${kbps} kbit/s`,
  lossy: 'Your line is weak: your picture may stutter on the wall. If you can, close other programs that use the internet, move closer to the Wi-Fi, or use a cable.',
  keepOpen: 'Keep this page open and your device plugged in.',
  switchCamera: 'Change camera',
  leave: 'Leave',
  leaveTitle: 'Do you want to leave?',
  leaveText: 'Your picture goes away from the wall.',
  leaveYes: 'Yes, leave',
  leaveNo: 'No, stay',
} as const;

export const elsewhere = {
  askTitle: 'You are already connected on another device',
  askText: 'Only one device can show your church. Do you want to use this one?',
  takeOver: 'Use this device',
  cancel: 'No, keep the other one',
  goneTitle: 'Opened on another device',
  goneText: 'Your church is now connected on another device or in another tab. This page no longer sends your picture.',
  takeBack: 'Use this device again',
} as const;

export const closed: Readonly<Record<Closed, { readonly title: string; readonly text: string; readonly again: string | null }>> = {
  left: { title: 'You have left', text: 'Your camera is off. Thank you for being there!', again: 'Join again' },
  ended: { title: 'The service is over', text: 'Your camera is off and you can close this page. Thank you for being there!', again: null },
  removed: { title: 'You are no longer on the wall', text: 'The people who run the service have closed your connection. If this is a mistake, call them: they can let you in again, and this page then comes back by itself.', again: 'Try again' },
  revoked: { title: 'This personal link is switched off', text: 'Please ask the people who run the service for a new link.', again: 'Try again' },
  gone: { title: 'This service no longer exists', text: 'Please ask the people who run the service for a new code.', again: null },
  full: { title: 'All places for cameras are taken', text: 'This installation has no media server, and shows 30 cameras at most. Tell the people who run the service: with LiveKit there is room for everybody.', again: 'Try again' },
  'kept-elsewhere': { title: 'The other device stays connected', text: 'You can close this page.', again: 'Use this device instead' },
};
