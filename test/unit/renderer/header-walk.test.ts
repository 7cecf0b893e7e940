import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../core/model/check.ts';
import {
  type AddressEvidence,
  addressEvidence,
  rightAddress,
  settingInForce,
  wrongAddress,
} from '../../../renderer/report/address-evidence.ts';
import { headerWalk } from '../../../renderer/report/header-walk.ts';
import { addressOutcome, planned, resultOf, rightOutcome, wrongOutcome } from './story-events.ts';

const evidenceOf = (outcome: Outcome): AddressEvidence => {
  const evidence = addressEvidence(outcome);
  if (evidence === null) throw new Error('this outcome has no address evidence');
  return evidence;
};
const walkOf = (given: Parameters<typeof addressOutcome>[0]) => headerWalk(evidenceOf(addressOutcome(given)));

describe('the header walk', () => {
  it('parts at the first entry where its presenter is not trusted', () => {
    const walk = headerWalk(evidenceOf(wrongOutcome));
    expect(walk.parting).toBe(0);
    expect(walk.rows[0]).toMatchObject({
      entry: '127.0.9.10',
      presentedBy: '127.0.9.4',
      believes: { kind: 'presenter not trusted', presenter: '127.0.9.4' },
      should: { kind: 'accepted', address: '127.0.9.10' },
    });
    expect(walk.believed?.address).toBe('127.0.9.4');
    expect(walk.planned.address).toBe('127.0.9.10');
    expect(walk.arrivesWrong).toBe(false);
  });

  it('does not part where the setting is as planned', () => {
    expect(headerWalk(evidenceOf(rightOutcome)).parting).toBeNull();
  });

  it('parts where the limit ends the reading', () => {
    const walk = walkOf({ audited: '127.0.9.4', forwarded: ['127.0.9.10'], settings: { ...planned, forwardLimit: 0 } });
    expect(walk.rows[0]?.believes).toEqual({ kind: 'beyond the limit', limit: 0 });
    expect(walk.parting).toBe(0);
  });

  it('tells a header that never arrived from one that is not believed', () => {
    const walk = walkOf({ audited: '127.0.9.4', forwarded: [], settings: planned });
    expect(walk).toMatchObject({ entries: [], rows: [], arrivesWrong: true, parting: null });
    expect(walk.believed?.stop.reason).toBe('no entries');
  });

  it('marks a forged entry that even the planned setting would believe', () => {
    const walk = walkOf({ audited: '192.0.2.66', forwarded: ['192.0.2.66'], settings: planned });
    expect(walk).toMatchObject({ arrivesWrong: true, parting: 0 });
  });

  it('reads entries over several lines, from the right', () => {
    const walk = walkOf({ audited: '127.0.9.10', forwarded: ['192.0.2.66', '127.0.9.10'], settings: planned });
    expect(walk.rows.map(({ entry, place }) => [entry, place])).toEqual([
      ['127.0.9.10', 1],
      ['192.0.2.66', 0],
    ]);
    expect(walk.rows[1]?.should).toEqual({ kind: 'beyond the limit', limit: 1 });
  });

  it('guesses nothing where the setting cannot be read, or could not have been started with', () => {
    const unread = walkOf({ audited: '127.0.9.4', forwarded: ['127.0.9.10'], settings: null });
    expect(unread.believed).toBeNull();
    expect(unread.rows[0]?.believes).toBeNull();
    expect(unread.parting).toBeNull();
    const impossible = walkOf({
      audited: '127.0.9.4',
      forwarded: ['127.0.9.10'],
      settings: { ...planned, knownProxies: ['no address'] },
    });
    expect(impossible.believed).toBeNull();
  });

  it('reads no header of another name than the one that arrived', () => {
    const walk = walkOf({
      audited: '127.0.9.4',
      forwarded: ['127.0.9.10'],
      settings: { ...planned, headerName: 'X-Real-IP' },
    });
    expect(walk.believed?.stop.reason).toBe('no entries');
    expect(walk.parting).toBe(0);
  });
});

describe('the outcome that is shown', () => {
  it('is the wrong one the likeliest cause explains', () => {
    expect(wrongAddress(resultOf(wrongOutcome))?.outcome).toBe(wrongOutcome);
    const other = {
      ...resultOf(wrongOutcome),
      causes: [{ id: 'c', title: 't', remedy: 'r', page: 'verify' as const, explains: ['x'] }],
    };
    expect(wrongAddress(other)).toBeNull();
  });

  it('is, after the repair, the same request on the same way', () => {
    expect(rightAddress(resultOf(rightOutcome), wrongOutcome)?.outcome).toBe(rightOutcome);
    expect(rightAddress(resultOf(wrongOutcome), null)).toBeNull();
  });

  it('is none where the evidence is of another kind', () => {
    expect(addressEvidence({ ...wrongOutcome, evidence: { status: 500 } })).toBeNull();
    expect(
      addressEvidence({ ...wrongOutcome, evidence: { sentFrom: '127.0.9.10', forwarded: [], planned: {} } }),
    ).toBeNull();
  });
});

describe('the setting in force', () => {
  it('is the one a node was read with, and one that is not the planned one comes first', () => {
    const recorded = (given: { settings: unknown }) =>
      addressOutcome({ audited: '127.0.9.10', forwarded: ['127.0.9.10'], ...given });
    const asPlanned = recorded({ settings: planned });
    const other = recorded({ settings: { ...planned, forwardLimit: 7 } });
    const both = { ...resultOf(rightOutcome), checks: [asPlanned, other] };
    expect(settingInForce(both)?.setting.forwardLimit).toBe(7);
    expect(settingInForce({ ...both, checks: [asPlanned] })?.setting).toEqual(planned);
    expect(settingInForce({ ...both, checks: [recorded({ settings: null })] })).toBeNull();
    expect(settingInForce(null)).toBeNull();
  });
});
