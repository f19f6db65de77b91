import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const isSarif = ajv.compile(
  JSON.parse(readFileSync(new URL('fixtures/sarif-2.1.0.schema.json', import.meta.url), 'utf8')),
);

interface Artifact {
  readonly uri: string;
  readonly uriBaseId?: string;
}

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly charOffset: number;
  readonly charLength: number;
}

interface Physical {
  readonly artifactLocation: Artifact;
  readonly region: Region;
}

/** What the tests look at in a result. */
export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [
    { readonly physicalLocation: Physical; readonly logicalLocations?: readonly { fullyQualifiedName: string }[] },
  ];
  readonly relatedLocations?: readonly {
    readonly id: number;
    readonly physicalLocation: Physical;
    readonly message: { readonly text: string };
  }[];
  readonly partialFingerprints: { readonly [name: string]: string };
  readonly fixes?: readonly {
    readonly description: { readonly text: string };
    readonly properties: { readonly safe: boolean };
    readonly artifactChanges: readonly {
      readonly artifactLocation: Artifact;
      readonly replacements: readonly { deletedRegion: Region; insertedContent?: { readonly text: string } }[];
    }[];
  }[];
  readonly suppressions?: readonly { kind: string; status: string; justification: string }[];
}

/** The one run of a log. */
export interface Run {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly semanticVersion: string;
      readonly rules: readonly {
        readonly id: string;
        readonly fullDescription: { readonly text: string };
        readonly help: { readonly text: string; readonly markdown: string };
        readonly defaultConfiguration: { readonly level: string };
      }[];
    };
  };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly {
      readonly message: { readonly text: string };
      readonly locations: readonly { physicalLocation: { artifactLocation: Artifact } }[];
    }[];
  }[];
  readonly columnKind: string;
  readonly results: readonly Result[];
}

/** Holds a log against the official schema of SARIF 2.1.0, and gives its run. */
export function readSarif(text: string): Run {
  const log: { readonly runs: readonly Run[] } = JSON.parse(text);
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  const [run] = log.runs;
  if (run === undefined || log.runs.length !== 1) throw new Error('not one run');
  return run;
}
