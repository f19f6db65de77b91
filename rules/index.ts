import type { AnyRule, RuleDocs } from '../src/rule.ts';
import captionModeOnly from './caption-mode-only.ts';
import credentialsSecret from './credentials-secret.ts';
import deprecatedProperty from './deprecated-property.ts';
import duplicateEntry from './duplicate-entry.ts';
import duplicateKey from './duplicate-key.ts';
import duplicateTemplateName from './duplicate-template-name.ts';
import hlsLayerOrder from './hls-layer-order.ts';
import hlsLayerSize from './hls-layer-size.ts';
import implicitPermission from './implicit-permission.ts';
import missingTemplateName from './missing-template-name.ts';
import nameMismatch from './name-mismatch.ts';
import nobodyCanJoin from './nobody-can-join.ts';
import permissionPolicy from './permission-policy.ts';
import placeholderValue from './placeholder-value.ts';
import plaintextSecret from './plaintext-secret.ts';
import playlistSegments from './playlist-segments.ts';
import readOnlyProperty from './read-only-property.ts';
import recordedModeOnly from './recorded-mode-only.ts';
import recordingLayerBitrate from './recording-layer-bitrate.ts';
import recordingLayersSubset from './recording-layers-subset.ts';
import rolePriority from './role-priority.ts';
import roomStateAudience from './room-state-audience.ts';
import roomStateInterval from './room-state-interval.ts';
import rtmpUrl from './rtmp-url.ts';
import schemaEnum from './schema/enum.ts';
import schemaLength from './schema/length.ts';
import schemaRange from './schema/range.ts';
import schemaRequired from './schema/required.ts';
import schemaType from './schema/type.ts';
import schemaUnknownProperty from './schema/unknown-property.ts';
import simulcastLayers from './simulcast-layers.ts';
import streamKeyInUrl from './stream-key-in-url.ts';
import streamingPermissionPair from './streaming-permission-pair.ts';
import subscribeBitrate from './subscribe-bitrate.ts';
import summaryEnabled from './summary-enabled.ts';
import syntax from './syntax.ts';
import templateName from './template-name.ts';
import transcriptionSource from './transcription-source.ts';
import unheardRole from './unheard-role.ts';
import unknownDocument from './unknown-document.ts';
import unknownRole from './unknown-role.ts';
import unusedIgnore from './unused-ignore.ts';
import unusedSimulcast from './unused-simulcast.ts';
import uploadPrefix from './upload-prefix.ts';
import whiteboardRoles from './whiteboard-roles.ts';
import zipUploadStorage from './zip-upload-storage.ts';

/** All rules, in the order in which they are listed and in which, of two errors at one place, the first one is told. */
export const rules: readonly (RuleDocs | AnyRule)[] = [
  syntax,
  duplicateKey,
  unknownDocument,
  schemaType,
  schemaRequired,
  schemaEnum,
  schemaRange,
  schemaLength,
  schemaUnknownProperty,
  rolePriority,
  roomStateInterval,
  templateName,
  placeholderValue,
  unknownRole,
  duplicateEntry,
  simulcastLayers,
  hlsLayerSize,
  hlsLayerOrder,
  recordingLayersSubset,
  recordingLayerBitrate,
  zipUploadStorage,
  rtmpUrl,
  streamKeyInUrl,
  nameMismatch,
  playlistSegments,
  recordedModeOnly,
  captionModeOnly,
  transcriptionSource,
  roomStateAudience,
  implicitPermission,
  permissionPolicy,
  streamingPermissionPair,
  plaintextSecret,
  uploadPrefix,
  credentialsSecret,
  summaryEnabled,
  deprecatedProperty,
  readOnlyProperty,
  unheardRole,
  subscribeBitrate,
  unusedSimulcast,
  whiteboardRoles,
  nobodyCanJoin,
  duplicateTemplateName,
  missingTemplateName,
  unusedIgnore,
];
