// Generated from the schemas by `npm run generate`: change schemas/*.schema.json instead.

/**
 * What the rooms of an application have in common: roles, settings, destinations and plugins. It is the body of POST /templates, and its answer.
 */
export interface Template {
  /**
   * Where the JSON Schema of a template is, for editors. It is no part of what the API gets.
   */
  $schema?: string;
  /**
   * The name of the template: letters a-z and A-Z, digits, space, hyphen, dot, underscore and colon. It is unique: creating a template under a name that exists overwrites that template. Without a name the API makes one up.
   */
  name?: string;
  /**
   * Whether this is the default template of the account. The docs dropped it in 2023, public templates still send it.
   */
  default?: boolean;
  /**
   * The roles of the template, by name. An empty object asks for the defaults of a role.
   */
  roles?: {
    [name: string]: Role;
  };
  /**
   * What holds for every room of the template.
   */
  settings?: Settings;
  /**
   * Where the sound and the picture of a room can go: recordings, live streams and transcripts.
   */
  destinations?: Destinations;
  /**
   * Extras that clients offer in the room: whiteboard, closed captions, noise cancellation. The page has tables for it but leaves it out of its main arguments. It stands beside destinations: in the sample of an answer a comma is lost, which puts it inside.
   */
  plugins?: Plugins;
  /**
   * The id of the template. The API sets it; a request leaves it out.
   */
  id?: string;
  /**
   * The old name of `id`. The API sets it; a request leaves it out.
   */
  _id?: string;
  /**
   * The id of the account that owns the template. The API sets it; a request leaves it out.
   */
  customerId?: string;
  /**
   * The old name of `customerId`. The API sets it; a request leaves it out.
   */
  customer?: string;
  /**
   * How the docs of the answer spell `customerId`; real answers do not have it. The API sets it; a request leaves it out.
   */
  customer_id?: string;
  /**
   * The id of the app that the template belongs to. The API sets it; a request leaves it out.
   */
  appId?: string;
  /**
   * When the template was created, as a date and time in UTC. The API sets it; a request leaves it out.
   */
  createdAt?: string;
  /**
   * When the template was last changed, as a date and time in UTC. The API sets it; a request leaves it out.
   */
  updatedAt?: string;
}

/**
 * How the rooms of a template are recorded: the body of POST /templates/{id}/recordings, and its answer. The list has exactly one element today.
 *
 * @minItems 1
 * @maxItems 1
 */
export type Recordings = RecordingConfiguration[];

/**
 * What `hmslint.config.yaml` or `hmslint.config.json` says: it holds for the files of its folder and below.
 */
export interface Config {
  /**
   * Where the JSON Schema of the configuration is, for editors.
   */
  $schema?: string;
  rules?: Rules;
  /**
   * What holds for some files only, by glob. Where several globs match a file, what stands further down wins.
   */
  files?: {
    [name: string]: FileEntry;
  } | null;
  /**
   * Which roles may hold a permission, by its name: whoever else holds it is reported as `permission-policy`. A permission that a role has by default counts as held. One that is not named here may be held by any role.
   */
  permissions?: {
    endRoom?: Holders;
    removeOthers?: Holders;
    mute?: Holders;
    unmute?: Holders;
    changeRole?: Holders;
    sendRoomState?: Holders;
    pollRead?: Holders;
    pollWrite?: Holders;
    browserRecording?: Holders;
    rtmpStreaming?: Holders;
    hlsStreaming?: Holders;
    sendMessage?: Holders;
  } | null;
  /**
   * Findings that are not reported, and files that are passed over.
   */
  ignore?: Ignored[] | null;
  /**
   * The names of variables that plan and push fill in anywhere as `${NAME}`, from the environment. Left out: only below `settings.recording.upload` and in `rtmpUrls`, where every name is filled in. Names that begin with `HMS_` cannot be listed.
   */
  variables?: string[] | null;
  /**
   * Which template on the server a file is, by the path of the file from the folder of the configuration: the id of the template. Left out: the `id` in the file, else its name.
   */
  templates?: {
    [name: string]: string;
  } | null;
}

/**
 * The findings that are known and set aside, as `hmslint --baseline FILE --update-baseline` writes them.
 */
export interface Baseline {
  /**
   * Where the JSON Schema of the baseline is, for editors.
   */
  $schema?: string;
  /**
   * The version of the format: 1.
   */
  version: number;
  /**
   * The known findings of each file, by its path from the folder of the baseline with forward slashes.
   */
  files: {
    [name: string]: KnownFinding[];
  };
}

/**
 * Extras that clients offer in the room.
 */
export interface Plugins {
  /**
   * Who may open the whiteboard, draw on it and look at it.
   */
  whiteboard?: Whiteboard;
  /**
   * Who may switch closed captions on and off in a running session. The page shows one object, the client SDK and public templates have a list of them.
   */
  transcriptions?: TranscriptionPlugin | TranscriptionPlugin[];
  /**
   * Whether clients may filter background noise. The page does not name it; the dashboard has a switch for it, and the client SDK knows it.
   */
  noiseCancellation?: NoiseCancellation;
}

/**
 * Who may open the whiteboard, draw on it and look at it.
 */
export interface Whiteboard {
  /**
   * Which roles have which level. A role may have more than one.
   */
  permissions?: WhiteboardPermissions;
}

/**
 * Which roles have which level. A role may have more than one.
 */
export interface WhiteboardPermissions {
  /**
   * The roles that may open, close and view the whiteboard. To draw they must be writers too. Without any, nobody can open it.
   */
  admin?: string[];
  /**
   * The roles that may draw on the whiteboard and view it. To open or close it they must be admins too.
   */
  writer?: string[];
  /**
   * The roles that may only view the whiteboard. It appears in recordings only if the role of the recorder is among the readers.
   */
  reader?: string[];
}

/**
 * Who may switch closed captions on and off in a running session.
 */
export interface TranscriptionPlugin {
  /**
   * Which roles have which level.
   */
  permissions?: TranscriptionPluginPermissions;
  /**
   * The mode of transcription that the permissions are for. `caption` is the only one.
   */
  mode?: 'caption';
  /**
   * Translates captions. The client SDK has it here, the docs have it on the transcription destination.
   */
  translation?: Translation;
}

/**
 * Which roles have which level.
 */
export interface TranscriptionPluginPermissions {
  /**
   * The roles that may switch closed captions on and off for everybody in the room.
   */
  admin?: string[];
}

/**
 * Whether clients may filter background noise.
 */
export interface NoiseCancellation {
  /**
   * Whether clients may filter background noise.
   */
  enabled?: boolean;
}

/**
 * What a participant with this role may publish, receive and do. Everything may be left out: the API fills in its defaults.
 */
export interface Role {
  /**
   * The name of the role. Inside a template it equals the key that the role stands under. In a request to create or update one role, a name that differs from the path renames the role.
   */
  name?: string;
  /**
   * Which tracks the role may send, and how good they are.
   */
  publishParams?: PublishParams;
  /**
   * Which roles the role receives, and what is done when its connection is weak.
   */
  subscribeParams?: SubscribeParams;
  /**
   * What the role may do in the room. The page describes it as a collection of destinations, but every entry is a boolean.
   */
  permissions?: Permissions;
  /**
   * The order in which roles are degraded when bandwidth is short: 1 is the highest priority, 5 the lowest. The pages of the first API version allowed 1 to 10. The API was seen to fill in 1.
   */
  priority?: number;
  /**
   * How many peers may have this role in one session. 0 means any number, -1 means that nobody can join with it. Unit: peers.
   * @default 0
   */
  maxPeerCount?: number;
}

/**
 * Which tracks a role may send, and how good they are.
 */
export interface PublishParams {
  /**
   * The tracks that the role may publish. An empty list makes the role listen only. The page names `simulcast` too, but no public template has it: layers are set up under `simulcast` beside this list.
   */
  allowed?: ('audio' | 'video' | 'screen' | 'simulcast')[];
  /**
   * The quality of the microphone track. It has no effect unless `allowed` names `audio`.
   */
  audio?: AudioParams;
  /**
   * The quality of the camera track. It has no effect unless `allowed` names `video`.
   */
  video?: VideoParams;
  /**
   * The quality of the screen share. It has no effect unless `allowed` names `screen`.
   */
  screen?: ScreenParams;
  /**
   * The qualities in which tracks are sent at the same time, so that each subscriber gets the one that its connection can take. The page has it in its samples and in a table of its own, but not in the table of publishParams.
   */
  simulcast?: Simulcast;
  /**
   * @deprecated
   * The name that `simulcast.video` had until February 2023. Write `simulcast.video` instead.
   */
  videoSimulcastLayers?: SimulcastTrack;
  /**
   * @deprecated
   * The name that `simulcast.screen` had until February 2023. Write `simulcast.screen` instead.
   */
  screenSimulcastLayers?: SimulcastTrack;
}

/**
 * The quality of the microphone track.
 */
export interface AudioParams {
  /**
   * The highest bitrate of the audio track. Unit: kbps.
   * @default 32
   */
  bitRate?: number;
  /**
   * The codec of the audio track. Opus is the only one.
   * @default "opus"
   */
  codec?: 'opus';
}

/**
 * The quality of the camera track.
 */
export interface VideoParams {
  /**
   * The highest bitrate of the video track. The page gives 256 as the default, the API was seen to fill in 300. Unit: kbps.
   * @default 256
   */
  bitRate?: number;
  /**
   * The codec of the video track. VP8 is the only one.
   * @default "vp8"
   */
  codec?: 'vp8';
  /**
   * The highest frame rate of the video track. The page gives 25 as the default, the API was seen to fill in 30. Unit: frames per second.
   * @default 25
   */
  frameRate?: number;
  /**
   * The height of the video track. The page gives 180 as the default, the API was seen to fill in 360. Unit: pixels.
   * @default 180
   */
  height?: number;
  /**
   * The width of the video track. The page gives 320 as the default, the API was seen to fill in 480. Unit: pixels.
   * @default 320
   */
  width?: number;
}

/**
 * The quality of the screen share.
 */
export interface ScreenParams {
  /**
   * The highest bitrate of the screen share. It has no upper bound. The page gives 1024 as the default, answers of the API leave the bitrate out. Unit: kbps.
   * @default 1024
   */
  bitRate?: number;
  /**
   * The codec of the screen share. VP8 is the only one.
   * @default "vp8"
   */
  codec?: 'vp8';
  /**
   * The highest frame rate of the screen share. Unit: frames per second.
   * @default 10
   */
  frameRate?: number;
  /**
   * The height of the screen share. The page gives 720 as the default, the API was seen to fill in 1080. It was also seen to take 1086, which the page forbids. Unit: pixels.
   * @default 720
   */
  height?: number;
  /**
   * The width of the screen share. The page gives 1280 as the default, the API was seen to fill in 1920. Unit: pixels.
   * @default 1280
   */
  width?: number;
}

/**
 * The qualities in which tracks are sent at the same time.
 */
export interface Simulcast {
  /**
   * The layers of the camera track. An empty object switches them off.
   */
  video?: SimulcastTrack;
  /**
   * The layers of the screen share. An empty object switches them off.
   */
  screen?: SimulcastTrack;
}

/**
 * The layers in which one track is sent. An empty object switches simulcast off.
 */
export interface SimulcastTrack {
  /**
   * The layers, the best first: `f`, then `h`, then `q`. The page calls the list required, but its own samples and the answers of the API leave it out to switch simulcast off.
   *
   * @maxItems 3
   */
  layers?: SimulcastLayer[];
}

/**
 * One quality in which a track is sent.
 */
export interface SimulcastLayer {
  /**
   * Which layer this is: `f` full, `h` half, `q` quarter. The first layer is `f`, and each later one comes later in the order f, h, q.
   */
  rid: 'f' | 'h' | 'q';
  /**
   * By how much the width and the height of the track are divided. It is 1 for the first layer and rises from layer to layer. It need not be whole, although the page calls it a long integer; in one place the page also spells it scaleDownByResolution.
   */
  scaleResolutionDownBy: number;
  /**
   * The highest bitrate of the layer. 0 leaves it to the encoder. Unit: kbps.
   * @default 0
   */
  maxBitrate?: number;
  /**
   * The highest frame rate of the layer. Unit: frames per second.
   */
  maxFramerate: number;
}

/**
 * Which roles a role receives, and what is done when its connection is weak.
 */
export interface SubscribeParams {
  /**
   * The roles whose tracks this role receives. A role hears its own kind only if the list names it. Names that begin with `__internal` belong to the platform.
   */
  subscribeToRoles?: string[];
  /**
   * The highest bitrate that a peer with this role receives, all tracks together. Every sample has 3200. Unit: kbps.
   */
  maxSubsBitRate?: number;
  /**
   * When to give up video quality because packets are lost. The page says that having it switches on simulcast of the screen share.
   */
  subscribeDegradation?: SubscribeDegradation;
}

/**
 * When to give up video quality because packets are lost, and when to take it up again.
 */
export interface SubscribeDegradation {
  /**
   * The share of lost packets from which quality is given up. The page gives 50 as the default, the API was seen to fill in 25. Unit: percent.
   * @default 50
   */
  packetLossThreshold?: number;
  /**
   * How long packet loss must last before quality is given up. Unit: seconds.
   * @default 1
   */
  degradeGracePeriodSeconds?: number;
  /**
   * How long the connection must be good before quality is taken up again. Unit: seconds.
   * @default 4
   */
  recoverGracePeriodSeconds?: number;
}

/**
 * What a role may do in the room. Most permissions are withheld unless granted, but recording and streaming are granted unless withheld.
 */
export interface Permissions {
  /**
   * May end the session for everybody.
   * @default false
   */
  endRoom?: boolean;
  /**
   * May remove other peers from the room.
   * @default false
   */
  removeOthers?: boolean;
  /**
   * May ask for other peers to be muted.
   * @default false
   */
  mute?: boolean;
  /**
   * May ask other peers to unmute themselves.
   * @default false
   */
  unmute?: boolean;
  /**
   * May ask for the role of other peers to be changed.
   * @default false
   */
  changeRole?: boolean;
  /**
   * Receives the state of the room, such as the number and the list of peers, despite the name. It works only while `settings.roomState.enabled` is true.
   * @default false
   */
  sendRoomState?: boolean;
  /**
   * May see polls and quizzes and answer them.
   * @default false
   */
  pollRead?: boolean;
  /**
   * May create and change polls and quizzes. It includes `pollRead`.
   * @default false
   */
  pollWrite?: boolean;
  /**
   * May start and stop browser recordings. It is granted unless it is written as false, also to roles that only listen. Recording an RTMP stream needs `rtmpStreaming` too.
   * @default true
   */
  browserRecording?: boolean;
  /**
   * May start and stop RTMP streams. It is granted unless it is written as false, also to roles that only listen. Recording an RTMP stream needs `browserRecording` too.
   * @default true
   */
  rtmpStreaming?: boolean;
  /**
   * May start and stop HLS streams with or without recording, pause their recording and insert metadata. It is granted unless it is written as false, also to roles that only listen.
   * @default true
   */
  hlsStreaming?: boolean;
  /**
   * May send chat messages. Only the OpenAPI description names it; the page does not, and gives no default.
   */
  sendMessage?: boolean;
}

/**
 * What holds for every room of the template.
 */
export interface Settings {
  /**
   * The region in which rooms are hosted unless a room names its own. `auto` lets the platform choose.
   */
  region?: 'in' | 'us' | 'eu' | 'auto';
  /**
   * Where recordings are stored. Null, or leaving it out, stores them with 100ms.
   */
  recording?: RecordingSettings | null;
  /**
   * How the state of the room is sent to clients, also to those that have not joined yet and show a preview.
   */
  roomState?: RoomState;
  /**
   * Comes back in answers of the API, always empty. What it may hold is not documented.
   */
  retry?: {[name: string]: unknown};
  /**
   * Comes back empty in answers of the API from 2022. It is set per role, under subscribeParams.
   */
  subscribeDegradation?: SubscribeDegradation;
  /**
   * Comes back empty in answers of the API from 2022. Simulcast is set per role, under publishParams.simulcast.video.
   */
  videoSimulcastLayers?: SimulcastTrack;
  /**
   * Comes back empty in answers of the API from 2022. Simulcast is set per role, under publishParams.simulcast.screen.
   */
  screenSimulcastLayers?: SimulcastTrack;
}

/**
 * Where recordings are stored.
 */
export interface RecordingSettings {
  /**
   * @deprecated
   * Switched on the SFU recording of rooms. Deprecated: set up recordings with POST /templates/{id}/recordings instead. The deprecation notice calls the field settings.enabled, which never existed.
   * @default false
   */
  enabled?: boolean;
  /**
   * The storage of your own that recordings are uploaded to. Leave it out to store them with 100ms.
   */
  upload?: Upload;
}

/**
 * The storage of your own that recordings are uploaded to.
 */
export interface Upload {
  /**
   * The kind of storage: `s3` is Amazon S3, `gs` Google Cloud Storage, `oss` Alibaba Cloud, `azure` Azure Blob Storage. Azure came with the docs of January 2026.
   */
  type: 's3' | 'gs' | 'oss' | 'azure';
  /**
   * The name of the bucket, or of the container on Azure. The region goes to `options.region`.
   */
  location: string;
  /**
   * The folder inside the bucket. The template page requires it; the storage page calls it optional and falls back to the customer id.
   */
  prefix?: string;
  /**
   * What else the storage needs to know.
   */
  options?: UploadOptions;
  /**
   * The access key for the bucket. It must be able to read and to write.
   */
  credentials?: Credentials;
}

/**
 * What else the storage needs to know.
 */
export interface UploadOptions {
  /**
   * The region of the bucket. Azure needs none. Docs before 2023 say that ap-south-1 is taken without it.
   */
  region?: string;
  /**
   * The id of the storage account. It was seen in a public test only and is not documented.
   */
  account_id?: string;
}

/**
 * The access key for the bucket. Keep it out of files: write `${NAME}` and let the environment fill it in.
 */
export interface Credentials {
  /**
   * The id of the access key.
   */
  key: string;
  /**
   * The secret of the access key.
   */
  secretKey?: string;
  /**
   * How some answers and other pages spell `secretKey`. Requests write `secretKey`.
   */
  secret?: string;
}

/**
 * How the state of the room is sent to clients.
 */
export interface RoomState {
  /**
   * How often the state of the room is sent: a multiple of 5, from 5 to 3600. Answers of the API carry 0 where it was never set; 0 is accepted only while `enabled` is not true. Unit: seconds.
   */
  messageInterval?: number;
  /**
   * Whether the list of peers is sent along. If not, only their number is.
   */
  sendPeerList?: boolean;
  /**
   * Whether a client stops getting the state of the room once it has joined. The page has it in its samples only.
   */
  stopRoomStateOnJoin?: boolean;
  /**
   * Whether the state of the room is sent, to the roles whose permissions have `sendRoomState`. The page describes it as a list of roles, but it is a boolean.
   */
  enabled?: boolean;
}

/**
 * Where the sound and the picture of a room can go: recordings, live streams and transcripts.
 */
export interface Destinations {
  /**
   * @deprecated
   * Browser recordings by name. Deprecated: set up recordings with POST /templates/{id}/recordings instead. The transcription guide still asks for one of these, or an HLS destination, beside a transcription. Answers of the API carry it empty.
   */
  browserRecordings?: {
    [name: string]: BrowserRecording;
  };
  /**
   * Live streams to platforms such as YouTube or Twitch, by name. With more than one, starting a stream must name its destination.
   */
  rtmpDestinations?: {
    [name: string]: RtmpDestination;
  };
  /**
   * Live streams that 100ms serves itself, by name. With more than one, starting a stream must name its destination.
   */
  hlsDestinations?: {
    [name: string]: HlsDestination;
  };
  /**
   * Transcripts and captions, by name. A transcription works beside an HLS destination or a browser recording.
   */
  transcriptions?: {
    [name: string]: Transcription;
  };
}

/**
 * A recording that a browser makes by joining the room. Deprecated together with browserRecordings.
 */
export interface BrowserRecording {
  /**
   * The name of the browser recording. It equals the key that it stands under.
   */
  name: string;
  /**
   * The role with which the recording browser joins. It records what this role hears and sees.
   */
  role: string;
  /**
   * The width of the recorded screen. Unit: pixels.
   */
  width?: number;
  /**
   * The height of the recorded screen. Unit: pixels.
   */
  height?: number;
  /**
   * After how long the recording is stopped, for example 1800 for half an hour. Unit: seconds.
   */
  maxDuration?: number;
  /**
   * Still pictures that are taken from the recording.
   */
  thumbnails?: Thumbnails;
  /**
   * How long the presigned links to the files stay valid, for example 604800 for a week. Unit: seconds.
   */
  presignDuration?: number;
  /**
   * Whether the recording starts when somebody joins the room.
   */
  autoStart?: boolean;
  /**
   * How long to wait after all peers have left before the recording is stopped. Unit: seconds.
   */
  autoStopTimeout?: number;
}

/**
 * A live stream to other platforms over RTMP.
 */
export interface RtmpDestination {
  /**
   * The name of the RTMP destination. It equals the key that it stands under.
   */
  name: string;
  /**
   * The width of the streamed screen. Unit: pixels.
   */
  width?: number;
  /**
   * The height of the streamed screen. Unit: pixels.
   */
  height?: number;
  /**
   * After how long the stream is stopped, for example 1800 for half an hour. Unit: seconds.
   */
  maxDuration?: number;
  /**
   * Where the stream goes: at most three addresses that begin with rtmp:// or rtmps://. A call that starts a stream may name up to five. The page calls it an object, but it is a list. A stream key in an address is a secret.
   *
   * @maxItems 3
   */
  rtmpUrls?: string[];
  /**
   * Whether the stream is recorded too. Starting it then needs both `rtmpStreaming` and `browserRecording`. The stream itself stays the same.
   */
  recordingEnabled?: boolean;
  /**
   * How long to wait after all peers have left before the stream is stopped. Unit: seconds.
   */
  autoStopTimeout?: number;
}

/**
 * A live stream that 100ms serves itself.
 */
export interface HlsDestination {
  /**
   * The name of the HLS destination. It equals the key that it stands under.
   */
  name: string;
  /**
   * After how long the stream is stopped, for example 1800 for half an hour. Unit: seconds.
   */
  maxDuration?: number;
  /**
   * The sizes in which the stream is served, falling in resolution and in video bitrate. The page calls it an object, but it is a list.
   */
  layers?: HlsLayer[];
  /**
   * `live` lists only the latest segments, `event` lists all from the start, so that viewers can go back.
   */
  playlistType?: 'event' | 'live';
  /**
   * How many segments of two seconds a live playlist lists. It has no effect with playlistType `event`, although the sample of the page has both. Unit: segments.
   * @default 5
   */
  numPlaylistSegments?: number;
  /**
   * The frame rate of the stream, for example 25. Unit: frames per second.
   */
  videoFrameRate?: number;
  /**
   * Whether timed metadata can be inserted into the stream.
   */
  enableMetadataInsertion?: boolean;
  /**
   * By its name, whether the stream keeps one address. The text that the page has here belongs to another field.
   */
  enableStaticUrl?: boolean;
  /**
   * How the stream is recorded.
   */
  recording?: HlsRecording;
  /**
   * How long to wait after all peers have left before the stream is stopped. Unit: seconds.
   */
  autoStopTimeout?: number;
  /**
   * The role with which the stream joins the room. Answers of the API carry `__internal_recorder` here, a role of the platform. The page does not name the field.
   */
  role?: string;
}

/**
 * One size in which a stream is served or recorded.
 */
export interface HlsLayer {
  /**
   * The width of the layer. It is even. The smaller side is 144 to 1080 pixels, the larger 192 to 1920. Unit: pixels.
   */
  width?: number;
  /**
   * The height of the layer. It is even. The smaller side is 144 to 1080 pixels, the larger 192 to 1920. Unit: pixels.
   */
  height?: number;
  /**
   * The bitrate of the video track. It falls from layer to layer. Unit: kbps.
   */
  videoBitrate?: number;
  /**
   * The bitrate of the audio track. Unit: kbps.
   */
  audioBitrate?: number;
}

/**
 * How an HLS stream is recorded.
 */
export interface HlsRecording {
  /**
   * Whether the stream is kept as an HLS playlist (m3u8) with all its segments.
   */
  hlsVod?: boolean;
  /**
   * Whether each layer is kept as an mp4 file of its own.
   */
  singleFilePerLayer?: boolean;
  /**
   * Whether the video on demand is uploaded as one zip file. It needs storage of your own under settings.recording.upload; with the storage of 100ms the API refuses it.
   * @default false
   */
  enableZipUpload?: boolean;
  /**
   * Which layers of the destination are recorded. Without it all are. Every one must be among the layers of the destination, although the sample of the page has one that is not.
   */
  layers?: HlsLayer[];
  /**
   * Still pictures that are taken from the recording.
   */
  thumbnails?: Thumbnails;
  /**
   * How long the presigned links to the files stay valid, for example 604800 for a week. Unit: seconds.
   */
  presignDuration?: number;
}

/**
 * Still pictures that are taken from a recording. The page has no table for them: what is known comes from its samples and from answers.
 */
export interface Thumbnails {
  /**
   * Whether thumbnails are taken.
   */
  enabled?: boolean;
  /**
   * The width of a thumbnail. 0 means that it was never set. Unit: pixels.
   */
  width?: number;
  /**
   * The height of a thumbnail. 0 means that it was never set. Unit: pixels.
   */
  height?: number;
  /**
   * At which points of the recording a thumbnail is taken. The unit is not documented; samples have 2.
   */
  offsets?: number[];
  /**
   * How many frames per second to take. Samples have 60; it is not documented further. Unit: frames per second.
   */
  fps?: number;
}

/**
 * Turns speech into transcripts or captions.
 */
export interface Transcription {
  /**
   * The name of the transcription. It equals the key that it stands under.
   */
  name: string;
  /**
   * The role that listens: the roles that it subscribes to are transcribed. The transcription guide wants the same role as that of the browser recording.
   */
  role: string;
  /**
   * When to transcribe: `recorded` after the call, `live` as captions for viewers of the live stream, `caption` as captions for the peers in the room. `caption` came with the docs of April 2026.
   */
  modes?: ('recorded' | 'live' | 'caption')[];
  /**
   * The files to write in recorded mode: `txt` plain text, `srt` subtitles, `json` words and sentences with their times.
   */
  outputModes?: ('txt' | 'srt' | 'json')[];
  /**
   * Words that may be said and are in no dictionary: names, abbreviations, slang.
   */
  customVocabulary?: string[];
  /**
   * The language that is spoken, for example `en`. The dashboard offers English only; the page does not name the field.
   */
  language?: string;
  /**
   * Translates captions. It works with the mode `caption` only.
   */
  translation?: Translation;
  /**
   * A summary of the call, made from the transcript in recorded mode.
   */
  summary?: Summary;
}

/**
 * Translates captions for roles that read another language.
 */
export interface Translation {
  /**
   * Whether captions are translated.
   */
  enabled?: boolean;
  /**
   * The language that each role reads, by the name of the role.
   */
  roleLanguages?: {
    [name: string]: string;
  };
}

/**
 * A summary of the call, made from the transcript in recorded mode.
 */
export interface Summary {
  /**
   * Whether a summary is made. The table of the page spells it `enable`, but every sample and answer has `enabled`.
   */
  enabled?: boolean;
  /**
   * How the table of the page spells `enabled`. No sample and no answer has it: write `enabled`.
   */
  enable?: boolean;
  /**
   * What the call is about, to help the model. At most 300 characters.
   */
  context?: string;
  /**
   * How freely the model writes: low values make it predictable, high ones creative.
   * @default 0.5
   */
  temperature?: number;
  /**
   * The parts of the summary, at most six.
   *
   * @maxItems 6
   */
  sections?: SummarySection[];
}

/**
 * One part of a summary.
 */
export interface SummarySection {
  /**
   * The heading of the section, for example Agenda or Action Items. At most 100 characters.
   */
  title: string;
  /**
   * How the section is written: as `bullets` or as a `paragraph`.
   */
  format: 'bullets' | 'paragraph';
}

/**
 * How the rooms of a template are recorded.
 */
export interface RecordingConfiguration {
  /**
   * The name of the recording configuration.
   */
  name: string;
  /**
   * The role with which the recorder joins: one of the template's roles. It records what this role hears and sees.
   */
  role: string;
  /**
   * After how long a recording is stopped, for example 1800 for half an hour. Unit: seconds.
   */
  maxDuration?: number;
  /**
   * How long the presigned links to the files stay valid, for example 604800 for a week. Unit: seconds.
   */
  presignDuration?: number;
  /**
   * Still pictures that are taken from the recording.
   */
  thumbnails?: Thumbnails;
  /**
   * One picture and sound of the whole room.
   */
  compositeRecording?: CompositeRecording;
  /**
   * A file for each track.
   */
  trackRecording?: TrackRecording;
  /**
   * A file for each peer, sound and picture together.
   */
  streamRecording?: StreamRecording;
}

/**
 * One picture and sound of the whole room.
 */
export interface CompositeRecording {
  /**
   * Recorded by a browser that joins the room. It takes the place of destinations.browserRecordings.
   */
  browserComposite?: BrowserComposite;
  /**
   * Recorded by the media server. It takes the place of settings.recording.enabled.
   */
  customComposite?: CustomComposite;
}

/**
 * A recording that a browser makes by joining the room.
 */
export interface BrowserComposite {
  /**
   * Whether the browser composite is on. Answers leave it out where it is false.
   */
  enabled?: boolean;
  /**
   * Whether the recording starts when somebody joins the room. Answers leave it out where it is false.
   */
  autoStart?: boolean;
  /**
   * How long to wait after all peers have left before the recording is stopped. Unit: seconds.
   */
  autoStopTimeout?: number;
  /**
   * The width of the recorded screen. Unit: pixels.
   */
  width?: number;
  /**
   * The height of the recorded screen. Unit: pixels.
   */
  height?: number;
}

/**
 * A recording that the media server makes.
 */
export interface CustomComposite {
  /**
   * Whether the custom composite is on. Answers leave it out where it is false.
   */
  enabled?: boolean;
}

/**
 * A file for each track.
 */
export interface TrackRecording {
  /**
   * Whether each track is recorded. Answers leave it out where it is false.
   */
  enabled?: boolean;
}

/**
 * A file for each peer, sound and picture together.
 */
export interface StreamRecording {
  /**
   * Whether each peer is recorded. Answers leave it out where it is false.
   */
  enabled?: boolean;
  /**
   * The width of a recording. Unit: pixels.
   */
  width?: number;
  /**
   * The height of a recording. Unit: pixels.
   */
  height?: number;
}

/**
 * What holds for the files that the glob matches: the whole path from the folder of the configuration, with forward slashes. A glob that ends with `/` means everything below that folder.
 */
export interface FileEntry {
  /**
   * What kind of document the files are, whatever their content looks like.
   */
  kind?: 'template' | 'role' | 'settings' | 'destinations' | 'recordings';
  rules?: Rules;
}

/**
 * What is not reported. Without a rule and a pointer the files are passed over whole.
 */
export interface Ignored {
  /**
   * The files that are meant, as paths from the folder of the configuration. Left out: every file.
   */
  glob?: string;
  rule?: RuleId;
  /**
   * The place that is meant, as a JSON Pointer such as `/roles/host/priority`. `*` stands for any characters within a step, a step `**` for any number of steps. Left out: every place.
   */
  pointer?: string;
  /**
   * Why this may stay as it is, for those who read it later.
   */
  reason: string;
  /**
   * The last day on which the entry holds (UTC), such as `2026-12-31`. After it the findings are reported again, and the entry as unused.
   */
  until?: string;
}

/**
 * The names of the roles that may hold the permission. An empty list: no role may.
 */
export type Holders = string[];

/**
 * How bad a finding is, or `off`.
 */
export type Severity = 'off' | 'info' | 'warning' | 'error';

/**
 * The rule that is meant. Left out: every rule.
 */
export type RuleId =
  | 'syntax'
  | 'duplicate-key'
  | 'unknown-document'
  | 'schema/type'
  | 'schema/required'
  | 'schema/enum'
  | 'schema/range'
  | 'schema/length'
  | 'schema/unknown-property'
  | 'role-priority'
  | 'room-state-interval'
  | 'template-name'
  | 'placeholder-value'
  | 'unknown-role'
  | 'duplicate-entry'
  | 'simulcast-layers'
  | 'hls-layer-size'
  | 'hls-layer-order'
  | 'recording-layers-subset'
  | 'recording-layer-bitrate'
  | 'zip-upload-storage'
  | 'rtmp-url'
  | 'stream-key-in-url'
  | 'name-mismatch'
  | 'playlist-segments'
  | 'recorded-mode-only'
  | 'caption-mode-only'
  | 'transcription-source'
  | 'room-state-audience'
  | 'implicit-permission'
  | 'permission-policy'
  | 'streaming-permission-pair'
  | 'plaintext-secret'
  | 'upload-prefix'
  | 'credentials-secret'
  | 'summary-enabled'
  | 'deprecated-property'
  | 'read-only-property'
  | 'unheard-role'
  | 'subscribe-bitrate'
  | 'unused-simulcast'
  | 'whiteboard-roles'
  | 'nobody-can-join'
  | 'duplicate-template-name'
  | 'missing-template-name'
  | 'unused-ignore';

/**
 * Severities other than the rules' own, and `off` for rules that do not run.
 */
export type Rules = {
  /**
   * The file is well-formed JSON or YAML.
   * @default "error"
   */
  syntax?: Severity;
  /**
   * No name stands twice in one object.
   * @default "error"
   */
  'duplicate-key'?: Severity;
  /**
   * A file named on the command line is a document of the template API.
   * @default "error"
   */
  'unknown-document'?: Severity;
  /**
   * Every value has the type that the documentation gives it.
   * @default "error"
   */
  'schema/type'?: Severity;
  /**
   * Every required property is there.
   * @default "error"
   */
  'schema/required'?: Severity;
  /**
   * A value with a fixed choice is one of the documented ones.
   * @default "error"
   */
  'schema/enum'?: Severity;
  /**
   * Every number is within its documented range.
   * @default "error"
   */
  'schema/range'?: Severity;
  /**
   * Every text and every list keeps to its documented length.
   * @default "error"
   */
  'schema/length'?: Severity;
  /**
   * Every property is one that the API knows.
   * @default "error"
   */
  'schema/unknown-property'?: Severity;
  /**
   * The priority of a role is a whole number from 1 to 5.
   * @default "error"
   */
  'role-priority'?: Severity;
  /**
   * The interval of room state messages is a multiple of 5 from 5 to 3600 seconds.
   * @default "error"
   */
  'room-state-interval'?: Severity;
  /**
   * The name of a template is made of a-z, A-Z, 0-9, space and the characters - . _ and :
   * @default "error"
   */
  'template-name'?: Severity;
  /**
   * No text is left over from a sample.
   * @default "error"
   */
  'placeholder-value'?: Severity;
  /**
   * Every role that is mentioned must be one of the template’s roles.
   * @default "error"
   */
  'unknown-role'?: Severity;
  /**
   * A list must not name the same role, track or mode twice.
   * @default "warning"
   */
  'duplicate-entry'?: Severity;
  /**
   * Simulcast layers must begin with `f` at scale 1 and get smaller from layer to layer.
   * @default "error"
   */
  'simulcast-layers'?: Severity;
  /**
   * The sides of an HLS layer are even, the smaller one within 144 to 1080 and the larger one within 192 to 1920.
   * @default "error"
   */
  'hls-layer-size'?: Severity;
  /**
   * The layers of an HLS stream fall in resolution and in video bitrate.
   * @default "error"
   */
  'hls-layer-order'?: Severity;
  /**
   * Each layer of an HLS recording is one of the layers that its destination streams.
   * @default "error"
   */
  'recording-layers-subset'?: Severity;
  /**
   * A layer of an HLS recording states the bitrates of the streamed layer that it records.
   * @default "warning"
   */
  'recording-layer-bitrate'?: Severity;
  /**
   * An HLS recording is uploaded as a zip only to storage of your own.
   * @default "error"
   */
  'zip-upload-storage'?: Severity;
  /**
   * An RTMP destination streams to addresses that begin with `rtmp://` or `rtmps://`.
   * @default "error"
   */
  'rtmp-url'?: Severity;
  /**
   * The stream key of an RTMP address is written as `${NAME}`.
   * @default "warning"
   */
  'stream-key-in-url'?: Severity;
  /**
   * The `name` of a role or destination must be the key it stands under.
   * @default "warning"
   */
  'name-mismatch'?: Severity;
  /**
   * The number of playlist segments is set for live playlists only.
   * @default "warning"
   */
  'playlist-segments'?: Severity;
  /**
   * Output modes and a summary stand only where recordings are transcribed.
   * @default "warning"
   */
  'recorded-mode-only'?: Severity;
  /**
   * A translation stands only where captions are made.
   * @default "warning"
   */
  'caption-mode-only'?: Severity;
  /**
   * A transcription has a stream to listen to, as a role that hears somebody.
   * @default "warning"
   */
  'transcription-source'?: Severity;
  /**
   * Room state must be on exactly where some role may receive it.
   * @default "warning"
   */
  'room-state-audience'?: Severity;
  /**
   * A role that publishes nothing must say whether it may record and stream.
   * @default "warning"
   */
  'implicit-permission'?: Severity;
  /**
   * Only the roles that the configuration names may hold a permission.
   * @default "error"
   */
  'permission-policy'?: Severity;
  /**
   * Where an RTMP destination records, some role must have both `rtmpStreaming` and `browserRecording`.
   * @default "warning"
   */
  'streaming-permission-pair'?: Severity;
  /**
   * The credentials of the recording storage are written as `${NAME}`.
   * @default "warning"
   */
  'plaintext-secret'?: Severity;
  /**
   * The upload of recordings names a prefix.
   * @default "warning"
   */
  'upload-prefix'?: Severity;
  /**
   * The secret of the storage credentials is called `secretKey`.
   * @default "warning"
   */
  'credentials-secret'?: Severity;
  /**
   * The summary of a transcription is switched by `enabled`.
   * @default "warning"
   */
  'summary-enabled'?: Severity;
  /**
   * A template should not use what the documentation calls deprecated or has renamed.
   * @default "warning"
   */
  'deprecated-property'?: Severity;
  /**
   * What only the platform sets does not belong in a template file.
   * @default "info"
   */
  'read-only-property'?: Severity;
  /**
   * A role that publishes should have someone who subscribes to it, and a subscription something to hear.
   * @default "info"
   */
  'unheard-role'?: Severity;
  /**
   * `maxSubsBitRate` must leave room for the cheapest video of every role that is subscribed to.
   * @default "warning"
   */
  'subscribe-bitrate'?: Severity;
  /**
   * Simulcast layers should be those of a track that the role may publish.
   * @default "info"
   */
  'unused-simulcast'?: Severity;
  /**
   * A whiteboard needs at least one admin role and one writer role.
   * @default "warning"
   */
  'whiteboard-roles'?: Severity;
  /**
   * At least one role must let somebody join.
   * @default "warning"
   */
  'nobody-can-join'?: Severity;
  /**
   * No two files of one run carry the same template name.
   * @default "warning"
   */
  'duplicate-template-name'?: Severity;
  /**
   * A template should have a name.
   * @default "info"
   */
  'missing-template-name'?: Severity;
  /**
   * Every suppression gives a reason and suppresses something.
   * @default "warning"
   */
  'unused-ignore'?: Severity;
} | null;

/**
 * A finding that is not reported again.
 */
export interface KnownFinding {
  /**
   * The rule that found it.
   */
  rule: string;
  /**
   * What the finding is told by, wherever it moves: 16 hexadecimal digits, as in the JSON report.
   */
  fingerprint: string;
  /**
   * Where it stood when the baseline was written, for those who read it.
   */
  pointer?: string;
}
