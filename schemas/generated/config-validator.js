// Generated from the schemas by `npm run generate`: change schemas/*.schema.json instead.


export const validateConfig = validate215;
const schema71 = {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"$schema":{"type":"string","format":"uri-reference"},"rules":{"$ref":"Rules"},"files":{"type":["object","null"],"additionalProperties":{"$ref":"FileEntry"}},"permissions":{"type":["object","null"],"properties":{"endRoom":{"$ref":"Holders"},"removeOthers":{"$ref":"Holders"},"mute":{"$ref":"Holders"},"unmute":{"$ref":"Holders"},"changeRole":{"$ref":"Holders"},"sendRoomState":{"$ref":"Holders"},"pollRead":{"$ref":"Holders"},"pollWrite":{"$ref":"Holders"},"browserRecording":{"$ref":"Holders"},"rtmpStreaming":{"$ref":"Holders"},"hlsStreaming":{"$ref":"Holders"},"sendMessage":{"$ref":"Holders"}},"additionalProperties":false},"ignore":{"type":["array","null"],"items":{"$ref":"Ignored"}},"variables":{"type":["array","null"],"items":{"type":"string"}},"templates":{"type":["object","null"],"additionalProperties":{"type":"string"}}},"additionalProperties":false};
const formats0 = /^(?:[a-z][a-z0-9+\-.]*:)?(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'"()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?(?:\?(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
const schema60 = {"type":["object","null"],"properties":{"syntax":{"$ref":"Severity"},"duplicate-key":{"$ref":"Severity"},"unknown-document":{"$ref":"Severity"},"schema/type":{"$ref":"Severity"},"schema/required":{"$ref":"Severity"},"schema/enum":{"$ref":"Severity"},"schema/range":{"$ref":"Severity"},"schema/length":{"$ref":"Severity"},"schema/unknown-property":{"$ref":"Severity"},"role-priority":{"$ref":"Severity"},"room-state-interval":{"$ref":"Severity"},"template-name":{"$ref":"Severity"},"placeholder-value":{"$ref":"Severity"},"unknown-role":{"$ref":"Severity"},"duplicate-entry":{"$ref":"Severity"},"simulcast-layers":{"$ref":"Severity"},"hls-layer-size":{"$ref":"Severity"},"hls-layer-order":{"$ref":"Severity"},"recording-layers-subset":{"$ref":"Severity"},"recording-layer-bitrate":{"$ref":"Severity"},"zip-upload-storage":{"$ref":"Severity"},"rtmp-url":{"$ref":"Severity"},"stream-key-in-url":{"$ref":"Severity"},"name-mismatch":{"$ref":"Severity"},"playlist-segments":{"$ref":"Severity"},"recorded-mode-only":{"$ref":"Severity"},"caption-mode-only":{"$ref":"Severity"},"transcription-source":{"$ref":"Severity"},"room-state-audience":{"$ref":"Severity"},"implicit-permission":{"$ref":"Severity"},"permission-policy":{"$ref":"Severity"},"streaming-permission-pair":{"$ref":"Severity"},"plaintext-secret":{"$ref":"Severity"},"upload-prefix":{"$ref":"Severity"},"credentials-secret":{"$ref":"Severity"},"summary-enabled":{"$ref":"Severity"},"deprecated-property":{"$ref":"Severity"},"read-only-property":{"$ref":"Severity"},"unheard-role":{"$ref":"Severity"},"subscribe-bitrate":{"$ref":"Severity"},"unused-simulcast":{"$ref":"Severity"},"whiteboard-roles":{"$ref":"Severity"},"nobody-can-join":{"$ref":"Severity"},"duplicate-template-name":{"$ref":"Severity"},"missing-template-name":{"$ref":"Severity"},"unused-ignore":{"$ref":"Severity"}},"additionalProperties":false};
const func1 = Object.prototype.hasOwnProperty;
const schema61 = {"type":"string","enum":["off","info","warning","error"]};

function validate140(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate140.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((((data === "off") || (data === "info")) || (data === "warning")) || (data === "error"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema61.enum}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate140.errors = vErrors;
return errors === 0;
}
validate140.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate139(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate139.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema60.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema60.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.syntax !== undefined){
if(!(validate140(data.syntax, {instancePath:instancePath+"/syntax",parentData:data,parentDataProperty:"syntax",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["duplicate-key"] !== undefined){
if(!(validate140(data["duplicate-key"], {instancePath:instancePath+"/duplicate-key",parentData:data,parentDataProperty:"duplicate-key",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["unknown-document"] !== undefined){
if(!(validate140(data["unknown-document"], {instancePath:instancePath+"/unknown-document",parentData:data,parentDataProperty:"unknown-document",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["schema/type"] !== undefined){
if(!(validate140(data["schema/type"], {instancePath:instancePath+"/schema~1type",parentData:data,parentDataProperty:"schema/type",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["schema/required"] !== undefined){
if(!(validate140(data["schema/required"], {instancePath:instancePath+"/schema~1required",parentData:data,parentDataProperty:"schema/required",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["schema/enum"] !== undefined){
if(!(validate140(data["schema/enum"], {instancePath:instancePath+"/schema~1enum",parentData:data,parentDataProperty:"schema/enum",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["schema/range"] !== undefined){
if(!(validate140(data["schema/range"], {instancePath:instancePath+"/schema~1range",parentData:data,parentDataProperty:"schema/range",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["schema/length"] !== undefined){
if(!(validate140(data["schema/length"], {instancePath:instancePath+"/schema~1length",parentData:data,parentDataProperty:"schema/length",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["schema/unknown-property"] !== undefined){
if(!(validate140(data["schema/unknown-property"], {instancePath:instancePath+"/schema~1unknown-property",parentData:data,parentDataProperty:"schema/unknown-property",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["role-priority"] !== undefined){
if(!(validate140(data["role-priority"], {instancePath:instancePath+"/role-priority",parentData:data,parentDataProperty:"role-priority",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["room-state-interval"] !== undefined){
if(!(validate140(data["room-state-interval"], {instancePath:instancePath+"/room-state-interval",parentData:data,parentDataProperty:"room-state-interval",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["template-name"] !== undefined){
if(!(validate140(data["template-name"], {instancePath:instancePath+"/template-name",parentData:data,parentDataProperty:"template-name",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["placeholder-value"] !== undefined){
if(!(validate140(data["placeholder-value"], {instancePath:instancePath+"/placeholder-value",parentData:data,parentDataProperty:"placeholder-value",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["unknown-role"] !== undefined){
if(!(validate140(data["unknown-role"], {instancePath:instancePath+"/unknown-role",parentData:data,parentDataProperty:"unknown-role",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["duplicate-entry"] !== undefined){
if(!(validate140(data["duplicate-entry"], {instancePath:instancePath+"/duplicate-entry",parentData:data,parentDataProperty:"duplicate-entry",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["simulcast-layers"] !== undefined){
if(!(validate140(data["simulcast-layers"], {instancePath:instancePath+"/simulcast-layers",parentData:data,parentDataProperty:"simulcast-layers",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["hls-layer-size"] !== undefined){
if(!(validate140(data["hls-layer-size"], {instancePath:instancePath+"/hls-layer-size",parentData:data,parentDataProperty:"hls-layer-size",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["hls-layer-order"] !== undefined){
if(!(validate140(data["hls-layer-order"], {instancePath:instancePath+"/hls-layer-order",parentData:data,parentDataProperty:"hls-layer-order",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["recording-layers-subset"] !== undefined){
if(!(validate140(data["recording-layers-subset"], {instancePath:instancePath+"/recording-layers-subset",parentData:data,parentDataProperty:"recording-layers-subset",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["recording-layer-bitrate"] !== undefined){
if(!(validate140(data["recording-layer-bitrate"], {instancePath:instancePath+"/recording-layer-bitrate",parentData:data,parentDataProperty:"recording-layer-bitrate",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["zip-upload-storage"] !== undefined){
if(!(validate140(data["zip-upload-storage"], {instancePath:instancePath+"/zip-upload-storage",parentData:data,parentDataProperty:"zip-upload-storage",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["rtmp-url"] !== undefined){
if(!(validate140(data["rtmp-url"], {instancePath:instancePath+"/rtmp-url",parentData:data,parentDataProperty:"rtmp-url",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["stream-key-in-url"] !== undefined){
if(!(validate140(data["stream-key-in-url"], {instancePath:instancePath+"/stream-key-in-url",parentData:data,parentDataProperty:"stream-key-in-url",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["name-mismatch"] !== undefined){
if(!(validate140(data["name-mismatch"], {instancePath:instancePath+"/name-mismatch",parentData:data,parentDataProperty:"name-mismatch",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["playlist-segments"] !== undefined){
if(!(validate140(data["playlist-segments"], {instancePath:instancePath+"/playlist-segments",parentData:data,parentDataProperty:"playlist-segments",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["recorded-mode-only"] !== undefined){
if(!(validate140(data["recorded-mode-only"], {instancePath:instancePath+"/recorded-mode-only",parentData:data,parentDataProperty:"recorded-mode-only",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["caption-mode-only"] !== undefined){
if(!(validate140(data["caption-mode-only"], {instancePath:instancePath+"/caption-mode-only",parentData:data,parentDataProperty:"caption-mode-only",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["transcription-source"] !== undefined){
if(!(validate140(data["transcription-source"], {instancePath:instancePath+"/transcription-source",parentData:data,parentDataProperty:"transcription-source",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["room-state-audience"] !== undefined){
if(!(validate140(data["room-state-audience"], {instancePath:instancePath+"/room-state-audience",parentData:data,parentDataProperty:"room-state-audience",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["implicit-permission"] !== undefined){
if(!(validate140(data["implicit-permission"], {instancePath:instancePath+"/implicit-permission",parentData:data,parentDataProperty:"implicit-permission",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["permission-policy"] !== undefined){
if(!(validate140(data["permission-policy"], {instancePath:instancePath+"/permission-policy",parentData:data,parentDataProperty:"permission-policy",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["streaming-permission-pair"] !== undefined){
if(!(validate140(data["streaming-permission-pair"], {instancePath:instancePath+"/streaming-permission-pair",parentData:data,parentDataProperty:"streaming-permission-pair",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["plaintext-secret"] !== undefined){
if(!(validate140(data["plaintext-secret"], {instancePath:instancePath+"/plaintext-secret",parentData:data,parentDataProperty:"plaintext-secret",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["upload-prefix"] !== undefined){
if(!(validate140(data["upload-prefix"], {instancePath:instancePath+"/upload-prefix",parentData:data,parentDataProperty:"upload-prefix",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["credentials-secret"] !== undefined){
if(!(validate140(data["credentials-secret"], {instancePath:instancePath+"/credentials-secret",parentData:data,parentDataProperty:"credentials-secret",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["summary-enabled"] !== undefined){
if(!(validate140(data["summary-enabled"], {instancePath:instancePath+"/summary-enabled",parentData:data,parentDataProperty:"summary-enabled",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["deprecated-property"] !== undefined){
if(!(validate140(data["deprecated-property"], {instancePath:instancePath+"/deprecated-property",parentData:data,parentDataProperty:"deprecated-property",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["read-only-property"] !== undefined){
if(!(validate140(data["read-only-property"], {instancePath:instancePath+"/read-only-property",parentData:data,parentDataProperty:"read-only-property",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["unheard-role"] !== undefined){
if(!(validate140(data["unheard-role"], {instancePath:instancePath+"/unheard-role",parentData:data,parentDataProperty:"unheard-role",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["subscribe-bitrate"] !== undefined){
if(!(validate140(data["subscribe-bitrate"], {instancePath:instancePath+"/subscribe-bitrate",parentData:data,parentDataProperty:"subscribe-bitrate",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["unused-simulcast"] !== undefined){
if(!(validate140(data["unused-simulcast"], {instancePath:instancePath+"/unused-simulcast",parentData:data,parentDataProperty:"unused-simulcast",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["whiteboard-roles"] !== undefined){
if(!(validate140(data["whiteboard-roles"], {instancePath:instancePath+"/whiteboard-roles",parentData:data,parentDataProperty:"whiteboard-roles",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["nobody-can-join"] !== undefined){
if(!(validate140(data["nobody-can-join"], {instancePath:instancePath+"/nobody-can-join",parentData:data,parentDataProperty:"nobody-can-join",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["duplicate-template-name"] !== undefined){
if(!(validate140(data["duplicate-template-name"], {instancePath:instancePath+"/duplicate-template-name",parentData:data,parentDataProperty:"duplicate-template-name",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["missing-template-name"] !== undefined){
if(!(validate140(data["missing-template-name"], {instancePath:instancePath+"/missing-template-name",parentData:data,parentDataProperty:"missing-template-name",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
if(data["unused-ignore"] !== undefined){
if(!(validate140(data["unused-ignore"], {instancePath:instancePath+"/unused-ignore",parentData:data,parentDataProperty:"unused-ignore",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate140.errors);
errors = vErrors.length;
}
}
}
validate139.errors = vErrors;
return errors === 0;
}
validate139.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema59 = {"type":"object","properties":{"kind":{"type":"string","enum":["template","role","settings","destinations","recordings"]},"rules":{"$ref":"Rules"}},"additionalProperties":false};

function validate138(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate138.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "kind") || (key0 === "rules"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.kind !== undefined){
let data0 = data.kind;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(!(((((data0 === "template") || (data0 === "role")) || (data0 === "settings")) || (data0 === "destinations")) || (data0 === "recordings"))){
const err2 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema59.properties.kind.enum}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.rules !== undefined){
if(!(validate139(data.rules, {instancePath:instancePath+"/rules",parentData:data,parentDataProperty:"rules",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate139.errors);
errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate138.errors = vErrors;
return errors === 0;
}
validate138.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema64 = {"type":"array","items":{"type":"string"}};

function validate191(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate191.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate191.errors = vErrors;
return errors === 0;
}
validate191.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema62 = {"type":"object","properties":{"glob":{"type":"string"},"rule":{"$ref":"RuleId"},"pointer":{"type":"string"},"reason":{"type":"string"},"until":{"type":"string","format":"date"}},"required":["reason"],"additionalProperties":false};
const schema63 = {"type":"string","enum":["syntax","duplicate-key","unknown-document","schema/type","schema/required","schema/enum","schema/range","schema/length","schema/unknown-property","role-priority","room-state-interval","template-name","placeholder-value","unknown-role","duplicate-entry","simulcast-layers","hls-layer-size","hls-layer-order","recording-layers-subset","recording-layer-bitrate","zip-upload-storage","rtmp-url","stream-key-in-url","name-mismatch","playlist-segments","recorded-mode-only","caption-mode-only","transcription-source","room-state-audience","implicit-permission","permission-policy","streaming-permission-pair","plaintext-secret","upload-prefix","credentials-secret","summary-enabled","deprecated-property","read-only-property","unheard-role","subscribe-bitrate","unused-simulcast","whiteboard-roles","nobody-can-join","duplicate-template-name","missing-template-name","unused-ignore"]};

function validate189(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate189.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(!((((((((((((((((((((((((((((((((((((((((((((((data === "syntax") || (data === "duplicate-key")) || (data === "unknown-document")) || (data === "schema/type")) || (data === "schema/required")) || (data === "schema/enum")) || (data === "schema/range")) || (data === "schema/length")) || (data === "schema/unknown-property")) || (data === "role-priority")) || (data === "room-state-interval")) || (data === "template-name")) || (data === "placeholder-value")) || (data === "unknown-role")) || (data === "duplicate-entry")) || (data === "simulcast-layers")) || (data === "hls-layer-size")) || (data === "hls-layer-order")) || (data === "recording-layers-subset")) || (data === "recording-layer-bitrate")) || (data === "zip-upload-storage")) || (data === "rtmp-url")) || (data === "stream-key-in-url")) || (data === "name-mismatch")) || (data === "playlist-segments")) || (data === "recorded-mode-only")) || (data === "caption-mode-only")) || (data === "transcription-source")) || (data === "room-state-audience")) || (data === "implicit-permission")) || (data === "permission-policy")) || (data === "streaming-permission-pair")) || (data === "plaintext-secret")) || (data === "upload-prefix")) || (data === "credentials-secret")) || (data === "summary-enabled")) || (data === "deprecated-property")) || (data === "read-only-property")) || (data === "unheard-role")) || (data === "subscribe-bitrate")) || (data === "unused-simulcast")) || (data === "whiteboard-roles")) || (data === "nobody-can-join")) || (data === "duplicate-template-name")) || (data === "missing-template-name")) || (data === "unused-ignore"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema63.enum}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate189.errors = vErrors;
return errors === 0;
}
validate189.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate188(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate188.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.reason === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "reason"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "glob") || (key0 === "rule")) || (key0 === "pointer")) || (key0 === "reason")) || (key0 === "until"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.glob !== undefined){
if(typeof data.glob !== "string"){
const err2 = {instancePath:instancePath+"/glob",schemaPath:"#/properties/glob/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.rule !== undefined){
if(!(validate189(data.rule, {instancePath:instancePath+"/rule",parentData:data,parentDataProperty:"rule",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate189.errors);
errors = vErrors.length;
}
}
if(data.pointer !== undefined){
if(typeof data.pointer !== "string"){
const err3 = {instancePath:instancePath+"/pointer",schemaPath:"#/properties/pointer/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.reason !== undefined){
if(typeof data.reason !== "string"){
const err4 = {instancePath:instancePath+"/reason",schemaPath:"#/properties/reason/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.until !== undefined){
if(!(typeof data.until === "string")){
const err5 = {instancePath:instancePath+"/until",schemaPath:"#/properties/until/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate188.errors = vErrors;
return errors === 0;
}
validate188.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate215(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate215.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "$schema") || (key0 === "rules")) || (key0 === "files")) || (key0 === "permissions")) || (key0 === "ignore")) || (key0 === "variables")) || (key0 === "templates"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined){
let data0 = data.$schema;
if(typeof data0 === "string"){
if(!(formats0.test(data0))){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/format",keyword:"format",params:{format: "uri-reference"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.rules !== undefined){
if(!(validate139(data.rules, {instancePath:instancePath+"/rules",parentData:data,parentDataProperty:"rules",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate139.errors);
errors = vErrors.length;
}
}
if(data.files !== undefined){
let data2 = data.files;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err3 = {instancePath:instancePath+"/files",schemaPath:"#/properties/files/type",keyword:"type",params:{type: schema71.properties.files.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(validate138(data2[key1], {instancePath:instancePath+"/files/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data2,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate138.errors);
errors = vErrors.length;
}
}
}
}
if(data.permissions !== undefined){
let data4 = data.permissions;
if((!(data4 && typeof data4 == "object" && !Array.isArray(data4))) && (data4 !== null)){
const err4 = {instancePath:instancePath+"/permissions",schemaPath:"#/properties/permissions/type",keyword:"type",params:{type: schema71.properties.permissions.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){
if(!(func1.call(schema71.properties.permissions.properties, key2))){
const err5 = {instancePath:instancePath+"/permissions",schemaPath:"#/properties/permissions/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data4.endRoom !== undefined){
if(!(validate191(data4.endRoom, {instancePath:instancePath+"/permissions/endRoom",parentData:data4,parentDataProperty:"endRoom",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.removeOthers !== undefined){
if(!(validate191(data4.removeOthers, {instancePath:instancePath+"/permissions/removeOthers",parentData:data4,parentDataProperty:"removeOthers",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.mute !== undefined){
if(!(validate191(data4.mute, {instancePath:instancePath+"/permissions/mute",parentData:data4,parentDataProperty:"mute",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.unmute !== undefined){
if(!(validate191(data4.unmute, {instancePath:instancePath+"/permissions/unmute",parentData:data4,parentDataProperty:"unmute",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.changeRole !== undefined){
if(!(validate191(data4.changeRole, {instancePath:instancePath+"/permissions/changeRole",parentData:data4,parentDataProperty:"changeRole",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.sendRoomState !== undefined){
if(!(validate191(data4.sendRoomState, {instancePath:instancePath+"/permissions/sendRoomState",parentData:data4,parentDataProperty:"sendRoomState",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.pollRead !== undefined){
if(!(validate191(data4.pollRead, {instancePath:instancePath+"/permissions/pollRead",parentData:data4,parentDataProperty:"pollRead",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.pollWrite !== undefined){
if(!(validate191(data4.pollWrite, {instancePath:instancePath+"/permissions/pollWrite",parentData:data4,parentDataProperty:"pollWrite",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.browserRecording !== undefined){
if(!(validate191(data4.browserRecording, {instancePath:instancePath+"/permissions/browserRecording",parentData:data4,parentDataProperty:"browserRecording",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.rtmpStreaming !== undefined){
if(!(validate191(data4.rtmpStreaming, {instancePath:instancePath+"/permissions/rtmpStreaming",parentData:data4,parentDataProperty:"rtmpStreaming",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.hlsStreaming !== undefined){
if(!(validate191(data4.hlsStreaming, {instancePath:instancePath+"/permissions/hlsStreaming",parentData:data4,parentDataProperty:"hlsStreaming",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
if(data4.sendMessage !== undefined){
if(!(validate191(data4.sendMessage, {instancePath:instancePath+"/permissions/sendMessage",parentData:data4,parentDataProperty:"sendMessage",rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate191.errors);
errors = vErrors.length;
}
}
}
}
if(data.ignore !== undefined){
let data17 = data.ignore;
if((!(Array.isArray(data17))) && (data17 !== null)){
const err6 = {instancePath:instancePath+"/ignore",schemaPath:"#/properties/ignore/type",keyword:"type",params:{type: schema71.properties.ignore.type}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(Array.isArray(data17)){
const len0 = data17.length;
for(let i0=0; i0<len0; i0++){
if(!(validate188(data17[i0], {instancePath:instancePath+"/ignore/" + i0,parentData:data17,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = append(vErrors, validate188.errors);
errors = vErrors.length;
}
}
}
}
if(data.variables !== undefined){
let data19 = data.variables;
if((!(Array.isArray(data19))) && (data19 !== null)){
const err7 = {instancePath:instancePath+"/variables",schemaPath:"#/properties/variables/type",keyword:"type",params:{type: schema71.properties.variables.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(Array.isArray(data19)){
const len1 = data19.length;
for(let i1=0; i1<len1; i1++){
if(typeof data19[i1] !== "string"){
const err8 = {instancePath:instancePath+"/variables/" + i1,schemaPath:"#/properties/variables/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
if(data.templates !== undefined){
let data21 = data.templates;
if((!(data21 && typeof data21 == "object" && !Array.isArray(data21))) && (data21 !== null)){
const err9 = {instancePath:instancePath+"/templates",schemaPath:"#/properties/templates/type",keyword:"type",params:{type: schema71.properties.templates.type}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key3 in data21){
if(typeof data21[key3] !== "string"){
const err10 = {instancePath:instancePath+"/templates/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/templates/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate215.errors = vErrors;
return errors === 0;
}
validate215.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

function append(all, more) {
  if (all === null) return more;
  for (const error of more) all.push(error);
  return all;
}
