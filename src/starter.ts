/** A file that `hmslint init` writes. */
export interface StarterFile {
  /** Below the folder, with forward slashes. */
  readonly path: string;
  /** What it is, in words. */
  readonly what: string;
  readonly text: string;
}

/** A template to start from, which says what each part of it does. */
export const starterTemplate: StarterFile = {
  path: 'templates/example.yaml',
  what: 'a template to start from, with a word on each part',
  text: `# A template of 100ms.live: who may join a room, and what each of them may publish, hear and do.
# \`hmslint explain RULE\` says more of whatever hmslint finds in it.
name: example # a template that is created under a name that is there already replaces that one

roles:
  # The key is the role's name: clients join as \`host\`.
  host:
    publishParams:
      allowed: [audio, video, screen] # what this role may publish; \`[]\` for nothing
      audio: { bitRate: 32, codec: opus } # kbps, 16 to 128
      video:
        bitRate: 850 # kbps, 30 to 2000
        frameRate: 30 # at most 30
        width: 1280
        height: 720
        codec: vp8
      screen: { frameRate: 10, width: 1920, height: 1080, codec: vp8 }
      # The same video in several sizes, from which each listener gets the one that the network can carry: f is the
      # whole size, h and q are smaller.
      simulcast:
        video:
          layers:
            - { rid: f, scaleResolutionDownBy: 1, maxBitrate: 850, maxFramerate: 30 }
            - { rid: h, scaleResolutionDownBy: 2, maxBitrate: 350, maxFramerate: 25 }
            - { rid: q, scaleResolutionDownBy: 4, maxBitrate: 120, maxFramerate: 15 }
    subscribeParams:
      subscribeToRoles: [host] # whom this role hears and sees
      maxSubsBitRate: 3200 # kbps for all that it receives
    permissions:
      # Left out means false, but for the last three.
      endRoom: true
      removeOthers: true
      mute: true
      unmute: true
      changeRole: true
      sendRoomState: true
      browserRecording: true # may record the room
      rtmpStreaming: true # may stream it to other services
      hlsStreaming: true # may stream it to many
    priority: 1 # who gives way last when the network is poor: 1 to 5
    maxPeerCount: 4 # how many may join with this role; -1 for any number

  guest:
    publishParams:
      allowed: []
    subscribeParams:
      subscribeToRoles: [host]
      maxSubsBitRate: 2000
    permissions:
      # Left out, these would be true: every guest could stream and record.
      browserRecording: false
      rtmpStreaming: false
      hlsStreaming: false
    priority: 3

settings:
  region: auto # in, us, eu or auto: where the call is carried
  roomState: # tells who is in the room to those who have not joined
    enabled: true
    messageInterval: 10 # seconds: a multiple of 5
    sendPeerList: false

destinations:
  hlsDestinations:
    main:
      name: main
      playlistType: live
      layers: # from the largest to the smallest, in pixels and kbps
        - { width: 1280, height: 720, videoBitrate: 1500, audioBitrate: 64 }
        - { width: 640, height: 360, videoBitrate: 600, audioBitrate: 64 }
      recording:
        hlsVod: true
`,
};

/** A configuration that changes nothing, and shows what it could change. */
export const starterConfiguration: StarterFile = {
  path: 'hmslint.config.yaml',
  what: 'the configuration, which changes nothing yet and shows what it could',
  text: `# The configuration of hmslint for the files of this folder and below.
rules: # off, info, warning or error; \`hmslint rules\` lists them all
  unheard-role: info
  implicit-permission: warning

# What holds for some files only:
# files:
#   "roles/*.json": { kind: role }
#   "dev/**": { rules: { duplicate-template-name: off } }

# Findings that stay as they are, each with a reason:
# ignore:
#   - glob: "legacy/*.json"
#     rule: role-priority
#     pointer: /roles/*/priority
#     reason: written for v1, the server clamps it
#     until: 2027-06-30
`,
};

/** The entry that makes pre-commit lint each commit with the \`hmslint\` that is installed, as an item of \`repos:\`. */
export const preCommitEntry = `  - repo: local
    hooks:
      - id: hmslint
        name: hmslint
        # Runs the hmslint that is installed; files that are no document of the 100ms API are passed over.
        entry: hmslint --skip-unrecognised
        args: ["--"] # options go before it; behind it a file is a file, whatever its name begins with
        language: system
        types_or: [yaml, json]
        require_serial: true
`;

/** A configuration of pre-commit with that entry. */
export const starterHooks: StarterFile = {
  path: '.pre-commit-config.yaml',
  what: 'lints the templates of each commit, once `pre-commit install` has run',
  text: `# What pre-commit runs on each commit: \`pre-commit install\` sets it up in a clone.
repos:
${preCommitEntry}`,
};
