import { bare, copyOf, isObject, type JsonObject, objectIn } from './json.ts';

/** Which version of the API fills in what a request leaves out: the values that public answers show. */
export type Filling = 'v1' | 'v2' | 'none';

const video = {
  v1: { bitRate: 250, codec: 'vp8', frameRate: 30, width: 480, height: 270 },
  v2: { bitRate: 300, codec: 'vp8', frameRate: 30, width: 480, height: 360 },
};

const degradation = {
  v1: {},
  v2: { packetLossThreshold: 25, degradeGracePeriodSeconds: 1, recoverGracePeriodSeconds: 4 },
};

function roleDefaults(name: string, filling: 'v1' | 'v2'): JsonObject {
  return {
    name,
    publishParams: {
      allowed: ['audio', 'video', 'screen'],
      audio: { bitRate: 32, codec: 'opus' },
      video: video[filling],
      screen: { codec: 'vp8', frameRate: 10, width: 1920, height: 1080 },
      ...(filling === 'v2' && { simulcast: { video: {}, screen: {} } }),
    },
    subscribeParams: {
      subscribeToRoles: filling === 'v1' ? ['guest'] : [],
      maxSubsBitRate: 3200,
      subscribeDegradation: degradation[filling],
    },
    permissions:
      filling === 'v1' ? {} : { rtmpStreaming: true, hlsStreaming: true, browserRecording: true, sendRoomState: false },
    priority: 1,
    maxPeerCount: 0,
  };
}

const settingsDefaults = {
  region: 'in',
  recording: null,
  roomState: { messageInterval: 0, sendPeerList: false, stopRoomStateOnJoin: false, enabled: false },
  retry: {},
};

/** A role as the server keeps it. */
export function filledRole(name: string, role: unknown, filling: Filling): JsonObject {
  const own = isObject(role) ? role : bare();
  return filling === 'none' ? filled(own, { name }) : filled(own, roleDefaults(name, filling));
}

/** Settings as the server keeps them. */
export function filledSettings(settings: unknown, filling: Filling): JsonObject {
  const own = isObject(settings) ? settings : bare();
  return filling === 'none' ? filled(own, {}) : filled(own, settingsDefaults);
}

/** Destinations as the server keeps them: those of HLS get the role of the platform's recorder, thumbnails a size of nothing. */
export function filledDestinations(destinations: unknown, filling: Filling): JsonObject {
  const own = filled(isObject(destinations) ? destinations : bare(), {});
  if (filling !== 'v2') return own;
  for (const name of Object.keys(objectIn(own, 'hlsDestinations'))) {
    const map = objectIn(own, 'hlsDestinations');
    map[name] = filled(objectIn(map, name), {
      name,
      role: '__internal_recorder',
      recording: { thumbnails: { width: 0, height: 0 } },
    });
  }
  return own;
}

/** A copy of an object with defaults for what it leaves out; lists and other values are taken as they are. */
function filled(own: JsonObject, defaults: JsonObject): JsonObject {
  const result = bare();
  for (const [name, value] of Object.entries(own)) {
    const inner = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    result[name] = isObject(value) ? filled(value, isObject(inner) ? inner : {}) : copyOf(value);
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (!Object.hasOwn(own, name)) result[name] = copyOf(value);
  }
  return result;
}
